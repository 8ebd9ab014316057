"""Start, look up and end conversations with a replica."""
