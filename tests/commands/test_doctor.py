"""tavus doctor: what is set up, from where, and does it work."""

import importlib.metadata
import json
import sys
from pathlib import Path

import pytest
from faults.answers import document, reply
from faults.bodies import page
from samples import KEY

ROWS = document(page())


def test_all_is_well(examine, serve):
    server = serve(ROWS)
    result, checks = examine()
    assert (result.code, result.err) == (0, "")
    expected = ["tavus", "python", "requests", "urllib3", "typer", "rich", "path", "config", "profile", "base_url"]
    assert list(checks) == [
        *expected,
        "call_timeout",
        "retries",
        "link_hours",
        "key",
        "proxy",
        "dns",
        "tls",
        "call",
        "clock",
    ]
    assert {name for name, check in checks.items() if check["status"] != "ok"} <= {"path"}
    (request,) = server.requests
    assert (request.target, request.headers["x-api-key"]) == ("/v2/replicas?limit=1", KEY)


def test_a_person_gets_a_line_a_check_with_what_to_do(run, serve):
    serve(reply(401, b'{"message": "Invalid access token"}'))
    result = run("doctor", terminal=True, env={"NO_COLOR": "1"})
    assert result.code == 4
    lines = result.out.splitlines()
    assert lines[0].startswith("ok       tavus            tavus-cli-unofficial ")
    indent = " " * 26
    assert lines[-3:] == [
        "error    call             the API did not accept the key from TAVUS_API_KEY (401",
        f"{indent}Unauthorized: Invalid access token); correct it there;",
        f"{indent}keys are made at https://platform.tavus.io/api-keys",
    ]
    assert result.err.splitlines()[0].startswith("error: the API did not accept the key")
    assert "\x1b[1;31merror  \x1b[0m  call" in run("doctor", terminal=True).out


def test_other_formats_are_as_everywhere(run, serve):
    serve(ROWS)
    assert run("doctor", "--format", "ids").out.splitlines()[:2] == ["tavus", "python"]
    assert ["call", "ok"] in run("doctor", "--columns", "name,status").rows()
    assert run("doctor", "--columns", "nope").code == 2


def test_the_sandbox_needs_neither_key_nor_config(run, config):
    config.write_text("[damaged\n")
    result = run("doctor", "--sandbox", "--json")
    checks = {check["name"]: check for check in result.json()["checks"]}
    assert checks["call"]["status"] == "ok"
    assert checks["base_url"]["message"].endswith("(from --sandbox)")
    assert (result.code, checks["config"]["exit"]) == (1, 1)
    config.unlink()
    assert run("doctor", "--sandbox").code == 0


@pytest.mark.parametrize(
    ("answer", "code"), [(reply(403), 4), (reply(402), 5), (reply(500), 8), (reply(200, b"<html>"), 8), (reply(302), 8)]
)
def test_a_call_that_fails_ends_with_its_code(examine, serve, answer, code):
    serve(answer)
    result, checks = examine("--retries", "0")
    assert (result.code, checks["call"]["status"], checks["call"]["exit"]) == (code, "error", code)
    assert "clock" not in checks
    assert json.loads(result.err)["error"]["exit"] == code


def test_without_a_key_no_call_is_made(examine, serve):
    server = serve(ROWS)
    result, checks = examine(env={"TAVUS_API_KEY": None})
    assert (result.code, checks["key"]["exit"], server.requests) == (4, 4, [])
    assert checks["call"]["message"] == "skipped, because there is no API key"
    assert "tavus auth login" in checks["key"]["hint"]


def test_the_first_failure_decides(examine, serve, monkeypatch):
    versions = {"urllib3": "2.7.9", "requests": "2.100"}
    true_version = importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version", lambda name: versions.get(name) or true_version(name))
    serve(reply(401))
    result, checks = examine()
    assert (result.code, checks["call"]["exit"]) == (1, 4)
    assert checks["urllib3"]["message"] == "urllib3 2.7.9 is too old; 2.8 or later is needed"
    assert checks["urllib3"]["hint"] == 'python -m pip install --upgrade "urllib3>=2.8"'
    assert checks["requests"]["status"] == "ok"


