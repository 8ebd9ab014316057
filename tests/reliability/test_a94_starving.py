"""A machine that is short of descriptors, of threads, or of room in a pipe."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from faults.answers import document
from faults.bodies import page, replica
from reliability.commands import CREATE, LIST
from reliability.program import shell

MADE = document({"replica_id": "r90bbd427f71", "status": "started"})
ROWS = page(*[replica(number) for number in range(6000)])
# With fewer than 6 not even Python starts.
DESCRIPTORS = [[6, 8, 10, 12, 13, 14, 20], pytest.param(range(6, 24), marks=pytest.mark.long)]
TOO_FEW = ("Too many open files", "no file descriptors", "unable to open")
# Each thread's stack would be larger than the memory that addresses can name: none can be started.
NO_THREADS = "ulimit -s 68719476736 2>/dev/null || exit 99; "


def answered(request):
    if request.method == "POST":
        return MADE
    return document(replica(1, status="completed") if request.path.count("/") > 2 else ROWS)


@pytest.mark.parametrize("counts", DESCRIPTORS, ids=["some", "all"])
@pytest.mark.parametrize(
    "command", [LIST, (*CREATE, "--wait"), ("--sandbox", *LIST)], ids=["list", "create", "sandbox"]
)
def test_a94_with_few_descriptors_the_message_says_so(tavus, serve, command, counts):
    outcomes = [
        shell(tavus, f"ulimit -n {count}; tavus {' '.join(command)}", serve(routes=answered)) for count in counts
    ]
    for outcome in outcomes:
        assert bool(outcome.out) == (outcome.code == 0)
        # 2 to 7 and 12 would promise that nothing was created.
        assert outcome.code in {0, 1, 8, 10}
        assert outcome.code == 0 or any(words in outcome.err for words in TOO_FEW)
        assert "unexpected" not in outcome.err
        assert "standard output" not in outcome.err
        assert "--port" not in outcome.err
    assert outcomes[-1].code == 0


@pytest.mark.parametrize(
    "command",
    [
        LIST,
        (*LIST, "--all"),
        (*CREATE, "--no-check"),
        CREATE,
        ("--sandbox", *LIST),
        ("sandbox", "run", "--", "true"),
        ("sandbox", "serve", "--port", "0"),
    ],
    ids=" ".join,
)
def test_a94_without_threads_the_message_says_so(tavus, serve, command):
    server = serve(MADE)
    outcome = shell(tavus, f"{NO_THREADS}tavus {' '.join(command)}", server)
    if outcome.code == 99:
        pytest.skip("this system does not allow such a stack")
    assert (outcome.code, outcome.out, server.connections) == (1, "", 0)
    assert outcome.errors[0].startswith("error: the system refused ")
    assert "a thread" in outcome.errors[0]


def test_a94_without_threads_a_key_command_is_told_too(tavus, serve):
    tavus.configure('[profiles.default]\napi_key_command = ["echo", "key-of-a-program"]\n')
    outcome = shell(tavus, f"{NO_THREADS}env -u TAVUS_API_KEY -u TAVUS_BASE_URL tavus auth status")
    if outcome.code == 99:
        pytest.skip("this system does not allow such a stack")
    assert outcome.code == 1
    assert "a thread" in outcome.err


@pytest.mark.parametrize("form", ["--json", "--format=ids"])
def test_a94_a_pipe_that_does_not_block_gets_all_of_it(tavus, serve, form):
    """Node leaves pipes so: what does not fit at once must wait, and not be lost."""
    server = serve(document(ROWS))
    whole = tavus(*LIST, *form.split(), at=server).raw_out
    assert len(whole) > 2**16
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    process = tavus.spawn(*LIST, *form.split(), at=server, stdout=writing)
    os.close(writing)
    # The pipe is full long before anybody reads.
    time.sleep(0.5)
    with os.fdopen(reading, "rb") as reader:
        received = reader.read()
    assert (process.wait(20), process.communicate()[1]) == (0, "")
    assert received == whole


LIMITED = """if True:
    import resource, sys
    from tavus_cli.output.live import Live
    pages = int(open("/proc/self/statm").read().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + 2**20, resource.RLIM_INFINITY))
    live = Live(lambda: ["drawn"], lambda: 80)
    live.start()
    live.end(keep=True)
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="this system does not tell how much memory is used")
def test_a94_lines_on_a_terminal_need_no_thread():
    ended = subprocess.run([sys.executable, "-c", LIMITED], capture_output=True, text=True, timeout=30, check=False)
    assert (ended.returncode, "drawn" in ended.stderr, "Error" in ended.stderr) == (0, True, False)


CALLED_BACK = """if True:
    import resource, sys, threading, time
    from pathlib import Path
    from sandbox.api import Api
    from sandbox.receiver import Receiver
    from tavus_cli.sandbox.server import Behaviour, SandboxServer
    lines = []
    behaviour = Behaviour(training_seconds=1, callbacks=True)
    with Receiver() as receiver, SandboxServer(Path(sys.argv[1]), behaviour=behaviour, log=lines.append) as server:
        Api(server.base_url).replica(callback_url=receiver.url)
        # The stack of the thread that served this would do for another.
        while any(thread.name == "sandbox call" for thread in threading.enumerate()):
            time.sleep(0.01)
        time.sleep(0.2)
        pages = int(open("/proc/self/statm").read().split()[0])
        free = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + 2**21, free[1]))
        try:
            while True:
                threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        except RuntimeError:
            time.sleep(2)
        print(len(receiver.got), [line for line in lines if line.startswith("callbacks wait: ")])
        resource.setrlimit(resource.RLIMIT_AS, free)
        print(len(receiver.wait(1)))
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="this system does not tell how much memory is used")
def test_a94_a_callback_waits_for_a_thread(tmp_path):
    command = [sys.executable, "-c", CALLED_BACK, str(tmp_path / "state.sqlite3")]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30, check=False)
    assert (ended.stdout, ended.stderr) == ('0 ["callbacks wait: can\'t start new thread"]\n1\n', "")
