"""A bucket of the user's own: real uploads to a server that speaks S3, and to servers that misbehave."""

import os
import re
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import botocore.auth
import botocore.awsrequest
import botocore.credentials
import pytest
from faults.answers import document, hang, reply, reset
from faults.ports import refusing_port
from samples import KEY, MADE
from verbs.upload.s3 import BUCKET, ENVIRONMENT, KEY_ID, REGION, SECRET

PLACE = f"s3://{BUCKET}/people/2026"
PROGRAM = Path(sys.executable).with_name("tavus")
PART = 8 * 2**20


@pytest.fixture
def create(run, api, s3, film):
    """Create a replica from a file that goes to S3, or to another endpoint."""

    def create_it(*words, file=film, at=None, **how):
        where = ("--upload-to", PLACE, "--upload-endpoint", at or s3.url)
        return run("replicas", "create", "--train-video", str(file), *where, *words, **how)

    return create_it


def link_of(api):
    (request,) = [request for request in api.requests if request.method == "POST"]
    return request.json()["train_video_url"]


def signature_of(link):
    return dict(parse_qsl(urlsplit(link).query))["X-Amz-Signature"]


def signed_by_amazon(link):
    """The signature that Amazon's own library gives the same request at the same time."""
    parts, query = urlsplit(link), dict(parse_qsl(urlsplit(link).query))
    request = botocore.awsrequest.AWSRequest("GET", f"{parts.scheme}://{parts.netloc}{parts.path}")
    credentials = botocore.credentials.Credentials(KEY_ID, SECRET)
    signer = botocore.auth.S3SigV4QueryAuth(credentials, "s3", REGION, expires=int(query["X-Amz-Expires"]))
    moment = datetime.strptime(query["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(botocore.auth, "get_current_datetime", lambda: moment)
        signer.add_auth(request)
    return signature_of(request.url)


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


def test_a_large_file_goes_in_parts(create, api, s3, home):
    large = home / "large.mp4"
    large.write_bytes(os.urandom(PART) * 2 + b"end")
    assert create(file=large).code == 0
    (name,) = s3.names()
    assert s3.content(name) == large.read_bytes()
    parts = {match[1] for line in s3.log() if (match := re.search(r"PUT .*partNumber=(\d+)", line))}
    assert parts == {"1", "2", "3"}
    assert signature_of(link_of(api)) == signed_by_amazon(link_of(api))


def test_a110_no_secret_and_no_signature_is_shown(create, api, home):
    for words in ((), ("--debug",), ("--json",), ("--dry-run", "--json"), ("--debug", "--json"), ("--columns", "nope")):
        result = create(*words)
        shown = result.out + result.err
        signatures = {signature_of(request.json()["train_video_url"]) for request in api.requests if request.body}
        assert not [each for each in (SECRET, KEY_ID, "X-Amz-", KEY, *signatures) if each in shown], (words, shown)
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file() and "stored" not in path.name)
    assert not [each for each in (SECRET, "X-Amz-") if each.encode() in kept]


def test_a_dry_run_asks_nobody(create, api, s3):
    result = create("--dry-run")
    assert result.code == 0
    assert re.search(rf"would go to {PLACE}/[0-9a-f]{{16}}-my-film-1\.mp4", result.err)
    assert (api.requests, [line for line in s3.log() if "people" in line]) == ([], [])


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
    assert not [request for request in api.requests if request.method == "POST"]


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
    assert not [request for request in api.requests if request.method == "POST"]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_search_for_credentials(api, s3, slow_credentials, home, film, number, code):
    where = ("--upload-to", PLACE, "--upload-endpoint", s3.url)
    argv = [PROGRAM, "replicas", "create", "--train-video", film, *where]
    said = home / "said"
    with said.open("w") as err, subprocess.Popen(argv, stderr=err) as child:
        while not slow_credentials.exists():
            time.sleep(0.02)
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


def test_an_endpoint_goes_with_s3_alone(run, api, film):
    words = ("--upload-to", "gs://clips", "--upload-endpoint", "https://r2.example")
    result = run("replicas", "create", "--train-video", str(film), *words)
    assert (result.code, "--upload-endpoint goes with s3:// alone" in result.err) == (2, True)


def test_without_the_extra_the_command_that_installs_it_is_told(create, api, monkeypatch):
    monkeypatch.setitem(sys.modules, "obstore", None)
    result = create()
    assert result.code == 2
    assert "hint: pip install 'tavus-cli-unofficial[upload]'\n" in result.err
    assert api.requests == []


def test_no_such_bucket_ends_with_5(run, api, s3, film):
    where = ("--upload-to", "s3://nobody-has-this", "--upload-endpoint", s3.url)
    result = run("replicas", "create", "--train-video", str(film), *where)
    assert result.code == 5
    assert (
        "refused the file: NoSuchBucket: The specified bucket does not exist.\nhint: make the bucket first"
        in result.err
    )
    assert "error: s3://nobody-has-this refused" in result.err
    assert not [request for request in api.requests if request.method == "POST"]


DENIED = b"""<?xml version="1.0"?><Error><Code>SignatureDoesNotMatch</Code><Message>Look \x1b[31m here</Message>
<AWSAccessKeyId>AKIDEXAMPLE</AWSAccessKeyId><SignatureProvided>SECRETSIGNATURE</SignatureProvided></Error>"""


def test_a_storage_that_refuses_ends_with_5_and_its_words(create, api, serve):
    denied = serve(routes=lambda request: reply(403, DENIED, kind="application/xml"), as_api=False)
    result = create(at=denied.url)
    assert result.code == 5
    assert "refused the file: SignatureDoesNotMatch: Look ^[[31m here.\n" in result.err
    for never in ("SECRETSIGNATURE", KEY_ID, "\x1b", "Debug source", "X-Amz"):
        assert never not in result.err
    assert not [request for request in api.requests if request.method == "POST"]


def test_a_storage_that_cannot_be_reached_ends_with_6(create, api):
    with refusing_port() as port:
        result = create(at=f"http://127.0.0.1:{port}", env={"TAVUS_RETRIES": "1"})
    assert (result.code, f"error: {PLACE} could not be reached; nothing was created." in result.err) == (6, True)
    assert not [request for request in api.requests if request.method == "POST"]


class Imitation:
    """What S3 answers to an upload in parts, with other answers for some parts."""

    def __init__(self, serve, part):
        self.server = serve(routes=self._answer, as_api=False)
        self._part = part
        self.aborted = False

    def _answer(self, request):
        if request.method == "POST" and request.query.startswith("uploads"):
            return reply(200, b"<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>")
        if request.method == "PUT":
            return self._part(request)
        if request.method == "DELETE":
            self.aborted = True
            return reply(204)
        return reply(404)

    def parts(self):
        return [request for request in self.server.requests if request.method == "PUT"]


def test_four_parts_go_up_at_once(create, serve, home):
    large = home / "large.mp4"
    large.write_bytes(bytes(8 * PART))
    running, most = [], []

    def slow(request):
        running.append(1)
        most.append(len(running))
        time.sleep(0.5)
        running.pop()
        return reply(200, headers=[("ETag", '"e"')])

    create(file=large, at=Imitation(serve, slow).server.url)
    assert (max(most), len(most)) == (4, 8)


def test_a_part_whose_connection_is_lost_is_sent_again_and_then_given_up(create, api, serve, home):
    large = home / "large.mp4"
    large.write_bytes(bytes(PART + 1))
    s3 = Imitation(serve, lambda request: reset)
    result = create(file=large, at=s3.server.url, env={"TAVUS_RETRIES": "2"})
    assert (result.code, "could not be reached; nothing was created" in result.err) == (6, True), result.err
    sent = [request.query for request in s3.parts()]
    assert max(sent.count(query) for query in sent) == 3
    assert s3.aborted
    assert not [request for request in api.requests if request.method == "POST"]


def test_a_file_that_changes_while_it_goes_up_ends_with_1(create, api, serve, home):
    large = home / "large.mp4"
    large.write_bytes(bytes(8 * PART))

    def change(request):
        with large.open("ab") as file:
            file.write(b"more")
        return reply(200, headers=[("ETag", '"e"')])

    s3 = Imitation(serve, change)
    result = create(file=large, at=s3.server.url)
    assert (result.code, "changed while it was read" in result.err) == (1, True), result.err
    assert s3.aborted
    assert not [request for request in api.requests if request.method == "POST"]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_aborts_the_upload_and_creates_nothing(api, serve, s3, home, number, code):
    large = home / "large.mp4"
    large.write_bytes(bytes(16 * PART))

    def slow(request):
        time.sleep(1)
        return reply(200, headers=[("ETag", '"e"')])

    s3 = Imitation(serve, slow)
    where = ("--upload-to", PLACE, "--upload-endpoint", s3.server.url)
    argv = [PROGRAM, "replicas", "create", "--train-video", large, *where]
    with subprocess.Popen(argv, stderr=subprocess.PIPE, text=True) as child:
        while not s3.parts():
            time.sleep(0.02)
        child.send_signal(number)
        err = child.communicate(timeout=30)[1]
    assert (child.returncode, "nothing was created" in err) == (code, True), err
    assert "hint: run the same command again: what is in the storage already is not sent twice" in err
    assert "note: the upload was ended in time" in err
    # What was on its way has gone; nothing was begun after that.
    assert (s3.aborted, len(s3.parts()) < 10) == (True, True)
    assert not [request for request in api.requests if request.method == "POST"]


@pytest.mark.parametrize(("presses", "limit"), [(1, 7), (2, 2)])
def test_an_upload_that_cannot_be_aborted_says_at_once_what_stays(api, serve, s3, home, presses, limit):
    large = home / "large.mp4"
    large.write_bytes(bytes(8 * PART))
    s3 = Imitation(serve, lambda request: hang)
    where = ("--upload-to", PLACE, "--upload-endpoint", s3.server.url)
    argv = [PROGRAM, "replicas", "create", "--train-video", large, *where]
    with subprocess.Popen(argv, stderr=subprocess.PIPE, text=True) as child:
        while not s3.parts():
            time.sleep(0.02)
        began = time.monotonic()
        child.send_signal(signal.SIGINT)
        line = next(line for line in child.stderr if "may stay" in line)
        assert time.monotonic() - began < 1
        for _ in range(presses - 1):
            child.send_signal(signal.SIGINT)
        err = child.communicate(timeout=30)[1]
    assert time.monotonic() - began < limit
    assert line.startswith(f"warning: a part of large.mp4 may stay in {PLACE} and cost money; a lifecycle rule of the")
    assert "in time" not in err
    assert (child.returncode, "error: interrupted; nothing was created.\n" in err) == (130, True), err
    assert not [request for request in api.requests if request.method == "POST"]


def test_the_time_of_the_command_ends_an_upload(create, api, serve, home):
    large = home / "large.mp4"
    large.write_bytes(bytes(2 * PART))
    s3 = Imitation(serve, lambda request: hang)
    result = create("--timeout", "2", file=large, at=s3.server.url)
    assert (result.code, "the upload did not end within 2 s" in result.err) == (9, True), result.err
    assert "warning: a part of large.mp4 may stay in" in result.err
    assert not [request for request in api.requests if request.method == "POST"]


def test_what_is_not_to_stay_is_deleted_when_the_job_has_ended(run, s3, film, capfd):
    where = ("--upload-to", PLACE, "--upload-endpoint", s3.url)
    words = ("--train-video", str(film), *where, "--wait", "--delete-upload", "--interval", "0.2")
    result = run(
        "sandbox",
        "run",
        "--training-seconds",
        "0.5",
        "--",
        *(sys.executable, "-m", "tavus_cli", "replicas", "create", *words),
    )
    assert result.code == 0, result.err
    assert re.search(rf"note: {PLACE}/[0-9a-f]{{16}}-my-film-1\.mp4 was deleted\n", capfd.readouterr().err)
    assert s3.names() == []


def test_a_file_that_was_there_before_is_not_deleted(create, serve, s3):
    ended = document({"replica_id": "r90bbd427f71", "status": "completed"})
    serve(routes=lambda request: MADE if request.method == "POST" else ended)
    assert create().code == 0
    result = create("--wait", "--delete-upload")
    assert (result.code, len(s3.names())) == (0, 1), result.err
    assert re.search(rf"note: {PLACE}/\S+ was there before and was not deleted: others may need it\n", result.err)


def test_a_refused_create_leaves_no_file_behind(create, serve, s3):
    serve(routes=lambda request: document({"message": "out of credits"}, status=402))
    result = create("--wait", "--delete-upload")
    assert (result.code, s3.names()) == (5, []), result.err
    assert re.search(rf"note: {PLACE}/\S+ was deleted\n", result.err)


@pytest.mark.parametrize(("post", "code"), [(MADE, 9), (reply(502), 10)])
def test_a_file_that_may_still_be_needed_stays_and_is_named(create, serve, s3, post, code):
    started = document({"replica_id": "r90bbd427f71", "status": "started"})
    serve(routes=lambda request: post if request.method == "POST" else started)
    result = create("--wait", "--delete-upload", "--timeout", "4", "--interval", "0.2")
    assert (result.code, len(s3.names())) == (code, 1), result.err
    assert re.search(rf"warning: {PLACE}/\S+ was not deleted, because Tavus may still need it\n", result.err)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (reset, f"{PLACE} could not be reached."),
        (reply(503), f"{PLACE} failed to delete the file: 503 Service Unavailable."),
        (reply(403), f"{PLACE} refused to delete the file: 403 Forbidden."),
    ],
)
def test_a_failed_deletion_does_not_deny_the_create(create, serve, answer, said):
    answers = {"HEAD": reply(404), "PUT": reply(200, headers=[("ETag", '"e"')]), "DELETE": answer}
    storage = serve(routes=lambda request: answers.get(request.method, answer), as_api=False)
    ended = document({"replica_id": "r90bbd427f71", "status": "completed"})
    serve(routes=lambda request: MADE if request.method == "POST" else ended)
    words = ("--no-check", "--wait", "--delete-upload", "--retries", "0")
    result = create(*words, at=storage.url)
    assert (result.code, f"was not deleted: {said}\n" in result.err) == (0, True), result.err
    assert "nothing was created" not in result.err


