"""Downloads: the way to the file. Where the key does not go, which links are followed, when it is given up."""

import pytest
from faults.answers import document, drip, hang, hang_after, redirect, reply, reset
from faults.bodies import video
from faults.certificates import bundle, stranger, trusted
from reliability.commands import ONCE
from reliability.stored import (
    CLIP,
    DOWNLOAD,
    HALF,
    NAME,
    VIDEO,
    beginning,
    files,
    link,
    record,
    whole,
)
from samples import KEY


def test_a70_the_storage_sees_no_key_no_netrc_and_no_cookie(tavus, download):
    netrc = tavus.home / ".netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\ndefault login me password secret\n")
    netrc.chmod(0o600)
    elsewhere = redirect(302, "/again", headers=[("Set-Cookie", "a=b; Path=/")])
    outcome, storage = download(elsewhere, whole(), options=("--debug",))
    assert (outcome.code, files(tavus)) == (0, {NAME: CLIP})
    for request in storage.requests:
        assert {"x-api-key", "authorization", "cookie"} & set(request.headers) == set()
        assert KEY.encode() not in request.raw
    assert len(storage.requests) == 2
    assert "secret-of-the-link" not in outcome.out + outcome.err


def test_a70_a_link_that_is_not_encrypted_is_not_followed_off_this_machine(tavus, serve):
    proxy = serve(whole())
    api = serve(record("http://storage.example.test/high.mp4?signature=secret"))
    outcome = tavus(*DOWNLOAD, at=api, env={"HTTP_PROXY": proxy.url, "http_proxy": proxy.url})
    assert outcome.code == 8
    assert outcome.errors == [
        "error: the API gave a link that is not encrypted (http://storage.example.test/high.mp4); it was not followed."
    ]
    assert (proxy.requests, files(tavus)) == ([], {})


@pytest.mark.parametrize("address", ["file:///etc/passwd", "https://user:pw@example.test/a.mp4", "//x", "x", 7, None])
def test_a70_a_link_that_is_none_is_not_followed(tavus, serve, address):
    outcome = tavus(*DOWNLOAD, at=serve(record(address)))
    assert (outcome.code, outcome.out, files(tavus)) == (8, "", {})
    assert "pw" not in outcome.err


def test_a70_a_storage_nobody_vouches_for_gets_no_request(tavus, serve):
    storage = serve(whole(), tls=stranger("127.0.0.1"))
    outcome = tavus(*DOWNLOAD, at=serve(record(link(storage))))
    assert outcome.code == 6
    assert "certificate" in outcome.errors[0]
    assert (storage.requests, files(tavus)) == ([], {})
    storage = serve(whole(), tls=trusted("127.0.0.1"))
    env = {"REQUESTS_CA_BUNDLE": str(bundle(tavus.home))}
    assert tavus(*DOWNLOAD, at=serve(record(link(storage))), env=env).code == 0


def test_a73_an_expired_link_is_fetched_anew_once(tavus, serve):
    expired, fresh = serve(reply(403, b"<Error/>", kind="application/xml")), serve(whole())
    api = serve(record(link(expired)), record(link(fresh)))
    outcome = tavus(*DOWNLOAD, at=api)
    assert (outcome.code, files(tavus)) == (0, {NAME: CLIP})
    assert (len(api.requests), len(expired.requests), len(fresh.requests)) == (2, 1, 1)


def test_a73_a_link_that_has_expired_twice_is_given_up(tavus, serve):
    storage = serve(reply(403, b"<Error/>", kind="application/xml"))
    api = serve(record(link(storage)))
    outcome = tavus(*DOWNLOAD, at=api)
    assert (outcome.code, files(tavus)) == (5, {})
    assert (len(api.requests), len(storage.requests)) == (2, 2)


@pytest.mark.parametrize("status", [400, 401, 404, 410])
def test_a73_other_refusals_are_final(tavus, download, status):
    outcome, storage = download(reply(status))
    assert (outcome.code, len(storage.requests), files(tavus)) == (5, 1, {})


@pytest.mark.parametrize(
    "kind", ["text/html; charset=utf-8", "TEXT/HTML", "application/xml", "text/xml", "application/json", "a/x+json"]
)
def test_a73_a_page_is_never_saved_as_a_video(tavus, download, kind):
    outcome, _ = download(whole(b"<html>expired</html>", kind=kind))
    assert (outcome.code, files(tavus)) == (8, {})
    assert "it was not saved" in outcome.errors[0]


def chain(*targets):
    answers = [redirect(302, target) for target in targets]
    return [*answers, whole()]


def test_a76_five_redirects_are_followed_and_a_sixth_is_not(tavus, download):
    outcome, storage = download(*chain("/1", "2?x=1", "/3", "/4", "/5"))
    assert (outcome.code, files(tavus)) == (0, {NAME: CLIP})
    assert storage.targets[1:3] == ["/1", "/2?x=1"]
    (tavus.work / NAME).unlink()
    outcome, storage = download(*chain("/1", "/2", "/3", "/4", "/5", "/6"))
    assert (outcome.code, len(storage.requests), files(tavus)) == (8, 6, {})


def test_a76_a_redirect_to_another_host_takes_nothing_along(tavus, serve, download):
    cdn = serve(whole())
    outcome, _ = download(redirect(307, f"{cdn.url}/file", headers=[("Set-Cookie", "a=b")]))
    assert (outcome.code, files(tavus)) == (0, {NAME: CLIP})
    assert {"x-api-key", "authorization", "cookie", "referer"} & set(cdn.requests[0].headers) == set()


