"""Output: results on standard output and messages on standard error, for people and for programs."""
