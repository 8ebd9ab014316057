"""Callbacks of the sandbox: what is told, when, how often, and to whom."""

import threading
import time

import pytest
from sandbox.receiver import Receiver
from waiting import wait_until

from tavus_cli.sandbox import callbacks

pytestmark = pytest.mark.usefixtures("eager")


def test_a_trained_replica_is_told_as_ready(start, clock, receiver):
    made = start(callbacks=True).replica(callback_url=receiver.url)
    clock.turn(100)
    assert receiver.wait() == [("application/json", {"replica_id": made, "status": "ready"})]
    assert receiver.paths == ["/hook?a=1"]


def test_a_failed_replica_is_told_with_its_sentence(start, clock, receiver):
    made = start(callbacks=True).replica("fail-video_fps.mp4", callback_url=receiver.url)
    clock.turn(25)
    text = "There was an issue processing your training video. The video has fewer than 25 frames a second."
    assert receiver.wait()[0][1] == {"replica_id": made, "status": "error", "error_message": text}


def test_a_ready_video_is_told_with_its_links(start, clock, receiver):
    api = start(callbacks=True)
    made = api.video(callback_url=receiver.url)
    clock.turn(100)
    base = f"http://127.0.0.1:{api.port}"
    assert receiver.wait()[0][1] == {
        "video_id": made,
        "video_name": f"replica_id: r7bc3db0d581 - September 21, 2026 - video: {made}",
        "replica_id": "r7bc3db0d581",
        "status": "ready",
        "status_details": "Your request has processed successfully!",
        "error_details": None,
        "generation_progress": "100/100",
        "data": {"script": "Hello."},
        "download_url": f"{base}/media/{made}.mp4",
        "stream_url": f"{base}/media/{made}.m3u8",
        "hosted_url": f"{base}/watch/{made}",
        "created_at": "2026-09-21 14:13:20.250000",
        "updated_at": "2026-09-21 14:15:00.250000",
    }


def test_a_failed_video_is_told_without_links_but_its_page(start, clock, receiver):
    api = start(callbacks=True)
    made = api.video(callback_url=receiver.url, script="fail-video_error")
    clock.turn(100)
    told = receiver.wait()[0][1]
    assert (told["status"], told["download_url"], told["stream_url"], told["error_details"]) == (
        "error",
        None,
        None,
        None,
    )
    assert (told["generation_progress"], told["hosted_url"]) == ("0/100", f"http://127.0.0.1:{api.port}/watch/{made}")


def test_a_voice_is_told_as_an_event(start, clock, receiver):
    api = start(callbacks=True)
    url = "https://example.com/fail-audio_file_type.wav"
    body = {"voice_name": "Ana", "callback_url": receiver.url, "train_audio_url": url}
    made = api.post("/v2/voices", body).json["voice_id"]
    clock.turn(25)
    text = "There was an issue with your voice sample. The audio file is neither .wav nor .mp3."
    assert receiver.wait()[0][1] == {
        "event_type": "application.voice_status_changed",
        "properties": {"voice_id": made, "voice_name": "Ana", "status": "error", "error_message": text},
    }


def test_both_stages_of_the_newest_model_are_told(start, clock, receiver):
    api = start(callbacks=True)
    start(callbacks=True)
    good = api.replica(callback_url=receiver.url, model_name="phoenix-4.5")
    told = []
    for seconds in (25, 75):
        clock.turn(seconds)
        receiver.wait(len(told) + 1)
        time.sleep(0.1)
        told = [payload for _, payload in receiver.got]
    assert told == [
        {"replica_id": good, "status": "ready", "finetune_status": "training"},
        {"replica_id": good, "status": "ready", "finetune_status": "completed"},
    ]


def test_stages_that_passed_while_nothing_ran_are_told_in_their_order(start, clock, receiver):
    start().replica("fail-finetune.mp4", callback_url=receiver.url, model_name="phoenix-4.5")
    clock.turn(1000)
    start(callbacks=True)
    assert [told["finetune_status"] for _, told in receiver.wait(2)] == ["training", "errored"]


def test_a_callback_waits_until_the_one_before_it_was_answered(start, clock):
    may_answer = threading.Event()
    with Receiver(may_answer=may_answer) as slow:
        start().replica("fail-finetune.mp4", callback_url=slow.url, model_name="phoenix-4.5")
        clock.turn(1000)
        start(callbacks=True)
        slow.wait()
        assert len(slow.wait(2, seconds=0.25)) == 1
        may_answer.set()
        assert len(slow.wait(2)) == 2


