"""A noun of the API is one file and its test: a made-up one is added to a copy of the repository, and nothing else.

What is made from the command tree is made again in the copy. Then the noun's commands run against a server of its own,
and the tests of the house run with it.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from faults.answers import document, reply
from faults.server import FaultServer
from generate.shells import Bash
from samples import KEY

ROOT = Path(__file__).parents[2]
NOUN = Path(__file__).with_name("noun") / "widgets.py"
COPIED = ("tavus_cli", "tests", "completions", "man", "README.md", "pyproject.toml")
# The tests that look at every command, and at what is made from them.
HOUSE = (
    "tests/generate/test_generated.py",
    "tests/generate/test_man.py",
    "tests/generate/test_tree.py",
    "tests/commands/test_help.py",
    *(
        f"tests/properties/test_house.py::test_{name}"
        for name in (
            "every_command_takes_the_shared_options_and_ends_its_help_in_an_example",
            "every_command_file_has_a_test_file",
            "the_root_help_lists_commands_and_topics",
            "a_file_of_more_than_300_lines_is_a_folder",
            "functions_stay_small",
            "the_layers_hold",
        )
    ),
    "tests/properties/test_readme.py::test_every_command_is_mentioned",
)


class Widgets:
    """The API of widgets: two there are, some more are made."""

    def __init__(self):
        self.rows = {f"w0000000{n}": {"widget_id": f"w0000000{n}", "widget_name": f"No {n}", "size": n} for n in "12"}

    def __call__(self, request):
        if not request.path.startswith("/v2/widgets"):
            return document({"message": "Invalid replica_uuid"}, 400)
        widget_id = request.path.removeprefix("/v2/widgets").strip("/")
        if request.method == "POST":
            return self._make(request.json())
        if not widget_id:
            return self._page(parse_qs(request.query))
        if widget_id not in self.rows:
            return document({"message": "Invalid widget_id"}, 400)
        if request.method == "DELETE":
            del self.rows[widget_id]
            return reply(204)
        return document(self.rows[widget_id])

    def _make(self, body):
        widget_id = f"w0000000{len(self.rows) + 1}"
        self.rows[widget_id] = {"widget_id": widget_id, **body}
        return document(self.rows[widget_id])

    def _page(self, query):
        page, limit = (int(query.get(name, [default])[0]) for name, default in (("page", "0"), ("limit", "1")))
        rows = list(self.rows.values())
        return document({"widgets": rows[page * limit : (page + 1) * limit], "total": len(rows)})


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """A copy of the repository, with a noun more."""
    copy = tmp_path_factory.mktemp("repository")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy / name)
    shutil.copy(NOUN, copy / "tavus_cli" / "commands")
    (copy / "tests" / "commands" / "test_widgets.py").touch()
    python(copy, "-m", "tavus_cli.generate")
    return copy


def python(repository, *argv, **env):
    """What Python with the copy's package says."""
    done = subprocess.run(
        [sys.executable, *argv],
        cwd=repository, env={**os.environ, "PYTHONPATH": str(repository), **env},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def tavus(repository, home):
    """The copy's program, talking to a server that has widgets."""
    with FaultServer(routes=Widgets()) as server:

        def run(*argv, stdin=""):
            done = subprocess.run(
                [sys.executable, "-m", "tavus_cli", *argv],
                cwd=home, input=stdin, capture_output=True, text=True, timeout=60, check=False,
                env={"HOME": str(home), "PYTHONPATH": str(repository), "TAVUS_BASE_URL": server.url,
                     "TAVUS_API_KEY": KEY},
            )  # fmt: skip
            return done.returncode, done.stdout, done.stderr

        run.server = server
        yield run


def test_it_is_listed_in_every_format_and_to_its_end(tavus):
    assert tavus("widgets", "list") == (
        0,
        "w00000001\tNo 1\t1\n",
        "note: 1 of 2 shown; --all shows every one\n",
    )
    assert tavus("widgets", "list", "--all", "--format", "ids") == (0, "w00000001\nw00000002\n", "")
    for more in [(), ("--columns", "size")]:
        code, out, err = tavus("widgets", "list", "--all", "--json", *more)
        assert (code, err, [row["size"] for row in json.loads(out)["widgets"]]) == (0, "", ["1", "2"])
        assert json.loads(out)["total"] == 2
    tavus("widgets", "delete", "w00000001", "w00000002", "--yes")
    assert tavus("widgets", "list", "--format", "table") == (0, "", "note: no widgets\n")


def test_one_is_shown_and_a_wrong_id_is_explained(tavus):
    assert json.loads(tavus("widgets", "get", "w00000002", "--json")[1])["widget_name"] == "No 2"
    code, _, err = tavus("widgets", "get", "rf4e9d9790f0")
    assert code == 3
    assert err == (
        "error: no widget rf4e9d9790f0: the API refused the request (400 Bad Request: Invalid widget_id).\n"
        "hint: it looks like a replica's id; a widget's starts with w\n"
    )


def test_other_nouns_know_its_ids(tavus):
    code, _, err = tavus("replicas", "get", "w0123456789")
    assert code == 3
    assert "hint: it looks like a widget's id; a replica's starts with r\n" in err


def test_it_is_created_from_a_file_and_options_and_nothing_is_waited_for(tavus, home):
    (home / "widget.json").write_text('{"size": "3", "tags": ["a"]}')
    code, out, err = tavus("widgets", "create", "--input", "widget.json", "--widget-name", "Third", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == {"widget_id": "w00000003", "size": "3", "tags": ["a"], "widget_name": "Third"}
    assert tavus.server.requests[-1].json() == {"size": "3", "tags": ["a"], "widget_name": "Third"}
    assert tavus("widgets", "create", "--input", "-", stdin='{"size": "4"}')[:2] == (0, "w00000004\t\n")
    sent = len(tavus.server.requests)
    code, out, _ = tavus("widgets", "create", "--widget-name", "Fourth", "--dry-run")
    assert (code, len(tavus.server.requests)) == (0, sent)
    assert "curl" in out


def test_it_is_deleted(tavus):
    assert tavus("widgets", "delete", "w00000002")[0] == 2
    assert tavus("widgets", "delete", "w00000002", "--yes") == (0, "w00000002\tdeleted\n", "")
    assert tavus("widgets", "get", "w00000002")[0] == 3


def test_a_tab_completes_it_and_what_was_shown(tavus, repository, home, bash):
    tavus("widgets", "list", "--all")
    tavus("api", "GET", "/v2/widgets/w00000001")
    shell = Bash(bash, home, TAVUS_BASE_URL=tavus.server.url)
    shell.script = repository / "completions/tavus.bash"
    assert shell.offers("tavus wid") == ["widgets"]
    assert shell.offers("tavus widgets ") == ["list", "get", "create", "delete"]
    assert sorted(shell.offers("tavus widgets get ")) == ["w00000001", "w00000002"]
    assert shell.offers("tavus widgets delete w00000001 ") == ["w00000002"]
    assert shell.offers("tavus widgets list --widget-ids=w00000002,") == ["--widget-ids=w00000002,w00000001"]
    assert shell.offers("tavus widgets list --columns=si") == ["--columns=size"]
    (remembered,) = (home / ".cache/tavus").glob("*/widgets")
    assert "\tNo 1\n" in remembered.read_text()
    tavus("widgets", "delete", "w00000001", "--yes")
    assert shell.offers("tavus widgets get ") == ["w00000002"]


@pytest.fixture
def bash():
    return shutil.which("bash") or pytest.skip("bash is not installed")


def test_it_has_manual_pages_and_a_row_in_the_readme(repository):
    pages = {path.name for path in (repository / "man/man1").glob("tavus-widgets*")}
    assert pages == {f"tavus-widgets{verb}.1" for verb in ["", "-list", "-get", "-create", "-delete"]}
    page = (repository / "man/man1/tavus-widgets-create.1").read_text()
    assert "Read fields from a JSON or TOML file" in page
    row = "| `tavus widgets` | Create, show and delete widgets: `list` `get` `create` `delete` |"
    assert row in (repository / "README.md").read_text().splitlines()


@pytest.mark.long
def test_the_tests_of_the_house_pass_with_it(repository):
    told = python(repository, "-m", "pytest", "-n0", "-p", "no:cacheprovider", "-rA", *HOUSE)
    assert "test_every_command_file_has_a_test_file[widgets]" in told


def test_nothing_but_the_noun_and_its_test_was_added_by_hand(repository):
    def files(root):
        found = (path for name in COPIED for path in [root / name, *(root / name).rglob("*")])
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in found if path.is_file()}

    before, after = files(ROOT), files(repository)
    changed = {name for name, content in after.items() if before.get(name) != content and "__pycache__" not in name}
    made = re.compile(r"completions/.+|man/man1/tavus(-widgets.*)?\.1|README\.md")
    assert {name for name in changed if not made.fullmatch(name)} == {
        "tavus_cli/commands/widgets.py",
        "tests/commands/test_widgets.py",
    }
