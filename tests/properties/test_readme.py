"""The README's scripts, run as they stand there."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import typer
import yaml
from samples import KEY
from verbs.upload.s3 import ENVIRONMENT, KEY_ID, REGION, S3, SECRET

from tavus_cli.cli.main import app
from tavus_cli.errors import ExitCode
from tavus_cli.generate.guides import UPLOAD_LINES
from tavus_cli.sandbox.server import Behaviour, SandboxServer

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text()


PATH = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
BLOCKS = [(kind, text) for kind, text in re.findall(r"```(\w*)\n(.*?)```", README, re.S)]
SCRIPTS = [text for kind, text in BLOCKS if kind == "sh"]
QUICK = ("--training-seconds", "0.5", "--video-seconds", "0.5")


@pytest.fixture
def environment(home):
    return {"HOME": str(home), "PATH": PATH, "TAVUS_QUIET": "1", "LANG": "C.UTF-8"}


@pytest.fixture
def run_script(home, environment):
    """Run a script of the README by its name, against a sandbox of its own."""

    def run(name, *arguments, options=QUICK):
        (script,) = [block for block in SCRIPTS if re.match(rf"# {name}[ \n]", block)]
        (home / name).write_text(script)
        return subprocess.run(
            ["tavus", "sandbox", "run", *options, "--", "sh", name, *arguments],
            cwd=home, env=environment, input="", capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    return run


def block_with(words):
    (block,) = [block for block in SCRIPTS if words in block]
    return block


def test_every_block_of_commands_is_run_here_or_by_ci():
    first_words = {re.sub(r"\s.*", "", block.removeprefix("# "), flags=re.S) for block in SCRIPTS}
    # python3 begins the two that set everything up, which `.ci/run` runs in an empty folder.
    assert first_words == {"python3", "tavus", "once.sh", "many.sh", "talk.sh", "train.sh"}
    assert sorted(kind for kind, _ in BLOCKS) == [*["sh"] * 10, "toml", "yaml"]


def test_it_is_read_in_some_minutes():
    assert len(README.splitlines()) <= 250
    assert max(len(line) for line in README.splitlines() if line[:1] not in "|!") <= 122
    # What people search for.
    assert not [word for word in ("retr", "idempotent", "rate limit", "pagination", "CI") if word not in README]


@pytest.mark.parametrize("words", ["tavus auth login", "xargs"], ids=["people", "scripts"])
def test_the_commands_are_those_there_are(home, environment, words):
    command = ["tavus", "sandbox", "run", *QUICK, "--", "sh", "-ec", block_with(words)]
    # Whoever logs in has the key of the environment in the way.
    login = "unset TAVUS_API_KEY\n" if "auth login" in words else ""
    command[-1] = login + command[-1].replace("tavus auth login ", 'tavus auth login --base-url "$TAVUS_BASE_URL" ')
    done = subprocess.run(
        command, cwd=home, env=environment, input=KEY, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    if words == "tavus auth login":
        assert (home / "hello.mp4").read_bytes()[4:8] == b"ftyp"
        assert "tavus-cli-unofficial" in done.stdout
    else:
        assert '"replica_id"' in done.stdout
        assert "replica_id,status\n" in done.stdout


@pytest.fixture
def store(home, environment, tmp_path_factory):
    """An S3 that the bucket, and the remote of rclone, of the README are on. Puts two files into the home."""
    started = S3(tmp_path_factory.mktemp("s3"))
    remote = {"TYPE": "s3", "PROVIDER": "Other", "ACCESS_KEY_ID": KEY_ID, "SECRET_ACCESS_KEY": SECRET}
    remote |= {"ENDPOINT": started.url, "REGION": REGION, "FORCE_PATH_STYLE": "true"}
    environment |= {f"RCLONE_CONFIG_STORE_{name}": value for name, value in remote.items()}
    environment |= {**ENVIRONMENT, "TAVUS_UPLOAD_ENDPOINT": started.url}
    for name in ("me.mp4", "consent.mp4"):
        (home / name).write_bytes(name.encode() * 1000)
    yield started
    started.close()


def test_files_of_this_machine_go_to_the_places_that_are_named(home, environment, store):
    if shutil.which("rclone") is None:
        pytest.skip("rclone is not installed")
    recipe = re.search(r"  # up\.sh.*?\n\n", UPLOAD_LINES, re.S)[0]
    (home / "up.sh").write_text(textwrap.dedent(recipe))
    command = ["tavus", "sandbox", "run", *QUICK, "--", "sh", "-ec", block_with("--upload-to s3://clips/people")]
    done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr, done.stdout.count("started")) == (0, "", 3)
    assert [re.sub("[0-9a-f]{16}", "HASH", name) for name in sorted(store.names(), key=len)] == [
        "HASH-me.mp4",
        "people/HASH-me.mp4",
        "people/HASH-consent.mp4",
    ]


def test_the_sandbox_commands(home, environment):
    one, serve, script = [line.partition("  #")[0] for line in block_with("tavus sandbox serve").splitlines()]
    assert subprocess.run(one.split(), env=environment, check=True, capture_output=True, timeout=30).stdout
    with subprocess.Popen(
        [*serve.split(), "--port", "0"], env=environment, stdout=subprocess.PIPE, text=True
    ) as serving:
        assert serving.stdout.readline().startswith("export TAVUS_BASE_URL=http://127.0.0.1:")
        serving.send_signal(signal.SIGINT)
        assert serving.wait(timeout=30) == 0
    (home / "train.sh").write_text("exit 7\n")
    assert subprocess.run(script.split(), cwd=home, env=environment, check=False, timeout=30).returncode == 7


@pytest.mark.parametrize(
    ("clip", "options", "code", "said"),
    [
        ("me.mp4", QUICK, 0, ""),
        ("refuse-402.mp4", QUICK, 5, "402"),
        ("refuse-402.mp4", ("--force", "401"), 4, "correct the error first"),
        ("fail-video_duration.mp4", QUICK, 11, "the training of r"),
        ("me.mp4", ("--force", "502x1"), 10, "check before running it again"),
        ("me.mp4", ("--force", "429"), 7, "nothing was created"),
    ],
)
def test_the_careful_script_says_what_to_do(run_script, clip, options, code, said):
    arguments = [f"https://example.com/{clip}", "https://example.com/consent.mp4", "Rio"]
    done = run_script("once.sh", *arguments, options=options)
    assert (done.returncode, said in done.stderr) == (code, True)
    assert bool(re.fullmatch(r"r[0-9a-f]+\n", done.stdout)) is (code in {0, 11})


def workflow(text):
    """The jobs of a workflow."""
    return yaml.safe_load(text)["jobs"]


def filled(settings, known):
    """The settings of a job or a step, with what stands in ${{ }} filled in."""
    return {
        name: re.sub(r"\$\{\{ (\S+) \}\}", lambda found: known[found[1]], value) for name, value in settings.items()
    }


def test_the_job_for_ci_runs(home, environment):
    (job,) = workflow(next(text for kind, text in BLOCKS if kind == "yaml")).values()
    steps = [step for step in job["steps"] if "run" in step]
    assert steps.pop(0)["run"] == "pipx install tavus-cli-unofficial"
    known = {"secrets.TAVUS_API_KEY": KEY}
    quick = Behaviour(training_seconds=0.5, video_seconds=0.5)
    with SandboxServer(home / "sandbox.sqlite3", behaviour=quick) as server:
        place = {"TAVUS_BASE_URL": server.base_url, "GITHUB_RUN_ID": "7"}
        for step in steps:
            env = environment | place | filled(job["env"], known)
            command = ["bash", "-e", "-c", step["run"]]
            done = subprocess.run(command, cwd=home, env=env, input="", capture_output=True, text=True, check=False)
            assert (done.returncode, done.stderr) == (0, ""), step
    assert (home / "hello.mp4").read_bytes()[4:8] == b"ftyp"


def test_the_jobs_of_a_matrix_create_each_row_once(home, environment):
    jobs = workflow((ROOT / ".github/examples/batch.yml").read_text())
    part, report = jobs["part"], jobs["report"]
    parts = part["strategy"]["matrix"]["part"]
    table = "train_video_url,consent_video_url,replica_name\n" + "".join(
        f"https://example.com/{number}.mp4,https://example.com/c.mp4,Person {number}\n" for number in range(8)
    )
    with SandboxServer(home / "sandbox.sqlite3") as server:
        place = environment | {"TAVUS_BASE_URL": server.base_url, "TAVUS_API_KEY": KEY}
        known = {"secrets.TAVUS_API_KEY": KEY, "strategy.job-total": str(len(parts))}
        folders = [home / f"machine{number}" for number in parts]
        # A machine that lost its journal runs its part once more.
        for number, folder in [*zip(parts, folders, strict=True), (parts[0], home / "again")]:
            folder.mkdir()
            (folder / "people.csv").write_text(table)
            env = place | filled(part["env"], {**known, "matrix.part": str(number)})
            for step in (step["run"] for step in part["steps"] if "run" in step and "pipx" not in step["run"]):
                subprocess.run(["bash", "-ec", step], cwd=folder, env=env, check=True, capture_output=True, timeout=60)
        listed = subprocess.run(
            ["tavus", "replicas", "list", "--replica-type", "user", "--all", "--columns", "replica_name"],
            env=place, capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
    assert sorted(listed.stdout.split("\n"))[1:] == [f"Person {number}" for number in range(8)]
    for folder in folders:
        for journal in folder.glob("people.csv.*.journal.jsonl"):
            journal.rename(home / journal.name)
    (home / "people.csv").write_text(table)
    (told,) = [step["run"] for step in report["steps"] if "run" in step and "pipx" not in step["run"]]
    done = subprocess.run(["bash", "-ec", told], cwd=home, env=environment, capture_output=True, text=True, check=True)
    assert len(done.stdout.splitlines()) == 8


def test_the_batch_script_reports_on_each_row(run_script, home):
    done = run_script("many.sh")
    assert (done.returncode, done.stderr) == (0, "")
    lines = (home / "report.csv").read_text().splitlines()
    assert [line.split(",")[0] for line in lines] == ["id", "ann", "bo"]
    assert [line.split("\t")[3] for line in done.stdout.splitlines()] == ["completed", "completed"]


def test_the_settings_are_understood(run, home):
    (text,) = [text for kind, text in BLOCKS if kind == "toml"]
    place = home / ".config/tavus/config.toml"
    place.parent.mkdir(parents=True)
    place.write_text(text)
    place.chmod(0o600)
    shown = dict(row[:2] for row in run("config", "list", "--profile", "work").rows())
    assert (shown["base_url"], shown["call_timeout"]) == ("https://tavusapi.com", "30s")


def test_the_training_script_ends_with_11_since_one_fails(run_script):
    done = run_script("train.sh")
    assert done.returncode == 11
    assert [line.split("\t")[2] for line in done.stdout.splitlines()] == ["completed", "error"]
    assert "the training of" in done.stderr
    assert "--consent-video-url" in done.stderr


def test_the_talk_script_talks(run_script):
    done = run_script("talk.sh")
    assert (done.returncode, done.stderr) == (0, "")
    tried, ended, *said = [json.loads(line) for line in done.stdout.splitlines()]
    assert [turn["role"] for turn in said] == ["assistant", "user", "assistant"]
    assert all(turn["content"] for turn in said)
    assert (tried["status"], ended["status"]) == ("ended", "ended")


def test_the_table_of_exit_codes_is_complete():
    shown = {int(code) for row in re.findall(r"^\| ([\d*, ]+) \|", README, re.M) for code in re.findall(r"\d+", row)}
    assert shown == {int(code) for code in ExitCode}


def test_every_command_is_mentioned():
    root = typer.main.get_command(app)
    context = typer.Context(root)
    for name in root.list_commands(context):
        # Up to the next command, across the end of a line.
        (verbs, *_) = re.findall(rf"`tavus {name}[ `](.*?)(?:`tavus |\n\n|\n\|)", README, re.S)
        group = root.get_command(context, name)
        for verb in group.list_commands(context) if hasattr(group, "list_commands") else []:
            assert f"`{verb}`" in verbs, (name, verb)


def test_callbacks_are_listened_for_as_told(home, environment):
    (line,) = re.findall(r"`(tavus listen --[^`]*)`", README)
    command = ["tavus", "sandbox", "run", "--", "sh", "-ec", f"{line} --timeout 3s"]
    done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (9, "")
    assert done.stderr.startswith("error: listening did not end within 3 s")
