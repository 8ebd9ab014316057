"""tavus help, through the door."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import tavus_cli
from tavus_cli.cli import command_names
from tavus_cli.errors import ExitCode
from tavus_cli.generate.topics import TOPICS
from tavus_cli.output import Format
from tavus_cli.verbs.resource import resources

PACKAGE = Path(tavus_cli.__file__).parent


@pytest.mark.parametrize("words", [(), ("replicas",), ("replicas", "create"), ("faces", "list"), ("doctor",)])
def test_help_of_a_command_is_what_its_option_shows(run, words):
    result = run("help", *words)
    named = ["replicas" if word == "faces" else word for word in words]
    assert (result.code, result.err, result.out) == (0, "", run(*named, "--help").out)


def test_json_is_the_tree(run):
    document = run("help", "--json").json()
    assert list(document) == [
        "schema_version", "program", "version", "command", "exit_codes", "environment", "topics",
    ]  # fmt: skip
    assert (document["schema_version"], document["program"]) == (1, "tavus")
    assert document["version"] == tavus_cli.__version__
    assert [each["path"] for each in document["command"]["subcommands"]] == [[name] for name in command_names()]
    assert document["exit_codes"][10] == {
        "code": 10,
        "kind": "unknown",
        "meaning": ExitCode.UNKNOWN.meaning,
        "run_again": "no, first check what was created",
    }
    assert document["topics"] == list(TOPICS)


def test_json_of_one_command(run):
    command = run("help", "replicas", "list", "--json").json()["command"]
    assert list(command) == [
        "path", "aliases", "summary", "description", "details", "examples", "arguments", "options", "fields",
        "takes_the_rest", "subcommands",
    ]  # fmt: skip
    (found,) = [option for option in command["options"] if "--replica-type" in option["names"]]
    assert found == {
        "names": ["--replica-type"],
        "off_names": [],
        "metavar": "user|system",
        "type": "choice",
        "help": "Your own (user) or stock (system) replicas.",
        "default": None,
        "minimum": None,
        "maximum": None,
        "choices": ["user", "system"],
        "environment": None,
        "is_flag": False,
        "repeatable": False,
        "joined": False,
        "required": False,
        "completes": None,
        "section": "own",
    }
    assert command["examples"] == ["tavus replicas list --replica-type user --format ids"]
    assert "replica_id" in command["fields"]


def test_json_is_one_line_in_a_pipe_and_indented_for_a_person(run):
    assert run("help", "voices", "--json").out.count("\n") == 1
    assert run("help", "voices", "--json", terminal=True).out.startswith('{\n  "schema_version": 1,\n')


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_fits_the_terminal(run, topic):
    result = run("help", topic)
    assert (result.code, result.err) == (0, "")
    assert max(map(len, result.out.splitlines())) <= 80
    assert max(len(line) for line in run("help", topic, width=200).out.splitlines()) <= 80


def test_exit_codes_are_all_there(run):
    out = run("help", "exit-codes").out
    assert re.findall(r"^  (\d+) ", out, re.M) == [str(int(code)) for code in ExitCode]
    assert "  10   A create was sent, and its outcome is unknown. Run it again: no, first\n" in out


def test_formats_are_all_there(run):
    out = run("help", "formats").out
    assert re.findall(r"^  (\w+) ", out, re.M) == [each.value for each in Format]
    assert "--columns" in out


def test_the_environment_is_all_that_the_program_reads(run):
    out = run("help", "environment").out
    read = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                read |= set(
                    re.findall(
                        r"\b(?:TAVUS_\w+|XDG_\w+|NO_COLOR|FORCE_COLOR|\w+_CA_BUNDLE|SSL_CERT_FILE)\b", node.value
                    )
                )
    assert read <= set(re.findall(r"\w+", out))
    assert {"TAVUS_API_KEY", "TAVUS_PROFILE", "NO_COLOR", "XDG_CONFIG_HOME"} <= read


def test_the_sandbox_is_explained_as_by_its_group(run):
    out = run("help", "sandbox").out
    assert "fail-consent_phrase_mismatch.mp4" in out
    assert "tavus sandbox serve  Run the sandbox" in out


def test_topics_have_json_too(run):
    document = run("help", "exit-codes", "--json").json()
    assert (document["schema_version"], document["topic"]) == (1, "exit-codes")
    assert document["entries"][0] == {"name": "0", "meaning": "Success, also if a list is empty."}
    assert run("help", "sandbox", "--json").json()["command"]["path"] == ["sandbox"]


@pytest.mark.parametrize(
    ("words", "error", "hint"),
    [
        (["exitcodes"], 'there is no command or topic "exitcodes".', "did you mean exit-codes?"),
        (["nonsense"], 'there is no command or topic "nonsense".', "known: api, "),
        (["replicas", "lst"], 'tavus replicas has no command "lst".', "did you mean list?"),
        (["doctor", "more"], 'tavus doctor has no command "more".', "it has no subcommands; see: tavus help doctor"),
        (
            ["exit-codes", "more"],
            'there is no command or topic "exit-codes more".',
            "did you mean exit-codes?",
        ),
        (["\x1b[31m"], 'there is no command or topic "^[[31m".', "known: api, "),
    ],
)
def test_what_does_not_exist_is_told_with_what_does(run, words, error, hint):
    result = run("help", *words)
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[0] == f"error: {error}"
    assert result.err.splitlines()[1].startswith(f"hint: {hint}")


@pytest.mark.parametrize(
    "words", [("help", "--json"), ("--help",), ("replicas", "get", "--help"), ("doctor", "--help")]
)
def test_help_stays_whole_where_python_drops_docstrings(run, words):
    optimized = subprocess.run(
        [sys.executable, "-OO", "-m", "tavus_cli", *words], capture_output=True, text=True, timeout=60, check=False
    )
    assert (optimized.returncode, optimized.stderr, optimized.stdout) == (0, "", run(*words).out)


@pytest.mark.parametrize("resource", resources(), ids=lambda resource: resource.plural)
def test_every_status_of_a_noun_is_explained_once_and_shown_twice(run, resource):
    topic = {entry["name"]: entry["meaning"] for entry in run("help", "statuses", "--json").json()["entries"]}
    group = run(resource.plural, "--help").out
    for status, means in resource.statuses.items():
        assert topic[f"{resource.noun}: {status}"].lower() == f"{means.lower()}."
        assert re.search(rf"^  {status} +{re.escape(means)}$", group, re.M)
    assert all(len(line) <= 80 for line in group.splitlines())


# Source: the pages on each noun. A PAL has none.
DOCUMENTED = {
    "replica": {"started", "completed", "error"},
    "video": {"queued", "generating", "ready", "error", "deleted"},
    "voice": {"started", "completed", "error"},
    "conversation": {"active", "ended"},
    "document": {"started", "processing", "ready", "error", "recrawling"},
}


def test_every_documented_status_is_known():
    known = {resource.noun: set(resource.statuses) for resource in resources()}
    assert {noun: known[noun] for noun in DOCUMENTED} == DOCUMENTED


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("replicas list", "(default: 10)"),
        ("replicas list", "Ask the API for more fields: replica_type"),
        ("videos get", "Ask the API for more fields: links to two thumbnails"),
        ("conversations get", "Ask the API for more fields: events"),
        ("replicas create", "(default of the API: phoenix-4)"),
        ("replicas create", "stay valid for 24 hours"),
        ("replicas create", "A portrait needs none"),
        ("replicas wait", "if all are completed"),
        ("voices create", "does not name the field"),
    ],
)
def test_a_help_says_what_the_api_leaves_to_guess(run, command, words):
    assert words in " ".join(run(*command.split(), "--help").out.split())


@pytest.mark.parametrize(
    "argv",
    [
        *((), ("pals",), ("auth",), ("replicas", "open", "--help")),
        *(("help", topic) for topic in ("check", "formats", "environment", "statuses")),
    ],
)
@pytest.mark.parametrize("width", [40, 80])
def test_no_line_of_a_help_is_wider_than_the_terminal(run, argv, width):
    assert max(map(len, run(*argv, terminal=True, width=width).out.splitlines())) <= width
