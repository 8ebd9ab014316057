"""The API over HTTP: client, calls with retries, pagination, transport, and the content of answers."""
