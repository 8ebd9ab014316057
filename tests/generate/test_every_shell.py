"""What TAB offers, the same in every shell: each one is asked for real."""

import pytest
from generate.shells import Bash, Fish, Zsh

IDS = ["rf4e9d9790f0", "r7bc3db0d581"]
SHELLS = ["bash", "zsh", "fish"]


@pytest.fixture(scope="module", params=SHELLS)
def shell(request, program, remembered, tmp_path_factory):
    found = program(request.param)
    if request.param == "zsh":
        asked = Zsh(found, remembered, tmp_path_factory.mktemp("zsh"))
    else:
        asked = {"bash": Bash, "fish": Fish}[request.param](found, remembered)
    yield asked
    asked.close()


def verbs(named, path):
    return {command.path[-1] for command in named[path].subcommands}


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("tavus re", ["replicas"]),
        ("tavus config set ti", ["timeout"]),
        ("tavus nonsense ", []),
        ("tavus nonsense --", []),
        ("tavus face", ["faces"]),
        ("tavus faces li", ["list"]),
        ("tavus replicas list --re", ["--replica-type", "--replica-ids", "--retries"]),
        ("tavus replicas list --replica-type=", ["--replica-type=user", "--replica-type=system"]),
        ("tavus replicas list --replica-type=u", ["--replica-type=user"]),
        ("tavus replicas list --replica-type ", ["user", "system"]),
        ("tavus replicas list --replica-type s", ["system"]),
        ("tavus replicas list --limit ", []),
        ("tavus replicas list --limit=", []),
        ("tavus replicas list --limit=5 --pa", ["--page"]),
        ("tavus replicas list --limit 5 --pa", ["--page"]),
        ("tavus replicas list --all=", []),
        ("tavus replicas create --train-video clip2.mp4 --train-video-", ["--train-video-url"]),
        ("tavus replica list --a", []),
        ("tavus replicas list --nonsense=", []),
        ("tavus --base-url http://127.0.0.1:8787 vid", ["videos"]),
        ("tavus --base-url=http://127.0.0.1:8787 vid", ["videos"]),
        ("tavus -- vid", ["videos"]),
        ("tavus api g", []),
        ("tavus api -f a=b:c PA", ["PATCH"]),
        ("tavus api -fa=b PA", ["PATCH"]),
        ("tavus auth login --ver", ["--verify"]),
        ("tavus auth login --no-v", ["--no-verify"]),
    ],
)
def test_words_and_options(shell, line, offered):
    assert sorted(shell.offers(line)) == sorted(offered)


@pytest.mark.parametrize("path", ["replicas", "videos", "auth", "sandbox"])
def test_verbs_also_after_options(shell, named, path):
    assert set(shell.offers(f"tavus --sandbox {path} ")) == verbs(named, path)
    assert set(shell.offers(f"tavus --timeout 5 {path} --retries=3 ")) == verbs(named, path)


@pytest.mark.parametrize(
    ("line", "once"),
    [
        ("tavus replicas list --json --js", "--json"),
        ("tavus --sandbox replicas list --sand", "--sandbox"),
        ("tavus --timeout=5 replicas --time", "--timeout"),
        ("tavus replicas delete -y --ye", "--yes"),
        ("tavus videos download --output=a --ou", "--output"),
        ("tavus auth login --no-verify --ver", "--verify"),
    ],
)
def test_what_may_be_given_once_is_offered_once(shell, line, once):
    assert shell.offers(line) == []
    without = line.replace("--json --js", "--js").replace("--sandbox ", "").replace("--timeout=5 ", "")
    without = without.replace("-y ", "").replace("--output=a ", "").replace("--no-verify ", "")
    assert shell.offers(without) == [once]


def test_what_may_be_repeated_is_offered_again(shell):
    assert shell.offers("tavus replicas list --replica-ids a --replica-i") == ["--replica-ids"]
    assert set(shell.offers("tavus api --header A:b --he")) == {"--header", "--help"}


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("tavus replicas get ", IDS),
        ("tavus replicas get r7", IDS[1:]),
        ("tavus replicas get --json r7", IDS[1:]),
        ("tavus replicas delete rf4e9d9790f0 ", IDS[1:]),
        ("tavus replicas list --replica-ids=rf4e9d9790f0,", ["--replica-ids=rf4e9d9790f0,r7bc3db0d581"]),
        ("tavus videos create --replica-id ", IDS),
        ("tavus videos get ", ["783537ef5"]),
        ("tavus voices get ", ["v5a0d0a000001"]),
        ("tavus replicas create --voice-name=", ["--voice-name=anna", "--voice-name=ivy"]),
        ("tavus --profile ", ["default", "work"]),
        ("tavus replicas list --profile=w", ["--profile=work"]),
        ("tavus replicas rename rf4e9d9790f0 ", []),
    ],
)
def test_what_was_listed_before_and_nothing_else(shell, remembered, line, offered):
    assert sorted(shell.offers(line)) == sorted(offered)
    assert not (remembered / "evil").exists()


