"""The API over HTTP, from what a call means to its bytes."""
