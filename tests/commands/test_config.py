"""tavus config: showing settings with their sources, and changing them with the user's comments kept."""

import json
import stat
import tomllib

import pytest
from samples import KEY

TEXT = f"""\
# mine
default_profile = "work"  # most days

[profiles.work]
# the office
api_key = "{KEY}"
base_url = "https://api.example.test"  # theirs
timeout = 30

[profiles.plain]
retries = 1  # once
"""


@pytest.fixture
def filled(config):
    config.write_text(TEXT)
    config.chmod(0o600)
    return config


def profiles(path):
    return tomllib.loads(path.read_text())["profiles"]


def test_list_shows_each_setting_with_its_source(run, filled):
    result = run("config", "list", "--retries", "5", env={"TAVUS_TIMEOUT": "7"})
    source = f"profile work in {filled}"
    assert result.rows() == [
        ["profile", "work", f"default_profile in {filled}"],
        ["base_url", "https://api.example.test", source],
        ["api_key", "...6789", source],
        ["api_key_command", "", "not set"],
        ["timeout", "7", "TAVUS_TIMEOUT"],
        ["retries", "5", "--retries"],
        ["default_profile", "work", str(filled)],
    ]
    assert (result.code, result.err) == (0, "")


def test_list_without_a_file_shows_the_defaults(run):
    rows = run("config", "list").rows()
    assert [row[1:] for row in rows] == [
        ["default", "default"],
        ["https://tavusapi.com", "default"],
        ["", "not set"],
        ["", "not set"],
        ["60", "default"],
        ["2", "default"],
        ["", "not set"],
    ]


def test_no_form_of_output_shows_the_key(run, filled):
    for env in ({}, {"TAVUS_API_KEY": KEY}):
        for words in (
            ["list", "--json"],
            ["list", "--format", "csv"],
            ["get", "api_key"],
            ["get", "api_key", "--json"],
        ):
            result = run("config", *words, env=env)
            assert result.code == 0
            assert "...6789" in result.out
            assert KEY[:12] not in result.out + result.err
    assert run("config", "list", "--json", env={"TAVUS_API_KEY": KEY}).json()["data"][2]["source"] == "TAVUS_API_KEY"


def test_the_key_command_is_shown_and_not_run(run, config, home):
    config.write_text(f"[profiles.default]\napi_key_command = [\"touch\", '{home}/ran']\n")
    assert run("config", "get", "api_key_command").out == f'["touch", "{home}/ran"]\n'
    assert run("config", "list").code == 0
    assert not (home / "ran").exists()


def test_get_prints_the_value_that_holds(run, filled):
    assert run("config", "get", "timeout").out == "30\n"
    assert run("config", "get", "timeout", "--timeout", "9").out == "9\n"
    assert run("config", "get", "retries").out == "2\n"
    assert run("config", "get", "profile").out == "work\n"
    assert run("config", "get", "base_url", "--profile", "plain").out == "https://tavusapi.com\n"
    assert run("config", "get", "retries", "--json").json() == {"name": "retries", "value": 2, "source": "default"}


def test_get_of_what_is_not_set_ends_with_3(run):
    result = run("config", "get", "api_key")
    assert (result.code, result.out) == (3, "")
    assert result.err.splitlines()[0] == "error: api_key is not set."


@pytest.mark.parametrize("words", [("get", "nope"), ("set", "nope", "1"), ("unset", "nope"), ("set", "NOPE", "1")])
def test_an_unknown_setting_is_refused_with_the_known_ones(run, filled, words):
    result = run("config", *words)
    assert result.code == 2
    assert result.err.splitlines()[0] == f'error: unknown setting "{words[1]}".'
    assert "base_url, api_key, api_key_command, timeout, retries, default_profile" in result.err.splitlines()[1]
    assert filled.read_text() == TEXT


def test_a_near_miss_is_suggested(run):
    assert 'hint: did you mean "base_url"?' in run("config", "set", "base-url", "https://x.test").err


def test_set_changes_one_value_and_keeps_every_comment(run, filled):
    result = run("config", "set", "timeout", "45.5", "--profile", "work")
    assert (result.code, result.out) == (0, "")
    assert result.err == f"note: timeout of profile work is set in {filled}\n"
    assert filled.read_text() == TEXT.replace("timeout = 30", "timeout = 45.5")
    assert run("--profile", "plain", "config", "set", "retries", "0").code == 0
    assert filled.read_text().endswith("retries = 0  # once\n")
    assert stat.S_IMODE(filled.stat().st_mode) == 0o600


def test_set_makes_the_file_and_a_new_profile(run, home):
    assert run("config", "set", "base_url", "HTTPS://API.example.test:443/v/", "--profile", "new").code == 0
    path = home / ".config" / "tavus" / "config.toml"
    assert profiles(path) == {"new": {"base_url": "https://api.example.test/v"}}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert run("config", "get", "base_url", "--profile", "new").out == "https://api.example.test/v\n"


@pytest.mark.parametrize(
    ("name", "value", "stored"),
    [
        ("timeout", "30", 30),
        ("retries", "10", 10),
        ("api_key_command", "pass show tavus", "pass show tavus"),
        ("api_key_command", '["op", "read", "x y"]', ["op", "read", "x y"]),
    ],
)
def test_values_are_stored_as_what_they_are(run, config, name, value, stored):
    assert run("config", "set", name, value).code == 0
    assert profiles(config) == {"default": {name: stored}}
    assert run("config", "list").code == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("timeout", "0"),
        ("timeout", "-1"),
        ("timeout", "soon"),
        ("timeout", "true"),
        ("timeout", '"30"'),
        ("timeout", "1e999"),
        ("timeout", "NaN"),
        ("retries", "11"),
        ("retries", "1.5"),
        ("retries", "[1]"),
        ("base_url", "http://api.example.test"),
        ("base_url", "api.example.test"),
        ("base_url", "https://user:pw@example.test"),
        ("base_url", ""),
        ("api_key_command", " "),
        ("api_key_command", "[]"),
        ("api_key_command", "[1]"),
        ("default_profile", "missing"),
        ("api_key", KEY),
    ],
)
def test_a_value_that_reading_would_refuse_is_not_stored(run, config, name, value):
    result = run("config", "set", name, "--", value)
    assert (result.code, result.out) == (2, "")
    assert not config.exists()
    assert KEY[:12] not in result.err
    assert "pw" not in result.err


