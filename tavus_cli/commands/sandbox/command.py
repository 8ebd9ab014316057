"""`tavus sandbox`: its commands."""

from enum import StrEnum
from typing import Annotated

import typer

from tavus_cli.api import signals
from tavus_cli.cli.grammar import Verb, noun
from tavus_cli.cli.session import sandbox_errors, sandbox_state, session_of
from tavus_cli.commands import sandbox
from tavus_cli.errors import ExitCode, Interrupted
from tavus_cli.output import recent
from tavus_cli.settings.kinds import Kind
from tavus_cli.settings.table import SANDBOX_KEY, SANDBOX_PORT

LONGEST = 1_000_000_000  # seconds, which are 31 years: more than any test needs, and within the range of dates

DETAILS = f"""
For one command:  tavus --sandbox replicas list
The sandbox keeps what was created for the next command, accepts any key, and
can be reached only from this machine. By default a training takes 20 s and a
video 8 s.

To make a job fail, give a create a file or a link with one of these names:
  fail-CODE.mp4       the job runs for a while and ends in this error, such as
                      fail-consent_phrase_mismatch.mp4, fail-video_duration.mp4
                      (for a video, the word fail-CODE in its script, too)
  fail-finetune.mp4   the preview of a phoenix-4.5 replica succeeds, and its
                      fine-tuning fails
  refuse-STATUS.mp4   the create is refused, such as refuse-402.mp4

To make any call fail, use a base URL with one of these paths, or --force:
  http://127.0.0.1:{SANDBOX_PORT}/force/429x2     the first two calls fail with 429
  http://127.0.0.1:{SANDBOX_PORT}/force/503,retry-after=3
  http://127.0.0.1:{SANDBOX_PORT}/force/401       every call fails; also 400 402 403 404
                                        409 422 429 500 502 503 504
"""

app = noun(sandbox.__doc__, DETAILS)


class Seconds(Kind):
    """A number of seconds, also a fraction or 0."""

    wanted = f"a number of seconds from 0 to {LONGEST}"

    def parse(self, text: str) -> float:
        seconds = float(text)
        if not 0 <= seconds <= LONGEST:  # also rejects NaN
            raise ValueError(text)
        return seconds


class Refusal(Kind):
    """A refusal that the sandbox answers calls with."""

    wanted = "a refusal such as 429, 429x2 or 503x1,retry-after=3"

    def parse(self, text: str) -> str:
        from tavus_cli.sandbox.refusals import parse

        if parse(text) is None:
            raise ValueError(text)
        return text


TrainingSeconds = Annotated[
    float, typer.Option("--training-seconds", parser=Seconds().parse, metavar="SECONDS", help="Duration of a training.")
]
VideoSeconds = Annotated[
    float,
    typer.Option("--video-seconds", parser=Seconds().parse, metavar="SECONDS", help="Duration of rendering a video."),
]
Latency = Annotated[
    int, typer.Option("--latency", min=0, max=600_000, metavar="MS", help="Delay of each answer in milliseconds.")
]
PageBase = Annotated[
    int, typer.Option("--page-base", min=0, max=1, metavar="0|1", help="Number of the first page of a list.")
]
Force = Annotated[
    str | None,
    typer.Option(
        "--force",
        parser=Refusal().parse,
        metavar="STATUS[xTIMES]",
        help="Make calls fail, such as 429x2; see `tavus help sandbox`.",
    ),
]


class Words(StrEnum):
    """The spelling of fields in answers."""

    replica = "replica"
    face = "face"
    both = "both"


Spelling = Annotated[
    Words | None, typer.Option("--words", help="Names of fields in answers (default: those of the endpoint).")
]


