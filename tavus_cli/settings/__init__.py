"""Which settings hold, and the file they may come from."""
