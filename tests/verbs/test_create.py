"""After a create was done: whatever goes wrong then, the error says so, and what was made."""
