"""Run a local stand-in for the API: no account, money or network."""
