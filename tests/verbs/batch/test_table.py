"""The table of a batch: what its rows are, and what is said of those that cannot be sent."""

import csv
import json
import tracemalloc

import pytest

from tavus_cli.errors import TavusError, UsageError
from tavus_cli.verbs.batch.cells import Fault, Rules, filled
from tavus_cli.verbs.batch.table import Table

FIELDS = {"train_video_url": str, "replica_name": str, "auto_fix": bool, "properties": dict, "script": str}


def check(body):
    if "train_video_url" not in body:
        raise UsageError("there is nothing to train from: --train-video-url is not given.")


RULES = Rules(FIELDS, "replica_name", check)


@pytest.fixture
def table(tmp_path):
    def make(content, name="people.csv", rules=RULES):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return Table(path, rules)

    return make


def bodies(made):
    return [row.body for row in made.rows(made.entries)]


def faults(table, content, **options):
    with pytest.raises(UsageError) as caught:
        table(content, **options)
    return caught.value


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_spreadsheets_csv_is_read(table, mark, delimiter, end):
    rows = ["id,train_video_url,x-city", "a,https://e.com/1.mp4,Köln", '"b","https://e.com/2.mp4","say ""hi"""', ""]
    made = table(mark + end.join(rows).replace(",", delimiter).encode())
    assert [entry.id for entry in made.entries] == ["a", "b"]
    assert [row.carried for row in made.rows(made.entries)] == [{"x-city": "Köln"}, {"x-city": 'say "hi"'}]
    assert bodies(made) == [{"train_video_url": "https://e.com/1.mp4"}, {"train_video_url": "https://e.com/2.mp4"}]


def test_cells_are_typed_by_their_fields_and_empty_ones_are_absent(table):
    made = table(
        "train_video_url,replica_name,auto_fix,properties.green,properties.deep.n,properties.word\n"
        "u, true ,TRUE,false,12,blue\n"
        "v,,,,,\n"
    )
    assert bodies(made) == [
        {
            "train_video_url": "u",
            "replica_name": "true",
            "auto_fix": True,
            "properties": {"green": False, "deep": {"n": 12}, "word": "blue"},
        },
        {"train_video_url": "v"},
    ]


@pytest.mark.parametrize("text", ["007", "1e5", "12.", "-", "\u0663", "+3"])
def test_a_member_that_only_looks_like_a_number_is_text(table, text):
    made = table(f"train_video_url,properties.code\nu,{text}\n")
    assert bodies(made) == [{"train_video_url": "u", "properties": {"code": text}}]


def test_json_lines_say_the_same(table):
    lines = [
        {"id": 7, "train_video_url": "u", "properties": {"a": [1]}, "x-n": 1},
        {"train_video_url": "v", "id": None},
    ]
    made = table("\n".join(map(json.dumps, lines)) + "\n\n", name="people.jsonl")
    assert bodies(made) == [{"train_video_url": "u", "properties": {"a": [1]}}, {"train_video_url": "v"}]
    assert (made.entries[0].id, made.carried) == ("7", ("x-n",))
    assert len(made.entries[1].id) == 12


def test_a_cell_may_hold_several_lines_and_each_row_is_found_again(table):
    made = table('id,train_video_url,x-note\na,u,"two\nlines"\nb,v,one\nc,w,"and\n\nthree"\n')
    assert [(entry.id, entry.line) for entry in made.entries] == [("a", 2), ("b", 4), ("c", 5)]
    last, first = made.entries[2], made.entries[0]
    assert [row.carried["x-note"] for row in made.rows([last, first])] == ["and\n\nthree", "two\nlines"]


def test_an_id_made_of_the_body_does_not_depend_on_the_order_of_columns(table):
    one = table("train_video_url,replica_name\nu,Rio\n").entries[0]
    other = table("replica_name,train_video_url\nRio,u\n").entries[0]
    assert (one.id, one.digest) == (other.id, other.digest)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "id,train_video_ur\na,u\n",
            'people.csv:1:2: there is no field "train_video_ur"; did you mean "train_video_url"?',
        ),
        ("id,colour\na,u\n", 'no field "colour"; to report it without sending it, call it "x-colour"'),
        ("id,name\na,u\n", 'no field "name"; did you mean "replica_name"?'),
        ("id,id\na,b\n", 'people.csv:1:2: there are two columns "id".'),
        ("id,,train_video_url\na,,b\n", "people.csv:1:2: the column has no name."),
        ("id,train_video_url\na,u,more\n", "people.csv:2: 3 cells, where the first line has 2."),
        ("id,train_video_url\na\n", "people.csv:2: 1 cells, where the first line has 2."),
        ("id,train_video_url\ra,u\r", "people.csv:1: not CSV"),
        ('id,train_video_url\na,"u" x\n', "people.csv:2: not CSV"),
        ('id,train_video_url\na,u\nb,"never ends\n', "people.csv:3: not CSV"),
        ("id,train_video_url\na,u\na,v\n", 'people.csv:3:1: id: "a" is the id of line 2, too.'),
        ("train_video_url\nu\nv\nu\n", "people.csv:4: the row asks for the same as line 2"),
        ("id,replica_name\na,Rio\n", "people.csv:2: train_video_url: there is nothing to train from: train_video_url"),
        ("train_video_url,auto_fix\nu,perhaps\n", 'people.csv:2:2: auto_fix: "perhaps" is neither true nor false.'),
        ("train_video_url,properties\nu,{bad\n", "people.csv:2:2: properties: not JSON"),
        (
            'train_video_url,properties,properties.a\nu,"{""a"": 2}",1\n',
            "people.csv:2:3: properties.a: it is given twice.",
        ),
        ('{"train_video_url": "u"}\n{"a\n', "people.csv:2: not JSON (unterminated string"),
        ('{"train_video_url": 7}\n', "people.csv:1: train_video_url: it must be a string."),
        ('{"train_video_url": "u"}\n[1]\n', "people.csv:2: not a JSON object."),
        ('{"trainvideo_url": "u"}\n', 'did you mean "train_video_url"?'),
        (b"id,train_video_url\na,\xff\n", "people.csv:2: not UTF-8 (byte 3 of the line)"),
        ("id,train_video_url\n".encode("utf-16"), "is UTF-16"),
        (b"PK\x03\x04\x14\x00\x06", "is a spreadsheet or a zip file"),
        ("", "has no rows"),
        ("id,train_video_url\n\n , \n", "has no rows"),
        ("id,train_video_url\n\x1b[31m,u\n", "people.csv:2:1: id: an id is 1 to 128 characters that can be shown."),
    ],
)
def test_a67_a_fault_is_told_with_its_line_and_column(table, content, said):
    error = faults(table, content)
    assert said in "\n".join([error.message, *error.details])
    assert "nothing was sent" in error.message


