"""--delete-upload, and a signal while the file is being deleted from the storage."""

import re
import signal
import time

import pytest
from faults.answers import document, hang, reply, reset
from samples import MADE
from verbs.upload.s3 import PLACE
from waiting import wait_until

REPLICA = "r90bbd427f71"
NUMBERS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


@pytest.fixture
def freeze(s3):
    """Stop the storage until the end of the test, which is when it sees that it was to delete something."""
    yield s3.freeze
    s3.thaw()
    wait_until(lambda: any("?delete" in line for line in s3.log()))


@pytest.fixture
def ended(spawn, s3, where, film):
    """Create a replica, and send a signal once the deletion was sent. Returns the exit code and both streams."""

    def end(number):
        options = ("--wait", "--delete-upload", "--interval", "0.2")
        process = spawn("replicas", "create", "--train-video", str(film), *where(), *options)
        # The storage is stopped by then: what lies in its socket is the deletion.
        wait_until(lambda: s3.is_asked() or process.poll() is not None, 30)
        assert process.poll() is None, process.stderr.read()
        began = time.monotonic()
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
        assert time.monotonic() - began < 0.5
        return process.returncode, out, err

    return end


@pytest.mark.parametrize("number", NUMBERS)
def test_a47_a48_a_signal_ends_the_deletion_after_a_refusal(ended, serve, s3, freeze, number):
    seen = []

    def refuse(request):
        freeze()
        seen.append(request)
        return document({"message": "out of credits"}, status=402)

    serve(routes=refuse)
    code, out, err = ended(number)
    assert (code, out) == (128 + number, "")
    assert re.search(rf"^warning: {PLACE}/\S+ may still be there: the run was interrupted before", err, re.M), err
    # What the API has answered is told, too.
    assert re.search(r"^error: .*out of credits", err, re.M), err
    assert [request.method for request in seen] == ["POST"]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("status", ["completed", "error"])
def test_a87_a_signal_ends_the_deletion_after_the_job_and_the_create_is_told(ended, serve, s3, freeze, status, number):
    def answer(request):
        if request.method == "POST":
            return MADE
        freeze()
        return document({"replica_id": REPLICA, "status": status, "error_message": "too dark"})

    serve(routes=answer)
    code, out, err = ended(number)
    assert code == 128 + number
    assert re.search(rf"^warning: {PLACE}/\S+ may still be there: the run was interrupted before", err, re.M), err
    assert REPLICA in err.partition("error: ")[2], err
    assert "nothing was created" not in err
    assert "may still need it" not in err
    assert REPLICA in out


@pytest.mark.parametrize(("answer", "code"), [(hang, 130), (reset, 6)], ids=["hangs", "breaks"])
def test_a_file_whose_upload_was_not_seen_to_end_may_be_there(spawn, api, serve, where, film, answer, code):
    storage = serve(routes=lambda request: answer if request.method == "PUT" else reply(404), as_api=False)
    words = ("--wait", "--delete-upload", "--retries", "0")
    process = spawn("replicas", "create", "--train-video", str(film), *where(storage.url), *words)
    storage.wait_for_requests(2)
    if code == 130:
        process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == code, err
    assert re.search(rf"^warning: {PLACE}/\S+-my-film-1\.mp4 may be there, and was not deleted$", err, re.M), err
    assert "nothing was created" in err
    assert api.posts == []
