"""A caller of the sandbox that knows HTTP and nothing of the program's client."""

import http.client
import json
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit


class Reply(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Api:
    """Sends one request at a time, each on a connection of its own unless told otherwise."""

    def __init__(self, base_url: str) -> None:
        parts = urlsplit(base_url)
        self.host, self.port, self.prefix = parts.hostname, parts.port, parts.path

    def send(self, method: str, path: str, body: bytes | None = None, **headers: str | None) -> Reply:
        """Headers are written with underscores; None leaves out one that is sent otherwise."""
        sent = {"x-api-key": "any"} | ({} if body is None else {"content-type": "application/json"})
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection(self.host, self.port, timeout=10)
        try:
            chosen = {name: value for name, value in sent.items() if value is not None}
            connection.request(method, self.prefix + path, body, chosen)
            response = connection.getresponse()
            return Reply(response.status, response.headers, response.read())
        finally:
            connection.close()

    def get(self, path: str, **params: object) -> Reply:
        return self.send("GET", path + (f"?{urlencode(params)}" if params else ""))

    def post(self, path: str, body: object) -> Reply:
        return self.send("POST", path, json.dumps(body).encode())

    def patch(self, path: str, body: object) -> Reply:
        return self.send("PATCH", path, json.dumps(body).encode())

    def delete(self, path: str, **params: object) -> Reply:
        return self.send("DELETE", path + (f"?{urlencode(params)}" if params else ""))

    def replica(self, file: str = "train.mp4", **fields: object) -> str:
        """The id of a new replica."""
        body = {"train_video_url": f"https://bucket.example.com/{file}"} | fields
        return self.post("/v2/replicas", body).json["replica_id"]

    def video(self, replica_id: str = "r7bc3db0d581", **fields: object) -> str:
        """The id of a new video."""
        body = {"replica_id": replica_id} | (fields if "audio_url" in fields else {"script": "Hello."} | fields)
        return self.post("/v2/videos", body).json["video_id"]
