"""Large files go up in parts, side by side: what happens when one fails, or when the upload is ended."""

import signal
import subprocess
import threading
import time

import pytest
from faults.answers import hang, reply, reset
from verbs.upload.s3 import PLACE
from waiting import wait_until


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


def test_four_parts_go_up_at_once(create, serve, large):
    file = large(8)
    running, most, four = [], [], threading.Barrier(4)

    def slow(request):
        running.append(1)
        most.append(len(running))
        four.wait(15)
        # Time for a fifth.
        time.sleep(0.2)
        running.pop()
        return reply(200, headers=[("ETag", '"e"')])

    create(file=file, at=Imitation(serve, slow).server.url)
    assert (max(most), len(most)) == (4, 8)


def test_a_part_whose_connection_is_lost_is_sent_again_and_then_given_up(create, api, serve, large):
    file = large(1, b".")
    s3 = Imitation(serve, lambda request: reset)
    result = create(file=file, at=s3.server.url, env={"TAVUS_RETRIES": "2"})
    assert (result.code, "could not be reached; nothing was created" in result.err) == (6, True), result.err
    sent = [request.query for request in s3.parts()]
    assert max(sent.count(query) for query in sent) == 3
    assert s3.aborted
    assert api.posts == []


def test_a_file_that_changes_while_it_goes_up_ends_with_1(create, api, serve, large):
    file = large(8)

    def change(request):
        with file.open("ab") as open_file:
            open_file.write(b"more")
        return reply(200, headers=[("ETag", '"e"')])

    s3 = Imitation(serve, change)
    result = create(file=file, at=s3.server.url)
    assert (result.code, "changed while it was read" in result.err) == (1, True), result.err
    assert s3.aborted
    assert api.posts == []


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_aborts_the_upload_and_creates_nothing(api, serve, command, large, number, code):
    file, warned = large(16), threading.Event()

    def answered_after_the_warning(request):
        warned.wait(30)
        return reply(200, headers=[("ETag", '"e"')])

    s3 = Imitation(serve, answered_after_the_warning)
    with subprocess.Popen(command(file, s3.server.url), stderr=subprocess.PIPE, text=True) as child:
        wait_until(s3.parts)
        child.send_signal(number)
        err = ""
        for line in child.stderr:
            err += line
            if "waiting up to" in line:
                warned.set()
    # An upload that ended at once had nothing to wait for, and says nothing of it.
    assert ("note: the upload was ended in time" in err) is warned.is_set(), err
    warned.set()
    assert (child.returncode, "nothing was created" in err) == (code, True), err
    assert "hint: run the same command again: what is in the storage already is not sent twice" in err
    # What was on its way has gone; nothing was begun after that.
    assert (s3.aborted, len(s3.parts()) < 10) == (True, True)
    assert api.posts == []


@pytest.mark.parametrize(("presses", "limit"), [(1, 7), (2, 2)])
def test_an_upload_that_cannot_be_aborted_says_at_once_what_stays(api, serve, command, large, presses, limit):
    file = large(8)
    s3 = Imitation(serve, lambda request: hang)
    with subprocess.Popen(command(file, s3.server.url), stderr=subprocess.PIPE, text=True) as child:
        wait_until(s3.parts)
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
    assert api.posts == []


def test_the_time_of_the_command_ends_an_upload(create, api, serve, large):
    file = large(2)
    s3 = Imitation(serve, lambda request: hang)
    result = create("--timeout", "2", file=file, at=s3.server.url)
    assert (result.code, "the upload did not end within 2 s" in result.err) == (9, True), result.err
    assert "warning: a part of large.mp4 may stay in" in result.err
    assert api.posts == []
