"""Simulate the API on this machine: no account, no cost."""
