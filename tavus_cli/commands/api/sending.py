"""Sending a request and showing its answer."""

import shlex
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from tavus_cli.api.doubt import call_doubt
from tavus_cli.api.records import id_of, layout_of
from tavus_cli.cli.session import Session
from tavus_cli.commands.api.request import Request, check_all
from tavus_cli.commands.api.shape import id_field_of, is_rows, shape_of
from tavus_cli.errors import NotFound, UsageError
from tavus_cli.output import Format
from tavus_cli.output.formats import as_json
from tavus_cli.output.rows import cell, picked
from tavus_cli.text import clean
from tavus_cli.verbs.done import after


def call(session: Session, request: Request, *, everything: bool, include: bool) -> None:
    """Send the request, or with `everything` one for each page of the list, and show the answer."""
    session.out.check_options()
    if everything:
        query = check_all(request)
        if include:
            raise UsageError(
                "--all and --include exclude each other: each page has its own headers.", hint="leave one of them out"
            )
        _show_every(session, request, query)
        return
    client = session.client.with_headers(request.headers)
    doubt = call_doubt(request.method, session.suggest(f"api GET {shlex.quote(request.path)}"))
    try:
        answer, document = client.request(request.method, request.target, request.body, doubt)
    except NotFound as error:
        if session.sandboxed:
            error.hint = error.hint or "the sandbox has only some of the API's endpoints"
        raise
    with nullcontext() if request.reads else _afterwards(request, answer.status_line, document):
        if include:
            _show_head(session, answer.status_line, dict(answer.headers))
        if document is None and not answer.body.strip():
            session.streams.note(f"the answer is empty ({answer.status_line})")
        else:
            _show(session, request, document)
        session.streams.flush()


def _afterwards(request: Request, status_line: str, document: Any) -> AbstractContextManager[None]:
    """Let errors in the block state that the request was done, and name the id in its answer."""
    fields = document if isinstance(document, dict) else {}
    id_field = id_field_of(request.path, list(fields))
    new_id = id_of(fields, id_field)
    words = status_line if new_id is None else f"{status_line}; {clean(id_field)} {clean(new_id)}"
    return after(f"the {request.method} of {request.path} was done ({words})", {id_field: new_id} if new_id else {})


def _show_every(session: Session, request: Request, query: dict[str, str]) -> None:
    path, client = request.path, session.client.with_headers(request.headers)
    pages = session.pages(path, query, id_field_of(path, ()), layout=None, client=client)
    first = pages.first()
    session.out.every(shape_of(path, first, () if first else _asked(session), pages.layout), pages)


def _show(session: Session, request: Request, document: Any) -> None:
    # After a change, an unknown column must not be an error; and without rows, columns cannot be checked.
    expected = () if request.reads else _asked(session)
    if layout := layout_of(document):
        rows = layout.rows_of(document)
        session.out.listing(shape_of(request.path, rows, expected if rows else _asked(session), layout), document)
    elif isinstance(document, dict):
        session.out.item(shape_of(request.path, [document], expected), document)
    else:
        _show_bare(session, request, document)


def _show_bare(session: Session, request: Request, document: Any) -> None:
    """Show an answer that is not an object: an array, a text or a number."""
    asked = session.out.view
    if is_rows(document) and document and asked.format is not Format.json:
        session.out.listing(shape_of(request.path, document, _asked(session)), {"data": document})
    elif asked.format in {Format.json, Format.jsonl}:
        if is_rows(document):
            document = [picked(row, asked.columns) for row in document]
        indented = asked.format is Format.json and session.streams.out_is_terminal
        session.streams.write(as_json(document, indented=indented))
    else:
        values = document if isinstance(document, list) else [document]
        session.streams.write("".join(f"{clean(cell(value))}\n" for value in values))


def _asked(session: Session) -> tuple[str, ...]:
    return tuple(name.split(".")[0] for name in session.out.view.columns or ())


def _show_head(session: Session, status_line: str, headers: dict[str, str]) -> None:
    if session.streams.as_json:
        session.streams.emit({"answer": {"status": status_line, "headers": headers}})
        return
    lines = [f"HTTP/1.1 {status_line}", *(f"{name}: {value}" for name, value in headers.items()), ""]
    if session.out.view.format in {Format.json, Format.jsonl}:
        # Standard output is a single JSON document, so the head goes to standard error.
        for line in lines[:-1]:
            session.streams.say(line)
        return
    session.streams.write("".join(f"{clean(line)}\n" for line in lines))