def test_a_failed_preview_is_all_that_is_told(start, clock, receiver):
    start(callbacks=True).replica("fail-video_fps.mp4", callback_url=receiver.url, model_name="phoenix-4.5")
    clock.turn(1000)
    assert [told["status"] for _, told in receiver.wait(2, seconds=0.5)] == ["error"]


@pytest.mark.parametrize(("words", "names"), [("face", {"face_id"}), ("both", {"face_id", "replica_id"})])
def test_callbacks_use_the_words_that_were_chosen(start, clock, receiver, words, names):
    body = {"train_video_url": "https://bucket.example.com/train.mp4", "callback_url": receiver.url}
    start(callbacks=True, words=words).post("/v2/replicas", body)
    clock.turn(100)
    assert receiver.wait()[0][1].keys() == {"status", *names}


def test_nothing_is_told_before_the_end_and_nothing_twice(start, clock, receiver):
    api = start(callbacks=True)
    start(callbacks=True)
    api.replica(callback_url=receiver.url)
    clock.turn(99)
    time.sleep(0.1)
    before = len(receiver.got)
    clock.turn(1)
    receiver.wait()
    time.sleep(0.2)
    assert (before, len(receiver.got)) == (0, 1)


def test_a_job_that_ended_while_nothing_ran_is_told_when_something_does(start, clock, receiver):
    made = start().replica(callback_url=receiver.url)
    clock.turn(10_000)
    time.sleep(0.1)
    before = len(receiver.got)
    start(callbacks=True)
    assert (before, receiver.wait()) == (0, [("application/json", {"replica_id": made, "status": "ready"})])


def test_without_being_asked_to_the_sandbox_calls_nobody(start, clock, receiver):
    start().replica(callback_url=receiver.url)
    clock.turn(100)
    assert receiver.wait(seconds=0.2) == []


def test_a_deleted_job_is_not_told(start, clock, receiver):
    api = start(callbacks=True)
    api.delete(f"/v2/replicas/{api.replica(callback_url=receiver.url)}")
    clock.turn(100)
    assert receiver.wait(seconds=0.2) == []


def test_localhost_is_this_machine(start, clock, receiver):
    start(callbacks=True).replica(callback_url=f"http://LOCALHOST:{receiver.port}/")
    clock.turn(100)
    assert len(receiver.wait()) == 1


@pytest.mark.parametrize(
    "url", ["http://example.com/hook", "http://10.0.0.1/", "http://localhost.example.com/", "http://0.0.0.0:{}/"]
)
def test_receivers_elsewhere_are_not_called_and_that_is_logged(start, clock, receiver, url):
    lines = []
    made = start(callbacks=True, log=lines.append).replica(callback_url=url.format(receiver.port))
    clock.turn(100)
    failed = wait_until(lambda: lines[1:])[0]
    assert failed == f"callback of replica {made} failed: its callback_url is not on this machine"
    assert receiver.got == []


def test_a_redirect_is_not_followed(start, clock, receiver):
    lines = []
    with Receiver(307, [("Location", receiver.url)]) as first:
        made = start(callbacks=True, log=lines.append).replica(callback_url=first.url)
        clock.turn(100)
        assert wait_until(lambda: lines[1:])[0] == f"callback of replica {made} failed: the receiver answered 307"
    assert receiver.got == []


def test_a_receiver_that_is_down_is_one_line_of_the_log(start, clock):
    lines = []
    api = start(callbacks=True, log=lines.append)
    with Receiver() as gone:
        pass
    made = api.replica(callback_url=gone.url)
    clock.turn(100)
    line = wait_until(lambda: lines[1:])[0]
    assert line.startswith(f"callback of replica {made} failed: ")
    assert "refused" in line


def test_a_receiver_that_hangs_delays_neither_answers_nor_others(start, clock, receiver):
    api = start(callbacks=True)
    may_answer = threading.Event()
    with Receiver(may_answer=may_answer) as slow:
        for _ in range(3):
            api.replica(callback_url=slow.url)
        api.replica(callback_url=receiver.url)
        clock.turn(100)
        begun = time.monotonic()
        assert len(receiver.wait()) == 1
        assert api.get("/v2/voices").status == 200
        # The others are waited for five seconds.
        assert time.monotonic() - begun < 4
        may_answer.set()


def test_a_receiver_has_five_seconds(monkeypatch, start, clock):
    assert callbacks._TIME == 5
    monkeypatch.setattr(callbacks, "_TIME", 0.1)
    lines = []
    with Receiver(pause=1) as slow:
        made = start(callbacks=True, log=lines.append).replica(callback_url=slow.url)
        clock.turn(100)
        assert wait_until(lambda: lines[1:])[0] == f"callback of replica {made} failed: timed out"
