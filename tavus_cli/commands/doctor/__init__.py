"""Check the set-up, from the versions to a call that is answered."""
