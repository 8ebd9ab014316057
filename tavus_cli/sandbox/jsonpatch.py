"""JSON Patch (RFC 6902): applying a list of operations to a document, either all of them or none.

This is our own implementation, because the sandbox has no dependencies and a hundred lines are enough.
"""

import copy
import json
import re
from typing import Any

_OPERATIONS = {
    "add": ("value",),
    "remove": (),
    "replace": ("value",),
    "move": ("from",),
    "copy": ("from",),
    "test": ("value",),
}
_MAX_COPIED = 1024 * 1024  # characters; each copy of a document into itself doubles it, thirty make a billion
_INDEX = r"0|[1-9][0-9]{0,8}"
_POINTER = r"(?:/(?:[^~/]|~[01])*)*"


class Malformed(Exception):
    """The patch is not a JSON Patch."""


class Inapplicable(Exception):
    """The patch does not fit the document. The text names the path."""


def apply(document: Any, patch: Any) -> Any:
    """The patched copy of a document. The document itself is not changed.

    Raises:
        Malformed: the patch is not a JSON Patch.
        Inapplicable: a path does not exist, a test fails, or the patch copies too much.
    """
    if not isinstance(patch, list):
        raise Malformed
    for step in patch:
        _check(step)
    changed, copied = copy.deepcopy(document), 0
    for step in patch:
        if step["op"] == "copy":
            copied += len(json.dumps(_get(changed, step["from"])))
            if copied > _MAX_COPIED:
                raise Inapplicable("the patch copies more than 1 MiB")
        changed = _carry_out(changed, step)
    return changed


def _check(step: Any) -> None:
    if not isinstance(step, dict) or not isinstance(step.get("op"), str) or step["op"] not in _OPERATIONS:
        raise Malformed
    if any(name not in step for name in _OPERATIONS[step["op"]]):
        raise Malformed
    for pointer in (step.get("path"), step.get("from", "")):
        if not isinstance(pointer, str) or not re.fullmatch(_POINTER, pointer):
            raise Malformed


def _carry_out(document: Any, step: dict[str, Any]) -> Any:
    name, path = step["op"], step["path"]
    if name == "add":
        return _put(document, path, step["value"])
    if name == "replace":
        _get(document, path)
        return _put(_remove(document, path), path, step["value"]) if path else step["value"]
    if name == "copy":
        return _put(document, path, copy.deepcopy(_get(document, step["from"])))
    if name == "move":
        if path.startswith(step["from"] + "/"):
            raise Inapplicable(f'"{path}" lies in what is to be moved there')
        moved = _get(document, step["from"])
        return _put(_remove(document, step["from"]), path, moved)
    if name == "test":
        if not _same(_get(document, path), step["value"]):
            raise Inapplicable(f'"{path}" has another value')
        return document
    return _remove(document, path)


def _get(document: Any, path: str) -> Any:
    for key in _keys(path):
        document = _child(document, key, path)
    return document


def _put(document: Any, path: str, value: Any) -> Any:
    *parents, last = _keys(path) or [None]
    if last is None:
        return value
    holder = document
    for key in parents:
        holder = _child(holder, key, path)
    if isinstance(holder, dict):
        holder[last] = value
    elif isinstance(holder, list) and (last == "-" or (re.fullmatch(_INDEX, last) and int(last) <= len(holder))):
        holder.insert(len(holder) if last == "-" else int(last), value)
    else:
        raise Inapplicable(f'there is no place for "{path}"')
    return document


def _remove(document: Any, path: str) -> Any:
    *parents, last = _keys(path) or [None]
    if last is None:
        return None
    holder = document
    for key in parents:
        holder = _child(holder, key, path)
    _child(holder, last, path)
    del holder[int(last) if isinstance(holder, list) else last]
    return document


def _child(holder: Any, key: str, path: str) -> Any:
    if isinstance(holder, dict) and key in holder:
        return holder[key]
    if isinstance(holder, list) and re.fullmatch(_INDEX, key) and int(key) < len(holder):
        return holder[int(key)]
    raise Inapplicable(f'there is no "{path}"')


def _keys(path: str) -> list[Any]:
    return [each.replace("~1", "/").replace("~0", "~") for each in path.split("/")[1:]]


def _same(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal. Unlike in Python, true is not equal to 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)
