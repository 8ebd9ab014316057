"""Checking the files of a create before it is sent.

`run` is the check as a command and before a create. `inspection` reads what a file is, `rules` is the table of what is
judged, with the judges in `clips`, `containers`, `pictures` and `link_rules`. `links` reads what a link says by itself.
`findings` holds what goes between them, `repair` makes the ffmpeg commands, `report` shows it all.
"""