def test_a_file_that_cannot_be_deleted_is_a_warning(run, s3, serve, film):
    def answer(request):
        if request.method == "POST":
            return MADE
        s3.ask("POST", "/moto-api/reset")  # the bucket goes away meanwhile
        return document({"replica_id": "r90bbd427f71", "status": "completed"})

    serve(routes=answer)
    where = ("--upload-to", PLACE, "--upload-endpoint", s3.url)
    result = run("replicas", "create", "--train-video", str(film), *where, "--wait", "--delete-upload")
    assert result.code == 0, result.err
    assert re.search(
        rf"warning: {PLACE}/\S+ was not deleted: {PLACE} refused to delete the file: NoSuchBucket", result.err
    )


@pytest.mark.long
def test_a_large_file_takes_little_memory(api, s3, home):
    large = home / "large.mp4"
    with large.open("wb") as file:
        for number in range(200):
            file.write(bytes([number]) * 2**20)
    where = ("--upload-to", PLACE, "--upload-endpoint", s3.url)
    peaks = [0]
    with subprocess.Popen([PROGRAM, "replicas", "create", "--train-video", large, *where]) as child:
        # Not what the system tells of a child that has ended: there its fork of this process counts.
        while child.poll() is None:
            status = Path(f"/proc/{child.pid}/status").read_text()
            peaks += [int(found[1]) for found in re.finditer(r"VmHWM:\s+(\d+) kB", status)]
            time.sleep(0.01)
    assert (child.returncode, len(s3.names())) == (0, 1)
    assert 50 * 1024 < max(peaks) < 120 * 1024
    assert "X-Amz-Expires=172800&" in link_of(api)
    assert signature_of(link_of(api)) == signed_by_amazon(link_of(api))


