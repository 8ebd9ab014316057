"""tavus conversations, through the door."""

import re
from functools import partial

import pytest
from faults.answers import document, hang, reply

WITH = ("--replica-id", "r7bc3db0d581")
CREATED = {
    "conversation_id": "c0123456789",
    "conversation_url": "https://tavus.daily.co/c0123456789",
    "status": "active",
}
ENDED = {**CREATED, "status": "ended"}
UNKNOWN = document({"error": "Invalid conversation_id"}, 400)
DONE = reply(200)
TURNS = [
    {"role": "system", "content": "You are a guide."},
    {"role": "assistant", "content": "Hello\x1b[31m there. " + "Welcome to the museum. " * 4, "seconds_from_start": 0},
    {"role": "user", "content": "Hi.\nWhere is the exit?", "inference_id": "i2"},
]
VERBOSE = {**ENDED, "events": [{"event_type": "application.transcription_ready", "properties": {"transcript": TURNS}}]}


@pytest.fixture
def conversations(ask):
    return partial(ask, "conversations", answers=[DONE])


def asked(requests):
    return [f"{request.method} {request.target}" for request in requests]


@pytest.mark.parametrize(
    ("options", "query"),
    [((), ""), (("--status", "active", "--limit", "5", "--page", "0"), "?limit=5&page=0&status=active")],
)
def test_list_asks_for_what_was_given(conversations, options, query):
    _, requests = conversations("list", *options, answers=[document({"data": [], "total_count": 0})])
    assert asked(requests) == [f"GET /v2/conversations{query}"]


def test_create_prints_the_link_to_join(conversations):
    result, (request,) = conversations("create", *WITH, answers=[document(CREATED)])
    assert (result.code, result.out) == (0, "c0123456789\thttps://tavus.daily.co/c0123456789\tactive\n")
    end = "tavus conversations end c0123456789"
    assert result.err == f"note: the conversation costs money until you end it: {end}\n"
    assert request.json() == {"replica_id": "r7bc3db0d581"}


@pytest.mark.parametrize(
    ("options", "body"),
    [
        (("--face-id", "r1"), {"replica_id": "r1"}),
        (("--persona-id", "p1"), {"persona_id": "p1"}),
        (
            ("--pal-id", "p1", "--conversational-context", "It rains.", "--custom-greeting", "Hi", "--test-mode"),
            {"persona_id": "p1", "conversational_context": "It rains.", "custom_greeting": "Hi", "test_mode": True},
        ),
        (
            (*WITH, "--document-ids", "d1-2,d3-4", "--document-retrieval-strategy", "speed", "--no-audio-only"),
            {
                "replica_id": "r7bc3db0d581",
                "document_ids": ["d1-2", "d3-4"],
                "document_retrieval_strategy": "speed",
                "audio_only": False,
            },
        ),
        (
            (*WITH, "--properties", '{"max_call_duration": 60}', "--max-participants", "2", "--memory-stores", "a"),
            {
                "replica_id": "r7bc3db0d581",
                "properties": {"max_call_duration": 60},
                "max_participants": 2,
                "memory_stores": ["a"],
            },
        ),
    ],
)
def test_create_sends_exactly_what_was_given(conversations, options, body):
    result, (request,) = conversations("create", *options, answers=[document(ENDED)])
    assert (result.code, request.target, request.json()) == (0, "/v2/conversations", body)
    # In test mode it has ended at once, and costs nothing.
    assert result.err == ""


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "error: there is nobody to talk to: neither --replica-id nor --pal-id is given."),
        ((*WITH, "--properties", "[]"), "error: --properties is not a JSON object."),
        ((*WITH, "--properties", "{"), "error: --properties is not JSON ("),
        ((*WITH, "--callback-url", "mailto:a"), "error: --callback-url is not a usable URL"),
        ((*WITH, "--custom-greeting", " "), "error: --custom-greeting is empty."),
        ((*WITH, "--max-participants", "1"), "error: "),
    ],
)
def test_what_would_be_refused_is_not_sent(conversations, options, said):
    result, requests = conversations("create", *options)
    assert (result.code, result.out, requests) == (2, "", [])
    assert result.err.startswith(said)


def test_a_create_comes_from_a_file_too_and_is_shown_by_a_dry_run(conversations, home):
    (home / "talk.toml").write_text('persona_id = "p1"\n[properties]\nlanguage = "english"\n')
    result, requests = conversations("create", "--input", str(home / "talk.toml"), "--test-mode", "--dry-run", "--json")
    assert requests == []
    assert result.json()["body"] == {"persona_id": "p1", "properties": {"language": "english"}, "test_mode": True}


