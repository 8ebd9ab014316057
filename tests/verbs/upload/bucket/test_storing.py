"""A bucket of the user's own: a file is stored there once, and the create gets a signed link to it."""

import re
import subprocess
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from samples import KEY
from verbs.upload.links import link_of, signature_of, signed_by_amazon
from verbs.upload.s3 import BUCKET, KEY_ID, PLACE, SECRET
from waiting import wait_until


def test_the_file_is_stored_and_the_create_gets_a_signed_link(create, api, s3, film):
    result = create()
    assert result.code == 0, result.err
    (name,) = s3.names()
    assert re.fullmatch(r"people/2026/[0-9a-f]{16}-my-film-1\.mp4", name)
    assert s3.content(name) == film.read_bytes()
    link = link_of(api)
    assert link.startswith(f"{s3.url}/{BUCKET}/{name}?X-Amz-Algorithm=AWS4-HMAC-SHA256&")
    query = dict(parse_qsl(urlsplit(link).query))
    assert query["X-Amz-Expires"] == "172800"
    made = datetime.strptime(query["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert timedelta() <= datetime.now(UTC) - made < timedelta(minutes=5)
    assert signature_of(link) == signed_by_amazon(link)
    assert f"My Film (1).MP4 is at s3://{BUCKET}/{name} and stays there: --delete-upload" in result.err


def test_the_link_works_as_long_as_was_asked_for(create, api):
    assert create("--link-hours", "168").code == 0
    assert "X-Amz-Expires=604800&" in link_of(api)


def test_what_is_there_is_not_sent_again(create, s3):
    create()
    again = create()
    assert (again.code, "is there already; not sent again" in again.err) == (0, True)
    assert len([line for line in s3.log() if line.startswith("PUT /clips/")]) == 1


def test_a_changed_file_of_the_same_name_and_size_is_another_object(create, s3, film):
    create()
    film.write_bytes(film.read_bytes()[::-1])
    create()
    assert len(s3.names()) == 2


def test_what_is_there_in_part_is_sent_again(create, s3, film):
    create()
    name = s3.names()[0]
    s3.put(name, b"half")
    assert create().code == 0
    assert s3.content(name) == film.read_bytes()


def test_a_large_file_goes_in_parts(create, api, s3, large):
    file = large(2, b"end")
    assert create(file=file).code == 0
    (name,) = s3.names()
    assert s3.content(name) == file.read_bytes()
    parts = {match[1] for line in s3.log() if (match := re.search(r"PUT .*partNumber=(\d+)", line))}
    assert parts == {"1", "2", "3"}
    assert signature_of(link_of(api)) == signed_by_amazon(link_of(api))


def test_a_dry_run_asks_nobody(create, api, s3):
    result = create("--dry-run")
    assert result.code == 0
    assert re.search(rf"would go to {PLACE}/[0-9a-f]{{16}}-my-film-1\.mp4", result.err)
    assert (api.requests, [line for line in s3.log() if "people" in line]) == ([], [])


def test_a110_no_secret_and_no_signature_is_shown(create, api, home):
    for words in ((), ("--debug",), ("--json",), ("--dry-run", "--json"), ("--debug", "--json"), ("--columns", "nope")):
        result = create(*words)
        shown = result.out + result.err
        signatures = {signature_of(request.json()["train_video_url"]) for request in api.requests if request.body}
        assert not [each for each in (SECRET, KEY_ID, "X-Amz-", KEY, *signatures) if each in shown], (words, shown)
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file() and "stored" not in path.name)
    assert not [each for each in (SECRET, "X-Amz-") if each.encode() in kept]


@pytest.mark.long
def test_a110_the_process_list_shows_no_secret_while_a_file_goes_up(api, command, large):
    shown = b""
    with subprocess.Popen(command(large(12))) as child:
        while child.poll() is None:
            for path in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    shown += path.read_bytes()
                except OSError:
                    continue
            time.sleep(0.1)
    assert child.returncode == 0
    assert b"large.mp4" in shown
    assert not [each for each in (SECRET, KEY_ID, KEY, signature_of(link_of(api))) if each.encode() in shown]


@pytest.mark.long
@pytest.mark.parametrize("part", [1, 5, 20])
def test_a109_after_a_kill_there_is_one_object_and_one_create(api, s3, command, large, part):
    file = large(25)
    with subprocess.Popen(command(file)) as child:
        wait_until(lambda: any(f"partNumber={part}&" in line for line in s3.log()))
        assert child.poll() is None
        child.kill()
    assert (s3.names(), api.requests) == ([], [])
    shown = subprocess.run(command(file), capture_output=True, text=True, check=True)
    assert len(s3.names()) == 1
    assert s3.content(s3.names()[0]) == file.read_bytes()
    assert signature_of(link_of(api)) not in shown.stdout + shown.stderr


@pytest.mark.long
def test_a_large_file_takes_little_memory(api, s3, command, large):
    peaks = [0]
    with subprocess.Popen(command(large(25))) as child:
        # Not what the system tells of a child that has ended: there its fork of this process counts.
        while child.poll() is None:
            status = Path(f"/proc/{child.pid}/status").read_text()
            peaks += [int(found[1]) for found in re.finditer(r"VmHWM:\s+(\d+) kB", status)]
            time.sleep(0.01)
    assert (child.returncode, len(s3.names())) == (0, 1)
    assert 50 * 1024 < max(peaks) < 120 * 1024
    assert "X-Amz-Expires=172800&" in link_of(api)
    assert signature_of(link_of(api)) == signed_by_amazon(link_of(api))
