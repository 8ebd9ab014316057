"""The program on a terminal: a sign of life, and a whole screen whatever is pressed."""

import shlex
import shutil
import signal
import sys
import threading

import pytest
from faults.answers import after, document, hang
from messages import messages
from samples import CREATE, KEY
from waiting import wait_until


def test_a_slow_answer_is_awaited_with_a_sign_of_life(on_screen, serve):
    server = serve(after(2.6, document({"data": [], "total_count": 0})))
    shown = on_screen("replicas", "list")
    shown.wait_for("waiting for an answer from 127.0.0.1")
    code, lines = shown.finish(), shown.lines
    assert (code, lines) == (0, ["note: no replicas"])
    assert len(server.requests) == 1


@pytest.mark.parametrize("more", [("--quiet",), ("--json",)])
def test_what_is_written_is_the_same_with_and_without_the_sign(on_screen, serve, more):
    serve(after(1.6, document({"data": [], "total_count": 0})))
    shown = on_screen("replicas", "list", *more)
    assert shown.finish() == 0
    assert shown.lines == ([] if more == ("--quiet",) else ["{", '  "data": [],', '  "total_count": 0', "}"])
    assert (b"waiting" in shown.written) == (more != ("--quiet",))


@pytest.fixture
def training(serve):
    """The command line of a create that waits for a training which never ends."""
    made = document({"replica_id": "r90bbd427f71", "status": "started"})
    state = {"replica_id": "r90bbd427f71", "replica_name": "Rio", "status": "started", "training_progress": "41/100"}
    serve(routes=lambda request: made if request.method == "POST" else document(state))
    return (*CREATE, "--wait", "--no-check", "--interval", "1s")


def test_a106_with_json_the_bar_is_drawn_and_none_of_it_stays(on_screen, training):
    shown = on_screen(*training, "--json", "--timeout", "2s")
    shown.wait_for("r90bbd427f71 Rio ━")
    code, lines = shown.finish(), shown.lines
    assert (code, bars(shown)) == (9, [])
    assert [kind for kind, _ in messages(unwrapped(lines))] == ["note", "error"]


def unwrapped(lines):
    """The messages as they were written: the terminal has broken the long ones."""
    return "".join(lines).replace("}{", "}\n{")


@pytest.fixture
def waiting(on_screen, training):
    """That create, with its bar on the screen."""
    shown = on_screen(*training)
    shown.wait_for("r90bbd427f71 Rio ━")
    return shown


def bars(screen):
    return [line for line in screen.lines if "━" in line]


def test_ctrl_c_leaves_one_bar_and_the_cursor(waiting):
    waiting.press(b"\x03")
    assert waiting.finish() == 130
    assert len(bars(waiting)) == 1
    assert "error: interrupted." in waiting.lines
    assert not waiting.screen.cursor.hidden
    assert b"\x1b[?25" not in waiting.written


@pytest.mark.parametrize("serving", [True, False])
def test_no_message_stands_behind_what_ctrl_c_shows(on_screen, serve, serving):
    if serving:
        shown = on_screen("sandbox", "serve", "--port", "0")
        shown.wait_for("Ctrl-C ends it")
        last, code = "note: stopped", 0
    else:
        server = serve(hang)
        shown = on_screen("replicas", "list")
        server.wait_for_requests(1)
        last, code = "error: interrupted.", 130
    shown.press(b"\x03")
    assert (shown.finish(), shown.lines[-2:]) == (code, ["^C", last])


def test_ctrl_backslash_leaves_the_cursor_below_the_bar(waiting):
    waiting.press(b"\x1c")
    assert waiting.finish() == -signal.SIGQUIT
    assert len(bars(waiting)) == 1
    assert not waiting.screen.cursor.hidden
    assert waiting.screen.cursor.y > waiting.lines.index(bars(waiting)[0])


def test_after_a_stop_the_bar_goes_on_below_what_the_shell_wrote(on_screen, training):
    shell = shutil.which("bash") or pytest.skip("bash is not installed")
    shown = on_screen("--norc", "-i", program=(shell,), PS1="$ ")
    shown.wait_for("$")
    shown.press(shlex.join([sys.executable, "-m", "tavus_cli", *training]).encode() + b"\n")
    shown.wait_for("r90bbd427f71 Rio ━")
    shown.press(b"\x1a")
    shown.wait_for("Stopped")
    shown.press(b"fg\n")
    shown.wait_for("$ fg")
    shown.read(2.5)
    before, after_it = (number for number, line in enumerate(shown.lines) if "━" in line)
    stopped = next(number for number, line in enumerate(shown.lines) if "Stopped" in line)
    assert before < stopped < after_it == len(shown.lines) - 1


def test_a_resize_leaves_one_bar(waiting):
    waiting.resize(40)
    waiting.read(2.5)
    # A terminal that breaks lines anew would show none of the wide bar either.
    assert max(len(line) for line in waiting.lines[-1:]) < 40
    assert "41%" in waiting.lines[-1]


def test_labels_of_messages_are_coloured_and_words_kept_whole(on_screen, serve):
    serve(document({"message": "Invalid access token"}, 401))
    shown = on_screen("replicas", "list", columns=40, NO_COLOR="")
    assert shown.finish() == 4
    assert b"\x1b[1;31merror:\x1b[0m " in shown.written
    assert b"\x1b[36mhint:\x1b[0m " in shown.written
    assert all(len(line) <= 40 for line in shown.lines)
    assert shown.lines[1].startswith("       ")
    assert shown.lines[-1] == "      https://platform.tavus.io/api-keys"
    assert KEY not in "".join(shown.lines)


def test_a_word_that_fits_only_without_the_indent_has_none(on_screen):
    shown = on_screen("replicas", "list", columns=40)
    assert shown.finish() == 4
    assert "https://platform.tavus.io/api-keys, and" in shown.lines


def test_the_question_for_a_key_is_broken_at_words(on_screen, serve):
    serve()
    asking = on_screen("auth", "login", columns=40)
    asking.wait_for("shown):")
    assert asking.lines == ["API key (from", "https://platform.tavus.io/api-keys; it", "is not shown):"]


def test_a_question_is_broken_at_words_and_leaves_room_for_the_answer(on_screen, serve_sandbox, home):
    serve_sandbox()
    link = "https://example.com/a.mp4"
    (home / "p.csv").write_text("id,train_video_url\n" + "".join(f"{number},{link}\n" for number in range(11)))
    asking = on_screen("batch", "replicas", str(home / "p.csv"), columns=40)
    asking.wait_for("[y/N]")
    asking.press(b"n\r")
    assert asking.finish() == 1
    at = asking.lines.index("Create 11 replicas? Each may be")
    assert asking.lines[at + 1] == "charged. [y/N] n"


def test_nothing_waits_for_the_thread_that_draws():
    before = threading.active_count()
    from tavus_cli.output.live import Live

    live = Live(list, lambda: 80, 60.0)
    live.start()
    live.end(keep=False)
    wait_until(lambda: threading.active_count() == before)
