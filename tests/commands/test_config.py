"""tavus config set and unset: settings changed with the user's comments kept."""

import stat
import tomllib

import pytest
from samples import CONFIG, KEY


def profiles(path):
    return tomllib.loads(path.read_text())["profiles"]


def test_set_changes_one_value_and_keeps_every_comment(run, filled):
    result = run("config", "set", "timeout", "45.5", "--profile", "work")
    assert (result.code, result.out) == (0, "")
    assert result.err == f"note: timeout of profile work is set in {filled}\n"
    assert filled.read_text() == CONFIG.replace("timeout = 30", "timeout = 45.5")
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
    assert filled.read_text() == CONFIG


def test_the_base_url_of_a_stored_key_stays(run, filled):
    result = run("config", "set", "base_url", "https://evil.example.test")
    assert result.code == 2
    assert result.err.splitlines() == [
        "error: profile work holds a key for https://api.example.test, which must not go to evil.example.test.",
        "hint: log in there instead: tavus auth login --profile work --base-url https://evil.example.test",
    ]
    assert run("config", "unset", "base_url").code == 2
    assert filled.read_text() == CONFIG
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
    assert (result.code, filled.read_text()) == (2, CONFIG)
    assert "tavus auth logout --profile work" in result.err


def test_unset_removes_one_value(run, filled):
    assert run("config", "unset", "timeout").err == "note: timeout of profile work is no longer set\n"
    assert filled.read_text() == CONFIG.replace("timeout = 30\n", "")
    assert run("config", "unset", "timeout").err == "note: timeout of profile work was not set\n"
    assert run("config", "unset", "api_key").code == 0
    assert "api_key" not in profiles(filled)["work"]


def test_unset_of_nothing_makes_no_file(run, home):
    assert run("config", "unset", "timeout").code == 0
    assert not (home / ".config").exists()


def test_the_default_profile_can_be_changed_and_removed(run, filled):
    assert run("config", "set", "default_profile", "plain").err == f"note: default_profile is set in {filled}\n"
    assert filled.read_text() == CONFIG.replace('"work"  # most', '"plain"  # most')
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
    assert filled.read_text() == CONFIG


def test_a_value_that_something_else_goes_before_is_told(run, config):
    result = run("config", "set", "timeout", "5", env={"TAVUS_TIMEOUT": "9"})
    assert result.err.splitlines()[1] == "warning: TAVUS_TIMEOUT is given, and takes precedence over it"


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


def test_durations_are_seconds_wherever_they_are_written(run, config):
    config.write_text('[profiles.default]\ntimeout = "30m"\ncall_timeout = 1.5\n')
    assert run("config", "get", "timeout").out == "30m\n"
    assert run("config", "get", "timeout", "--json").json()["value"] == "30m"
    assert run("config", "get", "call_timeout").out == "1.5s\n"
    assert run("config", "get", "timeout", "--timeout", "6h").out == "6h\n"
    assert run("config", "get", "call_timeout", env={"TAVUS_CALL_TIMEOUT": "90s"}).out == "90s\n"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        *[("60", "60s"), ("1m", "60s"), ("120", "2m"), ("90m", "90m"), ("60m", "1h"), ("3601", "3601s")],
        *[(".5", "0.5s"), ("0.000000001", "0.000000001s"), ("1.1m", "66s"), ("277777h", "277777h")],
    ],
)
def test_a_duration_is_shown_with_its_unit_as_set_takes_it_back(run, given, shown):
    run("config", "set", "timeout", given)
    for _ in range(2):
        assert run("config", "get", "timeout").out == f"{shown}\n"
        assert ["timeout", shown] in [row[:2] for row in run("config", "list").rows()]
        run("config", "set", "timeout", shown)


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


@pytest.mark.parametrize("value", ["", " "])
@pytest.mark.parametrize("name", ["base_url", "timeout", "upload_command", "default_profile"])
def test_an_empty_value_is_refused_with_the_way_to_remove_the_setting(run, config, name, value):
    result = run("config", "set", name, value)
    assert (result.code, result.err) == (
        2,
        f"error: VALUE is empty.\nhint: to remove the setting: tavus config unset {name}\n",
    )
    assert not config.exists()


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("sandbox", "give --sandbox, or set TAVUS_SANDBOX"),
        ("profile", "to choose the default: tavus config set default_profile NAME"),
    ],
)
def test_a_setting_that_is_never_stored_is_refused_with_what_to_do(run, config, name, hint):
    result = run("config", "set", name, "1")
    assert (result.code, result.err) == (2, f"error: {name} cannot be stored.\nhint: {hint}\n")
    assert not config.exists()


def test_a_new_profile_beside_others_is_told(run, filled):
    result = run("config", "set", "timeout", "5", "--profile", "wrok")
    assert result.err.splitlines()[1] == "warning: profile wrok is new; did you mean work?"
    result = run("config", "set", "timeout", "5", "--profile", "staging")
    assert result.err.splitlines()[1] == "warning: profile staging is new; the others are: plain, work, wrok"
    assert len(run("config", "set", "timeout", "6", "--profile", "staging").err.splitlines()) == 1
