"""What an API answers when a replica is changed."""

from faults.answers import document, reply

UNKNOWN = document({"error": "Invalid replica_id"}, 400)
DONE = reply(200)
