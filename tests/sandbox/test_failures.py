import pytest

from tavus_cli.sandbox.failures import TRAINING, VIDEO, VOICE

# Written out once more, from the documented table, so that a code lost from the sandbox is noticed.
TRAINING_CODES = [
    "download_link",
    "file_size",
    "video_format",
    "video_codec",
    "video_codec_and_format",
    "video_duration",
    "video_fps",
    "consent_phrase_mismatch",
    "face_or_obstruction_detected",
    "lighting_change_detected",
    "background_noise_detected",
    "video_editing_detected",
    "community_guidelines_violation",
    "video_processing",
    "excessive_movement_detected",
    "audio_processing",
    "quality_issue_detected",
    "hands_obstructing_face",
    "second_person_detected",
    "improper_distance",
    "inconsistent_distance",
    "face_turned_away",
    "improper_camera_angle",
    "poor_lighting",
    "teeth_not_visible",
    "other_quality_issue",
]
IMAGE_CODES = ["LookingStraightAtCameraError", "HeadNotFullyInFrameError", "ImageQualityError"]
AUDIO_CODES = [
    "audio_file_max_size",
    "audio_file_type",
    "audio_file_min_duration",
    "audio_file_max_duration",
    "audio_file_download_link",
]
VIDEO_CODES = ["video_error", "replica_in_error_state", "script_community_guidelines", *AUDIO_CODES]


def test_every_documented_code_is_known_and_no_other():
    assert sorted(each.code for each in TRAINING.values()) == sorted(TRAINING_CODES + IMAGE_CODES)
    assert sorted(each.code for each in VIDEO.values()) == sorted(VIDEO_CODES)
    assert sorted(each.code for each in VOICE.values()) == sorted(AUDIO_CODES)


@pytest.mark.parametrize("code", TRAINING_CODES)
def test_a_training_video_named_after_a_code_trains_a_while_and_fails_with_it(api, clock, code):
    made = api.replica(f"fail-{code}.mp4")
    clock.turn(24)
    before = api.get(f"/v2/replicas/{made}").json
    clock.turn(66)
    after = api.get(f"/v2/replicas/{made}").json
    assert (before["status"], before["error_message"]) == ("started", None)
    assert (after["status"], after["error_message"]) == ("error", TRAINING[code].text)
    assert after["training_progress"] == f"{TRAINING[code].at * 100:.0f}/100"


@pytest.mark.parametrize("code", IMAGE_CODES)
def test_a_training_image_named_after_a_code_fails_with_it(api, clock, code):
    body = {"train_image_url": f"https://example.com/fail-{code}.png", "voice_name": "anna"}
    made = api.post("/v2/replicas", body).json["replica_id"]
    clock.turn(90)
    assert api.get(f"/v2/replicas/{made}").json["error_message"] == TRAINING[code.lower()].text


def test_a_consent_video_named_after_a_code_fails_the_training(api, clock):
    made = api.replica(consent_video_url="https://example.com/fail-consent_phrase_mismatch.mov?signed=1")
    clock.turn(90)
    assert api.get(f"/v2/replicas/{made}").json["error_message"] == (
        "There was an issue processing your training video. The spoken consent differs from the consent statement."
    )


@pytest.mark.parametrize("field", ["audio_url", "background_source_url"])
@pytest.mark.parametrize("code", VIDEO_CODES)
def test_a_video_whose_file_is_named_after_a_code_fails_with_it(api, clock, field, code):
    made = api.video(**{field: f"https://example.com/a/fail-{code}.wav"})
    clock.turn(90)
    shown = api.get(f"/v2/videos/{made}").json
    assert (shown["status"], shown["status_details"]) == ("error", VIDEO[code].text)


@pytest.mark.parametrize("code", VIDEO_CODES)
def test_a_code_in_the_script_fails_the_video(api, clock, code):
    made = api.video(script=f"Please fail-{code}, now.")
    clock.turn(90)
    assert api.get(f"/v2/videos/{made}").json["status_details"] == VIDEO[code].text


@pytest.mark.parametrize("code", AUDIO_CODES)
def test_a_voice_sample_named_after_a_code_fails_with_it(api, clock, code):
    body = {"voice_name": "Ana", "train_audio_url": f"https://example.com/fail-{code}.wav"}
    made = api.post("/v2/voices", body).json["voice_id"]
    clock.turn(25)
    shown = api.get(f"/v2/voices/{made}").json
    assert (shown["status"], shown["error_message"]) == ("error", VOICE[code].text)


def test_a_failed_video_has_its_page_and_no_files(api, clock):
    made = api.video(script="fail-video_error")
    clock.turn(90)
    shown = api.get(f"/v2/videos/{made}", verbose="true").json
    links = ("download_url", "stream_url", "still_image_thumbnail_url", "gif_thumbnail_url")
    assert [shown[name] for name in links] == [""] * 4
    assert (shown["generation_progress"], shown["hosted_url"]) == (
        "0/100",
        f"http://127.0.0.1:{api.port}/watch/{made}",
    )


def test_words_that_only_look_like_a_code_are_read_out(api, clock):
    made = api.video(script="A fail-safe plan: no prefail-video_error, and never fail-video_errors.")
    clock.turn(100)
    assert api.get(f"/v2/videos/{made}").json["status"] == "ready"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/fail-video_fps/train.mp4",
        "https://example.com/train.mp4?name=/fail-video_fps.mp4",
        "https://example.com/not-fail-video_fps.mp4",
        "https://fail-video_fps.mp4",
    ],
)
def test_only_the_name_of_the_file_counts(api, clock, url):
    made = api.replica(train_video_url=url)
    clock.turn(100)
    assert api.get(f"/v2/replicas/{made}").json["status"] == "completed"


def test_a_code_that_does_not_exist_is_refused_with_those_that_do(api):
    reply = api.post("/v2/voices", {"voice_name": "A", "train_audio_url": "https://example.com/fail-audio.wav"})
    assert (reply.status, reply.json["error"]) == (
        400,
        'train_audio_url: the sandbox knows no failure "audio"; it knows audio_file_download_link, '
        "audio_file_max_duration, audio_file_max_size, audio_file_min_duration, audio_file_type",
    )


def test_messages_begin_as_documented():
    openings = {code: TRAINING[code.lower()].text.split(".")[0] for code in (*TRAINING_CODES, *IMAGE_CODES)}
    assert openings["video_fps"] == "There was an issue processing your training video"
    assert openings["poor_lighting"] == "There was a quality issue with your replica"
    assert openings["ImageQualityError"] == "There was an error processing your image"
