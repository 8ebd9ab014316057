"""Usage errors: what is wrong with a command line in one line, and what to type instead in another."""

import pytest
from samples import KEY

from tavus_cli.errors import did_you_mean, nearest

CREATE = ("replicas", "create")
DURATION = "a duration above 0, such as 90, 90s, 30m or 6h"


def errors(run, *argv, **options):
    """Both lines of a usage error, without `error: ` and `hint: `."""
    result = run(*argv, **options)
    assert (result.code, result.out) == (2, "")
    error, hint = result.err.splitlines()
    assert error.startswith("error: ")
    assert error.endswith(".")
    return error.removeprefix("error: "), hint.removeprefix("hint: ")


@pytest.mark.parametrize(
    ("argv", "hint"),
    [
        ((*CREATE, "--name", "Foo"), "did you mean --replica-name?"),
        (("videos", "create", "--name", "Foo"), "did you mean --video-name?"),
        ((*CREATE, "--video", "x"), "did you mean --train-video-url, --consent-video-url or --train-video?"),
        ((*CREATE, "--consent", "x"), "did you mean --consent-video-url or --consent-video?"),
        ((*CREATE, "--callback", "x"), "did you mean --callback-url?"),
        ((*CREATE, "--replica_name", "x"), "did you mean --replica-name?"),
        (("videos", "create", "--text", "x"), "did you mean --script?"),
        (("replicas", "list", "--output", "json"), "did you mean --format?"),
        (("replicas", "list", "--text", "x"), "see: tavus replicas list --help"),
        (("replicas", "list", "--jq", "."), "see: tavus replicas list --help"),
        (("replicas", "list", "--limt", "3"), "did you mean --limit?"),
        (("-V",), "did you mean --version?"),
        (("-v",), "did you mean --version?"),
        (("replicas", "list", "-v"), "did you mean --verbose?"),
        (("replicas", "list", "-q"), "did you mean --quiet?"),
        (("replicas", "list", "-n", "3"), "did you mean --limit?"),
        (("replicas", "list", "-o", "json"), "did you mean --format?"),
        (("replicas", "delete", "r1", "-f"), "did you mean --yes?"),
        ((*CREATE, "-n"), "did you mean --dry-run?"),
        (("videos", "download", "v1", "-f"), "did you mean --force?"),
        (("videos", "list", "-a"), "did you mean --all?"),
        (
            ("--nonsense", "replicas", "list"),
            "if a command has it, give it after the command: tavus COMMAND --nonsense",
        ),
    ],
)
def test_an_option_that_does_not_exist_is_named_with_what_may_be_meant(run, argv, hint):
    option = next(word for word in argv if word.startswith("-"))
    assert errors(run, *argv) == (f"there is no option {option}.", hint)


@pytest.mark.parametrize(
    ("argv", "error", "hint"),
    [
        (("replcas",), "there is no command replcas.", "did you mean replicas?"),
        (("replica", "list"), "there is no command replica.", "did you mean replicas?"),
        (("login",), "there is no command login.", "did you mean: tavus auth login"),
        (("whoami",), "there is no command whoami.", "did you mean: tavus auth status"),
        (("ls",), "there is no command ls.", "did you mean: tavus replicas list"),
        (("rm", "r1"), "there is no command rm.", "did you mean: tavus replicas delete ID"),
        (("show", "r1"), "there is no command show.", "did you mean: tavus replicas get ID"),
        (("video",), "there is no command video.", "did you mean videos?"),
        (("logout",), "there is no command logout.", "did you mean: tavus auth logout"),
        (("replicas", "show", "r1"), "tavus replicas has no command show.", "did you mean get?"),
        (("tools",), "there is no command tools.", "no command is for them yet, but: tavus api GET /v2/tools"),
        (("replicas", "lsit"), "tavus replicas has no command lsit.", "did you mean list?"),
        (("replicas", "ls"), "tavus replicas has no command ls.", "did you mean list?"),
        (("videos", "rm", "v1"), "tavus videos has no command rm.", "did you mean delete?"),
        (("auth", "list"), "tavus auth has no command list.", "did you mean: tavus config profiles"),
        (("auth", "xyz"), "tavus auth has no command xyz.", "known: login, logout, status"),
    ],
)
def test_a_command_that_does_not_exist_leads_to_one_that_does(run, argv, error, hint):
    assert errors(run, *argv) == (error, hint)


