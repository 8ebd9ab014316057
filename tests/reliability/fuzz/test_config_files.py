"""Five hundred spoiled config files, to commands that read the file and to those that change it."""

import random

import pytest
from faults.answers import document
from faults.bodies import page, replica
from reliability.fuzz.spoil import SEED, assert_sound, spoiled
from samples import KEY

GOOD = f"""\
# Mine.
default_profile = "work"

[profiles.work]
api_key = "{KEY}"
base_url = "https://tavusapi.com"
timeout = "30m"
call_timeout = 60
retries = 2
check = true

[profiles."a b"]
api_key = "key-of-another-profile"
base_url = "http://127.0.0.1:8787"
retries = 0
""".encode()
READS = [("config", "list"), ("config", "profiles"), ("config", "get", "retries"), ("replicas", "list"), ("doctor",)]
CHANGES = [
    ("config", "set", "retries", "1"),
    ("config", "unset", "timeout", "--profile", "work"),
    ("auth", "login", "--no-verify"),
    ("auth", "logout"),
]


@pytest.mark.parametrize("part", range(5))
@pytest.mark.parametrize("count", [15, pytest.param(100, marks=pytest.mark.long)])
def test_a61_a_spoiled_config_file_is_read_or_refused(run, serve, home, part, count):
    chance = random.Random(SEED + part)
    serve(document(page(replica())))
    config = home / ".config" / "tavus" / "config.toml"
    config.parent.mkdir(parents=True)
    codes = set()
    for _ in range(count):
        content = spoiled(GOOD, chance)
        config.write_bytes(content)
        config.chmod(0o600)
        for argv in READS:
            # Of what is in the file the calls take all but the place: none leaves this machine.
            codes.add(assert_sound(run, *argv, "--timeout", "2", shown=content).code)
            assert config.read_bytes() == content
        argv = chance.choice(CHANGES)
        result = assert_sound(run, *argv, stdin="key-from-a-pipe", env={"TAVUS_API_KEY": None}, shown=content)
        # A file that cannot be understood is left as it is.
        assert result.code == 0 or config.read_bytes() == content
    assert {0, 1} <= codes
