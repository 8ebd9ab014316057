"""Start, show and end conversations with a replica."""
