"""upload_command: a program of the user's that stores the file and prints its link."""

import hashlib
import json
import os
import shlex
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from faults.answers import reply
from samples import KEY
from verbs.upload.links import SIGNATURE, link_of
from waiting import wait_until

CREATE = ("replicas", "create", "--replica-name", "Me", "--no-check")


@pytest.fixture
def create(run, film):
    """Create a replica from the film. Neither the file nor the link is checked."""

    def create_it(command, *words, **how):
        return run(*CREATE, "--train-video", str(film), "--upload-command", command, *words, **how)

    return create_it


def test_the_create_gets_the_link_that_the_program_prints(run, api, storage, up, film):
    result = run("replicas", "create", "--train-video", str(film), "--upload-command", up, "--link-hours", "72")
    assert result.code == 0, result.err
    link = link_of(api)
    name = link.removeprefix(storage.url + "/").partition("?")[0]
    assert link == f"{storage.url}/{name}?hours=72&X-Amz-Signature={SIGNATURE}"
    # Nothing that a signature or a storage would have to escape.
    assert name == f"{hashlib.sha256(film.read_bytes()).hexdigest()[:16]}-my-film-1.mp4"
    assert storage.content.read_bytes() == film.read_bytes()
    assert f"My Film (1).MP4 is at {urlsplit(storage.url).netloc} ({name}) and stays there: the program" in result.err
    assert SIGNATURE not in result.out + result.err


def test_a110_no_signature_is_shown_anywhere(run, api, up, film):
    for words in (("--debug",), ("--json",), ("--dry-run",), ("--dry-run", "--json"), ("--debug", "--json")):
        result = run("replicas", "create", "--train-video", str(film), "--upload-command", up, *words)
        assert (result.code, SIGNATURE in result.out + result.err) == (0, False), (words, result)


def test_a110_no_secret_in_the_path_of_a_link_is_shown(create, api, program):
    code = "print('https://objects.example.com/p/SECRET-IN-THE-PATH/n/space/b/clips/o/film.mp4')"
    result = create(program(code))
    assert (result.code, "is at objects.example.com (" in result.err) == (0, True), result.err
    assert "SECRET-IN-THE-PATH" not in result.out + result.err


def test_a110_no_key_goes_to_the_storage(run, api, storage, up, film):
    run("replicas", "create", "--train-video", str(film), "--upload-command", up)
    assert storage.requests
    assert not [request for request in storage.requests if KEY.encode() in request.raw]


def test_a110_no_key_goes_to_the_program(create, api, program):
    code = "import os, sys; sys.exit(repr(sorted(name for name in os.environ if name.startswith('TAVUS_'))))"
    result = create(program(code))
    assert "failed (exit code 1): ['TAVUS_BASE_URL']." in result.err


@pytest.mark.parametrize("word", ["--json", "--quiet"])
def test_what_the_program_says_is_a_line_of_json_and_nothing_when_quiet(create, api, program, word):
    code = "import sys; print('25 %', file=sys.stderr); sys.exit(1)"
    lines = create(program(code), word, terminal=True, width=200).err.splitlines()
    # What goes past this program to the terminal is not known to it, and does not end its message.
    assert "failed (exit code 1): 25 %." in lines[-1]
    assert [json.loads(line) for line in lines] if word == "--json" else len(lines) == 1


@pytest.mark.parametrize("form", ["option", "list", "variable", "profile"])
def test_it_may_stand_in_the_option_the_variable_or_the_profile(run, up, film, form):
    # What the environment and a profile name counts for an API that is not of this machine.
    words = shlex.split(up)
    env = {"TAVUS_API_KEY": KEY}
    argv = [*CREATE, "--train-video", str(film), "--dry-run"]
    if form in {"option", "list"}:
        argv += ["--upload-command", up if form == "option" else json.dumps(words)]
    elif form == "variable":
        env["TAVUS_UPLOAD_COMMAND"] = up
    else:
        assert run("config", "set", "upload_command", json.dumps(words)).code == 0
    result = run(*argv, env=env)
    assert (result.code, f"would go to the program {words[0]}, as " in result.err) == (0, True), result.err


def test_the_nearest_of_two_ways_counts(run, film):
    run("config", "set", "upload_command", "up.sh {file}")
    argv = (*CREATE, "--train-video", str(film), "--dry-run")
    env = {"TAVUS_API_KEY": KEY, "TAVUS_UPLOAD_TO": "s3://clips/p"}
    assert "would go to s3://clips/p/" in run(*argv, env=env).err
    assert "would go to the program other," in run(*argv, "--upload-command", "other {file}", env=env).err
    result = run(*argv, "--upload-command", "other {file}", "--upload-to", "s3://clips", env=env)
    assert (result.code, "upload_to and upload_command exclude each other" in result.err) == (2, True)


