"""What a verb does, the same for every noun."""
