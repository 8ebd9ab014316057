"""tavus config list, get, path and profiles: settings with their sources, and never a whole key."""

import json

import pytest
from messages import messages
from samples import CONFIG, KEY


def test_list_shows_each_setting_with_its_source(run, filled):
    result = run("config", "list", "--retries", "5", env={"TAVUS_TIMEOUT": "7"})
    source = f"profile work in {filled}"
    assert result.rows() == [
        ["profile", "work", f"default_profile in {filled}"],
        ["base_url", "https://api.example.test", source],
        ["api_key", "...6789", source],
        ["api_key_command", "", "not set"],
        ["sandbox", "false", "default"],
        ["timeout", "7s", "TAVUS_TIMEOUT"],
        ["call_timeout", "60s", "default"],
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
        ["60s", "default"],
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
    assert run("config", "get", "timeout").out == "30s\n"
    assert run("config", "get", "timeout", "--timeout", "9").out == "9s\n"
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
    assert filled.read_text() == CONFIG


def test_a_near_miss_is_suggested(run):
    assert "hint: did you mean base_url?" in run("config", "set", "base-url", "https://x.test").err


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


def test_profiles_are_listed_with_the_ends_of_their_keys(run, filled):
    filled.write_text(CONFIG + '[profiles.team]\napi_key_command = "pass show tavus"\n')
    result = run("config", "profiles")
    assert result.rows() == [
        ["work", "https://api.example.test", "...6789", "true"],
        ["plain", "https://tavusapi.com", "", "false"],
        ["team", "https://tavusapi.com", "api_key_command", "false"],
    ]
    assert run("config", "profiles", "--json", "--profile", "team").json()["data"][2]["in_use"] is True
    assert "IN USE" in run("config", "profiles", terminal=True).out
    filled.unlink()
    assert run("config", "profiles").code == 0


def test_list_in_the_sandbox_says_what_the_sandbox_is(run, filled):
    result = run("--sandbox", "config", "list", "--json", env={"TAVUS_API_KEY": "another-key-of-mine"})
    rows = {row["name"]: (row["value"], row["source"]) for row in result.json()["data"]}
    assert rows["base_url"] == ("http://127.0.0.1:8787", "the sandbox, on this machine")
    assert rows["api_key"][1] == "the sandbox, which takes any"
    assert (rows["profile"], rows["sandbox"]) == ((None, "the sandbox uses none"), (True, "--sandbox"))
    assert ("note", "the sandbox uses no config file and no key") in messages(result.err)
    assert "tavusapi.com" not in result.out
