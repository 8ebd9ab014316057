"""`tavus api`: its arguments, options and help."""

import json
from enum import StrEnum
from typing import Annotated

import typer

from tavus_cli.cli.grammar import DataVerb, standalone
from tavus_cli.cli.options import DryRun
from tavus_cli.cli.session import session_of
from tavus_cli.commands import api
from tavus_cli.commands.api.request import RequestOptions, parse_request
from tavus_cli.commands.api.sending import call
from tavus_cli.output import Format

app = standalone(api.__doc__)


class Method(StrEnum):
    """The HTTP methods of the API."""

    GET = "GET"
    POST = "POST"
    PUT = "PUT"
    PATCH = "PATCH"
    DELETE = "DELETE"


@app.command("api", cls=DataVerb)
def call_api(
    ctx: typer.Context,
    method: Annotated[
        Method, typer.Argument(case_sensitive=False, metavar="METHOD", help="GET, POST, PUT, PATCH, DELETE.")
    ],
    path: Annotated[str, typer.Argument(metavar="PATH", help="Path of the endpoint, with or without /v2.")],
    texts: Annotated[
        list[str] | None,
        typer.Option("-f", "--raw-field", metavar="KEY=VALUE", help="Add a field with a text value; may be repeated."),
    ] = None,
    typed: Annotated[
        list[str] | None,
        typer.Option(
            "-F",
            "--field",
            metavar="KEY=VALUE",
            help="Add a field with a JSON value, such as 3 or true, else text; @FILE reads the text from a file, @-"
            " from standard input.",
        ),
    ] = None,
    body: Annotated[
        str | None,
        typer.Option("--input", metavar="FILE", help="Read the whole JSON body from a file; - is standard input."),
    ] = None,
    headers: Annotated[
        list[str] | None,
        typer.Option("-H", "--header", metavar="NAME:VALUE", help="Add a header; may be repeated."),
    ] = None,
    include: Annotated[
        bool,
        typer.Option(
            "-i", "--include", help="Show the status and the headers of the answer; with JSON, on standard error."
        ),
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="With GET, fetch all pages of a list, as one document.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Call any endpoint of the API, also one without a command.

    Fields become the query of a GET, and the JSON body of any other method; a[b]=c sets a member of an object, a[]=c
    appends to an array. A POST is never sent twice, and nothing is sent outside of the base URL. The answer is shown as
    JSON unless --format is given.

    Example:
        tavus api GET /v2/replicas --all --format ids
        tavus api POST /v2/videos -f replica_id=r7bc3db0d581 -f script="Hello" -F fast=true
    """
    session = session_of(ctx)
    session.out.usual = Format.json
    given = RequestOptions(texts or (), typed or (), body, headers or ())
    _ = session.deadline  # starts the clock, so that the deadline also covers reading files for the request
    request = parse_request(method.value, path, given, lambda: session.base_url)
    if dry_run:
        from tavus_cli.verbs.dry_run import Unsent, show_requests

        body = None if request.body is None else json.loads(request.body)
        show_requests(session, [Unsent(request.method, request.target, body, request.headers)])
    else:
        call(session, request, everything=everything, include=include)
