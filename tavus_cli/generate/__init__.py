"""What is made from the commands: completions, manual pages, and the tool's description of itself.

`tree` reads the commands into plain data (`nodes`); everything else here only writes that data down.
"""
