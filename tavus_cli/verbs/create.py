"""Submitting a create: checked and warned about offline, sent once, shown, and waited for if asked."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from tavus_cli.api.doubt import Creation
from tavus_cli.api.envelope import Row
from tavus_cli.api.ids import advice_for_id
from tavus_cli.api.strictjson import loads
from tavus_cli.cli.session import Session
from tavus_cli.errors import BrokenOutput, ExitCode, FailedJob, Interrupted, Outcome, Refused, TavusError, UsageError
from tavus_cli.output.results import lost
from tavus_cli.text import clean
from tavus_cli.verbs.resource import Product
from tavus_cli.verbs.wait import show_settled

_INVALID_ID = re.compile(r"invalid (\w+?)_(?:uu)?id\b", re.I)


def submit(
    session: Session,
    product: Product,
    fields: Mapping[str, Any],
    *,
    dry_run: bool,
    wait: bool = False,
    interval: float | None = None,
) -> str | None:
    """Send a create with the fields that are not None, and show what it made: at once, or with `wait` in its end.

    Returns the new id; None if nothing was sent, or the user does not want to go on.
    """
    body = {name: value for name, value in fields.items() if value is not None}
    product.check(body)
    session.out.check_columns(product.work.shape if wait else product.created)
    for warning in product.warnings(body, datetime.now(UTC)):
        session.streams.warn(warning)
    if dry_run:
        session.out.dry_run("POST", session.base_url + product.work.path, body)
        return None
    record = _send(session, product, body)
    new_id: str = record[product.created.id_field]
    with _telling(product.work.shape.noun, new_id):
        if not wait or session.client.interrupted:
            _show(session, product, record, new_id, wait=wait)
            return None
        session.streams.note(f"{new_id} was created")
        show_settled(session, product.work, [new_id], interval=interval)
    return new_id


@contextmanager
def _telling(noun: str, new_id: str) -> Iterator[None]:
    """Whatever goes wrong from here on, the error says that the create was done, and what it made.

    A script that sees a failure must not take it for a create that may be sent again.
    """
    try:
        yield
    except FailedJob:
        raise
    except Interrupted as signal:
        signal.cause = _made(signal.cause or TavusError("interrupted."), noun, new_id)
        raise
    except (BrokenOutput, BrokenPipeError) as error:
        if isinstance(error, BrokenOutput) and new_id in error.message:
            raise
        raise lost(noun, new_id, error) from error
    except TavusError as error:
        raise _made(error, noun, new_id) from error.__cause__
    except Exception as error:
        raise _made(TavusError(f"unexpected: {type(error).__name__} (run with --debug)"), noun, new_id) from error


def _made(error: TavusError, noun: str, new_id: str) -> TavusError:
    error.outcome = Outcome.DONE
    if error.code is ExitCode.NETWORK:
        # That one promises that nothing was created.
        error.code = ExitCode.SERVER
    error.facts = {**error.facts, f"{noun}_id": new_id}
    told = f"The {noun} {clean(new_id)} was created."
    if new_id not in error.message:
        error.details = (told, *error.details)
    return error


def _send(session: Session, product: Product, body: Mapping[str, Any]) -> Row:
    noun = product.work.shape.noun
    creation = Creation(noun, body.get(f"{noun}_name"), session.suggest(product.look))
    try:
        return session.client.create(product.work.path, body, creation)
    except Refused as error:
        named = _INVALID_ID.search(error.message)
        given = body.get(f"{named[1].lower()}_id") if named else None
        if named and isinstance(given, str):
            error.hint = error.hint or advice_for_id(named[1].lower(), given)
        raise


def _show(session: Session, product: Product, record: Row, new_id: str, *, wait: bool) -> None:
    session.out.created(product.work.shape if wait else product.created, record)
    if session.streams.out_is_terminal:
        follow_up = session.suggest(f"{product.work.command} {new_id}")
        session.streams.note(f"{product.lasts}; wait for it with: {follow_up}")


def properties_of(text: str | None, example: str, **options: bool | None) -> dict[str, Any] | None:
    """The `properties` of a create: the user's JSON object, and the fields that have options of their own."""
    try:
        properties = {} if text is None else loads(text)
    except (ValueError, RecursionError) as error:
        where = f" ({error.msg.lower()}, position {error.pos})" if isinstance(error, json.JSONDecodeError) else ""
        raise UsageError(f"--properties is not JSON{where}.") from None
    if not isinstance(properties, dict):
        raise UsageError("--properties is not a JSON object.", hint=f"such as '{example}'")
    for name, value in options.items():
        if value is None:
            continue
        if name in properties:
            raise UsageError(f"{name} is given twice.", hint="drop it from --properties")
        properties[name] = value
    return properties if properties or text is not None else None
