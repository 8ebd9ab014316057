"""tavus auth: storing a key, removing it, telling which one counts."""

import stat
import tomllib

import pytest
from faults.answers import document, reply
from samples import KEY

ROWS = document({"data": [], "total_count": 0})


@pytest.fixture
def api(serve):
    return serve(ROWS, as_api=False)


@pytest.fixture
def config(home):
    return home / ".config" / "tavus" / "config.toml"


def login(run, api, *options, key=KEY, env=None):
    return run("auth", "login", "--base-url", api.url, *options, stdin=key + "\n", env=env)


def test_login_tries_the_key_and_stores_it_for_its_host(run, api, config):
    result = login(run, api)
    assert (result.code, result.out) == (0, "")
    assert (
        result.err
        == f"note: the key for 127.0.0.1:{api.port} was accepted and is stored in profile default of {config}\n"
    )
    (request,) = api.requests
    assert (request.target, request.headers["x-api-key"]) == ("/v2/replicas?limit=1", KEY)
    assert tomllib.loads(config.read_text())["profiles"] == {"default": {"api_key": KEY, "base_url": api.url}}
    assert stat.S_IMODE(config.stat().st_mode) == 0o600


def test_login_stores_no_key_that_the_api_refuses(serve, run, config):
    api = serve(reply(401, b'{"message": "Invalid access token"}'), as_api=False)
    result = login(run, api)
    assert result.code == 4
    assert "Invalid access token" in result.err
    assert not config.exists()


def test_only_a_stored_key_is_to_be_replaced_by_a_login(serve, run):
    api = serve(reply(401), as_api=False)
    login(run, api, "--no-verify", "--profile", "my work")
    stored = run("replicas", "list", "--profile", "my work")
    assert (stored.code, stored.err.splitlines()[1]) == (
        4,
        "hint: store another key: tavus auth login --profile 'my work'",
    )
    given = run("replicas", "list", "--base-url", api.url, env={"TAVUS_API_KEY": KEY})
    hint = "hint: correct it there; keys are made at https://platform.tavus.io/api-keys"
    assert (given.code, given.err.splitlines()[1]) == (4, hint)


def test_login_without_verifying_asks_nobody(run, api, config):
    assert login(run, api, "--no-verify").code == 0
    assert api.requests == []
    assert config.exists()


@pytest.mark.parametrize("key", ["", "  ", "two words", "\x1b[31m"])
def test_login_refuses_what_cannot_be_a_key(run, api, config, key):
    result = login(run, api, key=key)
    assert (result.code, api.requests, config.exists()) == (4, [], False)


def test_login_without_a_key_says_how_to_give_one(run, api):
    result = login(run, api, key=" ")
    assert result.err.splitlines() == [
        "error: standard input contains no key; nothing was stored.",
        "hint: tavus auth login < FILE",
    ]


def test_login_keeps_comments_and_other_profiles(run, api, config):
    config.parent.mkdir(parents=True)
    config.write_text('# mine\n[profiles.work]\napi_key = "work-key-000000"  # the office\n')
    assert login(run, api).code == 0
    text = config.read_text()
    assert text.startswith('# mine\n[profiles.work]\napi_key = "work-key-000000"  # the office\n')
    assert set(tomllib.loads(text)["profiles"]) == {"work", "default"}


def test_login_says_that_the_environment_goes_first(run, api):
    assert "TAVUS_API_KEY is set" in login(run, api, env={"TAVUS_API_KEY": "other-key-000"}).err


def test_a_stored_key_is_used_at_its_own_base_url(run, api):
    login(run, api)
    assert run("replicas", "list").code == 0
    assert api.requests[-1].headers["x-api-key"] == KEY


def test_a_stored_key_of_a_named_profile_is_used_when_asked_for(run, api):
    login(run, api, "--profile", "work")
    assert run("replicas", "list").code == 4
    assert run("replicas", "list", "--profile", "work").code == 0
    assert run("--profile", "work", "replicas", "list").code == 0


