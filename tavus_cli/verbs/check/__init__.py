"""Checking the files of a create before it is sent.

`run` does it, as a command and before a create. `inspection` reads the files. `rules` is the table of rules, whose
functions are in `clips`, `containers`, `pictures` and `link_rules`. `links` parses links without fetching them.
`findings` has the shared types, `repair` makes the ffmpeg commands, and `report` shows the findings.
"""
