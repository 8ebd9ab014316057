"""Local files: only regular ones, and only as long as they stay as they are."""

import os

import pytest

from tavus_cli.errors import ExitCode, TavusError
from tavus_cli.media.local import LocalFile
from tavus_cli.media.look import look
from tavus_cli.media.source import BLOCK


def refusal(path):
    with pytest.raises(TavusError) as caught, LocalFile(str(path)):
        pass
    assert caught.value.code is ExitCode.LOCAL
    return caught.value.message


def test_what_is_no_regular_file_is_refused_with_its_name(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe") == f"cannot read {tmp_path}/pipe: it is not a regular file."
    assert refusal(tmp_path) == f"cannot read {tmp_path}: it is a directory."
    assert refusal("/dev/null") == "cannot read /dev/null: it is not a regular file."
    assert refusal(tmp_path / "gone") == f"cannot read {tmp_path}/gone: No such file or directory."
    assert "cannot read" in refusal("with\0zero")


def test_an_unreadable_file_is_refused_with_its_name(tmp_path):
    path = tmp_path / "secret.mp4"
    path.write_bytes(b"clip")
    path.chmod(0)
    user = os.geteuid()
    try:
        if user == 0:
            os.seteuid(65534)  # root may read everything
        assert refusal(path) == f"cannot read {path}: Permission denied."
    finally:
        os.seteuid(user)


def test_a_name_with_escape_codes_is_cleaned(tmp_path):
    assert "\x1b" not in refusal(tmp_path / "\x1b[2Jclip.mp4")


@pytest.mark.parametrize("change", ["grow", "shrink", "touch"])
def test_a_file_that_changes_while_it_is_read_is_an_error(clips, tmp_path, change):
    path = tmp_path / "clip.mp4"
    content = clips["clip.mp4"].read_bytes()
    path.write_bytes(content)
    with LocalFile(str(path)) as source:
        source.read(0, 100)
        if change == "touch":
            os.utime(path, (1, 1))
        else:
            path.write_bytes(content * 2 if change == "grow" else content[: 2 * BLOCK])
        with pytest.raises(TavusError, match=r"clip\.mp4 changed while it was read\.$"):
            look(source)


def test_an_empty_file_is_empty(tmp_path):
    path = tmp_path / "clip.mp4"
    path.touch()
    with LocalFile(str(path)) as source:
        facts = look(source)
    assert (facts.kind, facts.size, source.requests) == ("empty", 0, 0)


def test_neighbouring_blocks_come_by_one_read_and_only_once(tmp_path):
    path = tmp_path / "blocks"
    path.write_bytes(b"".join(bytes([number]) * BLOCK for number in range(5)) + b"end")
    with LocalFile(str(path)) as source:
        assert source.read(3 * BLOCK, 1) == b"\3"
        assert source.read(BLOCK - 1, 2) == b"\0\1"
        assert (source.requests, source.bytes_read) == (2, 3 * BLOCK)
        assert source.read(0, 10 * BLOCK) == path.read_bytes()
        assert (source.requests, source.bytes_read) == (4, 5 * BLOCK + 3)
        assert source.read(5 * BLOCK, 100) == b"end"
        assert source.read(6 * BLOCK, 100) == b""
        assert source.requests == 4
