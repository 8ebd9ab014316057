"""Updating fields of a record, with an object of new values or with a JSON Patch, which is sent once."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from tavus_cli.api.records import spellings
from tavus_cli.api.urls import segment
from tavus_cli.cli.session import Session
from tavus_cli.errors import Refused, TavusError, UsageError
from tavus_cli.text import brief, clean, parse_json, strict_json
from tavus_cli.verbs.change import doubt_about, refusing_stock, result_shape
from tavus_cli.verbs.done import after
from tavus_cli.verbs.dry_run import Unsent, show_requests
from tavus_cli.verbs.resource import Job, Resource
from tavus_cli.verbs.wait import note_running

# The status for a PATCH that changes nothing. Source: the pages on updating personas, objectives, guardrails.
_UNCHANGED = 304
# The values that are parsed as JSON: these words, and those with these first characters. All others are text.
_JSON_WORDS = {"true", "false", "null"}
_JSON_STARTS = tuple('{["-0123456789')

Operation = dict[str, Any]


def update(
    session: Session,
    resource: Resource,
    record_id: str,
    body: Mapping[str, Any] | Sequence[Operation],
    *,
    dry_run: bool,
) -> None:
    """Change fields of a record, and show its id and the status "updated" or "unchanged".

    Args:
        session: the run.
        resource: the noun.
        record_id: the id of the record.
        body: the new fields, or a JSON Patch, depending on what the API takes for this noun.
        dry_run: show the request, and send nothing.
    """
    updated = result_shape(resource, "status", "publish_url")
    target = f"{resource.path}/{segment(record_id, resource.noun)}"
    session.out.check_columns(updated)
    if not body:
        raise UsageError(
            "there is nothing to change: no field is given.", hint=f"tavus {resource.plural} update --help"
        )
    if dry_run:
        show_requests(session, [Unsent("PATCH", target, body)])
        return
    doubt = doubt_about(session, resource, "update", record_id)
    try:
        with refusing_stock(session, resource, "update", record_id):
            answer, document = resource.change(session, "PATCH", record_id, doubt, body=body)
    except Refused as error:
        error.hint = error.hint or _hint_for_paths(session, resource, record_id, body, error.message)
        raise
    status = "unchanged" if answer.status == _UNCHANGED else "updated"
    if answer.status == _UNCHANGED:
        hint = _hint_for_paths(session, resource, record_id, body)
        session.streams.note(f"nothing to change{f'; {hint}' if hint else ''}")
    # A change to a draft takes effect only when the draft is published.
    draft = {"publish_url": document["publish_url"]} if isinstance(document, dict) and "publish_url" in document else {}
    with after(f"{resource.noun} {clean(record_id)} was {status}"):
        session.out.item(updated, {resource.id_field: record_id, "status": status, **draft})
        session.streams.flush()


def restart(session: Session, job: Job, record_id: str, act: str, body: Mapping[str, Any], *, dry_run: bool) -> None:
    """Run the job of a record again, and show the record. `act` is a verb, and the last part of the path."""
    resource = job.resource
    target = f"{resource.path}/{segment(record_id, resource.noun)}/{act}"
    session.out.check_columns(resource.shape)
    if dry_run:
        show_requests(session, [Unsent("POST", target, body)])
        return
    doubt = doubt_about(session, resource, act, record_id)
    _, document = resource.change(session, "POST", record_id, doubt, tail=f"/{act}", body=body)
    with after(f"the {act} of {resource.noun} {clean(record_id)} was started"):
        session.out.item(resource.shape, document if isinstance(document, dict) else {resource.id_field: record_id})
        session.streams.flush()
    note_running(session, job, [record_id])


def patch_of(sets: Sequence[str], unsets: Sequence[str], fields: Mapping[str, Any]) -> list[Operation]:
    """Make a JSON Patch (RFC 6902) from the arguments of `--set` and `--unset`, and from complete fields.

    Setting uses the operation `add`, which replaces an existing value, so that the record need not be read first. In
    an array `add` would insert, so elements of arrays use `replace`.

    Raises:
        UsageError: an argument is invalid, or two of them change the same path.
    """
    patch = [_setting((name,), value) for name, value in fields.items()]
    for word in sets:
        path, equals, text = word.partition("=")
        if not equals:
            raise UsageError(f'--set "{brief(word)}" has no value.', hint="write it as --set path=value")
        patch.append(_setting(_steps(path, "--set"), _value(text, path)))
    patch += [{"op": "remove", "path": _pointer(_steps(path, "--unset"))} for path in unsets]
    paths = [operation["path"] for operation in patch]
    if twice := next((path for path in paths if paths.count(path) > 1), None):
        raise UsageError(f'"{clean(_dotted(twice))}" is changed twice.', hint="keep one of the changes")
    return patch


def _setting(steps: Sequence[str], value: Any) -> Operation:
    return {"op": "replace" if steps[-1].isdecimal() else "add", "path": _pointer(steps), "value": value}


def _value(text: str, path: str) -> Any:
    """Parse a value as JSON if it looks like JSON, else as text. A number followed by other characters is text."""
    if text in _JSON_WORDS or text.startswith(("{", "[", '"')):
        return parse_json(text, f"--set {brief(path)}")
    if text.startswith(_JSON_STARTS):
        with suppress(ValueError):
            return strict_json(text)
    return text


def _steps(path: str, option: str) -> tuple[str, ...]:
    """Parse a path such as `layers.llm.model`, or a JSON Pointer (RFC 6901) such as `/layers/llm/model`."""
    steps = _unescaped(path) if path.startswith("/") else path.split(".")
    if not all(steps):
        raise UsageError(f'{option} "{brief(path)}" is not a path.', hint="such as layers.llm.model")
    # In patches the API knows the top-level fields of a record by their newer names.
    return (spellings(steps[0])[-1], *steps[1:])


def _pointer(steps: Sequence[str]) -> str:
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)


def _unescaped(pointer: str) -> list[str]:
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer[1:].split("/")]


def _dotted(pointer: str) -> str:
    return ".".join(_unescaped(pointer))


def _hint_for_paths(
    session: Session,
    resource: Resource,
    record_id: str,
    body: Mapping[str, Any] | Sequence[Operation],
    reason: str = "",
) -> str | None:
    """A hint that names a path of a patch which the record lacks, and the most similar path; None if it has all.

    A path that is in the API's reason takes precedence.
    """
    if isinstance(body, Mapping):
        return None
    try:
        record = resource.shape.record_of(resource.fetch(session, record_id, polling=True))
    except TavusError:
        # Only the error of the update itself is reported.
        return None
    there = list(_paths(record))
    for pointer in sorted((operation["path"] for operation in body), key=lambda each: each not in reason):
        path = _dotted(pointer)
        if path in there or path in resource.fields:
            continue
        from difflib import get_close_matches

        near = get_close_matches(path, [*there, *resource.fields], 1)
        guess = f'; did you mean "{clean(near[0])}"?' if near else ""
        return f'the {resource.noun} has no "{brief(path)}"{guess}'
    return None


def _paths(value: Any, outer: str = "") -> Iterator[str]:
    """The dotted paths of everything in a value."""
    items: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in items:
        path = f"{outer}{name}"
        yield path
        yield from _paths(inner, f"{path}.")
