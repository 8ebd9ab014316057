"""Creates whose file goes into a bucket: in this process, and as the installed program."""

import sys
from pathlib import Path

import pytest
from verbs.upload.s3 import PLACE

PART = 8 * 2**20


@pytest.fixture
def where(s3):
    """The options that send files to S3, or to another endpoint."""
    return lambda at=None: ("--upload-to", PLACE, "--upload-endpoint", at or s3.url)


@pytest.fixture
def create(run, api, where, film):
    """Create a replica from a file."""

    def create_it(*words, file=film, at=None, **how):
        return run("replicas", "create", "--train-video", str(file), *where(at), *words, **how)

    return create_it


@pytest.fixture
def command(where):
    """The command that the same create is, for a process of its own."""
    program = Path(sys.executable).with_name("tavus")
    return lambda file, at=None: [program, "replicas", "create", "--train-video", file, *where(at)]


@pytest.fixture
def large(home):
    """Write a file that goes up in parts of 8 MiB: so many of them, and a few bytes more."""

    def write(parts: int, more: bytes = b"") -> Path:
        path = home / "large.mp4"
        with path.open("wb") as file:
            for number in range(parts):
                file.write(bytes([number]) * PART)
            file.write(more)
        return path

    return write
