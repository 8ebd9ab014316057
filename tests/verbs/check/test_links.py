"""What a link says by itself: of every kind of signed link its end, pages that are no files, hosts nobody else sees."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from samples import CLIP, CONSENT

from tavus_cli.verbs.check.findings import Status, inputs_of
from tavus_cli.verbs.check.rules import checks_of_link

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SIGNED = "&X-Amz-Signature=0f&X-Amz-Algorithm=AWS4-HMAC-SHA256"


def checks(url=CLIP, *, local_api=False, **body):
    """By name, what is said of a training clip's link."""
    body = {"train_video_url": url, "consent_video_url": CONSENT, **body}
    clip = next(file for file in inputs_of(body, (), now=NOW, local_api=local_api) if file.field == "train_video")
    found = checks_of_link(clip)
    assert len({check.rule.name for check in found}) == len(found)
    return {check.rule.name: check for check in found}


def serious(url, **body):
    return {name: check for name, check in checks(url, **body).items() if check.finding.status is not Status.OK}


def unix(moment):
    return int(moment.timestamp())


def jwt(**claims):
    parts = (json.dumps({"alg": "HS256"}), json.dumps(claims))
    return ".".join(base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in parts) + ".c2ln"


def policy(moment):
    statement = {"Resource": CLIP, "Condition": {"DateLessThan": {"AWS:EpochTime": unix(moment)}}}
    text = base64.b64encode(json.dumps({"Statement": [statement]}).encode()).decode()
    return text.translate(str.maketrans("+=/", "-_~"))


# A link of each kind that ends at a given moment. Made by hand from the pages that the module names.
FORMS = {
    "s3": lambda end: f"X-Amz-Date={end - timedelta(hours=48):%Y%m%dT%H%M%SZ}&X-Amz-Expires=172800{SIGNED}",
    "s3 in lower case": lambda end: f"x-amz-date={end - timedelta(hours=1):%Y%m%dT%H%M%SZ}&x-amz-expires=3600{SIGNED}",
    "s3 of old": lambda end: f"AWSAccessKeyId=AKIA1&Signature=a%2Fb&Expires={unix(end)}",
    "cloudfront": lambda end: f"Expires={unix(end)}&Signature=ab~&Key-Pair-Id=K1",
    "cloudfront with a policy": lambda end: f"Policy={policy(end)}&Signature=ab~&Key-Pair-Id=K1",
    "gcs": lambda end: (
        f"X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Date={end - timedelta(days=1):%Y%m%dT%H%M%SZ}"
        "&X-Goog-Expires=86400&X-Goog-Signature=ab"
    ),
    "gcs of old": lambda end: f"GoogleAccessId=a%40b.iam&Expires={unix(end)}&Signature=ab%3D",
    "azure": lambda end: f"sv=2024-11-04&sr=b&sp=r&se={end:%Y-%m-%dT%H:%M:%SZ}&sig=ab%3D",
    "azure, its key ends first": lambda end: (
        f"sv=2024-11-04&ske={end:%Y-%m-%dT%H:%M:%SZ}&se={end + timedelta(days=5):%Y-%m-%dT%H:%MZ}&sig=ab%3D"
    ),
    "jwt": lambda end: f"token={jwt(url='a/b', exp=unix(end))}",
    "oss": lambda end: (
        f"x-oss-signature-version=OSS4&x-oss-date={end - timedelta(hours=2):%Y%m%dT%H%M%SZ}"
        "&x-oss-expires=7200&x-oss-signature=ab"
    ),
    "plain": lambda end: f"expires={unix(end)}",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("left", "status", "said"),
    [
        (timedelta(seconds=-1), Status.FAIL, "the link ended 1 s ago"),
        (timedelta(0), Status.FAIL, "the link ended 0 s ago"),
        (timedelta(minutes=90), Status.WARNING, "the link ends in 1 h 30 min; it should work for 24 hours"),
        (timedelta(hours=24, seconds=-1), Status.WARNING, "the link ends in 23 h 59 min"),
        (timedelta(hours=24), Status.OK, "the link works for 1 d 0 h"),
    ],
)
def test_the_end_of_a_link_is_read_from_every_form(form, left, status, said):
    host = "acme.blob.core.windows.net" if "azure" in form else "clips.example.com"
    check = checks(f"https://{host}/c/train.mp4?{FORMS[form](NOW + left)}")["link_expiry"]
    assert check.finding.status is status
    assert check.finding.message.startswith(said)
    assert (check.code is None) == (status is Status.OK)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "Expires=soon",
        "Expires=99999999999999999999",
        "Expires=-99999999999999999999",
        "Expires=",
        "X-Amz-Expires=60",
        "X-Amz-Date=today&X-Amz-Expires=60",
        "X-Amz-Date=20261121T110000Z&X-Amz-Expires=9999999999999",
        "se=2026-11-21T12:30:00Z",
        "se=yesterday&sig=ab",
        "token=eyJhbGciOi",
        "token=eyJh.!!!.c2ln",
        "token=eyJh.e30.c2ln",
        f"token={'eyJh.' + base64.b64encode(b'[' * 9000).decode().rstrip('=') + '.c2ln'}",
        "Policy=bm90IGpzb24_&Signature=ab",
        f"Policy={base64.b64encode(b'[7]').decode().replace('=', '_')}&Signature=ab",
    ],
)
def test_a_link_that_does_not_say_when_it_ends_is_not_judged(query):
    assert "link_expiry" not in checks(f"{CLIP}?{query}")


