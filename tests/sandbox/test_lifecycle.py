import math

import pytest

from tavus_cli.sandbox.failures import TRAINING, Failure
from tavus_cli.sandbox.lifecycle import State, rendering, training

LATE = Failure("late", 0.9, "Late.")


@pytest.mark.parametrize(
    ("after", "state"),
    [
        (0, State("started", 0)),
        (0.999, State("started", 0)),
        (39.99, State("started", 39)),
        (40, State("started", 40)),
        (50, State("started", 40)),
        (59.99, State("started", 40)),
        (60, State("started", 60)),
        (99.99, State("started", 99)),
        (100, State("completed", 100)),
        (10**9, State("completed", 100)),
        (-50, State("started", 0)),
    ],
)
def test_training_goes_from_0_to_100(after, state):
    assert training(1000.0, 100, None, 1000.0 + after) == state


@pytest.mark.parametrize(
    ("after", "state"), [(89, State("started", 89)), (90, State("error", 90)), (200, State("error", 90))]
)
def test_a_failed_training_stops_where_it_failed(after, state):
    assert training(1000.0, 100, LATE, 1000.0 + after) == state


@pytest.mark.parametrize(
    ("after", "state"),
    [
        (-1, State("queued", 0)),
        (0, State("queued", 0)),
        (14, State("queued", 0)),
        (15, State("generating", 15)),
        (99, State("generating", 99)),
        (100, State("ready", 100)),
    ],
)
def test_a_video_is_queued_then_generating_then_ready(after, state):
    assert rendering(1000.0, 100, None, 1000.0 + after) == state


def test_a_failed_video_has_no_progress():
    assert rendering(1000.0, 100, LATE, 1090.0) == State("error", 0)


@pytest.mark.parametrize(("now", "status"), [(999.0, "started"), (1000.0, "completed")])
def test_training_that_takes_no_time_is_completed_at_once_and_not_before(now, status):
    assert training(1000.0, 0, None, now).status == status


def test_progress_is_not_rounded_up_to_the_end():
    assert training(0.0, 0.1, None, math.nextafter(0.1, 0)) == State("started", 99)


def test_a_replica_trains_as_the_clock_is_turned(api, clock):
    made = api.replica()
    seen = []
    for _ in range(5):
        shown = api.get(f"/v2/replicas/{made}").json
        seen.append((shown["status"], shown["training_progress"]))
        clock.turn(25)
    assert seen == [
        ("started", "0/100"),
        ("started", "25/100"),
        ("started", "40/100"),
        ("started", "75/100"),
        ("completed", "100/100"),
    ]


def test_a_trained_replica_has_a_thumbnail_and_was_updated_when_it_was_done(api, clock):
    made = api.replica()
    clock.turn(1000)
    shown = api.get(f"/v2/replicas/{made}").json
    assert shown["thumbnail_video_url"] == f"http://127.0.0.1:{api.port}/media/{made}.mp4"
    assert shown["updated_at"] == "2026-09-21T14:15:00.250Z"


def test_the_speed_of_a_training_is_that_of_the_server_that_began_it(start, clock):
    slow, fast = start(training_seconds=200), start(training_seconds=1)
    made = slow.replica()
    clock.turn(50)
    assert fast.get(f"/v2/replicas/{made}").json["training_progress"] == "25/100"


def test_training_goes_on_while_no_sandbox_runs(state, clock):
    from sandbox.api import Api

    from tavus_cli.sandbox.server import Behaviour, SandboxServer

    with SandboxServer(state, behaviour=Behaviour(training_seconds=100), clock=clock) as server:
        made = Api(server.base_url).replica()
    clock.turn(100)
    with SandboxServer(state, clock=clock) as server:
        assert Api(server.base_url).get(f"/v2/replicas/{made}").json["status"] == "completed"


def test_a_video_waits_in_the_queue_while_its_replica_trains(api, clock):
    made = api.video(api.replica())
    seen = []
    for seconds in (0, 99, 15, 85, 1):
        clock.turn(seconds)
        shown = api.get(f"/v2/videos/{made}").json
        seen.append((shown["status"], shown["generation_progress"], shown["status_details"].split(".")[0]))
    assert seen == [
        ("queued", "0/100", "The replica is still in training"),
        ("queued", "0/100", "The replica is still in training"),
        ("queued", "0/100", "This request is currently queued"),
        ("generating", "99/100", "The video is being generated"),
        ("ready", "100/100", "Your request has processed successfully!"),
    ]


