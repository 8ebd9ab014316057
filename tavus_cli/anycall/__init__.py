"""Calls that have no command of their own: put together from words, sent with the usual care, shown by their looks."""
