"""Links: parts by GET, a bounded number of them, and every way in which a server can be wrong."""

import gzip
import time

import pytest
from faults.answers import after, drip, hang, hang_after, head, reply, reset, reset_after
from faults.certificates import bundle, expired, stranger, trusted
from faults.ports import refusing_port, silent_port
from faults.server import FaultServer
from media.ranges import Store
from samples import KEY

from tavus_cli.media.facts import Kind, Trouble
from tavus_cli.media.look import look
from tavus_cli.media.remote import RemoteFile

pytestmark = pytest.mark.usefixtures("home")
BLOCK = 65536
MIB = 2**20


def look_behind(url, *, seconds=60.0, local=True):
    """The facts about a file behind a link, and the source that they came from."""
    with RemoteFile(url, deadline=time.monotonic() + seconds, local=local) as source:
        return look(source), source


@pytest.fixture
def clip(clips):
    return clips["clip.mp4"].read_bytes()


def part(content, first, last, *headers, total=None, tag='"one"'):
    """A 206 with a part of the content; headers come after the right ones."""
    fields = [("Content-Range", f"bytes {first}-{last}/{total or len(content)}"), ("ETag", tag)]
    return reply(206, content[first : last + 1], [*fields, *headers], kind="video/mp4")


@pytest.mark.parametrize("index_last", [False, True])
def test_a_look_at_700_mb_costs_three_requests_and_160_kb(clips, index_last):
    path = clips.sparse(f"remote-{index_last}.mp4", 700_000_000, index_last=index_last)
    with Store(path) as store:
        facts, source = look_behind(f"{store.url}/clip.mp4?X-Amz-Signature=secret")
    assert (facts.damage, facts.stopped, facts.duration, facts.size) == ((), None, 62, 700_000_000)
    assert len(store.requests) == source.requests <= 3
    assert store.sent == source.bytes_read <= 160_000
    assert source.name == f"{store.url}/clip.mp4"


@pytest.mark.parametrize("name", ["browser.webm", "fragmented.mp4", "fragmented-no-mfra.mp4", "matroska.mkv"])
def test_a_look_at_others_costs_eight_requests_and_600_kb(clips, look_at, name):
    with Store(clips[name]) as store:
        facts, _ = look_behind(store.url)
    assert facts == look_at(name)
    assert len(store.requests) <= 8
    assert store.sent <= 600_000


