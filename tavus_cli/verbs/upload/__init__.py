"""Uploading local files to the user's own storage, because the API takes links, not files.

`uploads` uploads the files of a create. `destination` chooses where to: `bucket` (cloud storage), `program` (a program
of the user's), or `sandbox`. `source` is a local file, and `verify` checks the link to an uploaded file.
"""
