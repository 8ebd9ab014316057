"""A file to upload, storage that its link leads to, and little programs that put it there."""

import os
import sys
from pathlib import Path

import pytest
from faults.answers import document
from media.ranges import Store
from samples import MADE
from verbs.upload.links import SIGNATURE
from verbs.upload.s3 import ENVIRONMENT, S3


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
    """Write a program of the user's. Returns the upload_command that runs it with these words."""

    def write(code: str, *words: str) -> str:
        path = home / "up.py"
        path.write_text(code)
        return " ".join([sys.executable, str(path), *(words or ["{file}"])])

    return write


@pytest.fixture
def storage(home):
    """A storage without parts that lie anywhere but in `content`."""
    with Store(home / "stored") as server:
        yield server


@pytest.fixture
def copies(storage) -> str:
    """The lines with which a program puts its file into the storage."""
    return f"import shutil, sys\nshutil.copy(sys.argv[1], {str(storage.content)!r})\n"


@pytest.fixture
def up(program, storage, copies) -> str:
    """An upload_command that works."""
    code = (
        f"{copies}name, hours = sys.argv[2:]\n"
        "print('copied', name, file=sys.stderr)\n"
        f"print('progress 100%\\n{storage.url}/' + name + '?hours=' + hours + '&X-Amz-Signature={SIGNATURE}')"
    )
    return program(code, "{file}", "{name}", "{hours}")


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
