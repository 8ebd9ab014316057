"""Conversations: from creation to the end, whoever comes or does not."""

import re

import pytest

REPLICA = "r7bc3db0d581"


def begin(api, **fields):
    return api.post("/v2/conversations", {"replica_id": REPLICA} | fields).json


def get(api, made, **params):
    return api.get(f"/v2/conversations/{made['conversation_id']}", **params).json


def enter(api, made):
    return api.send("GET", f"/call/{made['conversation_id']}", x_api_key=None)


def kinds(record):
    return [event["event_type"] for event in record["events"]]


def test_creating_answers_with_the_way_in(api):
    reply = api.post("/v2/conversations", {"replica_id": REPLICA, "conversation_name": "Hi", "callback_url": ""})
    made = reply.json["conversation_id"]
    assert re.fullmatch("c[0-9a-f]{12}", made)
    assert (reply.status, reply.json) == (
        200,
        {
            "conversation_id": made,
            "conversation_name": "Hi",
            "conversation_url": f"http://127.0.0.1:{api.port}/call/{made}",
            "status": "active",
            "callback_url": "",
            "created_at": "2026-09-21T14:13:20Z",
        },
    )


def test_an_active_conversation_reads_as_the_contract_says(api):
    made = begin(api, persona_id="pcb7a34da5fe")
    assert get(api, made) == {
        **made,
        "replica_id": REPLICA,
        "persona_id": "pcb7a34da5fe",
        "updated_at": "2026-09-21T14:13:20Z",
    }


def test_a_whole_number_may_be_written_with_a_point(api):
    assert api.post("/v2/conversations", {"replica_id": REPLICA, "max_participants": 5.0}).status == 200


@pytest.mark.parametrize("fields", [{"require_auth": True}, {"properties": {"require_auth": True}}])
def test_a_private_room_has_a_token(api, fields):
    made = begin(api, **fields)
    assert re.fullmatch("[0-9a-f]{32}", made["meeting_token"])
    assert "meeting_token" not in get(api, made)


def test_a_persona_may_bring_the_replica(api):
    persona = api.post("/v2/personas", {"system_prompt": "x", "default_replica_id": "rf25acd9e3f5"}).json["persona_id"]
    made = api.post("/v2/conversations", {"persona_id": persona}).json
    assert get(api, made)["replica_id"] == "rf25acd9e3f5"
    assert get(api, begin(api, persona_id=persona))["replica_id"] == REPLICA


def test_the_newer_names_are_known(api):
    made = api.post("/v2/conversations", {"face_id": REPLICA, "pal_id": "pcb7a34da5fe"}).json
    assert (get(api, made)["replica_id"], get(api, made)["persona_id"]) == (REPLICA, "pcb7a34da5fe")


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "replica_id is required unless the persona_id names one with a default replica"),
        (
            {"persona_id": "pcb7a34da5fe"},
            "replica_id is required unless the persona_id names one with a default replica",
        ),
        ({"replica_id": "r0"}, "Invalid replica_uuid"),
        ({"replica_id": "pcb7a34da5fe"}, "Invalid replica_uuid"),
        ({"replica_id": REPLICA, "persona_id": REPLICA}, "Invalid persona_id"),
        ({"replica_id": REPLICA, "max_participants": 1}, "max_participants must be a whole number from 2 to 999999"),
        ({"replica_id": REPLICA, "max_participants": True}, "max_participants must be a whole number from 2 to 999999"),
        ({"replica_id": REPLICA, "max_participants": 2.5}, "max_participants must be a whole number from 2 to 999999"),
        ({"replica_id": REPLICA, "test_mode": "yes"}, "test_mode must be true or false"),
        ({"replica_id": REPLICA, "document_ids": [1]}, "document_ids must be an array of strings"),
        ({"replica_id": REPLICA, "meeting_url": "zoom"}, "Invalid meeting_url"),
        (
            {"replica_id": REPLICA, "properties": {"max_call_duration": {}}},
            "properties.max_call_duration must be a whole number from 1 to 999999999",
        ),
        (
            {"replica_id": REPLICA, "properties": {"max_call_duration": 1e300}},
            "properties.max_call_duration must be a whole number from 1 to 999999999",
        ),
        (
            {"replica_id": REPLICA, "properties": {"max_call_duration": 0}},
            "properties.max_call_duration must be a whole number from 1 to 999999999",
        ),
        ({"replica_id": REPLICA, "properties": {"recording_storage": {}}}, "provider is required"),
        (
            {"replica_id": REPLICA, "document_retrieval_strategy": "slow"},
            "document_retrieval_strategy must be one of speed, quality, balanced",
        ),
    ],
)
def test_what_the_contract_forbids_is_refused_and_makes_nothing(api, body, error):
    reply = api.post("/v2/conversations", body)
    assert (reply.status, reply.json) == (400, {"error": error})
    assert api.get("/v2/conversations").json["total_count"] == 0


@pytest.mark.parametrize(
    ("properties", "seconds", "reason"),
    [
        ({}, 300, "participant_absent_timeout"),
        ({"participant_absent_timeout": 60}, 60, "participant_absent_timeout"),
        ({"max_call_duration": 100}, 100, "max_call_duration"),
    ],
)
def test_where_nobody_comes_it_ends_by_itself(api, clock, properties, seconds, reason):
    made = begin(api, properties=properties)
    clock.turn(seconds - 1)
    before = get(api, made)["status"]
    clock.turn(1)
    ended = get(api, made, verbose="true")
    assert (before, ended["status"], ended["updated_at"]) == ("active", "ended", when(seconds))
    assert kinds(ended) == ["system.replica_joined", "system.pal_joined", "system.shutdown"]
    assert ended["events"][-1]["properties"] == {"shutdown_reason": reason}


