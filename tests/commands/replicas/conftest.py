"""Replicas in the sandbox, and servers that answer changes."""

import signal
import threading

import pytest
from commands.replicas.answers import DONE, UNKNOWN
from faults.answers import after, document, when
from samples import CREATE


@pytest.fixture
def make(run, sandbox):
    """Create a replica in the sandbox; its id."""

    def create(name):
        created = run(*CREATE, "--replica-name", name, "--format", "ids")
        return created.out.strip()

    return create


NONE = document({"data": [], "total_count": 0})


@pytest.fixture
def replicas(serve, run):
    """Run `replicas ...` against a server that answers changes so; how it ended, and what changes were asked for.

    It has no failed trainings to list, and no replicas to show.
    """

    def go(*argv, answers=(DONE,), **streams):
        left = list(answers)

        def answer(request):
            if request.method == "GET":
                return NONE if request.query else UNKNOWN
            return left.pop(0) if len(left) > 1 else left[0]

        server = serve(routes=answer)
        result = run("replicas", *argv, **streams)
        return result, [each for each in server.requests if each.method != "GET"]

    return go


@pytest.fixture
def interrupt(serve, spawn):
    """Run a command, press Ctrl-C once its first request is out, and answer then.

    Returns exit code and both streams, and how many requests were made.
    """

    def interrupt_it(answer, *argv):
        pressed = threading.Event()
        server = serve(when(lambda: pressed.wait(10), after(0.2, answer)))
        process = spawn(*argv)
        server.wait_for_requests(1)
        process.send_signal(signal.SIGINT)
        pressed.set()
        out, err = process.communicate(timeout=10)
        return process.returncode, out, err, len(server.requests)

    return interrupt_it