def test_what_is_far_off_gets_no_guess(run):
    error, hint = errors(run, "conferences")
    assert error == "there is no command conferences."
    assert hint.startswith("known: api, auth, ")


@pytest.mark.parametrize(
    ("argv", "word", "hint"),
    [
        (("replicas", "rename", "r1", "New", "Name"), "Name", '"New Name"'),
        ((*CREATE, "--replica-name", "My", "own", "face"), "own", '"My own face"'),
        (("replicas", "list", "extra"), "extra", "see: tavus replicas list --help"),
        (("videos", "create", "--replica-id", "r1", "--script", "a", "--fast", "b"), "b", "see: tavus videos create"),
    ],
)
def test_a_word_too_many_is_named_with_the_quotes_it_may_lack(run, argv, word, hint):
    error, told = errors(run, *argv)
    assert error == f'unexpected "{word}".'
    assert told.startswith("put text that has spaces in it in quotes")
    assert hint in told


def test_a_file_too_many_is_told_the_options_for_files(run, home, monkeypatch):
    monkeypatch.chdir(home)
    (home / "me.mp4").touch()
    error, told = errors(run, "replicas", "create", "me.mp4")
    options = "--train-video, --consent-video, --train-image, --input"
    assert error == 'unexpected "me.mp4".'
    assert told == f"a file needs its option: {options}; see: tavus replicas create --help"
    # A command that takes no file, and what cannot be the name of a file.
    for argv in (("replicas", "list", "me.mp4"), ("replicas", "create", 5000 * "x")):
        assert errors(run, *argv)[1].startswith("put text that has spaces in it in quotes")


def test_an_id_too_many_leads_to_one_command_for_each(run):
    hint = "give one id at a time; for those in a list: xargs -r -n 1 tavus videos download"
    assert errors(run, "videos", "download", "v1", "v2") == ('unexpected "v2".', hint)


@pytest.mark.parametrize("word", ["\u2014json", "\u2013\u2013json", "\u2014-json"])
def test_a_long_dash_is_told_from_two_hyphens(run, word):
    hint = "it starts with a long dash; type two hyphens: --json"
    assert errors(run, "replicas", "list", word) == (f'unexpected "{word}".', hint)


@pytest.mark.parametrize(
    "argv",
    [
        ("auth", "login", "sk-foo"),
        ("auth", "login", KEY),
        ("auth", "status", KEY),
        ("replicas", "list", KEY),
        ("config", "set", "api_key", KEY, KEY),
        ("config", "get", KEY, KEY),
        (KEY,),
        ("replicas", KEY),
    ],
)
def test_a_06_what_may_be_a_key_is_not_repeated(run, argv):
    error, hint = errors(run, *argv)
    assert KEY not in error + hint
    assert "sk-foo" not in error + hint


@pytest.mark.parametrize(
    ("argv", "error"),
    [
        (("replicas", "list", "--limit", "abc"), '--limit must be a whole number of 1 or more, not "abc".'),
        (("replicas", "list", "--limit", "0"), '--limit must be a whole number of 1 or more, not "0".'),
        (("sandbox", "serve", "--port", "99999"), '--port must be a whole number from 0 to 65535, not "99999".'),
        (("replicas", "list", "--limit"), "--limit needs a value."),
        (("replicas", "list", "--json=yes"), "--json takes no value."),
        (("replicas", "get"), "ID is missing."),
        (("replicas", "rename", "r1"), "NAME is missing."),
        (("replicas", "list", "--timeout", "5x"), f'--timeout must be {DURATION}, not "5x".'),
        (("replicas", "wait", "r1", "--interval", "0"), f'--interval must be {DURATION}, not "0".'),
        (("replicas", "list", "--retries", "-1"), '--retries must be a whole number from 0 to 10, not "-1".'),
        (("replicas", "list", "--replica-type", "x"), '--replica-type must be one of user, system, not "x".'),
        (("api", "FOO", "/x"), 'METHOD must be one of GET, POST, PUT, PATCH, DELETE, not "FOO".'),
        (("replicas", "list", "--limit", "'is not'"), "--limit must be a whole number of 1 or more, not \"'is not'\"."),
        (("replicas", "list", "--limit", "a\x1bb"), '--limit must be a whole number of 1 or more, not "a\\x1bb".'),
        (("--base-url=", "replicas", "list"), "--base-url is empty."),
        (("replicas", "list", "--base-url", ""), "--base-url is empty."),
    ],
)  # fmt: skip
def test_a_value_is_refused_with_what_it_must_be(run, argv, error):
    told, hint = errors(run, *argv)
    assert told == error
    assert hint.startswith(("see: tavus ", "give the root of the API, such as "))