@pytest.mark.parametrize(
    "query",
    [
        f"X-Amz-Date=20261121T110000Z&X-Amz-Expires=604800&X-Amz-Security-Token=IQoJb3{SIGNED}",
        "AWSAccessKeyId=ASIA1&Signature=ab&Expires=1795863600&x-amz-security-token=IQoJb3",
    ],
)
def test_temporary_credentials_are_told_whatever_the_link_says(query):
    check = serious(f"{CLIP}?{query}")["link_expiry"]
    assert check.finding.status is Status.WARNING
    assert check.finding.message == (
        "signed with temporary credentials: it may stop working in an hour, not in 6 d 23 h (24 h are asked for)"
    )
    assert "IQoJb3" not in str(check.row())


def test_a_link_that_has_ended_is_that_first_of_all():
    query = f"X-Amz-Date=20261101T110000Z&X-Amz-Expires=60&X-Amz-Security-Token=IQoJb3{SIGNED}"
    assert serious(f"{CLIP}?{query}")["link_expiry"].finding.status is Status.FAIL


@pytest.mark.parametrize(
    ("url", "lacks"),
    [
        (f"{CLIP}?X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Signature"),
        (f"{CLIP}?X-Goog-Algorithm=GOOG4-RSA-SHA256", "X-Goog-Signature"),
        (f"{CLIP}?x-oss-signature-version=OSS4-HMAC-SHA256", "x-oss-signature"),
        (f"{CLIP}?AWSAccessKeyId=AKIA1", "Signature"),
        (f"{CLIP}?GoogleAccessId=a", "Signature"),
        (f"{CLIP}?Policy={policy(NOW)}", "Signature"),
        ("https://acme.blob.core.windows.net/c/train.mp4?sv=2024-11-04", "sig"),
        ("https://acme.blob.core.windows.net/c/train.mp4?sp=r", "sig"),
    ],
)
def test_a_link_without_quotes_is_cut_by_the_shell_and_that_is_told(url, lacks):
    found = serious(url)
    assert list(found) == ["link_signature"]
    check = found["link_signature"]
    assert (check.finding.status, check.finding.wanted, check.code) == (Status.FAIL, lacks, "download_link")
    assert "put the whole link in quotes" in check.text


@pytest.mark.parametrize("query", ["sv=2", "sp=r", "se=1", "policy=private", "algorithm=x"])
def test_parameters_that_only_look_like_those_of_storage_mean_nothing(query):
    assert serious(f"{CLIP}?{query}") == {}


