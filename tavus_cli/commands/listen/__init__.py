"""Bring the API's callbacks to this machine."""
