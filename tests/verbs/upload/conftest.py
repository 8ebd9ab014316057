"""A file to upload, storage that its link leads to, and little programs that put it there."""

import os
import sys
from pathlib import Path

import pytest
from faults.answers import document
from media.ranges import Store
from samples import MADE
from verbs.upload.s3 import ENVIRONMENT, S3

SIGNATURE = "SIGNATURE-OF-THE-LINK"
UP = f"""
import shutil, sys
file, name, hours = sys.argv[1:4]
shutil.copy(file, {{stored!r}})
print("copied", name, file=sys.stderr)
print("progress 100%\\n{{url}}/" + name + "?hours=" + hours + "&X-Amz-Signature={SIGNATURE}")
"""


@pytest.fixture
def film(home) -> Path:
    """A file of this machine. Nothing is told by its bytes, which only --check would look at."""
    path = home / "My Film (1).MP4"
    path.write_bytes(bytes(range(256)) * 1200)
    return path


@pytest.fixture
def api(serve):
    """An API on this machine that is no sandbox: what it was asked is in `requests`."""
    return serve(routes=lambda request: MADE if request.method == "POST" else document({}, status=404))


@pytest.fixture
def program(home):
    """Write a program of the user's. Returns the words that run it."""

    def write(code: str) -> list[str]:
        path = home / "up.py"
        path.write_text(code)
        return [sys.executable, str(path)]

    return write


@pytest.fixture
def storage(home):
    """A storage without parts that lie anywhere but in `content`."""
    with Store(home / "stored") as server:
        yield server


@pytest.fixture
def up(program, storage, home) -> str:
    """An upload_command that works."""
    words = program(UP.format(stored=str(home / "stored"), url=storage.url))
    return " ".join([*words, "{file}", "{name}", "{hours}"])


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    started = S3(tmp_path_factory.mktemp("s3"))
    yield started
    started.close()


@pytest.fixture
def s3(server, home, monkeypatch):
    """An empty S3, and a user with credentials for it."""
    server.empty()
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    return server