def test_faults_of_the_heading_hide_no_fault_of_a_row_and_make_none(table):
    error = faults(
        table,
        "id,customer,train_video_ur,auto_fix,auto_fix,script,\n"
        "a,Ann,u,true,,Hi {customer},\n"
        "a,Bo,u,true,,Hi,\n"
        "b,Cy,u,perhaps,7,Hi,\n"
        "c,u\n"
        "\x07,Di,u,,,,\n",
        rules=RULES._replace(template="Hello {customer}"),
    )
    assert error.message.endswith(" has 8 faults; nothing was sent.")
    assert [detail.partition("people.csv:")[2] for detail in error.details] == [
        '1:2: there is no field "customer"; to report it without sending it, call it "x-customer"',
        '1:3: there is no field "train_video_ur"; did you mean "train_video_url"?',
        '1:5: there are two columns "auto_fix".',
        "1:7: the column has no name.",
        '3:1: id: "a" is the id of line 2, too.',
        '4:4: auto_fix: "perhaps" is neither true nor false.',
        "5: 2 cells, where the first line has 7.",
        "6:1: id: an id is 1 to 128 characters that can be shown.",
    ]


def test_the_field_of_the_tables_own_noun_is_suggested(table):
    rules = RULES._replace(fields={"model_name": str, "voice_name": str, **FIELDS})
    (told,) = faults(table, "id,name\na,u\n", rules=rules).details
    assert told.endswith('there is no field "name"; did you mean "replica_name"?')


def test_rows_without_ids_are_not_compared_by_half(table):
    error = faults(table, "replica_name,train_video_ur\nRio,u\nRio,v\n")
    assert len(error.details) == 1


def test_faults_before_what_cannot_be_read_are_told_too(table):
    error = faults(table, b"id,train_video_url\na\nb,\xff\n")
    assert [detail.partition("people.csv:")[2] for detail in error.details] == [
        "2: 1 cells, where the first line has 2.",
        "3: not UTF-8 (byte 3 of the line); nothing was sent.",
    ]


def test_the_first_twenty_faults_are_told_and_the_others_counted(table):
    error = faults(table, "id,replica_name\n" + "".join(f"{n},Rio\n" for n in range(57)))
    assert "57 faults" in error.message
    assert (len(error.details), error.details[-1]) == (21, "and 37 more")


def test_a_preset_field_fills_rows_and_contradicts_none(table):
    rules = RULES._replace(preset={"replica_name": "All", "properties.green": True})
    made = table("train_video_url,replica_name\nu,\nv,All\n", rules=rules)
    assert [body["replica_name"] for body in bodies(made)] == ["All", "All"]
    assert bodies(made)[0]["properties"] == {"green": True}
    error = faults(table, "train_video_url,replica_name\nu,Own\n", rules=rules)
    assert "the row and --set say different things" in error.details[0]


def test_a_script_is_filled_from_the_rows_own_columns(table):
    rules = RULES._replace(template="Hi {name}, {{really}}!")
    made = table("train_video_url,script,x-name\nu,,Ann\nv,Only {x-name},Bo\n", rules=rules)
    assert [body["script"] for body in bodies(made)] == ["Hi Ann, {really}!", "Only Bo"]
    error = faults(table, "train_video_url,x-name\nu,\n", rules=rules)
    assert "{name} needs the column x-name, which is empty" in error.details[0]
    error = faults(table, "train_video_url\nu\n", rules=rules)
    assert "which is not there" in error.details[0]


@pytest.mark.parametrize("script", ["{", "a } b", "{}", "{na me}"])
def test_a_single_brace_in_a_script_is_a_fault(script):
    with pytest.raises(Fault):
        filled(script, {"x-": "?", "x-na me": "?"})


def test_a_row_that_was_changed_meanwhile_is_not_sent(table):
    made = table("id,train_video_url\na,u\nb,v\n")
    made.path.write_text("id,train_video_url\na,u\nb,w\n")
    with pytest.raises(TavusError, match="changed while the batch ran"):
        bodies(made)


def test_a_table_that_is_no_file_is_an_error(tmp_path):
    for path in (tmp_path, tmp_path / "missing.csv", tmp_path / "x\0y"):
        with pytest.raises(UsageError):
            Table(path, RULES)


def test_a_hundred_thousand_rows_need_little_memory(table, tmp_path):
    path = tmp_path / "large.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "train_video_url", "replica_name", "x-note"])
        writer.writerows([f"row{n}", f"https://e.com/{n}.mp4", f"Name {n}", "note " * 20] for n in range(20_000))
    tracemalloc.start()
    made = Table(path, RULES)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(made.entries) == 20_000
    # Five times as many are then below 75 MB.
    assert kept < 15_000_000
