"""Downloading videos: the file name, the partial file, checksums, and the transfer with its retries."""
