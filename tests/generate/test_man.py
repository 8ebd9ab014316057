"""The manual pages, as programs that read manual pages see them."""

import re
import subprocess

import pytest

from tavus_cli.errors import ExitCode
from tavus_cli.generate.man import CONFIG_EXAMPLE, pages
from tavus_cli.generate.roff import display, literal, prose
from tavus_cli.generate.topics import TOPICS
from tavus_cli.settings.table import CHANGEABLE, ROWS

SECTIONS = ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "ENVIRONMENT", "FILES", "SEE ALSO"]


@pytest.fixture(scope="session")
def man(root):
    return root / "man"


@pytest.fixture(scope="session")
def shown(program, man):
    """A page as plain text on a terminal of 80 columns."""
    mandoc = program("mandoc")

    def show(name):
        path = man / f"man{name[-1]}" / name
        done = subprocess.run([mandoc, "-T", "utf8", "-O", "width=80", path], capture_output=True, check=True)
        return re.sub(r".\x08", "", done.stdout.decode())

    return show


def test_lint_finds_nothing(program, man):
    files = sorted(path for path in man.rglob("*") if path.is_file())
    assert files
    done = subprocess.run(
        [program("mandoc"), "-T", "lint", "-W", "warning", *files], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_there_is_a_page_for_every_command_and_topic_and_one_for_the_file(tree, man):
    expected = {f"man1/{command.name.replace(' ', '-')}.1" for command in tree.walk()} | {"man5/tavus-config.5"}
    expected |= {f"man7/tavus-{topic}.7" for topic in TOPICS}
    assert {path.relative_to(man).as_posix() for path in man.rglob("*") if path.is_file()} == expected


def test_every_page_has_its_sections_in_order(tree):
    for name, text in pages(tree).items():
        found = re.findall(r"^\.SH (.*)$", text, re.M)
        if name.endswith(".1"):
            assert [section for section in found if section in SECTIONS] == SECTIONS, name
        assert text.isascii(), name


def test_names_are_fit_for_whatis(tree):
    for name, text in pages(tree).items():
        line = text.partition(".SH NAME\n")[2].partition("\n")[0]
        assert re.fullmatch(re.escape(name[5:-2]) + r" \\- [^ ].*[^.]", line), line


def test_exit_codes_are_those_of_the_program(tree):
    for name, text in pages(tree).items():
        if name.endswith(".1"):
            told = text.partition(".SH EXIT STATUS\n")[2].partition(".SH")[0]
            assert re.findall(r"\\fB(\d+)\\fP", told) == [str(int(code)) for code in ExitCode]


def test_every_reference_leads_to_a_page(tree):
    made = pages(tree)
    for name, text in made.items():
        told = text.partition(".SH SEE ALSO\n")[2].replace("\\%", "").replace("\\-", "-")
        for page, section in re.findall(r"\\fB([\w-]+)\\fP\((\d)\)", told):
            assert f"man{section}/{page}.{section}" in made, name


def test_a_page_reads_well(shown, named):
    text = shown("tavus-replicas-create.1")
    assert "tavus-replicas-create - train a replica from a clip or a portrait" in text
    assert "\n       tavus replicas create [OPTION ...]\n" in text
    for option in named["replicas create"].options:
        assert all(re.search(rf"^ +(?:.*, )?{name}\b", text, re.M) for name in option.names)
    assert re.search(r"--replica-type (.*\n)+?.*--replica-ids", shown("tavus-replicas-list.1"))
    assert "replica_id, replica_name, status" in re.sub(r"\s+", " ", shown("tavus-replicas-list.1"))
    assert "Environment: TAVUS_TIMEOUT." in re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("topic", TOPICS)
def test_the_page_of_a_topic_says_what_the_help_says(shown, tree, run, topic):
    words = run("help", topic, width=80).out.split()
    text = shown(f"tavus-{topic}.7").partition("DESCRIPTION\n")[2].rpartition("SEE ALSO\n")[0]
    assert text.split() == words


def test_the_first_page_leads_to_every_topic(shown):
    names = shown("tavus.1").rpartition("SEE ALSO\n")[2].replace("\n", " ")
    assert {f"tavus-{topic}(7)" for topic in TOPICS} <= set(names.replace(",", " ").split())


def test_examples_can_be_pasted(shown, named):
    for command in named.values():
        text = shown(f"{command.name.replace(' ', '-')}.1")
        for example in command.examples:
            for line in example.splitlines():
                assert line in text


def test_nothing_but_long_examples_is_wider_than_the_terminal(shown, tree):
    for path in pages(tree):
        text = shown(path[5:])
        examples = text.partition("\nEXAMPLES\n")
        assert [line for line in (examples[0] + text.partition("\nSEE ALSO\n")[2]).splitlines() if len(line) > 80] == []


def test_the_page_of_the_config_file_knows_every_setting(shown):
    text = shown("tavus-config.5")
    for key in CHANGEABLE:
        assert ROWS[key].meaning.partition(";")[0].split()[0] in text
        assert re.search(rf"^ +{key}$", text, re.M) or re.search(rf"^ +{key} ", text, re.M)


def test_the_example_of_the_config_file_is_one(tmp_path):
    from tavus_cli.settings.resolve import read_config

    path = tmp_path / "config.toml"
    path.write_text(CONFIG_EXAMPLE)
    path.chmod(0o600)
    warnings = []
    config = read_config(path, warnings.append)
    assert (config.default_profile, warnings) == ("work", [])


def test_text_stays_what_it_is_in_roff():
    assert prose("Use --dry-run, not - or C:\\x.") == r"Use \%\-\-dry\-run, not - or C:\ex."
    assert prose(".hidden") == r"\&.hidden"
    assert literal("'tis a-b") == r"\&'tis a\-b"
    assert display("x" * 73) == [".PP", ".EX", ".in 0", "x" * 73, ".in", ".EE"]
