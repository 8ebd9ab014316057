"""Text that came from elsewhere, on its way to a screen."""

import pytest
from faults.answers import document, reply
from faults.bodies import page, replica
from reliability.commands import LIST, ONCE
from reliability.screen import HOSTILE, foreign, offset, table, widths
from reliability.terminal import on_terminal

HOSTILE_ROWS = [replica(n, replica_name=f"<{text}>", status=text) for n, text in enumerate(HOSTILE.values())]


@pytest.mark.parametrize("form", ["table", "tsv", "csv"])
def test_a33_a35_hostile_values_are_harmless_in_a_pipe(tavus, serve, form):
    outcome = tavus(*LIST, "--format", form, at=serve(document(page(*HOSTILE_ROWS))))
    assert outcome.code == 0
    assert foreign(outcome.out.replace("\r\n", "\n") if form == "csv" else outcome.out) == []


def test_a33_a35_each_row_is_one_line_in_a_pipe(tavus, serve):
    outcome = tavus(*LIST, at=serve(document(page(*HOSTILE_ROWS))))
    assert [line.split("\t")[0] for line in outcome.out.splitlines()] == [row["replica_id"] for row in HOSTILE_ROWS]
    assert len({line.count("\t") for line in outcome.out.splitlines()}) == 1


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_a33_a35_hostile_values_are_harmless_on_a_terminal(tavus, serve, columns):
    outcome = on_terminal(tavus, *LIST, at=serve(document(page(*HOSTILE_ROWS))), columns=columns)
    assert outcome.code == 0
    assert foreign(outcome.out) == []
    assert max(widths(table(outcome.out))) <= columns
    starts = [line for line in outcome.out.splitlines() if any(row["replica_id"] in line for row in HOSTILE_ROWS)]
    assert len(starts) == len(HOSTILE_ROWS)
    assert len({offset(line, "r0000") for line in starts}) == 1


def test_a33_hostile_values_are_harmless_in_a_record(tavus, serve):
    record = {**replica(), "error_message": "".join(HOSTILE.values()), "replica_name": HOSTILE["clipboard"]}
    record["status"] = "error"
    record["\x1b]0;key\x07"] = "unknown field"
    server = serve(document(record))
    outcome = on_terminal(tavus, "replicas", "get", "r1", at=server)
    assert outcome.code == 0
    assert foreign(outcome.out) == []
    assert foreign(tavus("replicas", "get", "r1", at=server).out) == []


def test_a33_visible_forms(tavus, serve):
    def shown(text):
        server = serve(document(page(replica(1, replica_name=f"<{text}>"))))
        line = tavus(*LIST, at=server).out
        return line[line.index("<") + 1 : line.rindex(">")]

    assert shown("a\x1bb") in {"a^[b", r"a\x1bb"}
    assert shown("a\x9bb") in {r"a\x9bb", "a^[[b"}
    assert shown("a\nb") == r"a\nb"
    assert shown("a\r\nb") == r"a\r\nb"
    assert shown("a\tb") == r"a\tb"
    assert shown("a\u202eb") == r"a\u202eb"
    assert shown("a\u200bb") == r"a\u200bb"
    assert shown("a\ufeffb").lower() == r"a\ufeffb"
    assert shown("a\ud83db") == "a\ufffdb"
    assert shown("a\u200db") != "a\u200db"
    family = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
    assert shown(family) == family
    assert shown("café 日本 🎬 Ω") == "café 日本 🎬 Ω"


@pytest.mark.parametrize("key", ["error", "message"])
def test_a33_hostile_messages_are_harmless(tavus, serve, key):
    text = "".join(HOSTILE.values())
    outcome = tavus(*LIST, *ONCE, at=serve(document({key: text}, 400)))
    assert outcome.code == 5
    assert foreign(outcome.err) == []
    assert len(outcome.err.splitlines()) <= 2


def test_a33_hostile_reasons_and_types_are_harmless(tavus, serve):
    for status in [200, 403, 418, 500]:
        server = serve(reply(status, b"\x9d0;owned\x9c<", kind="text/\x1b[31mhtml", reason="No\x1b[31m \x9b31m"))
        for flags in [(), ("--debug",)]:
            outcome = tavus(*LIST, *ONCE, *flags, at=server)
            assert outcome.code in {4, 5, 8}
            assert foreign(outcome.err) == []


def test_a33_hostile_arguments_come_back_harmless(tavus, serve):
    server = serve(document(page(replica())))
    for arguments in [
        ("\x1b]0;owned\x07",),
        ("replicas", "li\x1b[31mst"),
        (*LIST, "--\x1b[31m"),
        (*LIST, "--limit", "\x1b[31m"),
        (*LIST, "--replica-type", "\x9b31m"),
        (*LIST, "--format", "\x1b[31m"),
        (*LIST, "--columns", "\x1b[31m"),
        (*LIST, "\x1b[31m"),
    ]:
        outcome = tavus(*arguments, at=server)
        assert outcome.code == 2
        assert foreign(outcome.err) == []


MARKUP = ["[red]x[/red]", "a[b]c", ":smile:", "[/nope]", "[link=http://evil.example.test]x[/link]", "[", "\\[x]", "{x}"]


@pytest.mark.parametrize("columns", [80, None])
def test_a34_markup_is_text(tavus, serve, columns):
    server = serve(document(page(*[replica(n, replica_name=text) for n, text in enumerate(MARKUP)])))
    outcome = on_terminal(tavus, *LIST, at=server, columns=140) if columns else tavus(*LIST, at=server)
    assert outcome.code == 0
    assert [text for text in MARKUP if text not in outcome.out] == []


@pytest.mark.parametrize("text", MARKUP)
def test_a34_markup_is_text_in_messages_and_records(tavus, serve, text):
    outcome = tavus(*LIST, at=serve(document({"error": f"Invalid {text}"}, 400)))
    assert outcome.code == 5
    assert f"Invalid {text}" in outcome.errors[0]
    assert text in tavus("replicas", "get", "r1", at=serve(document(replica(replica_name=text)))).out


def test_a34_markup_is_text_on_a_terminal(tavus, serve):
    record = replica(replica_name=" ".join(MARKUP), status="error", error_message="[/nope] [red]x[/red] :smile:")
    outcome = on_terminal(tavus, "replicas", "get", "r1", at=serve(document(record)), columns=200)
    assert outcome.code == 0
    assert "[/nope] [red]x[/red] :smile:" in outcome.out
    assert " ".join(MARKUP) in outcome.out
    outcome = on_terminal(tavus, *LIST, at=serve(document({"error": "[/nope] :smile:"}, 400)))
    assert outcome.code == 5
    assert "[/nope] :smile:" in outcome.out


def test_a35_a_forged_row_stays_in_its_own(tavus, serve):
    name = "ok\n│ r2 │ forged │\nr3\tforged\tcompleted"
    server = serve(document(page(replica(1, replica_name=name))))
    assert len(tavus(*LIST, at=server).out.splitlines()) == 1
    lines = on_terminal(tavus, *LIST, at=server, columns=200).out.splitlines()
    assert not any(line.lstrip("│| ").startswith(("r2", "r3")) for line in lines)
