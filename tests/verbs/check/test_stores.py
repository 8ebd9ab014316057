"""`tavus replicas check` of links: what their servers answer, and what they do wrong."""

import socket
import time

import pytest
from faults.answers import drip, hang, hang_after, head, redirect, reply, reset, reset_after
from faults.certificates import bundle, stranger, trusted
from faults.ports import refusing_port
from verbs.check.rows import by_name

SECRET = "SECRETSIGNATURE"


PAGE = b"<!doctype html><html><title>Sign in</title></html>"


@pytest.mark.parametrize(
    ("answer", "rule", "status", "said"),
    [
        (reply(403), "reachable", "fail", "127.0.0.1 answered 403 Forbidden"),
        (reply(401), "reachable", "fail", "401 Unauthorized"),
        (reply(404), "reachable", "fail", "there is no such file"),
        (reply(410), "reachable", "fail", "410 Gone"),
        (reply(400), "reachable", "fail", "400 Bad Request"),
        (reply(429), "reachable", "unknown", "could not be looked at from here"),
        (reply(500), "reachable", "unknown", "500 Internal Server Error"),
        (reply(503), "reachable", "unknown", "503 Service Unavailable"),
        (redirect(302, "/again"), "reachable", "unknown", "redirect"),
        (redirect(302, "https://[::1/"), "reachable", "fail", "not usable"),
        (reply(200, PAGE, kind="text/html"), "file_page", "fail", "it leads to a page (HTML), not to a file"),
        (reply(200, PAGE, kind="video/mp4"), "file_page", "fail", "it leads to a page (HTML), not to a file"),
        (reply(200, b'{"error": "no"}'), "file_page", "fail", "it leads to a page (JSON)"),
        (reply(200, b"<?xml version='1.0'?><Error/>"), "file_page", "fail", "it leads to a page (XML)"),
        (reply(200, b"", kind="video/mp4"), "file_size", "fail", "the file is empty"),
        (reply(200, b"#EXTM3U\n#EXT-X-VERSION:3\n", kind="video/mp4"), "container", "fail", "HLS playlist"),
    ],
)
def test_what_a_store_answers(run, api, serve, answer, rule, status, said):
    bad = serve(answer, as_api=False)
    result = run("replicas", "check", "--train-video-url", f"{bad.url}/me.mp4?sig={SECRET}")
    found = by_name(result)
    assert found[rule]["status"] == status
    assert said in found[rule]["message"] + found[rule]["hint"]
    assert SECRET not in result.out + result.err
    if status == "fail":
        assert result.code == 5
        assert [row["name"] for row in found.values() if row["status"] == "fail"] == [rule]
    else:
        assert (result.code, result.err) == (6, "error: none of the files could be looked at from here.\n")


def test_without_ranges_the_beginning_is_seen(run, api, serve, clips):
    whole = reply(200, clips["good.mp4"].read_bytes(), kind="video/mp4")
    bad = serve(whole, as_api=False)
    result = run("replicas", "check", "--train-video-url", f"{bad.url}/me.mp4")
    found = by_name(result)
    assert (result.code, found["reachable"]["status"]) == (0, "note")
    assert found["frame_rate"]["status"] == "ok"


def test_a_type_that_is_none_of_a_clip_is_warned_about(run, api, store):
    for kind, status in (
        ("application/octet-stream", "ok"),
        ("binary/octet-stream", "ok"),
        ("application/zip", "warning"),
    ):
        clip = store("good.mp4", kind=kind)
        assert (
            by_name(run("replicas", "check", "--train-video-url", f"{clip.url}/a.mp4"))["file_page"]["status"] == status
        )


def test_nothing_that_answers_ends_with_6(run, api):
    with refusing_port() as port:
        result = run("replicas", "check", "--train-video-url", f"http://127.0.0.1:{port}/me.mp4")
    assert result.code == 6
    assert by_name(result)["reachable"]["status"] == "unknown"


def test_one_file_that_could_be_looked_at_is_enough(run, api, store):
    clip = store("good.mp4")
    with refusing_port() as port:
        dead = f"http://127.0.0.1:{port}/consent.mp4"
        words = ("replicas", "check", "--train-video-url", f"{clip.url}/me.mp4", "--consent-video-url", dead)
        result = run(*words)
        assert (result.code, result.err) == (0, "")
        assert by_name(result, "consent_video")["reachable"]["status"] == "unknown"
        assert run(*words, "--strict").code == 5


def test_a_private_address_is_never_contacted(run, store):
    # The API is Tavus's here, so this machine is as private as any.
    clip = store("good.mp4")
    result = run("replicas", "check", "--train-video-url", f"{clip.url}/me.mp4")
    assert (result.code, clip.requests) == (5, [])
    assert by_name(result)["reachable"]["status"] == "fail"


def part(content, *headers, first=0):
    fields = [("Content-Range", f"bytes {first}-{first + len(content) - 1}/700000"), ("ETag", '"one"'), *headers]
    return reply(206, content, fields, kind="video/mp4")


