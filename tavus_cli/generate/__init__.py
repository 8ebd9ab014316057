"""What is made from the command tree: completion scripts, manual pages, and the explanations of `tavus help`.

`tree` reads the commands into plain data (`nodes`); all other modules here only write that data down. Nothing of this
is imported by other commands than `help` and `completion`.
"""
