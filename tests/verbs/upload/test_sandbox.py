"""Files of this machine into the sandbox: the whole way of a create, with no cloud."""

import os
import re

import pytest
from faults.answers import reset
from samples import KEY

from tavus_cli.sandbox import storage

CREATE = ("replicas", "create", "--replica-name", "Me")


@pytest.fixture
def stored(sandbox, home):
    """The files that the sandbox has."""
    folder = home / "state" / "sandbox.files"
    return lambda: [path.read_bytes() for path in folder.iterdir()] if folder.exists() else []


def test_a_file_becomes_a_replica(run, sandbox, stored, film):
    result = run(*CREATE, "--train-video", str(film), "--format", "ids")
    assert (result.code, result.err.count("My Film (1).MP4 is at /storage/")) == (0, 1)
    assert "of the sandbox and stays there until: tavus sandbox reset\n" in result.err
    assert re.fullmatch(r"r[0-9a-f]+\n", result.out)
    assert stored() == [film.read_bytes()]


def test_with_the_option_it_is_the_sandbox_of_this_command(run, home, film):
    assert run("--sandbox", *CREATE, "--train-video", str(film)).code == 0
    assert len(list((home / ".local/state/tavus/sandbox.files").iterdir())) == 1


def test_a_file_that_is_there_is_not_sent_again(run, sandbox, film):
    first = run(*CREATE, "--train-video", str(film)).err
    second = run(*CREATE, "--train-video", str(film)).err
    assert ("not sent again" in first, "My Film (1).MP4 is there already; not sent again\n" in second) == (False, True)


def test_a_changed_file_of_the_same_name_and_size_is_another_one(run, sandbox, film):
    run(*CREATE, "--train-video", str(film))
    film.write_bytes(film.read_bytes()[::-1])
    assert "not sent again" not in run(*CREATE, "--train-video", str(film)).err


def test_all_files_of_a_create_go_up(run, sandbox, film):
    consent = film.with_name("consent.mp4")
    consent.write_bytes(b"consent")
    result = run(*CREATE, "--train-video", str(film), "--consent-video", str(consent))
    assert (result.code, result.err.count(" is at /storage/")) == (0, 2)
    portrait = run(*CREATE, "--train-image", str(film), "--voice-name", "anna")
    assert (portrait.code, portrait.err.count("not sent again")) == (0, 1)


def test_a_video_speaks_a_file(run, sandbox, film):
    made = run(*CREATE, "--train-video-url", "https://example.com/a.mp4", "--format", "ids").out.strip()
    result = run("videos", "create", "--replica-id", made, "--audio", str(film))
    assert (result.code, result.err.count(" is at /storage/")) == (0, 1)


def test_a_name_asks_for_a_failure_as_a_link_does(run, sandbox, film):
    film = film.rename(film.with_name("refuse-402.mp4"))
    assert run(*CREATE, "--train-video", str(film)).code == 5


def test_a_file_and_a_link_of_the_same_field_exclude_each_other(run, sandbox, film):
    result = run(*CREATE, "--train-video", str(film), "--train-video-url", "https://example.com/a.mp4")
    assert result.code == 2
    assert result.err.startswith("error: --train-video and --train-video-url exclude each other.\nhint: give the file")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--train-video", "{film}", "--train-image", "{film}"), "--train-video and --train-image exclude each other"),
        (("--train-image", "{film}"), "--train-image needs --voice-name"),
        (("--train-video", ""), "--train-video is empty"),
        (("--train-video", "{film}", "--delete-upload"), "--delete-upload needs --wait"),
        (("--train-video", "{film}", "--link-hours", "23"), "--link-hours must be a whole number from 24 to 168"),
        (("--train-video", "{film}", "--link-hours", "169"), "--link-hours must be a whole number from 24 to 168"),
        (("--train-video", "{film}", "--upload-to", "ftp://x"), "--upload-to must be s3://BUCKET/PREFIX, gs://"),
        (
            ("--train-video", "{film}", "--upload-endpoint", "http://r2.example"),
            "--upload-endpoint must be an https://",
        ),
    ],
)
def test_what_does_not_go_together_is_a_usage_error(run, sandbox, stored, film, words, said):
    result = run("replicas", "create", *(word.replace("{film}", str(film)) for word in words))
    assert (result.code, said in result.err) == (2, True), result.err
    assert stored() == []


@pytest.mark.parametrize("argv", [CREATE, ("videos", "create", "--replica-id", "r1")])
def test_without_a_way_both_are_shown(run, film, argv):
    option = "--audio" if argv[0] == "videos" else "--train-video"
    result = run(*argv, option, str(film), env={"TAVUS_API_KEY": KEY})
    assert result.code == 2
    assert "--upload-to s3://BUCKET/PREFIX" in result.err
    assert '--upload-command "PROGRAM {file} {name} {hours}"' in result.err


