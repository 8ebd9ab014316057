"""What a resource says of itself: progress in every form, and what an id may be."""

import pytest
from faults.answers import document
from samples import CREATE

from tavus_cli.verbs.resource import Job, Resource, hint_for_id

THING = Resource(noun="thing", path="/v2/box/things", columns={"thing_id": "ID"}, essential=1, fields=("thing_id",))


@pytest.mark.parametrize(
    ("whole", "value", "share"),
    [
        (None, "40/100", "40/100"),
        (None, None, ""),
        (None, 40, "40"),
        (100, 40, "40/100"),
        (1, 0.404, "40/100"),
        (8, 8, "100/100"),
        (100, None, ""),
        (100, "40/100", "40/100"),
    ],
)
def test_progress_is_a_text_or_a_number(whole, value, share):
    job = Job(
        resource=THING,
        name="making",
        duration="it takes a while",
        progress="progress",
        done=frozenset({"done"}),
        failed=frozenset({"error"}),
        reasons=(),
        whole=whole,
    )
    assert job.share({"progress": value}) == share
    assert job.share({}) == ""


def test_names_follow_from_the_noun_and_the_path():
    assert (THING.id_field, THING.name_field, THING.plural) == ("thing_id", "thing_name", "things")
    assert [tuple(memory) for memory in THING.shape.memory] == [("things", "thing_id", "thing_name")]
    assert THING.part({"size": "SIZE"}, ("size",)).plural == "things"


@pytest.mark.parametrize(
    ("noun", "record_id", "hint"),
    [
        ("replica", "pf4e9d9790f0", "it looks like a pal's id; a replica's starts with r"),
        ("voice", "783537ef5", "it looks like a video's id; a voice's starts with v"),
        ("video", "rf4e9d9790f0", "it looks like a replica's id; a video's has 9 or 10 digits and letters up to f"),
        ("replica", "rf4e9d9790f0", None),
        ("replica", "nothing", None),
        ("persona", "rf4e9d9790f0", "it looks like a replica's id; a pal's starts with p"),
    ],
)
def test_an_id_of_another_noun_is_recognised(noun, record_id, hint):
    assert hint_for_id(noun, record_id) == hint


@pytest.mark.parametrize(
    ("argv", "refusal", "hint"),
    [
        (
            ("videos", "create", "--script", "Hi", "--replica-id", "My Name"),
            "Invalid replica_id",
            "if it is a name, this finds its id: tavus --profile work replicas list --search 'My Name'",
        ),
        (
            ("videos", "create", "--script", "Hi", "--replica-id", "rf4e9d9790f0"),
            "Invalid replica_uuid",
            "see which there are: tavus --profile work replicas list",
        ),
        (
            ("conversations", "create", "--replica-id", "rf4e9d9790f0", "--pal-id", "guide"),
            "Invalid persona_id",
            "if it is a name, this finds its id: tavus --profile work pals list --search guide",
        ),
        (
            ("replicas", "create", "--train-image-url", "https://example.com/a.png", "--voice-name", "nobody"),
            "Invalid voice_name",
            "see which there are: tavus --profile work voices list",
        ),
        # It is the new one's own name that is wrong.
        ((*CREATE, "--replica-name", "Me"), "Invalid replica_name", None),
        ((*CREATE, "--replica-name", "Me"), "Invalid thing_id", None),
        (
            ("voices", "get", "anna"),
            "Invalid voice_id",
            "if it is a name, this finds its id: tavus --profile work voices list --source all --search anna",
        ),
        (("replicas", "get", "rf4e9d9790f0"), "Invalid replica_id", None),
    ],
)
def test_a_refused_name_or_id_leads_to_those_there_are(serve, run, home, argv, refusal, hint):
    folder = home / ".config" / "tavus"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("[profiles.work]\n")
    serve(document({"message": refusal}, status=400))
    result = run(*argv, "--profile", "work", "--quiet")
    hints = [line for line in result.err.splitlines() if line.startswith("hint: ")]
    assert (result.code, hints) == (3 if "get" in argv else 5, [f"hint: {hint}"] if hint else [])
