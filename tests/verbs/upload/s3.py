"""A server that speaks S3, as a process of its own, and what can be asked of it."""

import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

import boto3
from faults.ports import free_port

KEY_ID, SECRET, REGION, BUCKET = "AKIDEXAMPLE", "secret-of-the-cloud-1234", "eu-west-1", "clips"
PLACE = f"s3://{BUCKET}/people/2026"
ENVIRONMENT = {"AWS_ACCESS_KEY_ID": KEY_ID, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_REGION": REGION}


class S3:
    """moto's server, with one bucket. What it was asked is in `log`."""

    def __init__(self, folder: Path) -> None:
        port = str(free_port())
        self.url = f"http://127.0.0.1:{port}"
        self._log = folder / "moto.log"
        with self._log.open("wb") as log:
            words = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", port]
            self._process = subprocess.Popen(words, stdout=log, stderr=log, env={"PATH": "/usr/bin:/bin"})
        self._client = boto3.client(
            "s3",
            endpoint_url=self.url,
            aws_access_key_id=KEY_ID,
            aws_secret_access_key=SECRET,
            region_name=REGION,
        )
        until = time.monotonic() + 60
        while True:
            try:
                self.ask("PUT", f"/{BUCKET}")
                break
            except URLError:
                assert time.monotonic() < until, self._log.read_text()
                time.sleep(0.1)

    def ask(self, method: str, path: str) -> None:
        urllib.request.urlopen(urllib.request.Request(self.url + path, method=method), timeout=30).close()

    def empty(self) -> None:
        """Forget all objects and the log."""
        self.ask("POST", "/moto-api/reset")
        self.ask("PUT", f"/{BUCKET}")
        self._log.open("wb").close()

    def log(self) -> list[str]:
        """Method, path and query of each request."""
        return re.findall(r"\b((?:GET|PUT|POST|HEAD|DELETE) /\S+)", self._log.read_text())

    def names(self) -> list[str]:
        return [each["Key"] for each in self._client.list_objects_v2(Bucket=BUCKET).get("Contents", ())]

    def put(self, name: str, content: bytes) -> None:
        self._client.put_object(Bucket=BUCKET, Key=name, Body=content)

    def content(self, name: str) -> bytes:
        return self._client.get_object(Bucket=BUCKET, Key=name)["Body"].read()

    def freeze(self) -> None:
        """Stop the server until `thaw`: it takes connections, and answers nothing."""
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(20)