def when(seconds):
    minutes, seconds = divmod(13 * 60 + 20 + seconds, 60)
    return f"2026-09-21T{14 + minutes // 60}:{minutes % 60:02}:{seconds:02}Z"


def test_who_opens_the_link_is_in_it_until_its_time_is_over(api, clock):
    made = begin(api, properties={"max_call_duration": 1000}, custom_greeting="Welcome.")
    clock.turn(10)
    page = enter(api, made)
    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b"You are in it." in page.body
    clock.turn(989)
    assert get(api, made)["status"] == "active"
    clock.turn(1)
    ended = get(api, made, verbose="true")
    assert (ended["status"], kinds(ended)[2:]) == ("ended", ["system.shutdown", "application.transcription_ready"])
    turns = ended["events"][-1]["properties"]["transcript"]
    assert [(turn["role"], turn["seconds_from_start"]) for turn in turns] == [
        ("assistant", 10),
        ("user", 13),
        ("assistant", 16),
    ]
    assert turns[0]["content"] == "Welcome."
    assert b"It has ended." in enter(api, made).body


def test_to_open_the_link_of_an_ended_one_changes_nothing(api, clock):
    made = begin(api)
    clock.turn(300)
    ended = get(api, made, verbose="true")
    enter(api, made)
    assert get(api, made, verbose="true") == ended


def test_it_can_be_ended_and_ended_again(api, clock):
    made = begin(api)
    clock.turn(5)
    path = f"/v2/conversations/{made['conversation_id']}/end"
    assert [api.send("POST", path).status, api.send("POST", path, b"{}").status] == [200, 200]
    clock.turn(5)
    api.send("POST", path)
    ended = get(api, made, verbose="true")
    assert (ended["status"], ended["updated_at"]) == ("ended", when(5))
    assert ended["events"][-1]["properties"] == {"shutdown_reason": "end_conversation_endpoint_hit"}


def test_in_test_mode_it_is_made_ended_and_takes_no_place(api):
    made = begin(api, test_mode=True)
    assert made["status"] == "ended"
    assert get(api, made, verbose="true")["events"] == []


def test_only_so_many_are_active_at_once(api, clock):
    made = [begin(api) for _ in range(15)]
    reply = api.post("/v2/conversations", {"replica_id": REPLICA})
    assert (reply.status, reply.json) == (400, {"message": "User has reached maximum concurrent conversations"})
    assert begin(api, test_mode=True)["status"] == "ended"
    api.send("POST", f"/v2/conversations/{made[0]['conversation_id']}/end")
    assert begin(api)["status"] == "active"
    clock.turn(300)
    assert begin(api)["status"] == "active"


def test_the_list_can_be_narrowed_to_a_status(api):
    active, ended = begin(api), begin(api, test_mode=True)
    found = {
        status: [row["conversation_id"] for row in api.get("/v2/conversations", status=status).json["data"]]
        for status in ("active", "ended")
    }
    assert found == {"active": [active["conversation_id"]], "ended": [ended["conversation_id"]]}
    assert api.get("/v2/conversations").json["total_count"] == 2
    assert api.get("/v2/conversations", status="over").json == {"error": "status must be one of active, ended"}


def test_a_deleted_one_is_gone(api):
    made = begin(api)
    reply = api.delete(f"/v2/conversations/{made['conversation_id']}", hard="true")
    assert (reply.status, reply.body) == (204, b"")
    assert get(api, made) == {"error": "Invalid conversation_id"}
    assert enter(api, made).status == 400


def test_what_happens_is_told_as_it_happens(start, clock, receiver):
    api = start(callbacks=True)
    made = begin(api, callback_url=receiver.url)
    assert [told["event_type"] for _, told in receiver.wait(2)] == ["system.replica_joined", "system.pal_joined"]
    enter(api, made)
    clock.turn(400)
    receiver.wait(3, seconds=0.2)
    before = len(receiver.got)
    api.send("POST", f"/v2/conversations/{made['conversation_id']}/end")
    told = [told for _, told in receiver.wait(4)][2:]
    assert (before, [event["event_type"] for event in told]) == (
        2,
        ["system.shutdown", "application.transcription_ready"],
    )
    assert told[0] == {
        "conversation_id": made["conversation_id"],
        "webhook_url": receiver.url,
        "event_type": "system.shutdown",
        "message_type": "system",
        "timestamp": "2026-09-21T14:20:00.250000Z",
        "properties": {"shutdown_reason": "end_conversation_endpoint_hit"},
    }
    clock.turn(10_000)
    assert len(receiver.wait(5, seconds=0.2)) == 4


def test_an_end_in_an_empty_room_is_told_too(start, clock, receiver):
    api = start(callbacks=True)
    begin(api, callback_url=receiver.url)
    clock.turn(300)
    # Each moment is told by a thread of its own.
    told = {body["event_type"]: body["properties"] for _, body in receiver.wait(3)}
    assert told["system.shutdown"] == {"shutdown_reason": "participant_absent_timeout"}


def test_of_a_test_nobody_is_told(start, clock, receiver):
    begin(start(callbacks=True), callback_url=receiver.url, test_mode=True)
    clock.turn(10_000)
    assert receiver.wait(seconds=0.2) == []