_HEAD = head(206, [("Content-Range", "bytes 0-65535/700000"), ("Content-Length", "65536")])


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (hang, 9),
        (drip(bytes(65536), 0.05, after=_HEAD), 9),
        (hang_after(_HEAD + bytes(100)), 9),
        (reset, 6),
        (reset_after(_HEAD + bytes(100)), 6),
        (part(bytes(70_000)), 6),
        (part(bytes(65536), first=65536), 6),
        (part(bytes(65536), ("Content-Encoding", "gzip")), 6),
        (reply(206, bytes(65536), [("Content-Range", "bytes 0-65535/nonsense")]), 6),
    ],
)
def test_a_store_that_misbehaves_leaves_it_unknown_in_time(run, api, serve, answer, code):
    bad = serve(answer, as_api=False)
    started = time.monotonic()
    result = run("replicas", "check", "--train-video-url", f"{bad.url}/me.mp4", "--timeout", "2")
    assert time.monotonic() - started < 8
    found = by_name(result)
    assert (result.code, [row["status"] for row in found.values()]) == (code, ["unknown"])
    assert found["reachable"]["message"].startswith("could not be looked at from here: ")


def test_a_file_that_is_replaced_meanwhile_is_unknown(run, api, store, clips):
    other = reply(200, clips["short.mp4"].read_bytes(), [("ETag", '"two"')], kind="video/mp4")
    clip = store("dark.mov", changes={1: other})
    result = run("replicas", "check", "--train-video-url", f"{clip.url}/me.mov")
    found = by_name(result)
    assert (found["reachable"]["status"], found["reachable"]["message"]) == (
        "unknown", "could not be looked at from here: it changed while being looked at",
    )  # fmt: skip
    assert "frame_rate" not in found
    assert (result.code, found["container"]["status"]) == (5, "fail")


def test_a_bad_certificate_fails(run, api, home, store, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle(home)))
    clip = store("good.mp4", tls=stranger("127.0.0.1"))
    result = run("replicas", "check", "--train-video-url", f"{clip.url}/me.mp4")
    assert (result.code, by_name(result)["reachable"]["status"], clip.requests) == (5, "fail", [])
    assert "certificate" in by_name(result)["reachable"]["message"]


def test_a_person_who_waits_is_told_for_what(run, api, serve):
    slow = serve(hang, as_api=False)
    words = ("replicas", "check", "--train-video-url", f"{slow.url}/me.mp4")
    assert "looking at 1 file" in run(*words, "--timeout", "2", terminal=True).err
    assert "looking at" not in run(*words, "--timeout", "2").err


def test_a_link_that_ends_is_mended_by_a_command_that_is_not_wrapped(run):
    url = "https://a-bucket-with-a-long-name.s3.eu-west-1.amazonaws.com/a/folder/me.mp4?"
    url += "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20200101T000000Z&X-Amz-Expires=3600&X-Amz-Signature=0f"
    command = "aws s3 presign s3://a-bucket-with-a-long-name/a/folder/me.mp4 --expires-in 172800 --region eu-west-1"
    result = run("replicas", "check", "--train-video-url", url, terminal=True, env={"NO_COLOR": "1"})
    assert f"\nmend     {command}\n{'':26}repairs link_expiry\n" in result.out
    result = run("replicas", "create", "--train-video-url", url, "--dry-run", terminal=True, env={"NO_COLOR": "1"})
    assert (result.code, result.out) == (5, "")
    assert f"to repair link_expiry:\n{command}\n" in result.err


def test_a_server_that_does_not_say_how_large_the_file_is_is_warned_about(run, api, serve, clips):
    content = clips["good.mp4"].read_bytes()
    stream = head(200, [("Content-Type", "video/mp4"), ("Connection", "close")]) + content + bytes(2**21)
    bad = serve(lambda exchange: (exchange.send(stream), exchange.close()), as_api=False)
    found = by_name(run("replicas", "check", "--train-video-url", f"{bad.url}/me.mp4"))
    assert (found["file_size"]["status"], found["file_size"]["value"]) == ("warning", "")
    assert found["frame_rate"]["status"] == "ok"


def test_a_short_link_to_a_share_page_is_named_by_where_it_ends(run, api, serve, monkeypatch):
    def answer(exchange):
        if exchange.request.target.startswith("http://drive.google.com/"):
            return reply(200, PAGE, kind="text/html")(exchange)
        return redirect(302, "http://drive.google.com/file/d/1/view?usp=sharing")(exchange)

    proxy = serve(answer, as_api=False)
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    result = run("replicas", "check", "--train-video-url", "http://sho.rt/me.mp4")
    assert result.code == 5
    page = by_name(result)["file_page"]
    assert (page["status"], page["message"]) == ("fail", "it leads to a page of Google Drive (HTML), not to a file")
    assert "a bucket" in page["hint"]


def test_a_redirect_from_https_to_http_is_not_followed(run, api, home, store, serve, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle(home)))
    plain = store("good.mp4")
    link = serve(redirect(302, f"{plain.url}/me.mp4"), as_api=False, tls=trusted("127.0.0.1"))
    result = run("replicas", "check", "--train-video-url", f"{link.url}/me.mp4")
    assert (result.code, plain.requests) == (6, [])
    assert "a link that is not encrypted" in by_name(result)["reachable"]["message"]


def test_a_name_that_nobody_knows_here_is_unknown(run, api, monkeypatch):
    def fail(*_arguments, **_named):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    # As with the API elsewhere, where names are judged before they are contacted; and with it here.
    for base_url in ("https://tavusapi.com", api.url):
        result = run(
            "replicas", "check", "--train-video-url", "http://me.example/a.mp4", env={"TAVUS_BASE_URL": base_url}
        )
        assert result.code == 6
        assert by_name(result)["reachable"]["status"] == "unknown"
