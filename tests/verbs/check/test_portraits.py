"""`tavus replicas check` of portraits: the API is asked, unless the file or the key says no already."""

import pytest
from faults.answers import document, reply
from media.clips import STILL
from samples import KEY
from verbs.check.rows import by_name, rows


def test_the_api_is_asked_about_a_portrait(run, serve, portrait):
    checks = [{"id": "a", "label": "One face", "passed": True}, {"id": "b", "label": "Looks ahead", "passed": False}]
    api = serve(document({"passed": False, "checks": [*checks, {"id": "c", "label": "No hat", "passed": False}]}))
    words = ("replicas", "check", "--train-image", str(portrait), "--voice-name", "anna")
    result = run(*words, "--model-name", "phoenix-4.5")
    assert result.code == 5
    found = [row for row in rows(result) if row["name"] == "picture_api"]
    assert [(row["status"], row["message"]) for row in found] == [("fail", "Looks ahead"), ("fail", "No hat")]
    (request,) = api.requests
    assert (request.method, request.path) == ("POST", "/v2/replicas/image-validation")
    body = request.json()
    assert (body["mimeType"], body["model"]) == ("image/jpeg", "phoenix-4.5")
    assert body["imageBase64"][:4] == "/9j/"
    assert run(*words, "--auto-fix-training-image").code == 0
    assert (run(*words, "--no-ask-api").code, len(api.requests)) == (0, 2)


@pytest.mark.parametrize(
    ("answer", "status", "said"),
    [
        (
            document({"passed": True, "checks": [{"id": "a", "label": "One face", "passed": True}]}),
            "ok",
            "would take it",
        ),
        (document({"passed": False}), "fail", "does not say why"),
        (document({"passed": "no"}), "warning", "its answer is none that is known"),
        (document([]), "warning", "its answer is none that is known"),
        (document({"message": "Invalid access token"}, 401), "warning", "could not be asked"),
        (reply(500), "warning", "could not be asked"),
        (reply(200, b"<html>"), "warning", "could not be asked"),
    ],
)
def test_what_the_api_answers_about_a_portrait(run, serve, portrait, answer, status, said):
    serve(answer)
    result = run("replicas", "check", "--train-image", str(portrait), "--voice-name", "anna")
    (row,) = [row for row in rows(result) if row["name"] == "picture_api"]
    assert row["status"] == status
    assert said in row["message"]
    assert result.code == (5 if status == "fail" else 0)


def test_without_a_key_the_api_is_not_asked(run, portrait):
    result = run("replicas", "check", "--train-image", str(portrait), "--voice-name", "anna")
    (row,) = [row for row in rows(result) if row["name"] == "picture_api"]
    assert (result.code, row["status"]) == (0, "note")
    assert "no API key" in row["message"]


def test_a_portrait_that_will_fail_anyway_is_not_asked_about(run, serve, clips):
    api = serve(document({"passed": True, "checks": []}))
    result = run("replicas", "check", "--train-image", str(clips.make("small.jpg", STILL)), "--voice-name", "anna")
    assert (result.code, api.requests) == (5, [])


def test_a_portrait_behind_a_link_is_asked_about_too(run, serve, store, portrait):
    api = serve(document({"passed": True, "checks": []}))
    picture = store(portrait, kind="image/jpeg")
    result = run("replicas", "check", "--train-image-url", f"{picture.url}/me.jpg", "--voice-name", "anna")
    assert (result.code, len(api.requests)) == (0, 1)
    assert {"x-api-key", "authorization", "cookie"}.isdisjoint(picture.requests[0].headers)
    assert api.requests[0].headers["x-api-key"] == KEY


def test_a_picture_and_its_content_type_are_judged_together(run, api, store, portrait):
    words = ("replicas", "check", "--voice-name", "anna", "--no-ask-api", "--train-image-url")
    for kind, status in (("image/jpeg", "ok"), ("image/jpg", "ok"), ("image/png", "warning")):
        picture = store(portrait, kind=kind)
        assert by_name(run(*words, f"{picture.url}/me.jpg"), "train_image")["picture_kind"]["status"] == status
