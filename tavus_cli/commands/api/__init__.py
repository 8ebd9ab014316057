"""Call any endpoint of the API, also one without a command."""
