"""The README's pictures: what they show, and that they still show what the program prints."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
COMMITTED = ROOT / ".github/pictures"
NAMES = ["check", "table", "progress"]
SVG = "{http://www.w3.org/2000/svg}"
HEADER = ["ID", "NAME", "STATUS", "PROGRESS", "CREATED", "MODEL"]
# What differs from run to run: made-up ids, ages, shares and clocks.
PASSING = re.compile(r"\br[0-9a-f]{11}\b|\d+ \w+ ago|\b\d+/100|\b\d+%|\b\d+:\d\d\b")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """The pictures of a run of now, the bar as early as it is a bar: a training takes 20 seconds."""
    folder = tmp_path_factory.mktemp("pictures")
    command = [sys.executable, COMMITTED / "draw.py", folder, "--percent", "10"]
    done = subprocess.run(command, env={"HOME": str(folder)}, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert sorted(path.name for path in folder.iterdir()) == ["check.svg", "progress.svg", "table.svg"]
    return folder


@pytest.fixture(params=["fresh", "committed"])
def folder(request, fresh):
    return fresh if request.param == "fresh" else COMMITTED


def root(folder, name):
    return ET.fromstring((folder / f"{name}.svg").read_bytes())


def lines(folder, name):
    """The words on each line of the screen, with their looks, from left to right."""
    found = {}
    for each in root(folder, name).iter(f"{SVG}text"):
        look = each.get("fill"), each.get("font-weight"), each.get("opacity")
        found.setdefault(float(each.get("y")), []).append((float(each.get("x")), each.text, look))
    return [[(text, look) for _, text, look in sorted(found[y])] for y in sorted(found)]


def words(folder, name):
    return [[text for text, _ in line] for line in lines(folder, name)]


def shapes(folder, name):
    """The looks of the window, the rules and the bar."""
    found = root(folder, name).iter(f"{SVG}rect")
    return [tuple(each.get(key) for key in ("fill", "height", "opacity")) for each in found]


def bar(folder):
    """The two parts of the bar: its filled share, and their colours."""
    _, done, left = root(folder, "progress").iter(f"{SVG}rect")
    widths = [float(each.get("width")) for each in (done, left)]
    return widths[0] / sum(widths), {done.get("fill"), left.get("fill")}


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_small_says_what_it_is_and_needs_nothing_from_elsewhere(folder, name):
    text = (folder / f"{name}.svg").read_text(encoding="utf-8")
    picture = root(folder, name)
    assert len(text) < 30_000
    assert picture.get("role") == "img"
    assert len(picture.get("aria-label")) > 20
    assert picture.find(f"{SVG}title").text == picture.get("aria-label")
    assert {each.tag.removeprefix(SVG) for each in picture.iter()} == {"svg", "title", "style", "rect", "text"}
    assert not {"href", "src", "style"} & {attribute for each in picture.iter() for attribute in each.attrib}
    shown = text.replace('xmlns="http://www.w3.org/2000/svg"', "").replace("https://example.com/", "")
    assert not re.findall(r"https?:|url\(|127\.0\.0\.1|localhost|/tmp|/home|/root", shown)
    assert re.fullmatch(r"[^\x00-\x09\x0b-\x1f\x7f-\x9f]+", text)


@pytest.mark.parametrize("name", NAMES)
def test_every_colour_has_another_for_a_light_page(folder, name):
    picture = root(folder, name)
    used = {each.get(key) for each in picture.iter() for key in ("fill", "stroke")} - {None}
    light = dict(re.findall(r'\[\w+="(#\w+)"\] \{ \w+: (#\w+) \}', picture.find(f"{SVG}style").text))
    assert used <= set(light)
    assert all(light[colour] != colour for colour in used)


@pytest.mark.parametrize("name", NAMES)
def test_every_word_has_cells_of_its_own_within_the_window(folder, name):
    picture = root(folder, name)
    right, bottom = float(picture.get("width")), float(picture.get("height"))
    ends = {}
    for each in sorted(picture.iter(f"{SVG}text"), key=lambda each: float(each.get("x"))):
        x, y, length = (float(each.get(key)) for key in ("x", "y", "textLength"))
        assert each.get("lengthAdjust") == "spacingAndGlyphs"
        assert length / len(each.text) == pytest.approx(8.4, abs=0.05)
        assert (x - 20) / 8.4 == pytest.approx(round((x - 20) / 8.4), abs=0.02)
        assert ends.get(y, 20) <= x
        ends[y] = x + length
    assert max(ends.values()) <= right - 20
    assert 20 < min(ends) < 40
    assert bottom - 30 < max(ends) < bottom - 20
    assert {b - a for a, b in pairwise(sorted(ends))} <= {20, 40}


def test_the_table_shows_a_replica_in_each_state(folder):
    prompt, header, *rows = words(folder, "table")
    assert prompt == ["$", "tavus --sandbox replicas list"]
    assert header == HEADER
    assert [row[1:3] for row in rows[:3]] == [
        ["Rio", "started"],
        ["Onboarding", "error"],
        ["Marta, in Spanish", "completed"],
    ]
    assert all(len(row) == len(HEADER) for row in rows[:-2])
    assert rows[-1] == ["note: answered by the sandbox, not by Tavus"]
    _, *rules = root(folder, "table").iter(f"{SVG}rect")
    assert len(rules) == len(HEADER)


def test_states_and_header_stand_out(folder):
    _, header, *rows = lines(folder, "table")
    assert {look for _, look in header} == {(None, "bold", None)}
    assert len({row[2][1] for row in rows[:3]}) == 3
    assert all(row[0][1] == (None, None, None) for row in rows)


def test_the_check_shows_what_will_fail_and_what_to_do(folder):
    prompt, title, *checks, mend, effect, error = words(folder, "check")
    assert prompt == ["$", "tavus replicas check --train-video me.mov --consent-video consent.mp4"]
    assert title == ["clip", "me.mov"]
    failed = [line[1] for line in checks if line[0] == "fail"]
    assert failed == ["container", "frame_rate"]
    assert ["ok", "everything"] in [line[:2] for line in checks]
    assert mend == ["mend", "ffmpeg -i me.mov -c copy -movflags +faststart me-fixed.mp4"]
    assert effect == ["repairs container (but not frame_rate)"]
    assert " ".join(error) == "error: 2 of 18 checks will fail."
    looks = {line[0][0]: line[0][1] for line in lines(folder, "check")}
    assert len({looks["ok"], looks["fail"], looks["note"], looks["clip"]}) == 4


def test_the_progress_shows_the_command_and_a_bar(folder):
    *command, note, state = words(folder, "progress")
    assert command[0] == ["$", "tavus --sandbox replicas create --replica-name Rio --wait \\"]
    assert "--train-video-url https://example.com/me.mp4 \\" in command[1]
    replica, name = state[0].split()
    assert name == "Rio"
    assert note == [f"note: {replica} was created"]
    assert state[1] == "started"
    assert len(bar(folder)[1]) == 2


def test_the_bar_is_taken_where_it_was_asked_for(fresh):
    assert 0.1 <= bar(fresh)[0] < 0.3
    assert bar(COMMITTED)[0] == pytest.approx(0.6, abs=0.07)


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_pictures_show_what_the_program_prints_now(fresh, name):
    committed, now = (
        [[(PASSING.sub("*", text), look) for text, look in line] for line in lines(folder, name)]
        for folder in (COMMITTED, fresh)
    )
    assert committed == now, "draw them again: .venv/bin/python .github/pictures/draw.py"
    assert shapes(COMMITTED, name) == shapes(fresh, name)


def test_the_readme_shows_each_picture_with_its_words():
    shown = re.findall(r"!\[([^\]]{20,})\]\(\S*\.github/pictures/(\w+)\.svg\)", (ROOT / "README.md").read_text())
    assert sorted(name for _, name in shown) == sorted(NAMES)
