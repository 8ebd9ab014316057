"""Downloads: a name for the file, the unfinished file, the storage it comes from, and seeing it through."""