def test_the_sandbox_takes_files_whatever_the_environment_names(run, sandbox, film):
    result = run(*CREATE, "--train-video", str(film), env={"TAVUS_UPLOAD_COMMAND": "false {file}"})
    assert (result.code, "of the sandbox and stays there" in result.err) == (0, True)


def test_there_is_no_shell_and_no_name_is_a_command(run, api, storage, up, home, film):
    odd = film.rename(film.with_name("-x; touch $(pwned) {name} `id`.mp4"))
    result = run(*CREATE, "--train-video", str(odd), "--upload-command", up)
    assert result.code == 0, result.err
    assert storage.content.read_bytes() == odd.read_bytes()
    assert not list(home.rglob("pwned*"))


BAD = {
    "it fails": ("import sys; sys.stderr.write('no bucket\\n'); sys.exit(7)", 1, "(exit code 7): no bucket.\n"),
    "it prints nothing": ("", 2, "printed nothing"),
    "it prints empty lines": ("print('\\n \\n')", 2, "printed nothing"),
    "it prints a page": ("print('<!doctype html>\\n<html>a b</html>')", 2, "printed is no link"),
    "it prints no link": ("print('uploaded')", 2, "does not start with https:// or http://"),
    "it prints a link, then talks": ("print('https://example.com/a.mp4?sig=1\\nall done')", 2, "printed is no link"),
    "it prints a link with a password": ("print('https://u:p@example.com/a.mp4')", 2, "has a user name or password"),
    "it cannot be shown": ("import os; os.write(1, b'\\xff\\xfe\\x1b[31m')", 2, "printed is no link"),
}  # fmt: skip


@pytest.mark.parametrize(("code", "exit_code", "said"), BAD.values(), ids=BAD)
def test_a_program_that_does_not_do_it(create, api, program, code, exit_code, said):
    result = create(program(code))
    assert (result.code, said in result.err) == (exit_code, True), result.err
    assert "\x1b" not in result.err
    assert api.posts == []


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("/nowhere/up.sh {file}", 2, "could not be run (/nowhere/up.sh): No such file"),
        ("up.sh '{file}", 2, "could not be run (it): No closing quotation"),
        ("up.sh {name}", 2, "has no {file} in it"),
        ("{file}", 2, "has no {file} in it"),
        (" ", 2, "--upload-command must be a string or a list"),
        ("[1]", 2, "--upload-command must be a string or a list"),
    ],
)
def test_a_command_that_cannot_be_one(create, api, command, code, said):
    result = create(command)
    assert (result.code, said in result.err) == (code, True), result.err
    assert api.requests == []


def test_a_program_that_hangs_is_ended_with_the_time_of_the_command(create, api, program, home):
    mark = home / "ended"
    code = (
        "import signal, sys, time\n"
        f"signal.signal(15, lambda *_: (open({str(mark)!r}, 'w'), sys.exit()))\n"
        "time.sleep(60)"
    )
    began = time.monotonic()
    result = create(program(code), "--timeout", "1", "--json")
    assert (result.code, json.loads(result.err.splitlines()[-1])["error"]["outcome"]) == (9, "not_sent")
    # It was asked to end, so that it can clear up.
    assert (time.monotonic() - began < 4, mark.exists()) == (True, True)
    assert api.posts == []


def test_a_program_that_will_not_end_is_killed(create, api, program, home):
    mark = home / "pid"
    code = (
        "import os, signal, time\n"
        "signal.signal(15, signal.SIG_IGN)\n"
        f"open({str(mark)!r}, 'w').write(str(os.getpid()))\n"
        "time.sleep(60)"
    )
    began = time.monotonic()
    assert create(program(code), "--timeout", "1").code == 9
    assert time.monotonic() - began < 10
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)


@pytest.mark.parametrize("words", ["", "trap '' TERM;"], ids=["that ends", "that ignores SIGTERM"])
def test_what_the_program_started_is_ended_with_it(create, api, home, words):
    mark, begun, script = home / "uploaded", home / "begun", home / "up.sh"
    # The uploader is a grandchild, whose end the script waits for.
    script.write_text(f"sh -c \"{words} : > '{begun}'; sleep 4; : > '{mark}'\"\necho https://example.com/a.mp4\n")
    began = time.monotonic()
    assert create(f"sh {script} {{file}}", "--timeout", "1").code == 9
    assert (begun.exists(), time.monotonic() - began < 4) == (True, True)
    time.sleep(max(0.0, began + 6 - time.monotonic()))
    assert not mark.exists()