URL = "http://127.0.0.1:8931/api"


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("tavus videos get ", "783537ef5"),
        ("tavus --sandbox videos get ", "aaaaaaaaa"),
        ("tavus videos get --sandbox ", "aaaaaaaaa"),
        ("tavus --profile work videos get ", "bbbbbbbbb"),
        ("tavus videos --profile=work get ", "bbbbbbbbb"),
        ("tavus --profile other videos get --profile=work ", "bbbbbbbbb"),
        (f"tavus --base-url {URL} videos get ", "ccccccccc"),
        (f"tavus --base-url={URL} videos get ", "ccccccccc"),
        (f"tavus --profile wo_rk videos get --base-url {URL} ", "ddddddddd"),
        (f"tavus --profile nobody videos get --base-url {URL} ", None),
        ("tavus videos delete -- --sandbox ", "783537ef5"),
    ],
)
def test_ids_are_those_of_the_account_that_the_line_is_about(shell, line, offered):
    assert shell.offers(line) == ([offered] if offered else [])


def test_columns_are_the_fields_of_the_command(shell, named):
    fields = named["replicas list"].fields
    assert {"replica_id", "training_progress", "error_message"} <= set(fields)
    assert set(shell.offers("tavus replicas list --columns=")) == {f"--columns={field}" for field in fields}
    assert shell.offers("tavus replicas list --columns replica_id,training_") == ["replica_id,training_progress"]
    rest = shell.offers("tavus replicas list --columns replica_id,status,")
    assert set(rest) == {f"replica_id,status,{field}" for field in fields if field not in {"replica_id", "status"}}
    assert set(shell.offers("tavus videos list --columns ")) == set(named["videos list"].fields)


def test_help_takes_commands_and_topics(shell, named):
    assert {"replicas", "exit-codes", "sandbox"} <= set(shell.offers("tavus help "))
    assert shell.offers("tavus help exi") == ["exit-codes"]
    assert set(shell.offers("tavus help replicas ")) == verbs(named, "replicas")
    assert shell.offers("tavus help replicas crea") == ["create"]


def test_after_a_program_of_its_own_no_option_is_ours(shell):
    assert shell.offers("tavus sandbox run --lat") == ["--latency"]
    assert shell.offers("tavus sandbox run /bin/true --lat") == []


def test_after_two_dashes_no_option(shell):
    assert shell.offers("tavus replicas list -- --li") == []


@pytest.mark.parametrize("name", SHELLS)
@pytest.mark.parametrize("state", ["missing", "a folder", "no text", "unset"])
def test_without_a_usable_cache_it_is_silent(program, tmp_path, name, state):
    cache = tmp_path / "cache" / "tavus"
    cache.mkdir(parents=True)
    if state == "a folder":
        (cache / "replicas").mkdir()
    elif state == "no text":
        (cache / "replicas").write_bytes(b"\0\xff\xfe\0\n\n\t\n\xff")
    env = {} if state == "unset" else {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    shell = {"bash": Bash, "fish": Fish}.get(name, lambda *given, **more: Zsh(*given, tmp_path, **more))
    asked = shell(program(name), tmp_path, **env)
    try:
        assert asked.offers("tavus replicas get ") == []
        assert asked.offers("tavus replicas get --verb") == ["--verbose"]
    finally:
        asked.close()


@pytest.mark.parametrize("name", SHELLS)
def test_the_folder_of_the_cache_may_be_another(program, tmp_path, name):
    cache = tmp_path / "elsewhere" / "tavus" / "@"
    cache.mkdir(parents=True)
    (cache / "videos").write_text("abc123\n")
    shell = {"bash": Bash, "fish": Fish}.get(name, lambda *given, **more: Zsh(*given, tmp_path, **more))
    asked = shell(program(name), tmp_path, XDG_CACHE_HOME=str(tmp_path / "elsewhere"))
    try:
        assert asked.offers("tavus videos get ") == ["abc123"]
    finally:
        asked.close()
