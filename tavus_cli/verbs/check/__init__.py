"""Checking the files of a create before it is sent: links, containers, codecs, lengths, pictures."""
