"""Generated documents: completion scripts, manual pages, tables of the README, and the output of `tavus help`.

`tree` reads the commands into plain data (`nodes`), and the other modules write documents from this data. Of the
commands only `help` and `completion` import this package.
"""