@pytest.mark.long
@pytest.mark.parametrize("part", [1, 5, 20])
def test_a109_after_a_kill_there_is_one_object_and_one_create(api, s3, home, part):
    large = home / "large.mp4"
    with large.open("wb") as file:
        for number in range(200):
            file.write(bytes([number]) * 2**20)
    argv = [PROGRAM, "replicas", "create", "--train-video", large, "--upload-to", PLACE, "--upload-endpoint", s3.url]
    with subprocess.Popen(argv) as child:
        while not any(f"partNumber={part}&" in line for line in s3.log()):
            assert child.poll() is None
            time.sleep(0.01)
        child.kill()
    assert (s3.names(), api.requests) == ([], [])
    shown = subprocess.run(argv, capture_output=True, text=True, check=True)
    assert len(s3.names()) == 1
    assert s3.content(s3.names()[0]) == large.read_bytes()
    assert signature_of(link_of(api)) not in shown.stdout + shown.stderr


@pytest.mark.long
def test_a110_the_process_list_shows_no_secret_while_a_file_goes_up(api, s3, home):
    large = home / "large.mp4"
    large.write_bytes(bytes(100 * 2**20))
    argv = [PROGRAM, "replicas", "create", "--train-video", large, "--upload-to", PLACE, "--upload-endpoint", s3.url]
    shown = b""
    with subprocess.Popen(argv) as child:
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
