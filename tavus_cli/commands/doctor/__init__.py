"""Check the set-up, up to a call that is answered."""
