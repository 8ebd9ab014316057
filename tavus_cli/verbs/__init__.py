"""The verbs, such as list, get, create and wait, implemented once for all nouns."""