def test_a_key_on_the_command_line_is_sent_to_auth_login(run, filled):
    for words in (["api_key", KEY], ["api_key"]):
        result = run("config", "set", *words)
        assert (result.code, result.err.splitlines()[1]) == (2, "hint: give it on standard input: tavus auth login")
    assert filled.read_text() == TEXT


def test_the_base_url_of_a_stored_key_stays(run, filled):
    result = run("config", "set", "base_url", "https://evil.example.test")
    assert result.code == 2
    assert result.err.splitlines() == [
        "error: profile work holds a key for https://api.example.test, which must not go to evil.example.test.",
        "hint: log in there instead: tavus auth login --profile work --base-url https://evil.example.test",
    ]
    assert run("config", "unset", "base_url").code == 2
    assert filled.read_text() == TEXT
    assert run("config", "set", "base_url", "https://API.example.test/").code == 0
    assert run("config", "set", "base_url", "https://evil.example.test", "--profile", "plain").code == 0


def test_a_key_without_a_base_url_stays_at_the_default(run, config):
    config.write_text(f'[profiles.default]\napi_key = "{KEY}"\n')
    assert run("config", "set", "base_url", "https://evil.example.test").code == 2
    assert run("config", "set", "base_url", "https://tavusapi.com").code == 0


def test_the_same_base_url_may_be_written_anew(run, config):
    config.write_text(f'[profiles.default]\napi_key = "{KEY}"\nbase_url = "https://API.example.test:443/"\n')
    assert run("config", "set", "base_url", "https://api.example.test").code == 0
    assert profiles(config)["default"]["base_url"] == "https://api.example.test"


def test_a_key_and_a_command_for_one_cannot_both_be_set(run, filled):
    result = run("config", "set", "api_key_command", "pass show tavus")
    assert (result.code, filled.read_text()) == (2, TEXT)
    assert "tavus auth logout --profile work" in result.err


def test_unset_removes_one_value(run, filled):
    assert run("config", "unset", "timeout").err == "note: timeout of profile work is no longer set\n"
    assert filled.read_text() == TEXT.replace("timeout = 30\n", "")
    assert run("config", "unset", "timeout").err == "note: timeout of profile work was not set\n"
    assert run("config", "unset", "api_key").code == 0
    assert "api_key" not in profiles(filled)["work"]


def test_unset_of_nothing_makes_no_file(run, home):
    assert run("config", "unset", "timeout").code == 0
    assert not (home / ".config").exists()


def test_the_default_profile_can_be_changed_and_removed(run, filled):
    assert run("config", "set", "default_profile", "plain").err == f"note: default_profile is set in {filled}\n"
    assert filled.read_text() == TEXT.replace('"work"  # most', '"plain"  # most')
    assert run("config", "get", "profile").out == "plain\n"
    assert run("config", "unset", "default_profile").code == 0
    assert run("config", "get", "profile").out == "default\n"


def test_the_first_default_profile_stands_before_the_tables(run, config):
    config.write_text("[profiles.work]\ntimeout = 5\n")
    assert run("config", "set", "default_profile", "work").code == 0
    assert tomllib.loads(config.read_text()) == {"default_profile": "work", "profiles": {"work": {"timeout": 5}}}


def test_a_profile_that_is_not_there_is_refused_but_for_set(run, filled):
    for words in (["list"], ["get", "timeout"], ["unset", "timeout"]):
        assert run("config", *words, "--profile", "missing").code == 2
    assert filled.read_text() == TEXT


def test_a_value_that_something_else_goes_before_is_told(run, config):
    result = run("config", "set", "timeout", "5", env={"TAVUS_TIMEOUT": "9"})
    assert result.err.splitlines()[1] == "warning: TAVUS_TIMEOUT is given, and goes before it"


def test_a_damaged_setting_can_be_mended(run, config):
    config.write_text('[profiles.default]\nbase_url = "nonsense"\n')
    assert run("config", "list").code == 2
    assert run("config", "set", "base_url", "https://api.example.test").code == 0
    assert run("config", "get", "base_url").out == "https://api.example.test\n"


def test_a_damaged_file_is_left_as_it_is(run, config):
    config.write_text("[profiles\n")
    for words in (["list"], ["get", "timeout"], ["set", "timeout", "5"], ["unset", "timeout"]):
        assert run("config", *words).code == 1
    assert config.read_text() == "[profiles\n"
    assert run("config", "path").code == 0
    assert run("config", "get", "default_profile", env={"TAVUS_API_KEY": KEY}).code == 3


def test_path_is_printed_whether_the_file_is_there_or_not(run, home):
    expected = f"{home}/.config/tavus/config.toml\n"
    assert run("config", "path").out == expected
    (home / ".config" / "tavus").mkdir(parents=True)
    assert run("config", "path").out == expected
    assert not (home / ".config" / "tavus" / "config.toml").exists()


def test_list_as_json_is_one_document(run, filled):
    result = run("config", "list", "--json", "--columns", "name,value")
    assert result.err == ""
    assert json.loads(result.out)["data"][0] == {"name": "profile", "value": "work"}
