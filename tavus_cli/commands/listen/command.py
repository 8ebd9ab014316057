"""`tavus listen`: its options."""

from typing import TYPE_CHECKING, Annotated

import typer

from tavus_cli.cli.grammar import DataVerb, standalone
from tavus_cli.cli.session import Session, session_of
from tavus_cli.commands import listen
from tavus_cli.errors import UsageError, did_you_mean
from tavus_cli.output.rows import Shape
from tavus_cli.text import clean, split_values

if TYPE_CHECKING:
    from tavus_cli.output.row_stream import RowStream
    from tavus_cli.verbs.resource import Product

app = standalone(listen.__doc__)

# The default of --only.
USUAL = ("replicas", "videos")
KINDS = (*USUAL, "conversations")
EVENTS = Shape(
    noun="callback",
    id_field="record_id",
    columns={"time": "TIME", "noun": "KIND", "record_id": "ID", "event": "EVENT", "outcome": "OUTCOME"},
    essential=5,
    fields=("time", "event_id", "noun", "record_id", "event", "outcome", "attempts", "payload"),
)

RECEIVED = Shape(
    noun="callback",
    id_field="record_id",
    columns={
        "time": "TIME",
        "noun": "KIND",
        "record_id": "ID",
        "event": "EVENT",
        "outcome": "OUTCOME",
        "detail": "DETAIL",
    },
    essential=5,
    fields=("time", "noun", "record_id", "event", "outcome", "detail", "payload"),
)


@app.command("listen", cls=DataVerb)
def listen_to_account(
    ctx: typer.Context,
    forward_to: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Post each callback there: on this machine, in a private network, or https."),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="A,B", help=f"What to listen to: {', '.join(KINDS)} (default: {' and '.join(USUAL)})."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="Deliver what has ended since then, such as 2h, 3d or a date, even if it was delivered before.",
        ),
    ] = None,
    show: Annotated[bool, typer.Option("--print", help="Show the body of each callback in its line.")] = False,
    port: Annotated[
        int | None,
        typer.Option(
            "--receive",
            min=0,
            max=65535,
            metavar="PORT",
            help="Instead, take what the API posts to this port of this machine, and check it; 0 is a free port.",
        ),
    ] = None,
) -> None:
    """Deliver to your machine what the API would post to a callback_url.

    The API cannot reach a laptop. This command looks at the account every few seconds. For each record that ends, it
    posts the documented callback to --forward-to, at least once and in order; the header webhook-id stays the same.
    It prints a line for each callback. What ended before the first start is delivered only with --since; a later start
    continues where the last one stopped. Each key and each address have a state of their own.

    With --receive it ends a tunnel: it takes what the API posts, up to 1 MiB each, reads the record by its id,
    at most twice a second, and says whether the two agree. Callbacks are not signed, so anybody can post one.

    Example:
        tavus listen --forward-to http://127.0.0.1:3000/hook
    """
    session = session_of(ctx)
    shape = EVENTS if port is None else RECEIVED
    shape = shape.but(columns={**shape.columns, "payload": "PAYLOAD"}) if show else shape
    session.out.check_columns(shape)
    from tavus_cli.output.row_stream import RowStream

    lines = RowStream(session.out, session.streams, shape, "event" if port is None else "outcome")
    if port is None:
        _forward(session, forward_to, split_values(only, "--only") or list(USUAL), since, lines)
        return
    others = {"--forward-to": forward_to, "--only": only, "--since": since}
    given = [option for option, value in others.items() if value is not None]
    if given:
        raise UsageError(f"--receive and {given[0]} exclude each other.", hint="leave one of them out")
    from tavus_cli.commands.listen.receiving import receive

    # A video's callback contains the id of its replica too, so videos come before replicas.
    receive(session, _products(list(reversed(KINDS))), port, lines)


def _forward(session: Session, forward_to: str | None, only: list[str], since: str | None, lines: "RowStream") -> None:
    from datetime import UTC, datetime

    from tavus_cli.commands.listen.account import Kind
    from tavus_cli.commands.listen.forwarding import Receiver, parse_address
    from tavus_cli.commands.listen.listening import Listening
    from tavus_cli.commands.listen.memory import held_memory
    from tavus_cli.commands.listen.troubles import Troubles
    from tavus_cli.output.selection import parse_since

    link = None if forward_to is None else parse_address(forward_to)
    begin = None if since is None else parse_since(since, datetime.now(UTC))
    products = _products(only)
    with held_memory(_account(session), forward_to or "") as memory:
        troubles = Troubles()
        kinds = [Kind(session, product, memory, troubles, begin) for product in products]
        Listening(session, memory, kinds, troubles, None if link is None else Receiver(link), lines).run()


def _products(names: list[str]) -> "list[Product]":
    """The products with these plural names. Raises UsageError for an unknown name."""
    from tavus_cli.verbs.resource import product_of

    for name in names:
        if name not in KINDS:
            hint = f"{did_you_mean(name, KINDS)} known: {', '.join(KINDS)}".strip()
            raise UsageError(f'--only: cannot listen to "{clean(name)}".', hint=hint)
    return [product_of(name) for name in dict.fromkeys(names)]


def _account(session: Session) -> str:
    """What distinguishes the memories of accounts. Two keys of one profile may belong to different accounts."""
    # The sandbox has a new address each time.
    if session.option("sandbox"):
        return "sandbox"
    from tavus_cli.settings.key import fingerprint

    target = session.target
    return f"{target.profile} {target.base_url.value} {fingerprint(target.key.value)}"
