"""The commands. This folder is the registry: `x.py`, or `x/command.py`, is `tavus x` and holds its `app`.

The first line of `x.py`, or of `x/__init__.py`, is what the help says of it. Commands never import one another.
"""