def test_a109_nothing_leaves_when_a_file_will_fail(run, sandbox, stored, film):
    other = film.with_name("page.mp4")
    other.write_bytes(b"<!doctype html><html>")
    result = run(*CREATE, "--train-video", str(film), "--consent-video", str(other), "--check")
    assert (result.code, "--consent-video container" in result.err) == (5, True), result.err
    assert "nothing was sent" in result.err
    assert stored() == []
    assert run("replicas", "list", "--replica-type", "user", "--format", "ids").out == ""


@pytest.mark.parametrize("kind", ["gone", "folder", "fifo"])
def test_a_file_that_cannot_be_read_ends_with_1(run, sandbox, film, kind):
    film.unlink()
    if kind == "folder":
        film.mkdir()
    elif kind == "fifo":
        os.mkfifo(film)
    for words in ((), ("--dry-run",)):
        result = run(*CREATE, "--train-video", str(film), *words)
        assert (result.code, result.out) == (1, "")
        assert result.err.splitlines()[1].startswith("error: cannot read ")


def test_a_dry_run_uploads_nothing_and_says_what_it_would(run, sandbox, stored, film):
    result = run(*CREATE, "--train-video", str(film), "--dry-run")
    assert result.code == 0
    assert '"train_video_url": "\'"$TRAIN_VIDEO_URL"\'"' in result.out
    assert re.search(
        r"note: My Film \(1\)\.MP4 \(307 KB\) would go to /storage/[0-9a-f]{16}/My%20Film%20%281%29\.MP4 of the"
        r" sandbox, and its link into train_video_url; nothing was uploaded\n",
        result.err,
    )
    assert stored() == []


@pytest.mark.parametrize(
    ("name", "code"), [pytest.param("me.mp4", 0, marks=pytest.mark.long), ("fail-video_fps.mp4", 11)]
)
def test_what_is_not_to_stay_is_deleted_when_the_job_has_ended(run, home, film, name, code):
    film = film.rename(film.with_name(name))
    result = run("--sandbox", *CREATE, "--train-video", str(film), "--wait", "--delete-upload", "--interval", "0.2")
    assert (result.code, result.err.count("of the sandbox was deleted\n")) == (code, 1), result.err
    assert not list((home / ".local/state/tavus/sandbox.files").iterdir())


def test_what_is_still_needed_stays(run, sandbox, stored, film):
    result = run(*CREATE, "--train-video", str(film), "--wait", "--delete-upload", "--timeout", "2")
    assert (result.code, len(stored())) == (9, 1)


def test_an_api_of_this_machine_that_is_no_sandbox_takes_no_files(run, api, film):
    result = run(*CREATE, "--train-video", str(film))
    assert (result.code, "is on this machine, but no sandbox" in result.err) == (2, True), result.err
    assert [request.method for request in api.requests] == ["GET"]


def test_a_full_sandbox_is_told_in_its_words(run, sandbox, film, monkeypatch):
    monkeypatch.setattr(storage, "MOST", 1000)
    result = run(*CREATE, "--train-video", str(film))
    assert (result.code, "the sandbox refused the file: the sandbox keeps 1 GiB" in result.err) == (5, True), result.err


def test_a_sandbox_that_goes_away_is_a_network_error(run, serve, film):
    serve(reset)
    result = run(*CREATE, "--train-video", str(film))
    assert (result.code, "the sandbox at 127.0.0.1:" in result.err) == (6, True), result.err


@pytest.mark.parametrize("value", ["./My Film (1).MP4", "me.mp4"])
def test_a_file_where_a_link_belongs_gets_the_option_for_files(run, film, monkeypatch, value):
    monkeypatch.chdir(film.parent)
    result = run(*CREATE, "--train-video-url", value)
    there = "hint: it is a file of this machine: --train-video './My Film (1).MP4'\n"
    absent = "hint: give a direct https:// link; for a file of this machine: --train-video FILE\n"
    assert (result.code, result.err.splitlines(keepends=True)[1]) == (2, there if value[0] == "." else absent)


def test_the_check_takes_every_option_of_a_create(run, sandbox, film):
    words = ("--train-video", str(film), "--upload-to", "s3://clips", "--link-hours", "48", "--delete-upload")
    assert run("replicas", "check", *words).code == 5
    assert "--upload-to" not in run("replicas", "check", "--help").out
    assert "--upload-to" in run("replicas", "create", "--help").out
