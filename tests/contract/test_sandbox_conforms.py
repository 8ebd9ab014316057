import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from contract.validate import problems
from sandbox.api import Api

from tavus_cli.sandbox.server import Behaviour, SandboxServer

HERE = Path(__file__).parent
VIDEO, IMAGE = "https://bucket.example.com/train.mp4", "https://bucket.example.com/face.png"


def judge(base_url, folder, *options):
    """Let schemathesis make requests from the description and judge each answer by it."""
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", HERE / "schemathesis.toml", "run"]
    command += [HERE / "openapi.yaml", "--url", base_url, "--header", "x-api-key: any", "--no-color", *options]
    environment = os.environ | {"SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE), "NO_PROXY": "127.0.0.1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


# In two halves, so that they can run side by side.
@pytest.mark.parametrize(
    "tags", [("Replicas", "Faces", "Videos", "Voices"), ("Conversations", "Personas", "PALs", "Documents")]
)
@pytest.mark.long
def test_thousands_of_requests_are_answered_as_described(tmp_path, tags):
    lines = []
    # Jobs end within the run, so that every status is seen.
    behaviour = Behaviour(training_seconds=0.5, video_seconds=0.5)
    with SandboxServer(tmp_path / "sandbox.sqlite3", behaviour=behaviour, log=lines.append) as server:
        chosen = [word for tag in tags for word in ("--include-tag", tag)]
        options = ("--generation-deterministic", "--seed", "1", "--max-examples", "40")
        judged = judge(server.base_url, tmp_path, *options, *chosen)
    statuses = Counter(line.rpartition(" ")[2] for line in lines)
    assert judged.returncode == 0, judged.stdout
    assert statuses.total() >= 2000
    assert {status for status in statuses if status >= "5"} == set()
    assert statuses["200"] >= 600


# Rules between fields, which the tester does not break on its own.
@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v2/replicas", {}),
        ("/v2/replicas", {"train_video_url": VIDEO}),
        ("/v2/replicas", {"train_video_url": VIDEO, "consent_video_url": VIDEO, "voice_name": "ANNA"}),
        ("/v2/replicas", {"train_video_url": VIDEO, "auto_fix_training_image": True}),
        ("/v2/replicas", {"train_video_url": VIDEO, "voice_name": "nobody"}),
        ("/v2/replicas", {"train_video_url": VIDEO, "train_image_url": IMAGE, "voice_name": "anna"}),
        ("/v2/replicas", {"train_image_url": IMAGE}),
        ("/v2/replicas", {"train_image_url": IMAGE, "voice_name": "anna"}),
        ("/v2/replicas", {"train_image_url": IMAGE, "voice_name": "anna", "consent_video_url": VIDEO}),
        ("/v2/replicas", {"train_image_url": IMAGE, "voice_name": "anna", "model_name": "phoenix-3"}),
        ("/v2/replicas", {"train_image_url": IMAGE, "voice_name": "anna", "model_name": "phoenix-4"}),
        ("/v2/replicas", {"train_image_url": IMAGE, "default_voice_id": "v5a0d0a000001"}),
        ("/v2/replicas", {"train_image_url": IMAGE, "default_voice_id": "anna"}),
        ("/v2/replicas", {"train_image_url": IMAGE, "default_voice_id": "v5a0d0a000001", "voice_name": "anna"}),
        ("/v2/replicas", {"train_video_url": VIDEO, "default_voice_id": "v5a0d0a000001", "voice_name": "anna"}),
        ("/v2/faces", {}),
        ("/v2/faces", {"train_video_url": VIDEO, "face_name": "Rio"}),
        ("/v2/faces", {"train_video_url": VIDEO, "face_name": 1}),
        ("/v2/faces", {"train_image_url": IMAGE}),
        ("/v2/faces", {"train_image_url": IMAGE, "default_voice_id": "v5a0d0a000001"}),
        ("/v2/faces", {"train_image_url": IMAGE, "default_voice_id": "v5a0d0a000001", "voice_name": "anna"}),
        ("/v2/videos", {"replica_id": "r7bc3db0d581"}),
        ("/v2/videos", {"replica_id": "r7bc3db0d581", "script": "Hi"}),
        ("/v2/videos", {"replica_id": "r7bc3db0d581", "script": " "}),
        ("/v2/videos", {"replica_id": "r7bc3db0d581", "audio_url": VIDEO}),
        ("/v2/videos", {"replica_id": "r7bc3db0d581", "script": "Hi", "audio_url": VIDEO}),
        ("/v2/voices", {"voice_name": "Ana"}),
        ("/v2/voices", {"voice_name": "Ana", "callback_url": ""}),
        ("/v2/voices", {"description": "Warm"}),
        ("/v2/conversations", {}),
        ("/v2/conversations", {"replica_id": "r7bc3db0d581"}),
        ("/v2/conversations", {"face_id": "r7bc3db0d581", "pal_id": "pcb7a34da5fe", "test_mode": True}),
        ("/v2/conversations", {"replica_id": "r7bc3db0d581", "max_participants": 1}),
        ("/v2/conversations", {"replica_id": "r7bc3db0d581", "properties": {"recording_storage": {}}}),
        ("/v2/personas", {}),
        ("/v2/personas", {"system_prompt": "Be kind."}),
        ("/v2/personas", {"pipeline_mode": "echo"}),
        ("/v2/personas", {"pipeline_mode": "full"}),
        ("/v2/pals", {"system_prompt": "Be kind.", "tool_ids": ["t"] * 51}),
        ("/v2/pals", {"system_prompt": "Be kind.", "layers": {"llm": {"api_key": 7}}}),
        ("/v2/documents", {}),
        ("/v2/documents", {"document_url": VIDEO}),
        ("/v2/documents", {"document_url": VIDEO, "crawl": {"depth": 11}}),
        ("/v2/documents", {"document_url": VIDEO, "tags": [7]}),
    ],
)
def test_the_sandbox_takes_what_the_description_allows_and_nothing_else(tmp_path, path, body):
    with SandboxServer(tmp_path / "sandbox.sqlite3") as server:
        reply = Api(server.base_url).post(path, body)
    assert reply.status == (400 if problems("POST", path, json.dumps(body).encode()) else 200)
