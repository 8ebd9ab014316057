"""A server that speaks S3, as a process of its own, and what can be asked of it."""

import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import boto3
from waiting import wait_until

KEY_ID, SECRET, REGION, BUCKET = "AKIDEXAMPLE", "secret-of-the-cloud-1234", "eu-west-1", "clips"
PLACE = f"s3://{BUCKET}/people/2026"
ENVIRONMENT = {"AWS_ACCESS_KEY_ID": KEY_ID, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_REGION": REGION}


class S3:
    """moto's server, with one bucket. What it was asked is in `log`."""

    def __init__(self, folder: Path) -> None:
        self._stopped = False
        self._log = folder / "moto.log"
        with self._log.open("wb") as log:
            words = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
            self._process = subprocess.Popen(words, stdout=log, stderr=log, env={"PATH": "/usr/bin:/bin"})
        # Which port it has got.
        self.port = int(wait_until(lambda: re.search(r"http://127\.0\.0\.1:(\d+)", self._log.read_text()), 60)[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self._client = boto3.client(
            "s3",
            endpoint_url=self.url,
            aws_access_key_id=KEY_ID,
            aws_secret_access_key=SECRET,
            region_name=REGION,
        )
        self.ask("PUT", f"/{BUCKET}")

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
        self._stopped = True

    def is_asked(self) -> bool:
        """Whether the server is stopped, and has been sent a request since. Read from Linux' table of connections."""
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            _, here, _, state, queues, *_ = line.split()
            established, unread = state == "01", int(queues.partition(":")[2], 16)
            if self._stopped and established and unread and int(here.partition(":")[2], 16) == self.port:
                return True
        return False

    def thaw(self) -> None:
        self._process.send_signal(signal.SIGCONT)
        self._stopped = False

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(20)