def test_only_get_is_sent_with_a_range_and_nothing_that_tells_who_asks(home, clip, monkeypatch):
    (home / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("TAVUS_API_KEY", KEY)
    cookie = part(clip, 0, BLOCK - 1, ("Set-Cookie", "a=b"))
    with Store(clip, changes={0: cookie}) as store:
        facts, source = look_behind(store.url)
    assert facts.stopped is None
    assert [request.method for request in store.requests] == ["GET"] * 3
    assert store.requests[0].headers["range"] == "bytes=0-65535"
    assert "if-range" not in store.requests[0].headers
    assert [request.headers["if-range"] for request in store.requests[1:]] == ['"one"', '"one"']
    for request in store.requests:
        assert request.headers.keys().isdisjoint({"x-api-key", "authorization", "cookie"})
        assert request.headers["accept-encoding"] == "identity"
    assert (source.reached.status, source.reached.ranges) == (206, True)


def test_what_was_reached_is_told(clip):
    with Store(clip, kind="Video/MP4; codecs=avc1") as store:
        _, source = look_behind(store.url)
    reached = source.reached
    assert (reached.host, reached.status, reached.status_line) == ("127.0.0.1", 206, "206 Partial Content")
    assert (reached.content_type, reached.length, reached.hops) == ("video/mp4", len(clip), ())
    assert (reached.trouble, reached.reason) == (None, None)


def test_of_a_server_without_ranges_only_the_beginning_is_read(clips):
    long = clips["faststart.mp4"].read_bytes() + bytes(3 * MIB)
    with FaultServer(reply(200, long, kind="video/mp4")) as server:
        facts, source = look_behind(server.url)
    assert (facts.duration, facts.size, facts.stopped) == (62, len(long), None)
    assert (source.reached.ranges, source.bytes_read, len(server.requests)) == (False, MIB, 1)
    index_last = clips.sparse("unranged.mp4", 3 * MIB, index_last=True).read_bytes()
    with FaultServer(reply(200, index_last, kind="video/mp4")) as server:
        facts, source = look_behind(server.url)
    assert facts.stopped == "the server gives no ranges: only the beginning was seen"
    assert (facts.kind, facts.damage, source.reached.trouble) == (Kind.MP4, (), None)


def test_a_short_file_without_ranges_and_without_a_length_is_read_whole(clips):
    content = clips["short.mp4"].read_bytes()
    stream = head(200, [("Content-Type", "video/mp4"), ("Connection", "close")]) + content
    with FaultServer(lambda exchange: (exchange.send(stream), exchange.close())) as server:
        facts, source = look_behind(server.url)
    assert (facts.duration, facts.size, facts.stopped) == (5, len(content), None)
    assert source.reached.length == len(content)


def test_an_empty_file_is_empty_whatever_the_server_answers():
    empty = [reply(200), reply(416, headers=[("Content-Range", "bytes */0")]), reply(416)]
    for answer in empty:
        with FaultServer(answer) as server:
            facts, source = look_behind(server.url)
        assert (facts.kind, facts.size, facts.stopped, source.reached.trouble) == (Kind.EMPTY, 0, None, None)


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429, 500, 503, 204, 304])
def test_any_other_status_is_told(status):
    with FaultServer(reply(status, b"<Error/>" if status >= 400 else b"")) as server:
        facts, source = look_behind(server.url)
    assert (source.reached.status, source.reached.trouble) == (status, Trouble.REFUSED)
    assert facts.stopped == source.reached.reason
    assert len(server.requests) == 1


