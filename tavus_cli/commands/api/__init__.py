"""Make any call of the API, also one that has no command here."""
