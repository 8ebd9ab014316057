"""The commands. This folder is the registry: `x.py`, or `x/command.py`, is `tavus x` and holds its `app`.

The first line of `x.py`, or of `x/__init__.py`, is its description in the help. Commands never import one another.
"""
