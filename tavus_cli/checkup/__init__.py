"""What `tavus doctor` looks at: from the program itself, over its settings, to a call that is answered."""