def test_a_video_of_a_failed_replica_fails_at_once(api, clock):
    replica = api.replica("fail-poor_lighting.mp4")
    clock.turn(90)
    shown = api.get(f"/v2/videos/{api.video(replica)}").json
    assert (shown["status"], shown["status_details"]) == (
        "error",
        "There was an issue generating your video. Its replica failed in training and cannot speak.",
    )


def test_a_video_of_a_replica_that_will_fail_waits_and_fails_with_it(api, clock):
    made = api.video(api.replica("fail-poor_lighting.mp4"))
    clock.turn(89)
    before = api.get(f"/v2/videos/{made}").json["status"]
    clock.turn(1)
    assert (before, api.get(f"/v2/videos/{made}").json["status"]) == ("queued", "error")


def test_a_voice_takes_a_quarter_of_a_training(api, clock):
    made = api.post("/v2/voices", {"voice_name": "Ana"}).json["voice_id"]
    clock.turn(24)
    before = api.get(f"/v2/voices/{made}").json["status"]
    clock.turn(1)
    assert (before, api.get(f"/v2/voices/{made}").json["status"]) == ("started", "completed")


def test_formats_fail_early_and_all_else_late():
    early = {failure.code for failure in TRAINING.values() if failure.at == 0.25}
    assert early == {
        "download_link",
        "file_size",
        "video_format",
        "video_codec",
        "video_codec_and_format",
        "video_duration",
        "video_fps",
        "video_processing",
    }
    assert {failure.at for failure in TRAINING.values()} == {0.25, 0.9}


def both_stages(api, made, clock):
    """Status, tuning, progress and link of a replica at the start, before and after each stage."""
    seen = []
    for seconds in (0, 24, 1, 74, 1):
        clock.turn(seconds)
        shown = api.get(f"/v2/replicas/{made}").json
        seen.append((shown["status"], shown.get("finetune_status"), shown["training_progress"], shown["error_message"]))
        assert (shown["thumbnail_video_url"] is None) == (shown["status"] != "completed")
    return seen


def test_the_newest_model_hands_over_a_preview_and_goes_on(api, clock):
    assert both_stages(api, api.replica(model_name="phoenix-4.5"), clock) == [
        ("started", None, "0/100", None),
        ("started", None, "96/100", None),
        ("completed", "training", "100/100", None),
        ("completed", "training", "100/100", None),
        ("completed", "completed", "100/100", None),
    ]


def test_a_tuning_that_fails_leaves_the_preview(api, clock):
    seen = both_stages(api, api.replica("fail-finetune.mp4", model_name="phoenix-4.5"), clock)
    assert seen[3:] == [("completed", "training", "100/100", None), ("completed", "errored", "100/100", None)]


def test_a_preview_that_fails_is_never_tuned(api, clock):
    made = api.replica("fail-video_fps.mp4", model_name="phoenix-4.5")
    clock.turn(100)
    shown = api.get(f"/v2/replicas/{made}").json
    assert (shown["status"], shown["training_progress"], "finetune_status" in shown) == ("error", "25/100", False)


def test_a_tuned_replica_was_updated_at_each_stage(api, clock):
    made = api.replica(model_name="phoenix-4.5")
    seen = []
    for seconds in (25, 75):
        clock.turn(seconds)
        seen.append(api.get(f"/v2/replicas/{made}").json["updated_at"])
    assert seen == ["2026-09-21T14:13:45.250Z", "2026-09-21T14:15:00.250Z"]


def test_a_video_can_be_made_of_a_preview(api, clock):
    made = api.video(api.replica(model_name="phoenix-4.5"))
    clock.turn(25)
    assert api.get(f"/v2/videos/{made}").json["status_details"].startswith("This request is currently queued")


def test_other_models_are_not_tuned(api):
    reply = api.post("/v2/replicas", {"train_video_url": "https://example.com/fail-finetune.mp4"})
    assert (reply.status, reply.json) == (
        400,
        {"error": "fail-finetune needs the model phoenix-4.5, as no other is tuned"},
    )
