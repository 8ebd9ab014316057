"""tavus config: showing settings with their sources, and changing them with the user's comments kept."""

import json
import stat
import tomllib

import pytest
from messages import messages
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
        ["sandbox", "false", "default"],
        ["timeout", "7", "TAVUS_TIMEOUT"],
        ["call_timeout", "60", "default"],
        ["retries", "5", "--retries"],
        ["check", "", "not set"],
        ["upload_to", "", "not set"],
        ["upload_endpoint", "", "not set"],
        ["upload_command", "", "not set"],
        ["link_hours", "48", "default"],
        ["debug", "false", "default"],
        ["quiet", "false", "default"],
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
        ["false", "default"],
        ["", "not set"],
        ["60", "default"],
        ["2", "default"],
        ["", "not set"],
        ["", "not set"],
        ["", "not set"],
        ["", "not set"],
        ["48", "default"],
        ["false", "default"],
        ["false", "default"],
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
    assert "base_url, api_key, api_key_command, " in result.err.splitlines()[1]
    assert ", call_timeout, retries, " in result.err.splitlines()[1]
    assert filled.read_text() == TEXT


def test_a_near_miss_is_suggested(run):
    assert "hint: did you mean base_url?" in run("config", "set", "base-url", "https://x.test").err


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
        ("timeout", "1.5", 1.5),
        ("timeout", "90s", "90s"),
        ("call_timeout", "30m", "30m"),
        ("timeout", " 6H ", "6H"),
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
        ("timeout", "5x"),
        ("timeout", "30 minutes"),
        ("timeout", "1h30m"),
        ("timeout", "0m"),
        ("timeout", "999999h"),
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


def test_durations_are_seconds_wherever_they_are_written(run, config):
    config.write_text('[profiles.default]\ntimeout = "30m"\ncall_timeout = 1.5\n')
    assert run("config", "get", "timeout").out == "1800\n"
    assert run("config", "get", "timeout", "--json").json()["value"] == 1800
    assert run("config", "get", "call_timeout").out == "1.5\n"
    assert run("config", "get", "timeout", "--timeout", "6h").out == "21600\n"
    assert run("config", "get", "call_timeout", env={"TAVUS_CALL_TIMEOUT": "90s"}).out == "90\n"


def test_a_value_that_its_setting_cannot_have_is_named_and_can_be_mended(run, config):
    config.write_text(f'[profiles.work]\napi_key = "{KEY}"\ntimeout = "abc" # mine\nretries = 99\n')
    result = run("config", "list", "--profile", "work")
    assert (result.code, result.err.splitlines()) == (
        1,
        [
            f"error: timeout in [profiles.work] of {config} must be a duration above 0, such as 90, 90s, 30m or 6h.",
            "hint: change it: tavus config set timeout VALUE --profile work",
        ],
    )
    assert run("config", "set", "timeout", "5m", "--profile", "work").code == 0
    assert run("config", "unset", "retries", "--profile", "work").code == 0
    assert config.read_text() == f'[profiles.work]\napi_key = "{KEY}"\ntimeout = "5m" # mine\n'
    assert run("config", "list", "--profile", "work").code == 0


def test_a_profile_with_two_keys_can_be_mended(run, config):
    config.write_text(f'[profiles.default]\napi_key = "{KEY}"\napi_key_command = "pass show tavus"\n')
    result = run("config", "list")
    assert result.code == 1
    hint = result.err.splitlines()[1].removeprefix("hint: remove one of them: tavus ")
    assert run(*hint.split()).code == 0
    assert run("config", "list").code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'api_key = "x"\n',
            '"api_key" stands outside of the profiles and is ignored; write it below a line [profiles.',
        ),
        ('[default]\napi_key = "x"\n', "[default] is ignored; the table of a profile is called [profiles.default]"),
        (
            "[profile.work]\nretries = 1\n",
            "[profile.work] is ignored; the table of a profile is called [profiles.work]",
        ),
        ("[other]\na = 1\n", 'unknown setting "other" is ignored'),
    ],
)
def test_what_stands_at_the_wrong_place_is_told_with_the_right_one(run, config, text, said):
    config.write_text(text)
    config.chmod(0o600)
    result = run("config", "list")
    assert result.code == 0
    assert result.err.splitlines()[0].startswith(f"warning: {config}: {said}")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("sandbox", "give --sandbox, or set TAVUS_SANDBOX"),
        ("profile", "choose the usual one: tavus config set default_profile NAME"),
    ],
)
def test_a_setting_that_is_never_stored_is_refused_with_what_to_do(run, config, name, hint):
    result = run("config", "set", name, "1")
    assert (result.code, result.err) == (2, f"error: {name} is not stored.\nhint: {hint}\n")
    assert not config.exists()


def test_a_new_profile_beside_others_is_told(run, filled):
    result = run("config", "set", "timeout", "5", "--profile", "wrok")
    assert result.err.splitlines()[1] == "warning: profile wrok is new; did you mean work?"
    result = run("config", "set", "timeout", "5", "--profile", "staging")
    assert result.err.splitlines()[1] == "warning: profile staging is new; there were: plain, work, wrok"
    assert len(run("config", "set", "timeout", "6", "--profile", "staging").err.splitlines()) == 1


def test_profiles_are_listed_with_the_ends_of_their_keys(run, filled):
    filled.write_text(TEXT + '[profiles.team]\napi_key_command = "pass show tavus"\n')
    result = run("config", "profiles")
    assert result.rows() == [
        ["work", "https://api.example.test", "...6789", "true"],
        ["plain", "https://tavusapi.com", "", "false"],
        ["team", "https://tavusapi.com", "api_key_command", "false"],
    ]
    assert run("config", "profiles", "--json", "--profile", "team").json()["data"][2]["in_force"] is True
    filled.unlink()
    assert run("config", "profiles").code == 0


def test_list_in_the_sandbox_says_what_the_sandbox_is(run, filled):
    result = run("--sandbox", "config", "list", "--json", env={"TAVUS_API_KEY": "another-key-of-mine"})
    rows = {row["name"]: (row["value"], row["source"]) for row in result.json()["data"]}
    assert rows["base_url"] == ("http://127.0.0.1:8787", "the sandbox, on this machine")
    assert rows["api_key"][1] == "the sandbox, which takes any"
    assert (rows["profile"], rows["sandbox"]) == ((None, "the sandbox uses none"), (True, "--sandbox"))
    assert ("note", "the sandbox is a stand-in on this machine; it reads no config file and no key") in messages(
        result.err
    )
    assert "tavusapi.com" not in result.out
