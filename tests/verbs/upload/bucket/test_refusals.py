"""Uploads to a bucket that end before a byte is stored: the options, the extra and the storage forbid them."""

import sys

from faults.answers import reply
from faults.ports import refusing_port
from verbs.upload.s3 import KEY_ID, PLACE


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
    assert api.posts == []


DENIED = b"""<?xml version="1.0"?><Error><Code>SignatureDoesNotMatch</Code><Message>Look \x1b[31m here</Message>
<AWSAccessKeyId>AKIDEXAMPLE</AWSAccessKeyId><SignatureProvided>SECRETSIGNATURE</SignatureProvided></Error>"""


def test_a_storage_that_refuses_ends_with_5_and_its_words(create, api, serve):
    denied = serve(routes=lambda request: reply(403, DENIED, kind="application/xml"), as_api=False)
    result = create(at=denied.url)
    assert result.code == 5
    assert "refused the file: SignatureDoesNotMatch: Look ^[[31m here.\n" in result.err
    for never in ("SECRETSIGNATURE", KEY_ID, "\x1b", "Debug source", "X-Amz"):
        assert never not in result.err
    assert api.posts == []


def test_a_storage_that_cannot_be_reached_ends_with_6(create, api):
    with refusing_port() as port:
        result = create(at=f"http://127.0.0.1:{port}", env={"TAVUS_RETRIES": "1"})
    assert (result.code, f"error: {PLACE} could not be reached; nothing was created." in result.err) == (6, True)
    assert api.posts == []