def test_logout_removes_the_key_and_keeps_the_rest(run, api, config):
    login(run, api)
    result = run("auth", "logout")
    assert result.code == 0
    assert result.err.splitlines()[0] == f"note: the key was removed from profile default of {config}"
    assert tomllib.loads(config.read_text())["profiles"] == {"default": {"base_url": api.url}}
    assert run("auth", "logout").err == "note: profile default has no stored key\n"


def test_status_tells_where_the_key_is_from_and_that_it_works(run, api):
    login(run, api)
    result = run("auth", "status", "--json")
    assert result.json() == {
        "host": f"127.0.0.1:{api.port}",
        "base_url": api.url,
        "base_url_source": result.json()["base_url_source"],
        "profile": "default",
        "key_source": "profile default",
        "key": "...6789",
        "works": True,
    }
    assert run("auth", "status", env={"TAVUS_API_KEY": KEY}).rows()[0][2] == "TAVUS_API_KEY"


def test_status_ends_with_4_for_a_key_that_does_not_work(serve, run):
    api = serve(reply(401, b'{"message": "Invalid access token"}'), as_api=False)
    result = run("auth", "status", "--json", env={"TAVUS_API_KEY": KEY, "TAVUS_BASE_URL": api.url})
    assert (result.code, result.json()["works"]) == (4, False)
    assert KEY not in result.out + result.err


def test_status_without_a_key_ends_with_4(run):
    result = run("auth", "status")
    assert (result.code, result.out) == (4, "")
    assert result.err.splitlines() == [
        "error: no API key.",
        "hint: create a key at https://platform.tavus.io/api-keys, and run `tavus auth login` or set TAVUS_API_KEY;"
        " to try tavus without an account, add --sandbox",
    ]


def test_an_empty_variable_does_not_fall_through_to_a_stored_key(run, api):
    login(run, api)
    result = run("replicas", "list", env={"TAVUS_API_KEY": ""})
    assert (result.code, result.err.splitlines()[0]) == (4, "error: TAVUS_API_KEY is set but empty.")
    assert len(api.requests) == 1


def test_logout_says_that_the_base_url_stays_and_how_to_drop_it(run, api, config):
    login(run, api, "--profile", "work")
    err = run("auth", "logout", "--profile", "work").err
    assert f"the profile keeps its base URL {api.url}; to remove it: tavus --profile work config unset base_url" in err
    assert run("config", "unset", "base_url", "--profile", "work").code == 0
    assert tomllib.loads(config.read_text())["profiles"]["work"] == {}


@pytest.mark.parametrize("status", [404, 410])
def test_login_tries_the_newer_spelling_where_the_older_is_gone(serve, run, config, status):
    gone = reply(status, b"<html>", kind="text/html")
    api = serve(routes=lambda request: ROWS if request.path == "/v2/faces" else gone, as_api=False)
    assert login(run, api).code == 0
    assert api.targets == ["/v2/replicas?limit=1", "/v2/faces?limit=1"]
    assert config.exists()


@pytest.mark.parametrize("command", [("auth", "status"), ("doctor",)])
@pytest.mark.parametrize("status", [404, 410])
def test_status_and_doctor_try_the_newer_spelling_too(serve, run, command, status):
    gone = reply(status, b"<html>", kind="text/html")
    api = serve(routes=lambda request: ROWS if request.path == "/v2/faces" else gone)
    assert run(*command).code == 0
    assert [target for target in api.targets if target.startswith("/v2")] == [
        "/v2/replicas?limit=1",
        "/v2/faces?limit=1",
    ]


def test_login_stores_no_key_where_both_spellings_are_gone(serve, run, config):
    api = serve(reply(404, b"<html>", kind="text/html"), as_api=False)
    result = login(run, api)
    assert (result.code, len(api.requests)) == (5, 2)
    assert f"is the base URL right? (now {api.url})" in result.err
    assert not config.exists()
