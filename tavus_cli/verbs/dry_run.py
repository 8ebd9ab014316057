"""Showing requests instead of sending them, as curl commands or as JSON.

With the sandbox they go to the address of `tavus sandbox serve`, never to the real API, because running the shown
command there would cost money.
"""

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tavus_cli.cli.session import Session
from tavus_cli.output import Format
from tavus_cli.output.curl import Request
from tavus_cli.settings.table import KEY_VARIABLE, SANDBOX_KEY, SANDBOX_URL


class Unsent(NamedTuple):
    """A request that is not sent: method, path with query, body, and headers."""

    method: str
    target: str
    body: Any = None
    headers: Mapping[str, str] | None = None


def show_requests(session: Session, requests: Sequence[Unsent]) -> None:
    """Print requests: curl commands, or with a JSON format one document, an array if there are several."""
    sandboxed = bool(session.option("sandbox"))
    base_url, key = (SANDBOX_URL, SANDBOX_KEY) if sandboxed else (session.base_url, f"${KEY_VARIABLE}")
    shown = [Request(each.method, base_url + each.target, key, each.body, each.headers or {}) for each in requests]
    session.out.check_options()
    # Only a requested JSON format counts here, not the default format of the command.
    if session.option("json") or session.option("format") in {Format.json, Format.jsonl}:
        documents = [request.as_document() for request in shown]
        document = documents[0] if len(documents) == 1 else documents
        indent = 2 if session.streams.out_is_terminal else None
        session.streams.write(json.dumps(document, indent=indent) + "\n")
    else:
        session.streams.write("".join(request.as_curl() for request in shown))
    names = sorted({name for request in shown for name in request.hidden().values()})
    if names:
        session.streams.note(f"{' and '.join(names)} stands for the whole link or key, which is not shown")
    if sandboxed:
        session.streams.note("this is for a served sandbox; start it with: tavus sandbox serve")
    elif KEY_VARIABLE not in os.environ:
        session.streams.note(f"{KEY_VARIABLE} is not set; the command needs the key in it")
