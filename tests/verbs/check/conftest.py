"""Real files: judged as files of this machine, or put behind a link of a server that counts."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from faults.answers import document
from media.clips import AAC, X264, Clips, picture, tone
from media.ranges import Store

from tavus_cli.verbs.check.findings import InputFile, Role
from tavus_cli.verbs.check.inspection import inspect_file
from tavus_cli.verbs.check.rules import checks_of

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
FIELDS = {
    Role.CLIP: "train_video",
    Role.CONSENT: "consent_video",
    Role.PORTRAIT: "train_image",
    Role.AUDIO: "audio",
}
# What nothing can be said against: tiny pictures would be.
RECIPES = {
    "two-seconds.mp4": f"{picture(2, size='1920x1080')} {X264}",
    "good.mp4": f"-stream_loop 34 -i two-seconds.mp4 {tone(70)} -c:v copy {AAC} -movflags +faststart",
    "good-consent.mp4": f"-stream_loop 7 -i two-seconds.mp4 {tone(16)} -c:v copy {AAC} -movflags +faststart",
    "two-dark-seconds.mp4": f"{picture(2, 14, size='1920x1080')} {X264}",
    "dark.mov": f"-stream_loop 34 -i two-dark-seconds.mp4 {tone(70)} -c:v copy {AAC}",
}


class OwnClips(Clips):
    """The files of RECIPES, too."""

    def __getitem__(self, name: str) -> Path:
        if name in RECIPES:
            for word in RECIPES.keys() & set(RECIPES[name].split()):
                _ = self[word]
            return self.make(name, RECIPES[name])
        return super().__getitem__(name)


@pytest.fixture(scope="session")
def clips(tmp_path_factory) -> Clips:
    """Real clips by name; see `media/clips.py`."""
    return OwnClips(tmp_path_factory.getbasetemp())


def judged(path, role=Role.CLIP, **body):
    """By the names of the rules, what they say of a file."""
    field = FIELDS[role]
    file = InputFile(role=role, field=field, option=f"--{field}", source=str(path), place=str(path), body=body, now=NOW)
    checks = checks_of(inspect_file(file, time.monotonic() + 10))
    assert len({check.rule.name for check in checks}) == len(checks)
    return {check.rule.name: check for check in checks}


@pytest.fixture
def judge(clips):
    """What the rules say of a clip by its name, or of a file."""

    def judge_it(file, role=Role.CLIP, **body):
        return judged(clips[file] if isinstance(file, str) else Path(file), role, **body)

    return judge_it


@pytest.fixture
def store(home, clips):
    """Puts files behind links: a server for each, closed at the end of the test."""
    started = []

    def start(file, **options):
        content = clips[file] if isinstance(file, str) else file
        started.append(Store(content, **options))
        return started[-1]

    yield start
    for server in started:
        server.close()


@pytest.fixture
def api(serve):
    """An API on this machine, so that links to this machine are good."""
    return serve(document({"passed": True, "checks": []}))


@pytest.fixture
def portrait(clips):
    return clips.make("portrait.jpg", "-f lavfi -i testsrc=s=640x640:d=1 -frames:v 1")
