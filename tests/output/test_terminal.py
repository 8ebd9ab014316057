"""The program on a terminal: the pager, a sign of life, and a whole screen whatever is pressed."""

import contextlib
import copy
import fcntl
import os
import pty
import select
import shlex
import shutil
import signal
import struct
import sys
import termios
import threading
import time

import pyte
import pytest
from faults.answers import after, document, hang
from messages import messages
from samples import CREATE, KEY

ROWS = {"data": [{"replica_id": f"r{number:011x}", "replica_name": "Rio"} for number in range(40)], "total_count": 40}
PAGER = "#!/bin/sh\nsed 's/^/paged /'\n"


class Emulator(pyte.Screen):
    """A terminal with a second screen, as xterm has it (mode 1049) and pyte does not."""

    first = None

    def set_mode(self, *modes, **options):
        super().set_mode(*modes, **options)
        if 1049 in modes:
            self.first = copy.deepcopy(self.buffer), copy.copy(self.cursor)
            self.erase_in_display(2)
            self.cursor_position()

    def reset_mode(self, *modes, **options):
        super().reset_mode(*modes, **options)
        if 1049 in modes and self.first:
            (self.buffer, self.cursor), self.first = self.first, None


class Screen:
    """The program on a pseudo-terminal, and what a person sees there."""

    def __init__(self, home, *argv, program=(sys.executable, "-m", "tavus_cli"), columns=80, rows=24, **env):
        self.screen = Emulator(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.written = b""
        self.pid, self.end = pty.fork()
        if self.pid == 0:
            names = ("TAVUS_BASE_URL", "TAVUS_API_KEY", "PATH")
            given = {name: os.environ[name] for name in names if name in os.environ}
            settings = {"HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8", "NO_COLOR": "1", **given, **env}
            os.execve(program[0], [*program, *argv], settings)
        self.resize(columns, rows)

    def resize(self, columns, rows=24):
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def press(self, key):
        os.write(self.end, key)

    @property
    def lines(self):
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip().splitlines()

    def read(self, seconds):
        """Take what comes in this time. False once the program has ended."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([self.end], [], [], left)[0]:
                data = b""
                with contextlib.suppress(OSError):
                    data = os.read(self.end, 65536)
                if not data:
                    return False
                self.written += data
                self.stream.feed(data)
        return True

    def wait_for(self, text, seconds=15):
        until = time.monotonic() + seconds
        while not any(text in line for line in self.lines):
            assert self.read(0.05) or any(text in line for line in self.lines), f"no {text!r} in {self.lines}"
            assert time.monotonic() < until, f"no {text!r} in {self.lines}"

    def finish(self):
        """The exit code, or minus the signal's number."""
        until = time.monotonic() + 20
        while self.read(0.05):
            assert time.monotonic() < until, self.lines
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def close(self):
        with contextlib.suppress(OSError):
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.end)


@pytest.fixture
def on_screen(home):
    with contextlib.ExitStack() as stack:

        def start(*argv, **options):
            return stack.enter_context(contextlib.closing(Screen(home, *argv, **options)))

        yield start


@pytest.fixture
def pager(home):
    path = home / "my pager"
    path.write_text(PAGER)
    path.chmod(0o755)
    return f"'{path}'"


def ended(screen):
    return screen.finish(), screen.lines


@pytest.mark.parametrize("form", ["table", "json", "tsv", "csv", "ids"])
@pytest.mark.parametrize("variable", ["PAGER", "TAVUS_PAGER"])
def test_a_list_longer_than_the_screen_goes_through_the_pager(on_screen, serve, pager, form, variable):
    serve(document(ROWS))
    shown = on_screen("replicas", "list", "--format", form, **{variable: pager})
    assert shown.finish() == 0
    assert shown.written.count(b"paged ") >= 40


def test_notes_come_after_the_pager_and_links_not_into_it(on_screen, serve, pager):
    rows = [{"replica_id": f"r{n}", "thumbnail_video_url": "https://e.com/t.mp4"} for n in range(30)]
    serve(document({"data": rows, "total_count": 42}))
    columns = "--columns=replica_id,thumbnail_video_url"
    code, lines = ended(on_screen("replicas", "list", columns, PAGER=pager, NO_COLOR="", columns=120))
    assert (code, lines[-2].split()[:2]) == (0, ["paged", "r29"])
    assert lines[-1].startswith("note: 30 of 42 shown")


@pytest.mark.parametrize(
    ("argv", "env"),
    [
        (("--no-pager",), {}),
        ((), {"TAVUS_PAGER": ""}),
        ((), {"TAVUS_PAGER": "cat"}),
        ((), {"TAVUS_PAGER": "no-such-program"}),
        ((), {"TAVUS_PAGER": "'"}),
        ((), {"TERM": "dumb"}),
        (("--format", "jsonl"), {}),
    ],
)
def test_no_pager_where_there_is_none_or_none_is_wanted(on_screen, serve, pager, argv, env):
    serve(document(ROWS))
    shown = on_screen("replicas", "list", *argv, **{"PAGER": pager, **env})
    assert shown.finish() == 0
    assert b"paged" not in shown.written
    assert shown.written.count(b"r00000000027") == 1


def test_a_short_list_and_a_record_need_no_pager(on_screen, serve, pager):
    serve(document(ROWS))
    shown = on_screen("replicas", "list", rows=50, PAGER=pager)
    assert (shown.finish(), b"paged" in shown.written) == (0, False)
    serve(document({f"field_{number}": number for number in range(40)}))
    shown = on_screen("replicas", "get", "r1", PAGER=pager)
    assert (shown.finish(), b"paged" in shown.written) == (0, False)


def test_a_pager_that_ends_early_is_no_failure(on_screen, serve):
    serve(document({"data": ROWS["data"] * 500, "total_count": 20_000}))
    assert on_screen("replicas", "list", PAGER="head -n 3").finish() == 0


def test_a_slow_answer_is_awaited_with_a_sign_of_life(on_screen, serve):
    server = serve(after(2.6, document({"data": [], "total_count": 0})))
    shown = on_screen("replicas", "list")
    shown.wait_for("waiting for an answer from 127.0.0.1")
    code, lines = ended(shown)
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
    code, lines = ended(shown)
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
    waiting.screen.resize(24, 40)
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
    assert all(len(line) < 40 for line in shown.lines)
    assert shown.lines[1].startswith("       ")
    assert "tavus auth login" in " ".join(shown.lines)
    assert KEY not in "".join(shown.lines)


def test_nothing_waits_for_the_thread_that_draws():
    before = threading.active_count()
    from tavus_cli.output.live import Live

    live = Live(list, lambda: 80, 60.0)
    live.start()
    live.end(keep=False)
    time.sleep(0.1)
    assert threading.active_count() == before