@pytest.mark.parametrize("answer", [reply(500), reply(200, b"{"), reply(302)])
def test_a_create_is_sent_once_and_its_doubt_is_told(conversations, answer):
    result, requests = conversations("create", *WITH, "--conversation-name", "Tour", answers=[answer])
    assert (result.code, result.out, len(requests)) == (10, "", 1)
    lines = result.err.splitlines()
    assert lines[1] == "A conversation may have been created and may be charged. It was not sent again."
    assert re.fullmatch(
        r'hint: look for "Tour", created at or after \S+:  tavus conversations list --search Tour --since \S+', lines[2]
    )


def test_a_full_account_is_told_how_to_make_room(conversations):
    full = document({"message": "User has reached maximum concurrent conversations"}, 400)
    result, _ = conversations("create", *WITH, answers=[full])
    assert result.code == 5
    assert result.err.splitlines() == [
        "error: the API refused the request (400 Bad Request: User has reached maximum concurrent conversations).",
        "hint: to make room: tavus conversations end --all-active",
    ]


@pytest.mark.parametrize(
    ("options", "warned"),
    [
        (("--replica-id", "p1af207b8189"), "--replica-id: it looks like a pal's id; a replica's starts with r"),
        (("--pal-id", "r7bc3db0d581"), "--pal-id: it looks like a replica's id; a pal's starts with p"),
    ],
)
def test_ids_in_each_others_place_are_told(run, sandbox, options, warned):
    result = run("conversations", "create", *options)
    assert (result.code, result.out) == (5, "")
    first, _, hint = result.err.splitlines()
    assert (first, hint) == (f"warning: {warned}", f"hint: {warned.partition(': ')[2]}")


@pytest.mark.parametrize("terminal", [True, False])
def test_open_leads_a_person_to_the_link(conversations, home, monkeypatch, terminal):
    browser = home / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {home}/opened\n')
    browser.chmod(0o700)
    monkeypatch.setenv("BROWSER", str(browser))
    result, _ = conversations("create", *WITH, "--open", answers=[document(CREATED)], terminal=terminal)
    assert CREATED["conversation_url"] in result.out
    assert (home / "opened").exists() is terminal
    assert not terminal or (home / "opened").read_text() == CREATED["conversation_url"] + "\n"