WRONG = {
    "another part": lambda clip: part(clip, 65536, 131071),
    "a shorter part": lambda clip: part(clip, 0, 999),
    "a longer part": lambda clip: part(clip, 0, 70_000),
    "a part of nothing": lambda clip: reply(206, b"x", [("Content-Range", f"bytes 5-3/{len(clip)}")]),
    "no word on which part": lambda clip: reply(206, clip[:BLOCK]),
    "more than it announces": lambda clip: reply(
        206, clip[: BLOCK + 1], [("Content-Range", f"bytes 0-65535/{len(clip)}")]
    ),
    "numbers that are none": lambda clip: reply(206, clip[:BLOCK], [("Content-Range", "bytes 0-65535/1e9")]),
    "it packed": lambda clip: part(gzip.compress(clip), 0, 65535, ("Content-Encoding", "gzip"), total=len(clip)),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("number", [0, 1])
def test_an_answer_against_the_rules_is_not_believed(clip, name, number):
    with Store(clip, changes={number: WRONG[name](clip)}) as store:
        facts, source = look_behind(store.url)
    assert source.reached.trouble is Trouble.UNUSABLE
    assert facts.stopped == source.reached.reason
    assert (facts.damage, facts.videos) == ((), ())
    assert len(store.requests) == number + 1


@pytest.mark.parametrize("kind", ["whole", "tag", "length"])
def test_a_file_that_is_replaced_meanwhile_is_told(clip, kind):
    changes = {
        "whole": reply(200, clip[:-1], [("ETag", '"two"')], kind="video/mp4"),
        "tag": lambda exchange: part(clip, *_asked(exchange, clip), tag='"two"')(exchange),
        "length": lambda exchange: part(clip, *_asked(exchange, clip), total=len(clip) + 1)(exchange),
    }
    with Store(clip, changes={1: changes[kind]}) as store:
        facts, source = look_behind(store.url)
    assert source.reached.trouble is Trouble.CHANGED
    assert facts.stopped == "it changed while being looked at"


def _asked(exchange, content):
    first, last = exchange.request.headers["range"].removeprefix("bytes=").split("-")
    return int(first), min(int(last), len(content) - 1)


SLOW = {
    "hangs": hang,
    "drips its head": drip(head(206, [("Content-Range", "bytes 0-65535/700000")]) * 9, every=0.05),
    "drips its body": drip(
        bytes(BLOCK),
        every=0.05,
        after=head(206, [("Content-Range", "bytes 0-65535/700000"), ("Content-Length", "65536")]),
    ),
    "stops in its body": hang_after(
        head(206, [("Content-Range", "bytes 0-65535/700000"), ("Content-Length", "65536")]) + bytes(100)
    ),
    "answers too late": after(60, reply(200)),
}


@pytest.mark.parametrize("name", SLOW)
def test_a_server_that_is_slow_is_left_in_time(name):
    started = time.monotonic()
    with FaultServer(SLOW[name]) as server:
        facts, source = look_behind(server.url, seconds=0.5)
        assert time.monotonic() - started < 10
        assert source.reached.trouble is Trouble.TIMEOUT
        assert facts.stopped == "127.0.0.1 did not send it in time"


def test_a_server_that_slows_down_leaves_what_was_seen(clip):
    with Store(clip, changes={1: hang}) as store:
        facts, source = look_behind(store.url, seconds=2)
    assert (facts.kind, facts.size, facts.damage) == (Kind.MP4, len(clip), ())
    assert source.reached.trouble is Trouble.TIMEOUT


def test_no_request_is_made_after_the_deadline(clip):
    with Store(clip) as store:
        _, source = look_behind(store.url, seconds=-1)
    assert (store.requests, source.reached.trouble) == ([], Trouble.TIMEOUT)


BROKEN = {
    "resets": reset,
    "resets in its body": reset_after(
        head(206, [("Content-Range", "bytes 0-65535/700000"), ("Content-Length", "65536")]) + bytes(100)
    ),
    "ends in its body": lambda exchange: (
        exchange.send(head(206, [("Content-Range", "bytes 0-65535/700000"), ("Connection", "close")]) + bytes(100)),
        exchange.close(),
    ),
    "ends in the whole": lambda exchange: (
        exchange.send(head(200, [("Content-Length", "65536")]) + bytes(100)),
        exchange.close(),
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_connection_that_breaks_is_told(name):
    with FaultServer(BROKEN[name]) as server:
        facts, source = look_behind(server.url)
    assert source.reached.trouble is Trouble.LOST
    assert facts.stopped == source.reached.reason
    assert facts.damage == ()


def test_a_server_that_is_not_there_is_told():
    with refusing_port() as port:
        _, source = look_behind(f"http://127.0.0.1:{port}/")
    assert source.reached.trouble is Trouble.NOT_CONNECTED
    with silent_port() as port:
        _, source = look_behind(f"http://127.0.0.1:{port}/", seconds=0.3)
    assert source.reached.trouble is Trouble.NOT_CONNECTED


def test_a_bad_link_is_told_without_its_query():
    for url in ("ftp://host/a?b=secret", "https://me:secret@host/", "https:///", "not a link"):
        facts, source = look_behind(url)
        assert source.reached.trouble is Trouble.BAD_LINK
        assert "secret" not in f"{facts.stopped} {source.name}"


@pytest.mark.parametrize("certificate", [expired, stranger])
def test_a_certificate_that_is_no_good_is_told(home, clip, monkeypatch, certificate):
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle(home)))
    with Store(clip, tls=certificate("127.0.0.1")) as store:
        _, source = look_behind(store.url)
    assert (source.reached.trouble, store.requests) == (Trouble.CERTIFICATE, [])


def test_a_good_certificate_is_good(home, clip, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle(home)))
    with Store(clip, tls=trusted("127.0.0.1")) as store:
        facts, _ = look_behind(store.url)
    assert (facts.duration, facts.stopped) == (62, None)
