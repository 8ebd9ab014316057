"""A server that misbehaves on request: raw sockets, one script of answers a test, and a log of what it was sent."""
