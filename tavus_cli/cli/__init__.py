"""From argv to a command, and from an error to an exit code."""
