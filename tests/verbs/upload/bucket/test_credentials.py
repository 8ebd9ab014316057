"""Credentials for a bucket: where they are found, and how long that may take."""

import signal
import subprocess
import time

import pytest
from faults.answers import hang
from verbs.upload.links import link_of
from verbs.upload.s3 import ENVIRONMENT, KEY_ID, REGION, SECRET
from waiting import wait_until


def test_temporary_credentials_warn_with_the_remedy(create, api, monkeypatch):
    monkeypatch.setenv("AWS_SESSION_TOKEN", "token-of-a-session")
    result = create()
    assert result.code == 0
    assert "warning: the link to My Film (1).MP4: signed with temporary credentials" in result.err
    assert "sign it with a user's key" in result.err
    assert "token-of-a-session" in link_of(api)
    assert "token-of-a-session" not in result.err


def test_the_profile_of_another_program_is_read_if_its_library_is_there(create, s3, home, monkeypatch):
    for name in ENVIRONMENT:
        monkeypatch.delenv(name)
    (home / ".aws").mkdir()
    (home / ".aws/credentials").write_text(f"[work]\naws_access_key_id={KEY_ID}\naws_secret_access_key={SECRET}\n")
    (home / ".aws/config").write_text(f"[profile work]\nregion={REGION}\n")
    monkeypatch.setenv("AWS_PROFILE", "work")
    assert create().code == 0
    assert len(s3.names()) == 1


def test_a_profile_that_is_not_there_is_no_credentials(create, monkeypatch):
    for name in ENVIRONMENT:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    result = create()
    assert (result.code, "there are no credentials for s3://clips" in result.err) == (2, True), result.err


def test_no_credentials_end_with_2_in_two_seconds(create, api, s3, serve, monkeypatch):
    # An address that only machines in a cloud can reach, and that says nothing here.
    nowhere = serve(hang, hang, hang, as_api=False)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_METADATA_ENDPOINT", nowhere.url)
    began = time.monotonic()
    result = create()
    assert (result.code, "there are no credentials for s3://clips" in result.err) == (2, True), result.err
    assert 'hint: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; of a profile: eval "$(aws configure' in result.err
    assert time.monotonic() - began < 4
    assert nowhere.requests
    assert api.posts == []


@pytest.fixture
def slow_credentials(home, monkeypatch):
    """A program for credentials that takes 20 s. Returns the file that it writes first."""
    for name in ENVIRONMENT:
        monkeypatch.delenv(name)
    begun, script = home / "begun", home / "credentials.sh"
    script.write_text(f": > {begun}; sleep 20\n")
    (home / ".aws").mkdir()
    (home / ".aws/config").write_text(f"[default]\nregion={REGION}\ncredential_process = /bin/sh {script}\n")
    return begun


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "the credentials for s3://clips/people/2026 could not be had within 2 s."),
        (("--timeout", "1.5"), 9, "the search for credentials did not end within 1.5 s"),
    ],
)
def test_credentials_that_take_long_are_not_waited_for(create, api, slow_credentials, words, code, said):
    began = time.monotonic()
    result = create(*words)
    assert (result.code, said in result.err, slow_credentials.exists()) == (code, True, True), result.err
    assert time.monotonic() - began < 5
    assert api.posts == []


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_search_for_credentials(api, command, slow_credentials, home, film, number, code):
    said = home / "said"
    with said.open("w") as err, subprocess.Popen(command(film), stderr=err) as child:
        wait_until(slow_credentials.exists)
        child.send_signal(number)
        began = time.monotonic()
        child.wait(30)
    assert time.monotonic() - began < 1
    assert (child.returncode, "nothing was created" in said.read_text()) == (code, True)


@pytest.mark.parametrize("place", ["gs://clips/p", "az://account/clips/p"])
def test_other_clouds_name_their_own_credentials(run, api, film, monkeypatch, place):
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "/nowhere.json")
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_KEY", "not base64!")
    result = run("replicas", "create", "--train-video", str(film), "--upload-to", place)
    assert (result.code, f"there are no credentials for {place}" in result.err) == (2, True), result.err
    assert ("GOOGLE_APPLICATION_CREDENTIALS" if place[0] == "g" else "AZURE_STORAGE_ACCOUNT_KEY") in result.err
