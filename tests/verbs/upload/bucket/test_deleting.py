"""--delete-upload: when the file in the bucket goes again, and when it stays."""

import re
import sys

import pytest
from faults.answers import document, reply, reset
from samples import MADE
from verbs.upload.s3 import PLACE


def test_what_is_not_to_stay_is_deleted_when_the_job_has_ended(run, s3, where, film, capfd):
    words = ("--train-video", str(film), *where(), "--wait", "--delete-upload", "--interval", "0.2")
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


def test_a_file_that_cannot_be_deleted_is_a_warning(create, s3, serve):
    def answer(request):
        if request.method == "POST":
            return MADE
        s3.ask("POST", "/moto-api/reset")  # the bucket goes away meanwhile
        return document({"replica_id": "r90bbd427f71", "status": "completed"})

    serve(routes=answer)
    result = create("--wait", "--delete-upload")
    assert result.code == 0, result.err
    assert re.search(
        rf"warning: {PLACE}/\S+ was not deleted: {PLACE} refused to delete the file: NoSuchBucket", result.err
    )
