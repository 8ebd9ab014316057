"""One setting, one row: what is made from the rows, and that a new row needs nothing beside it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tavus_cli.settings.kinds import Command, Duration, Whole, parse_duration
from tavus_cli.settings.table import CHANGEABLE, ROWS

ROOT = Path(__file__).parents[2]

ROW = """    Row(
        "colour_blind",
        Whole(0, 3),
        "Colours that more people can tell apart; 0 unless set.",
        _ANYWHERE,
        default=0,
    ),
"""


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90", 90), ("90s", 90), ("30m", 1800), ("6h", 21600), ("0.5", 0.5), ("1.5h", 5400), (" 5M ", 300), (".5s", 0.5)],
)
def test_durations(text, seconds):
    assert parse_duration(text) == seconds
    assert Duration().read(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "0", "0s", "-1", "5x", "h", "1h30m", "nan", "inf", "1e3", "1_000", "٣", "9" * 400]
)
def test_what_is_no_duration(text):
    with pytest.raises(ValueError, match=r"^"):
        parse_duration(text)


@pytest.mark.parametrize("value", [True, None, [], {}, 0, -1, float("nan"), float("inf"), 10**400])
def test_what_is_no_duration_in_the_file(value):
    with pytest.raises(ValueError, match=r"^"):
        Duration().read(value)


def test_other_kinds():
    assert Whole(0, 10).parse(" 7 ") == 7
    assert Command().write('["op", "read"]') == ["op", "read"]
    for kind, text in [(Whole(0, 10), "11"), (Whole(0, 10), "1.5"), (Command(), "[" * 10_000), (Command(), " ")]:
        with pytest.raises(ValueError, match=r"^"):
            kind.write(text)


def test_every_row_is_told_everywhere(run):
    shared = " ".join(run("config", "path", "--help").out.split())
    of_creates = " ".join(run("replicas", "create", "--help").out.split())
    page = " ".join((ROOT / "man/man5/tavus-config.5").read_text().replace("\\-", "-").split())
    topic = " ".join(run("help", "settings").out.split())
    listed = [row[0] for row in run("config", "list").rows()]
    assert listed == list(ROWS)
    for row in ROWS.values():
        assert row.meaning in topic
        if row.option:
            assert (row.option in shared) == row.shared
            assert row.option in of_creates
            assert row.meaning in of_creates
        if row.name in CHANGEABLE:
            assert row.name in page
            assert row.kind.wanted.partition(",")[0] in page


@pytest.fixture
def grown(tmp_path):
    """Runs a copy of the package that has one more row."""
    shutil.copytree(ROOT / "tavus_cli", tmp_path / "tavus_cli", ignore=shutil.ignore_patterns("__pycache__"))
    table = tmp_path / "tavus_cli/settings/table.py"
    text = table.read_text()
    table.write_text(re.sub(r'(?=    Row\(\n        "retries")', ROW, text))
    assert table.read_text() != text
    shutil.copy(ROOT / "README.md", tmp_path)

    def run(module, *words, **env):
        return subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=tmp_path,
            env={"HOME": str(tmp_path), "PATH": "/nowhere", "PYTHONPATH": str(tmp_path), **env},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_a_new_setting_is_a_new_row(grown, tmp_path):
    listed = grown("tavus_cli", "config", "list", "--colour-blind", "2")
    assert "colour_blind\t2\t--colour-blind\n" in listed.stdout
    assert (
        "colour_blind\t1\tTAVUS_COLOUR_BLIND\n" in grown("tavus_cli", "config", "list", TAVUS_COLOUR_BLIND="1").stdout
    )
    assert grown("tavus_cli", "config", "set", "colour_blind", "3").returncode == 0
    assert grown("tavus_cli", "config", "get", "colour_blind").stdout == "3\n"
    assert (tmp_path / ".config/tavus/config.toml").read_text() == "[profiles.default]\ncolour_blind = 3\n"
    for refused in (("set", "colour_blind", "4"), ("list", "--colour-blind", "4")):
        done = grown("tavus_cli", "config", *refused)
        assert done.returncode == 2
        assert 'must be a whole number from 0 to 3, not "4".' in done.stderr
    (tmp_path / ".config/tavus/config.toml").write_text("[profiles.default]\ncolour_blind = 4\n")
    assert "colour_blind in [profiles.default]" in grown("tavus_cli", "config", "list").stderr
    assert "Colours that more people can tell apart" in grown("tavus_cli", "replicas", "list", "--help").stdout
    assert grown("tavus_cli.generate", "--root", str(tmp_path)).returncode == 0
    assert "--colour-blind, TAVUS_COLOUR_BLIND, colour_blind" in grown("tavus_cli", "help", "settings").stdout
    assert "colour_blind" in (tmp_path / "man/man5/tavus-config.5").read_text()
    assert "--colour-blind" in (tmp_path / "completions/tavus.bash").read_text()
