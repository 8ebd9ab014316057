"""tavus sandbox: a local stand-in for the API, as a server of its own."""

from typing import Annotated

import typer

from tavus_cli.commands import Verb, noun
from tavus_cli.errors import TavusError
from tavus_cli.session import SANDBOX_KEY, sandbox_state, session_of

app = noun("Run a local stand-in for the API: no account, no money, no network.")

PORT = 8787


@app.command("serve", cls=Verb)
def serve_sandbox(
    ctx: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="PORT", help="Port; 0 takes a free one.")] = PORT,
) -> None:
    """Serve the sandbox for other programs, until Ctrl-C.

    Example:
        tavus sandbox serve --port 8787
    """
    from tavus_cli.sandbox.server import SandboxError, SandboxServer

    streams = session_of(ctx).streams
    try:
        server = SandboxServer(sandbox_state(), port=port, log=streams.progress)
    except SandboxError as error:
        raise TavusError(str(error), hint=getattr(error, "hint", None)) from error
    with server:
        streams.write(f"export TAVUS_BASE_URL={server.base_url}\nexport TAVUS_API_KEY={SANDBOX_KEY}\n")
        streams.flush()
        streams.note("the sandbox is running; Ctrl-C ends it")
        server.serve_forever()