@pytest.mark.parametrize(
    ("variable", "value", "error"),
    [
        ("TAVUS_TIMEOUT", "soon", f'TAVUS_TIMEOUT must be {DURATION}, not "soon".'),
        ("TAVUS_RETRIES", "99", 'TAVUS_RETRIES must be a whole number from 0 to 10, not "99".'),
        ("TAVUS_DEBUG", "foo", 'TAVUS_DEBUG must be 1 or 0, or true, false, yes, no, on or off, not "foo".'),
        ("TAVUS_BASE_URL", "", "TAVUS_BASE_URL is empty."),
    ],
)
def test_a_variable_is_named_where_it_is_the_cause(run, variable, value, error):
    assert errors(run, "replicas", "list", env={variable: value})[0] == error


def test_a_choice_gets_the_nearest(run):
    assert errors(run, "replicas", "list", "--replica-type", "usr")[1] == "did you mean user?"


def test_a_path_in_the_place_of_the_method_is_taken_for_a_get(run):
    assert errors(run, "api", "/v2/replicas?limit=1")[1] == "did you mean: tavus api GET '/v2/replicas?limit=1'"


def test_with_json_the_hint_is_in_the_document(run):
    result = run("replicas", "list", "--jq", ".", "--json")
    assert result.code == 2
    assert '"hint": "see: tavus replicas list --help"' in result.err


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("lsit", ["list", "get"], ["list"]),
        ("get", ["set"], []),
        ("url", ["--base-url", "--callback-url", "--x-url", "--y-url"], ["--base-url", "--callback-url", "--x-url"]),
        ("-", ["--all"], []),
        ("", ["--all"], []),
        ("NAME", ["replica_name", "voice_name"], ["replica_name", "voice_name"]),
    ],
)
def test_the_nearest_words(word, known, found):
    assert nearest(word, known) == found


def test_several_guesses_read_as_a_question():
    assert did_you_mean("url", ["--a-url", "--b-url", "--c-url"]) == "did you mean --a-url, --b-url or --c-url?"
    assert did_you_mean("xyz", ["--a-url"]) == ""


@pytest.mark.parametrize(
    ("more", "named"),
    [
        (("--replica-name", "B"), ["--replica-name"]),
        (("--replica-name=B", "--train-video-url=https://b.example.com"), ["--replica-name", "--train-video-url"]),
        # Shared options may stand before and after the command, the last one counting; a flag says the same twice.
        (("--profile", "a", "--profile", "b", "--dry-run", "--dry-run"), []),
        (("--callback-url", "https://b.example.com"), []),
    ],
)
def test_an_option_that_is_given_twice_is_told(run, more, named):
    url = "https://a.example.com"
    argv = (*CREATE, "--train-video-url", url, "--consent-video-url", url, "--replica-name", "A", "--dry-run")
    result = run(*argv, *more, "--no-check", width=300)
    warned = [line for line in result.err.splitlines() if "twice" in line]
    assert warned == [f"warning: {name} is given twice; the last one counts" for name in named]


def test_what_takes_several_values_may_be_given_twice(run, sandbox):
    result = run("replicas", "list", "--replica-ids", "r1", "--replica-ids", "r1")
    assert (result.code, "twice" in result.err) == (0, False)


@pytest.mark.parametrize(("model", "warned"), [("phonix-4", True), ("phoenix-5", False)])
def test_a_model_with_another_name_is_told(run, model, warned):
    argv = (*CREATE, "--train-video-url", "https://a.example.com", "--model-name", model, "--dry-run", "--no-check")
    assert (f"--model-name: models are called phoenix-3, phoenix-4 and so on, not {model}" in run(*argv).err) is warned
