"""The command-line interface: from argv to a command, and from an error to a message and an exit code."""
