"""`open` of replicas and videos: into a browser that is a script, or onto standard output."""

import pytest
from faults.answers import document
from samples import KEY

PAGE = "https://pages.example.com/v/1?signature=secret-of-the-link"
NOTED = "note: opened https://pages.example.com/v/1\n"
NOUNS = [("replicas", "thumbnail_video_url"), ("videos", "hosted_url")]


@pytest.fixture
def opened(home, monkeypatch):
    """The arguments that the browser was given so far."""
    browser, log = home / "browser", home / "opened"
    browser.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> {log}\n')
    browser.chmod(0o700)
    monkeypatch.setenv("BROWSER", str(browser))
    return lambda: log.read_text().splitlines() if log.exists() else []


@pytest.fixture
def no_browser(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")


@pytest.fixture
def browse(serve, run):
    def open_it(noun, record, **options):
        server = serve(document(record))
        result = run(noun, "open", "a1", **options)
        assert [request.target for request in server.requests] == [f"/v2/{noun}/a1"]
        assert KEY not in result.out + result.err
        return result

    return open_it


@pytest.mark.parametrize(("noun", "field"), NOUNS)
def test_a_person_is_led_to_the_link(browse, opened, noun, field):
    result = browse(noun, {field: PAGE, "status": "ready"}, terminal=True)
    assert (result.code, result.out, result.err) == (0, "", NOTED)
    assert opened() == [PAGE]


@pytest.mark.parametrize(("noun", "field"), NOUNS)
def test_a_pipe_gets_the_link(browse, opened, noun, field):
    result = browse(noun, {field: PAGE, "status": "ready"})
    assert (result.code, result.out, result.err, opened()) == (0, f"{PAGE}\n", "", [])


def test_without_a_browser_the_link_is_printed(browse, no_browser):
    result = browse("videos", {"hosted_url": PAGE}, terminal=True, env={"NO_COLOR": "1"})
    assert (result.code, result.out) == (1, f"{PAGE}\n")
    assert result.err.splitlines() == [
        "error: there is no browser here to open the link in; it is printed instead.",
        "hint: copy the link, or set BROWSER to a program that opens links",
    ]


def test_a_pipe_needs_no_browser(browse, no_browser):
    result = browse("videos", {"hosted_url": PAGE})
    assert (result.code, result.out, result.err) == (0, f"{PAGE}\n", "")


def test_a_browser_that_does_not_start_is_as_none(browse, opened, monkeypatch):
    monkeypatch.setenv("BROWSER", "/nonexistent/browser")
    result = browse("videos", {"hosted_url": PAGE}, terminal=True)
    assert (result.code, result.out) == (1, f"{PAGE}\n")


def test_the_page_of_a_video_goes_before_its_file(browse, opened):
    browse("videos", {"hosted_url": None, "stream_url": "", "download_url": PAGE}, terminal=True)
    browse("videos", {"hosted_url": PAGE, "download_url": "https://pages.example.com/file"}, terminal=True)
    assert opened() == [PAGE, PAGE]


@pytest.mark.parametrize("terminal", [True, False])
@pytest.mark.parametrize(
    "link",
    ["file:///etc/passwd", "javascript:alert(1)", "--version", "https://a b", "https://user:pass@example.com", 7],
)
def test_a_link_that_is_none_is_refused(browse, opened, link, terminal):
    result = browse("videos", {"hosted_url": link}, terminal=terminal)
    assert (result.code, result.out, opened()) == (8, "", [])
    assert "the link of video a1 was not opened: it " in result.err


def test_a_record_without_a_link_says_how_it_stands(browse, opened):
    result = browse("replicas", {"status": "started", "thumbnail_video_url": None}, terminal=False)
    assert (result.code, result.out, opened()) == (5, "", [])
    assert result.err.splitlines() == [
        "error: replica a1 has no link to open; its status is started.",
        "hint: see it with: tavus replicas get a1",
    ]


def test_a_link_that_dies_with_the_sandbox_is_not_opened(run, opened):
    result = run("--sandbox", "replicas", "open", "r7bc3db0d581", terminal=True, width=200)
    assert (result.code, opened()) == (0, [])
    assert result.out.startswith("http://127.0.0.1:")
    assert "links to it work under `tavus sandbox serve` only" in result.err