def test_a_version_above_its_cap_is_a_warning(examine, serve, monkeypatch):
    true_version = importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version", lambda name: {"typer": "0.29.0"}.get(name) or true_version(name))
    serve(ROWS)
    result, checks = examine()
    assert (result.code, checks["typer"]["status"]) == (0, "warning")


def test_every_setting_comes_with_its_source(examine, config, serve):
    server = serve(ROWS)
    config.write_text(f'[profiles.work]\napi_key = "{KEY}"\nbase_url = "{server.url}"\nretries = 1\n')
    config.chmod(0o600)
    env = {"TAVUS_API_KEY": None, "TAVUS_BASE_URL": None, "TAVUS_TIMEOUT": "9"}
    result, checks = examine("--profile", "work", env=env)
    assert result.code == 0
    assert checks["config"]["message"] == f"{config} (mode 0600)"
    assert checks["profile"]["message"] == "work (from --profile)"
    assert checks["base_url"]["message"] == f"{server.url} (from profile work in {config})"
    assert checks["timeout"]["message"] == "9s (from TAVUS_TIMEOUT)"
    assert checks["retries"]["message"] == f"1 (from profile work in {config})"
    assert checks["key"]["message"] == "...6789 (from profile work)"


def test_a_key_that_others_can_read_is_a_warning(examine, config, serve):
    serve(ROWS)
    config.write_text(f'[profiles.default]\napi_key = "{KEY}"\n')
    config.chmod(0o644)
    result, checks = examine()
    assert (result.code, result.err, checks["config"]["status"]) == (0, "", "warning")
    assert f"chmod 600 {config}" in checks["config"]["message"]


def test_a_damaged_config_file_ends_with_1(examine, config, serve):
    server = serve(ROWS)
    config.write_text("[profiles.default\n")
    result, checks = examine(env={"TAVUS_API_KEY": None})
    assert (result.code, checks["config"]["exit"], server.requests) == (1, 1, [])
    assert checks["settings"]["message"] == "skipped, because the config file cannot be used"
    result, checks = examine()
    assert (result.code, checks["config"]["status"], checks["call"]["status"]) == (0, "warning", "ok")


@pytest.mark.parametrize(
    ("words", "env"),
    [(["--profile", "missing"], {}), (["--base-url", "nonsense"], {}), ([], {"TAVUS_BASE_URL": "http://example.test"})],
)
def test_settings_that_cannot_hold_end_with_2(examine, serve, words, env):
    server = serve(ROWS)
    result, checks = examine(*words, env=env)
    assert (result.code, list(checks)[-1], checks["settings"]["exit"], server.requests) == (2, "settings", 2, [])


def program(folder, name="tavus"):
    folder.mkdir()
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_another_program_of_the_name_is_told(examine, serve, tmp_path):
    serve(ROWS)
    other, own = program(tmp_path / "other"), Path(sys.executable).parent
    _, checks = examine(env={"PATH": f"{own}"})
    assert checks["path"]["message"] == f"`tavus` is {own / 'tavus'}"
    (tmp_path / "link").symlink_to(other.parent)
    _, checks = examine(env={"PATH": f"{own}:{other.parent}:{tmp_path / 'link'}"})
    assert checks["path"]["status"] == "warning"
    assert checks["path"]["message"] == f"`tavus` is {own / 'tavus'}; there is also {other}"
    _, checks = examine(env={"PATH": f"{other.parent}:{own}"})
    assert checks["path"]["message"] == f"`tavus` runs another program, {other}"
    assert f"put {own} first in PATH" in checks["path"]["hint"]
    _, checks = examine(env={"PATH": str(tmp_path)})
    assert checks["path"]["message"] == "`tavus` is not on PATH"


def test_the_same_program_found_twice_is_one(examine, serve, tmp_path):
    serve(ROWS)
    own = Path(sys.executable).parent
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "tavus").symlink_to(own / "tavus")
    result, checks = examine(env={"PATH": f"{tmp_path / 'links'}:{own}"})
    assert (result.code, checks["path"]["status"]) == (0, "ok")