@pytest.mark.parametrize(
    ("url", "service", "remedy"),
    [
        ("https://www.dropbox.com/scl/fi/x1/me.mp4?rlkey=y2&dl=0", "Dropbox", "dl=1"),
        ("https://www.dropbox.com/s/x1/me.mp4", "Dropbox", "dl=1"),
        ("https://drive.google.com/file/d/1A/view?usp=sharing", "Google Drive", "bucket"),
        ("https://github.com/me/clips/blob/main/me.mp4", "GitHub", "/raw/"),
        ("https://1drv.ms/v/s!Ab", "OneDrive", "bucket"),
        ("https://acme-my.sharepoint.com/:v:/p/me/Ab", "OneDrive", "bucket"),
        ("https://www.icloud.com/iclouddrive/0a#me", "iCloud", "bucket"),
        ("https://wetransfer.com/downloads/1", "WeTransfer", "bucket"),
        ("https://we.tl/t-1", "WeTransfer", "bucket"),
        ("https://www.youtube.com/watch?v=1", "YouTube", "bucket"),
        ("https://youtu.be/1", "YouTube", "bucket"),
        ("https://vimeo.com/1", "Vimeo", "bucket"),
        ("https://www.loom.com/share/1", "Loom", "download"),
    ],
)
def test_share_pages_are_named_with_what_to_do(url, service, remedy):
    found = serious(url)
    assert list(found) == ["file_page"]
    assert found["file_page"].finding.status is Status.FAIL
    assert f"a page of {service}" in found["file_page"].text
    assert remedy in found["file_page"].finding.hint


@pytest.mark.parametrize(
    "url",
    [
        "https://www.dropbox.com/scl/fi/x1/me.mp4?rlkey=y2&dl=1",
        "https://dl.dropboxusercontent.com/scl/fi/x1/me.mp4",
        "https://raw.githubusercontent.com/me/clips/main/me.mp4",
        "https://github.com/me/clips/raw/main/me.mp4",
        "https://player.vimeo.com/progressive_redirect/playback/1/rendition/720p/file.mp4",
        "https://notyoutube.com/me.mp4",
    ],
)
def test_links_to_files_of_the_same_services_are_fine(url):
    assert serious(url) == {}


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "127.0.0.1", "[::1]", "10.1.2.3", "192.168.0.9", "172.20.0.1", "169.254.169.254", "100.64.0.1"),
        *("0.0.0.0", "[fd00::1]", "[fe80::1]", "nas", "box.local", "x.internal", "box.local."),
    ],
)
def test_a_host_that_only_this_network_knows_is_told(host):
    check = serious(f"https://{host}/train.mp4")["reachable"]
    assert check.finding.status is Status.FAIL
    assert "is on this machine or network, where Tavus cannot reach it" in check.finding.message


def test_this_machine_will_do_where_the_api_is_on_it_too():
    assert serious("http://127.0.0.1:8787/train.mp4", local_api=True) == {}
    assert "reachable" in serious("http://192.168.0.9/train.mp4", local_api=True)


def test_a_link_without_encryption_is_told():
    found = serious("http://clips.example.com/train.mp4")
    assert [(name, check.finding.status) for name, check in found.items()] == [("link_encryption", Status.WARNING)]


@pytest.mark.parametrize("name", ["train.mov", "train", ""])
def test_an_unexpected_suffix_is_told(name):
    (check,) = serious(f"https://clips.example.com/{name}").values()
    assert check.text.startswith("the file's name does not end in .mp4 or .webm")


def test_a_consent_clip_that_is_the_training_clip_is_told():
    body = {"train_video_url": CLIP, "consent_video_url": CLIP}
    _, consent, _ = inputs_of(body, (), now=NOW, local_api=False)
    (check,) = [check for check in checks_of_link(consent) if check.finding.status is not Status.OK]
    assert (check.rule.name, check.finding.status) == ("separate", Status.WARNING)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("R" * 65, "65 characters"),
        ("Rio \N{WHITE SMILING FACE}", "odd characters"),
        ("Rio <b>", "has < > in it"),
    ],
)
def test_a_name_that_may_fail_is_told(name, said):
    *_, request = inputs_of({"train_video_url": CLIP, "replica_name": name}, (), now=NOW, local_api=False)
    (check,) = checks_of_link(request)
    assert (check.rule.name, check.finding.status, check.code) == ("name", Status.WARNING, "audio_processing")
    assert said in check.finding.message


@pytest.mark.parametrize("name", ["R" * 64, "Zoë O'Brien-Smith_2.1", "", "里奥"])
def test_a_plain_name_is_fine(name):
    *_, request = inputs_of({"train_video_url": CLIP, "replica_name": name}, (), now=NOW, local_api=False)
    (check,) = checks_of_link(request)
    assert check.finding.status is Status.OK