def test_open_prints_the_link_where_there_is_no_browser(conversations, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    result, _ = conversations("create", *WITH, "--open", answers=[document(CREATED)], terminal=True, width=200)
    assert f"there is no browser to open it in; the link: {CREATED['conversation_url']}" in result.err


def test_open_opens_no_link_that_is_none(conversations, home, monkeypatch):
    monkeypatch.setenv("BROWSER", "/nonexistent/browser")
    bad = {**CREATED, "conversation_url": "file:///etc/passwd"}
    result, _ = conversations("create", *WITH, "--open", answers=[document(bad)], terminal=True)
    assert result.code == 0
    assert "the link was not opened: it does not start with https://" in result.err


def test_end_ends_once_and_one_that_had_ended_is_a_note(conversations):
    result, requests = conversations("end", "c1", answers=[document(CREATED), DONE])
    assert (result.code, result.out, result.err) == (0, "c1\tended\n", "")
    assert asked(requests) == ["GET /v2/conversations/c1", "POST /v2/conversations/c1/end"]
    result, requests = conversations("end", "c1", answers=[document(ENDED)])
    assert (result.code, result.out, result.err) == (0, "c1\tended\n", "note: c1 had ended already\n")
    assert asked(requests) == ["GET /v2/conversations/c1"]


@pytest.mark.parametrize("look", [reply(500), document([]), reply(429)])
def test_a_look_that_fails_does_not_keep_from_ending(conversations, look):
    result, requests = conversations("end", "c1", answers=[look, DONE])
    assert (result.code, result.out, len(requests)) == (0, "c1\tended\n", 2)


def test_one_that_ends_by_itself_meanwhile_is_no_error(conversations):
    refused = document({"error": "Conversation has already ended"}, 400)
    assert conversations("end", "c1", answers=[document(CREATED), refused, document(ENDED)])[0].code == 0
    result, _ = conversations("end", "c1", answers=[document(CREATED), refused, document(CREATED)])
    assert (result.code, result.out) == (5, "")


def test_an_end_that_is_not_answered_is_in_doubt_and_not_repeated(conversations):
    result, requests = conversations("end", "c1", "--timeout", "2", answers=[document(CREATED), hang])
    assert (result.code, len(requests)) == (10, 2)
    assert result.err.startswith("error: the request to end conversation c1 was sent, but its outcome is unknown")


def test_end_goes_on_past_one_that_is_not_there(conversations):
    result, _ = conversations("end", "c1", "c2", answers=[UNKNOWN, document(CREATED), DONE])
    assert (result.code, result.out) == (3, "c2\tended\n")


@pytest.mark.parametrize("argv", [(), ("c1", "--all-active"), ("--all-active", "--dry-run"), ("..",)])
def test_an_end_that_cannot_be_meant_sends_nothing(conversations, argv):
    result, requests = conversations("end", *argv)
    assert (result.code, result.out, requests) == (2, "", [])


def test_ending_all_needs_a_yes(run, sandbox):
    run("conversations", "create", *WITH, "--test-mode")
    made = [run("conversations", "create", *WITH, "--format", "ids", "--quiet").out.strip() for _ in range(2)]
    result = run("conversations", "end", "--all-active")
    assert (result.code, result.out) == (2, "")
    assert "hint: add --yes to end them without being asked" in result.err
    result = run("conversations", "end", "--all-active", typed="n\n", terminal=True, width=400)
    assert (result.code, result.out) == (1, "")
    assert "End 2 active conversations: " in result.err
    assert all(each in result.err for each in made)
    result = run("conversations", "end", "--all-active", "--yes", "--format", "ids")
    assert (result.code, sorted(result.out.split())) == (0, sorted(made))
    result = run("conversations", "end", "--all-active", "--yes")
    assert (result.code, result.out) == (0, "")
    assert "note: no conversation is active" in result.err
    assert run("conversations", "end", "--all-active", "--yes", "--json").json() == {"data": []}
    last = run("conversations", "create", *WITH, "--format", "ids", "--quiet").out.strip()
    ended = run("conversations", "end", "--all-active", "--yes", "--json").json()
    assert ended == {"data": [{"conversation_id": last, "status": "ended"}]}


def test_the_transcript_is_who_said_what(conversations):
    result, requests = conversations("get", "c1", "--transcript", answers=[document(VERBOSE)])
    assert asked(requests) == ["GET /v2/conversations/c1?verbose=true"]
    assert [row[0] for row in result.rows()] == ["assistant", "user"]
    assert result.rows()[1] == ["user", "Hi.\\nWhere is the exit?"]
    result, _ = conversations("get", "c1", "--transcript", answers=[document(VERBOSE)], terminal=True, width=60)
    lines = result.out.splitlines()
    assert "\x1b[31m" not in result.out
    assert "assistant" in lines[0]
    assert [line[:11] for line in lines[1:-1]] == [" " * 11] * (len(lines) - 2)
    assert "You are a guide." not in result.out


def test_the_transcript_as_json_is_the_answer_itself(conversations):
    result, _ = conversations("get", "c1", "--transcript", "--json", answers=[document(VERBOSE)])
    assert result.json() == VERBOSE
    result, _ = conversations("get", "c1", "--transcript", "--format", "jsonl", answers=[document(VERBOSE)])
    assert len(result.out.splitlines()) == 2


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (CREATED, "note: there is no transcript: it is available after the conversation has ended\n"),
        ({**ENDED, "events": None}, "note: there is no transcript: perhaps nobody spoke\n"),
        ({**ENDED, "events": [7, {"event_type": "application.transcription_ready"}]}, None),
        ({**ENDED, "events": [{**VERBOSE["events"][0], "properties": {"transcript": "none"}}]}, None),
    ],
)
def test_no_transcript_is_a_note(conversations, record, said):
    for terminal in (False, True):
        result, _ = conversations("get", "c1", "--transcript", answers=[document(record)], terminal=terminal)
        assert (result.code, result.out) == (0, "")
        assert said in {None, result.err} or terminal


def test_from_the_first_second_to_the_last_in_the_sandbox(run, sandbox):
    talk = run("conversations", "create", *WITH, "--custom-greeting", "Good day", "--format", "ids").out.strip()
    assert run("conversations", "list", "--status", "active", "--format", "ids").out.split() == [talk]
    assert run("conversations", "end", talk).rows() == [[talk, "ended"]]
    events = run("conversations", "get", talk, "--verbose", "--json").json()["events"]
    assert {"system.replica_joined", "system.shutdown"} <= {event["event_type"] for event in events}
    assert run("conversations", "delete", talk, "--yes").rows() == [[talk, "deleted"]]
    assert run("conversations", "get", talk).code == 3
