"""Give PALs documents and websites to refer to."""
