"""Which setting holds, and from where: option > environment > profile > default."""

import sys

import pytest
from faults.answers import document
from samples import KEY

ROWS = document({"data": [], "total_count": 0})


@pytest.fixture
def api(serve):
    return serve(ROWS, as_api=False)


@pytest.fixture
def configure(home):
    def write(text):
        path = home / ".config" / "tavus" / "config.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o600)
        return path

    return write


def key_sent(api):
    return api.requests[-1].headers["x-api-key"]


@pytest.mark.parametrize("place", ["before", "after", "between"])
def test_shared_options_stand_before_and_after_the_command(run, api, place):
    option = ("--base-url", api.url)
    argv = {
        "before": (*option, "replicas", "list"),
        "between": ("replicas", *option, "list"),
        "after": ("replicas", "list", *option),
    }[place]
    env = {"TAVUS_API_KEY": KEY, "TAVUS_BASE_URL": "http://127.0.0.1:9"}
    assert run(*argv, env=env).code == 0
    assert len(api.requests) == 1


def test_the_last_of_two_options_counts(run, api):
    argv = ("--base-url", "http://127.0.0.1:9", "replicas", "list", "--base-url", api.url)
    assert run(*argv, env={"TAVUS_API_KEY": KEY}).code == 0


def test_a_profile_brings_key_and_base_url(run, api, configure):
    configure(f'[profiles.default]\napi_key = "{KEY}"\nbase_url = "{api.url}/"\n')
    assert run("replicas", "list").code == 0
    assert key_sent(api) == KEY


def test_the_default_profile_can_be_named_in_the_file(run, api, configure):
    configure(f'default_profile = "w"\n[profiles.w]\napi_key = "{KEY}"\nbase_url = "{api.url}"\n')
    assert run("replicas", "list").code == 0


def test_the_environment_goes_before_the_profile(run, api, configure):
    configure('[profiles.default]\napi_key = "stored-key-0000"\nbase_url = "http://127.0.0.1:9"\n')
    assert run("replicas", "list", env={"TAVUS_API_KEY": KEY, "TAVUS_BASE_URL": api.url}).code == 0
    assert key_sent(api) == KEY


def test_a_key_command_gives_its_first_line(run, api, configure):
    script = f"print('{KEY}'); print('and a note')"
    configure(f'[profiles.default]\nbase_url = "{api.url}"\napi_key_command = ["{sys.executable}", "-c", "{script}"]\n')
    assert run("replicas", "list").code == 0
    assert key_sent(api) == KEY


def test_a_key_command_runs_without_a_shell(run, api, configure, home):
    configure(f'[profiles.default]\nbase_url = "{api.url}"\napi_key_command = "echo $HOME;touch${{IFS}}{home}/made"\n')
    assert run("replicas", "list").code == 0
    assert key_sent(api) == f"$HOME;touch${{IFS}}{home}/made"
    assert not (home / "made").exists()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("false", "failed (exit code 1)"),
        ("/nowhere/at/all", "could not be run (/nowhere/at/all): No such file"),
        ("true", "is empty"),
    ],
)
def test_a_key_command_that_fails_is_an_auth_error(run, configure, command, said):
    configure(f'[profiles.default]\napi_key_command = "{command}"\n')
    result = run("replicas", "list")
    assert result.code == 4
    assert said in result.err


def test_a_profile_that_is_not_there_lists_those_that_are(run, configure):
    configure("[profiles.home]\n[profiles.work]\n")
    result = run("replicas", "list", "--profile", "wrok")
    assert result.code == 2
    assert result.err.splitlines()[0] == 'error: there is no profile "wrok" (asked for by --profile).'
    assert result.err.splitlines()[1].endswith("config.toml: home, work")


def test_a_damaged_file_is_named_with_its_line(run, configure):
    path = configure('[profiles.default]\napi_key = "unfinished\n')
    result = run("replicas", "list")
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines()[0].startswith(f"error: cannot read {path}: ")
    assert result.err.splitlines()[0].endswith(" (line 2).")


def test_a_damaged_file_is_ignored_when_the_environment_has_the_key(run, api, configure):
    configure("[[[")
    result = run("replicas", "list", env={"TAVUS_API_KEY": KEY, "TAVUS_BASE_URL": api.url})
    assert result.code == 0
    assert result.err.startswith("warning: cannot read ")


def test_the_timeout_of_a_profile_is_used(serve, run, configure):
    slow = serve(lambda exchange: exchange.wait_for_the_end(), as_api=False)
    configure(f'[profiles.default]\napi_key = "{KEY}"\nbase_url = "{slow.url}"\ntimeout = 0.3\nretries = 0\n')
    result = run("replicas", "list")
    assert result.code == 9
    assert "within 0.3 s" in result.err


@pytest.mark.parametrize(
    "argv",
    [
        ("--limit", "0"),
        ("--limit", "abc"),
        ("--page", "-1"),
        ("--timeout", "0"),
        ("--timeout", "soon"),
        ("--timeout", "nan"),
        ("--retries", "-1"),
        ("--replica-type", "stock"),
        ("--format", "xml"),
        ("--all", "--page", "2"),
        ("--columns", "a,,b"),
        ("--replica-ids", "r1,,r2"),
        ("--sandbox", "--base-url", "http://127.0.0.1:9"),
    ],
)
def test_bad_values_end_with_2_and_name_the_option(run, argv):
    result = run("replicas", "list", *argv, env={"TAVUS_API_KEY": KEY, "TAVUS_BASE_URL": None})
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[0].startswith("error: ")
    assert ("column" if argv[0] == "--columns" else argv[0]) in result.err


@pytest.mark.parametrize(
    ("argv", "guess"),
    [
        (("replcas",), "did you mean replicas?"),
        (("replicas", "lsit"), "did you mean list?"),
        (("replicas", "list", "--limt", "3"), "did you mean --limit?"),
        (("replicas", "list", "--replica-type", "usr"), "did you mean user?"),
    ],
)
def test_typing_errors_get_the_nearest_word(run, argv, guess):
    result = run(*argv)
    assert result.code == 2
    assert result.err.splitlines()[1] == f"hint: {guess}"
