"""Run a local stand-in for the API: no account, no money."""