def test_a_helper_that_keeps_the_pipe_is_not_waited_for(create, api, program, storage, copies):
    code = f"{copies}import subprocess\nsubprocess.Popen(['sleep', '5'])\nprint({storage.url!r} + '/a.mp4')"
    began = time.monotonic()
    assert create(program(code)).code == 0
    assert time.monotonic() - began < 4


def test_its_messages_pass_with_the_hosts_alone_of_links(create, api, program):
    code = f"import sys; print('at https://s3.example/a?X-Amz-Signature={SIGNATURE}', file=sys.stderr); sys.exit(1)"
    result = create(program(code))
    assert "\nat https://s3.example/***\n" in result.err
    assert SIGNATURE not in result.err
    quiet = create(program(code), "--quiet")
    assert quiet.err.splitlines() == ["error: the upload_command failed (exit code 1): at https://s3.example/***."]


LINKS = {
    "answers 403": (reply(403), "403 Forbidden"),
    "is gone": (reply(404), "404 Not Found"),
    "leads to a page": (reply(200, b"<!doctype html><html>", kind="text/html"), "there are 21 bytes, not 307200"),
    "has another size": (reply(200, b"x" * 1000, kind="video/mp4"), "there are 1000 bytes, not 307200"),
    "is of another file": (reply(200, b"x" * 307200, kind="video/mp4"), "it begins with other bytes"),
    "is of an empty file": (reply(416, headers=[("Content-Range", "bytes */0")]), "there are 0 bytes"),
}


@pytest.mark.parametrize(("answer", "said"), LINKS.values(), ids=LINKS)
def test_a109_a_link_that_does_not_lead_to_the_file_stops_the_create(run, api, storage, up, film, answer, said):
    storage.changes[0] = answer
    result = run("replicas", "create", "--train-video", str(film), "--upload-command", up)
    assert result.code == 5, result.err
    assert "error: the link does not lead to what was uploaded: " in result.err
    assert said in result.err
    assert SIGNATURE not in result.err
    assert api.posts == []


def test_a_link_that_works_once_is_left_alone_with_no_check(create, api, storage, up):
    assert create(up).code == 0
    assert storage.requests == []


def test_a_link_that_cannot_be_looked_at_is_a_warning(run, api, storage, up, film):
    storage.changes[0] = reply(503)
    result = run("replicas", "create", "--train-video", str(film), "--upload-command", up)
    assert (result.code, "warning: the link to My Film (1).MP4: could not be looked at" in result.err) == (0, True)


def test_temporary_credentials_warn_with_the_remedy(run, api, storage, program, film, copies):
    signature = f"X-Amz-Algorithm=A&X-Amz-Security-Token=t&X-Amz-Signature={SIGNATURE}"
    code = f"{copies}print({storage.url!r} + '/a.mp4?{signature}')"
    result = run("replicas", "create", "--train-video", str(film), "--upload-command", program(code))
    assert result.code == 0
    assert "warning: the link to My Film (1).MP4: signed with temporary credentials" in result.err
    assert "sign it with a user's key" in result.err


@pytest.mark.parametrize("how", ["written", "replaced"])
def test_a_file_that_changes_while_it_is_read_ends_with_1(create, api, program, film, how):
    change = {
        "written": f"open({str(film)!r}, 'ab').write(b'more')",
        "replaced": f"import shutil; shutil.copy({str(film)!r}, 'x'); os.replace('x', {str(film)!r})",
    }[how]
    code = f"import os\nos.chdir({str(film.parent)!r})\n{change}\nprint('https://example.com/a.mp4')"
    result = create(program(code))
    assert (result.code, "changed while it was read" in result.err) == (1, True), result.err
    assert api.posts == []


def test_what_a_program_stored_cannot_be_deleted_from_here(run, api, up, film):
    words = ("--wait", "--delete-upload", "--upload-command", up)
    result = run(*CREATE, "--train-video", str(film), *words)
    assert (result.code, "--delete-upload needs --upload-to" in result.err) == (2, True)


def test_ctrl_c_ends_the_program_and_creates_nothing(api, program, home, film):
    mark, begun = home / "ended", home / "begun"
    code = (
        "import signal, sys, time\n"
        f"signal.signal(15, lambda *_: (open({str(mark)!r}, 'w'), sys.exit()))\n"
        f"open({str(begun)!r}, 'w')\ntime.sleep(60)"
    )
    argv = [Path(sys.executable).with_name("tavus"), *CREATE, "--train-video", film, "--upload-command", program(code)]
    with subprocess.Popen(argv, stderr=subprocess.PIPE, text=True) as child:
        wait_until(begun.exists)
        child.send_signal(2)
        err = child.communicate(timeout=20)[1]
    assert child.returncode == 130
    assert "error: interrupted; nothing was created.\nhint: run the same command again: what is in the storage" in err
    assert mark.exists()
    assert api.posts == []
