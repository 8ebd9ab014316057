"""The commands. This folder is the registry: the file `x.py` is `tavus x`, and holds `app`. Siblings never meet.

The first line of a file is what the help says of the command.
"""

from tavus_cli.grammar import DataVerb, Verb, lone, noun

__all__ = ["DataVerb", "Verb", "lone", "noun"]
