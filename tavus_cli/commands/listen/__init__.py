"""Bring the API's callbacks to an address of yours, or receive and check them."""