def test_a76_a_redirect_that_gives_up_encryption_is_not_followed(tavus, serve):
    plain = serve(whole())
    storage = serve(redirect(302, f"{plain.url}/file?signature=secret-of-the-link"), tls=trusted("127.0.0.1"))
    env = {"REQUESTS_CA_BUNDLE": str(bundle(tavus.home))}
    outcome = tavus(*DOWNLOAD, at=serve(record(link(storage))), env=env)
    assert (outcome.code, plain.requests, files(tavus)) == (8, [], {})
    assert "not encrypted" in outcome.errors[0]
    assert "secret-of-the-link" not in outcome.err


@pytest.mark.parametrize(
    "target", ["http://example.test/x", "http://[::1/", "file:///etc/passwd", "https://a@b/", None]
)
def test_a76_a_redirect_to_nowhere_good_is_not_followed(tavus, download, target):
    outcome, storage = download(redirect(302, target))
    assert (outcome.code, len(storage.requests), files(tavus)) == (8, 1, {})


SILENT = {
    "no answer": hang,
    "a header that drips": drip(b"x" * 1000, after=b"HTTP/1.1 200 OK\r\nX-Long: "),
    "half a file": hang_after(beginning() + CLIP[:HALF]),
}


@pytest.mark.parametrize("name", SILENT)
def test_d5_a_download_without_progress_ends(tavus, download, name):
    outcome, storage = download(SILENT[name], options=("--timeout", "1"))
    assert (outcome.code, outcome.out, len(storage.requests)) == (9, "", 1)
    assert 0.9 < outcome.seconds < 3
    assert files(tavus).get(f"{NAME}.part", b"") == (CLIP[:HALF] if name == "half a file" else b"")


def test_d5_a_download_with_progress_has_no_limit(tavus, download):
    slow = drip(CLIP[:12], 0.12, after=beginning(CLIP[:12]))
    outcome, _ = download(slow, options=("--call-timeout", "0.7"))
    assert (outcome.code, files(tavus)) == (0, {NAME: CLIP[:12]})
    assert outcome.seconds > 1.2


def test_d5_a_download_ends_with_the_whole_command(tavus, download):
    slow = drip(CLIP[:40], 0.12, after=beginning(CLIP[:40]))
    outcome, _ = download(slow, options=("--timeout", "1"))
    assert outcome.code == 9
    assert 0.9 < outcome.seconds < 2
    assert outcome.errors == [
        "error: the download did not end within 1 s, the limit of the whole command.",
        "hint: allow more with --timeout DURATION",
    ]
    assert 0 < len(files(tavus)[f"{NAME}.part"]) < 40


def test_d2_a_failing_storage_is_asked_again(tavus, download):
    outcome, storage = download(reply(503, b"", [("Retry-After", "0")]), reset, whole())
    assert (outcome.code, files(tavus), len(storage.requests)) == (0, {NAME: CLIP}, 3)
    (tavus.work / NAME).unlink()
    outcome, storage = download(reply(500), options=ONCE)
    assert (outcome.code, files(tavus), len(storage.requests)) == (8, {}, 1)


@pytest.mark.parametrize(
    ("fields", "code", "said"),
    [
        ({"status": "generating", "generation_progress": "45/100"}, 5, "not ready yet (generating 45/100)"),
        ({"status": "completed"}, 5, "not ready yet (completed)"),
        ({"status": "error", "status_details": "The audio is too short."}, 11, "The audio is too short."),
        ({"status": "deleted"}, 3, "was deleted"),
        ({"status": "ready", "download_url": ""}, 8, "no link"),
    ],
)
def test_c_a_video_that_cannot_be_downloaded_says_why(tavus, serve, fields, code, said):
    outcome = tavus(*DOWNLOAD, at=serve(document({**video(download_url="https://x.test/a"), **fields})))
    assert (outcome.code, outcome.out, files(tavus)) == (code, "", {})
    assert said in outcome.errors[0]
    assert (outcome.errors[1:] == [f"hint: wait for it: tavus videos wait {VIDEO}"]) == (code == 5)


# Python's own codec writes the first one in another way, and urllib3 refuses the others as they are.
@pytest.mark.parametrize(("name", "host"), [("stra\xdfe", "xn--strae-oqa"), ("a\xadb", "ab"), ("\ufb01t", "fit")])
@pytest.mark.parametrize("command", [DOWNLOAD, ("replicas", "check", "--train-video-url")], ids=["download", "check"])
def test_a70_a_name_in_any_script_leads_to_one_host(tavus, serve, name, host, command):
    proxy = serve(reply(502))
    address = f"HTTPS://{name}.example.test/high.mp4?signature=secret"
    given = () if command is DOWNLOAD else (address,)
    env = {"HTTPS_PROXY": proxy.url}
    outcome = tavus(*command, *given, *ONCE, at=serve(record(address)), env=env, partial_output=True)
    assert outcome.code == 6
    assert "unexpected" not in outcome.err
    assert "secret" not in outcome.out + outcome.err
    assert {request.target for request in proxy.requests} == {f"{host}.example.test:443"}


def test_a70_a_name_that_is_none_is_one_line(tavus, serve):
    outcome = tavus(*DOWNLOAD, "--debug", at=serve(record("https://\U0001f4a9.example.test/high.mp4?signature=secret")))
    assert (outcome.code, files(tavus)) == (8, {})
    assert outcome.errors == ["error: the API gave an unusable link: its host name is not valid."]
