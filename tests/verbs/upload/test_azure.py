"""A container on Azure, as Azurite plays it: where `npm install azurite` has put azurite-blob on the PATH."""

import base64
import hashlib
import hmac
import shutil
import subprocess
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qs, urlsplit

import pytest
from faults.ports import free_port
from verbs.upload.links import link_of

ACCOUNT = "devstoreaccount1"
# The same in every Azurite. Source: its README.
ACCOUNT_KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
CREATE = ("replicas", "create", "--upload-to", f"az://{ACCOUNT}/clips/people")


@pytest.fixture
def azure(home, monkeypatch):
    """The address of an Azurite with one container."""
    program = shutil.which("azurite-blob")
    if program is None:
        pytest.skip("azurite-blob is not installed")
    port = free_port()
    words = [program, "--location", str(home), "--blobPort", str(port), "--skipApiVersionCheck", "--silent"]
    with subprocess.Popen(words) as process:
        until = time.monotonic() + 30
        while True:
            try:
                _make_container(f"http://127.0.0.1:{port}/{ACCOUNT}/clips")
                break
            except URLError:
                assert time.monotonic() < until
                time.sleep(0.1)
        monkeypatch.setenv("AZURE_STORAGE_USE_EMULATOR", "true")
        monkeypatch.setenv("AZURITE_BLOB_STORAGE_URL", f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def _make_container(url):
    """Source: Azure's page on authorization with Shared Key."""
    date = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    path = urlsplit(url).path
    text = f"PUT{chr(10) * 12}x-ms-date:{date}\nx-ms-version:2021-08-06\n/{ACCOUNT}{path}\nrestype:container"
    signature = hmac.new(base64.b64decode(ACCOUNT_KEY), text.encode(), hashlib.sha256).digest()
    headers = {
        "x-ms-date": date,
        "x-ms-version": "2021-08-06",
        "Authorization": f"SharedKey {ACCOUNT}:{base64.b64encode(signature).decode()}",
        "Content-Length": "0",
    }
    urllib.request.urlopen(urllib.request.Request(f"{url}?restype=container", method="PUT", headers=headers)).close()


def test_a_file_goes_into_a_container_once_and_its_link_works_for_two_days(run, api, azure, film):
    film = film.rename(film.with_name("Grüße aus Köln.mp4"))
    result = run(*CREATE, "--train-video", str(film))
    assert result.code == 0, result.err
    link = link_of(api)
    assert link.startswith(f"{azure}/{ACCOUNT}/clips/people/")
    assert "-grue-aus-koln.mp4?" in link
    query = parse_qs(urlsplit(link).query)
    left = datetime.fromisoformat(query["se"][0]) - datetime.now(UTC)
    assert timedelta(hours=47.9) < left <= timedelta(hours=48)
    assert urllib.request.urlopen(link).read() == film.read_bytes()
    with pytest.raises(HTTPError, match="403"):
        urllib.request.urlopen(link.replace("sig=", "sig=A"))
    assert query["sig"][0] not in result.out + result.err
    assert "not sent again" in run(*CREATE, "--train-video", str(film)).err


def test_a_container_that_is_not_there_ends_with_5(run, api, azure, film):
    result = run("replicas", "create", "--train-video", str(film), "--upload-to", f"az://{ACCOUNT}/nothing")
    assert (result.code, "refused the file: ContainerNotFound" in result.err) == (5, True), result.err
    assert "hint: make the container first" in result.err