@app.command("serve", cls=Verb)
def serve_sandbox(
    ctx: typer.Context,
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="PORT", help="Port to listen on; 0 takes a free one.")
    ] = SANDBOX_PORT,
    training_seconds: TrainingSeconds = 20,
    video_seconds: VideoSeconds = 8,
    latency: Latency = 0,
    page_base: PageBase = 1,
    force: Force = None,
    words: Spelling = None,
) -> None:
    """Run the sandbox for other programs, until Ctrl-C.

    Prints the two export lines that make a shell use it. Sends callbacks, but only to this machine. Exits with 0 after
    Ctrl-C.

    Example:
        tavus sandbox serve --port 8787 --training-seconds 5
    """
    from tavus_cli.sandbox.server import Behaviour, SandboxServer

    session = session_of(ctx)
    behaviour = Behaviour(
        training_seconds, video_seconds, latency / 1000, page_base, force, callbacks=True, words=words and words.value
    )
    log = None if session.streams.quiet else session.streams.progress
    with sandbox_errors(), SandboxServer(sandbox_state(), port=port, behaviour=behaviour, log=log) as server:
        session.streams.write(f"export TAVUS_BASE_URL={server.base_url}\nexport TAVUS_API_KEY={SANDBOX_KEY}\n")
        session.streams.flush()
        session.streams.note("the sandbox is running; Ctrl-C ends it")
        try:
            signals.sleep(session.given_deadline.left)
        except Interrupted as signal:
            if signal.code is not ExitCode.INTERRUPTED:
                raise
            # Ctrl-C is the normal way to end the server, not a failure.
            session.streams.end_line()
            session.streams.note("stopped")
            return
        raise session.given_deadline.ran_out("the sandbox")


@app.command("run", cls=Verb, context_settings={"allow_interspersed_args": False})
def run_in_sandbox(
    ctx: typer.Context,
    command: Annotated[list[str], typer.Argument(metavar="COMMAND...", help="The program to run, with its arguments.")],
    training_seconds: TrainingSeconds = 20,
    video_seconds: VideoSeconds = 8,
    latency: Latency = 0,
    page_base: PageBase = 1,
    force: Force = None,
    words: Spelling = None,
) -> None:
    """Run a program with a new sandbox of its own, and exit with its exit code.

    The program gets TAVUS_BASE_URL and TAVUS_API_KEY. The sandbox is deleted when the program has ended.

    Example:
        tavus sandbox run --training-seconds 2 -- sh train.sh
    """
    import tempfile
    from pathlib import Path

    from tavus_cli.commands.sandbox.child import run_child
    from tavus_cli.sandbox.server import Behaviour, SandboxServer

    deadline = session_of(ctx).given_deadline
    behaviour = Behaviour(
        training_seconds, video_seconds, latency / 1000, page_base, force, callbacks=True, words=words and words.value
    )
    with (
        sandbox_errors(),
        tempfile.TemporaryDirectory(prefix="tavus-sandbox-") as folder,
        SandboxServer(Path(folder) / "sandbox.sqlite3", behaviour=behaviour) as server,
    ):
        settings = {"TAVUS_BASE_URL": server.base_url, "TAVUS_API_KEY": SANDBOX_KEY}
        code = run_child(command, settings, deadline)
    raise typer.Exit(code)


@app.command("reset", cls=Verb)
def reset_sandbox(ctx: typer.Context) -> None:
    """Delete everything that was created in the sandbox.

    TAB no longer completes their ids. The journal of a batch is kept; the next run of the batch, or of `tavus listen`,
    notices that the records are gone and starts again. Nothing in your account changes.

    Example:
        tavus sandbox reset
    """
    from tavus_cli.sandbox.store import reset

    with sandbox_errors():
        counts = reset(sandbox_state())
    recent.forget(recent.SANDBOX)
    # The sandbox, which has the older word of the API, keeps a PAL as a persona.
    counts = {"pal" if kind == "persona" else kind: count for kind, count in counts.items()}
    deleted = ", ".join(f"{count} {noun}{'s' if count > 1 else ''}" for noun, count in sorted(counts.items()))
    session_of(ctx).streams.note(f"the sandbox is empty; deleted: {deleted or 'nothing, as it was empty before'}")


@app.command("path", cls=Verb)
def show_path(ctx: typer.Context) -> None:
    """Print the path of the file with the state of the sandbox.

    Example:
        tavus sandbox path
    """
    session_of(ctx).streams.write(f"{sandbox_state()}\n")
