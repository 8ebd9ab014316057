"""A key that was saved belongs to the server it was saved for."""

import re

import pytest
from faults.answers import document
from faults.bodies import page
from reliability.commands import CREATE, LIST
from samples import KEY

STORED = {"TAVUS_API_KEY": None, "TAVUS_BASE_URL": None}


def test_a05_a_stored_key_goes_to_its_own_server(tavus, serve):
    server = serve(document(page()))
    tavus.configure(f'[profiles.default]\napi_key = "{KEY}"\nbase_url = "{server.url}"\n')
    assert tavus(*LIST, env=STORED).code == 0
    assert tavus(*LIST, "--base-url", f"{server.url}/", env=STORED).code == 0
    assert tavus(*LIST, at=server, env={"TAVUS_API_KEY": None}).code == 0
    assert [request.headers["x-api-key"] for request in server.requests] == [KEY] * 3


@pytest.mark.parametrize("arguments", [LIST, CREATE, ("replicas", "get", "r1"), ("videos", "list")])
def test_a05_a_stored_key_goes_to_no_other_server(tavus, serve, arguments):
    other = serve(document(page()))
    tavus.configure(f'[profiles.default]\napi_key = "{KEY}"\n')
    for flags, env in [(("--base-url", other.url), {}), ((), {"TAVUS_BASE_URL": other.url})]:
        outcome = tavus(*arguments, *flags, env={**STORED, **env})
        assert outcome.code == 4
        expected = r"error: no key for 127\.0\.0\.1(:\d+)? \(the stored one is for tavusapi\.com\)\."
        assert re.fullmatch(expected, outcome.errors[0])
    assert other.connections == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda server: f"http://127.0.0.1:{server.port + 1}",
        lambda server: f"http://localhost:{server.port}",
        lambda server: f"https://127.0.0.1:{server.port}",
    ],
    ids=["port", "name", "scheme"],
)
def test_a05_another_port_name_or_scheme_is_another_server(tavus, serve, change):
    server = serve(document(page()))
    tavus.configure(f'[profiles.default]\napi_key = "{KEY}"\nbase_url = "{server.url}"\n')
    outcome = tavus(*LIST, "--base-url", change(server), env=STORED)
    assert outcome.code == 4
    assert outcome.errors[0].startswith("error: no key for ")
    assert server.connections == 0


def test_a05_a_key_command_is_not_run_for_another_server(tavus, serve):
    other = serve(document(page()))
    ran = tavus.home / "ran"
    tavus.configure(f"""[profiles.default]\napi_key_command = 'sh -c "touch {ran}; echo {KEY}"'\n""")
    outcome = tavus(*LIST, "--base-url", other.url, env=STORED)
    assert outcome.code == 4
    assert other.connections == 0
    assert not ran.exists()
    assert tavus(*LIST, "--base-url", other.url, env={**STORED, "TAVUS_API_KEY": KEY}).code == 0
    assert not ran.exists()


def test_a05_a_key_from_the_environment_goes_where_it_is_told(tavus, serve):
    server = serve(document(page()))
    tavus.configure('[profiles.default]\napi_key = "stored-key-for-tests"\n')
    assert tavus(*LIST, at=server).code == 0
    assert server.requests[0].headers["x-api-key"] == KEY


def test_a05_another_path_on_the_same_host_is_told_apart(tavus, serve):
    one = serve(document(page()))
    tavus.configure(f'[profiles.default]\napi_key = "{KEY}"\nbase_url = "{one.url}"\n')
    outcome = tavus(*LIST, "--base-url", f"{one.url}/other", env=STORED)
    assert outcome.code == 4
    assert outcome.errors[0] == f"error: no key for {one.url}/other (the stored one is for {one.url})."
    assert one.requests == []
