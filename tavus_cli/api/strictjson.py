"""JSON as its standard has it: Python's own reader also takes NaN and Infinity, and makes one of 1e999."""

import json
import math
from typing import Any, NoReturn

from tavus_cli.errors import UsageError


class NotJson(ValueError):
    """Something that Python reads and JSON does not have."""


def loads(text: str | bytes) -> Any:
    """What a JSON text says. Raises ValueError (its subclass JSONDecodeError knows the place) or RecursionError."""
    return json.loads(text, parse_constant=_no_constant, parse_float=_finite)


def parse_json(text: str, option: str) -> Any:
    """What the JSON text of an option says. Raises UsageError that says where it goes wrong, without the text."""
    try:
        return loads(text)
    except json.JSONDecodeError as error:
        what = error.msg[:1].lower() + error.msg[1:]
        where = f"line {error.lineno}, column {error.colno}" if "\n" in text.strip() else f"position {error.pos}"
        raise UsageError(f"{option} is not JSON ({what}, {where}).") from None
    except RecursionError:
        raise UsageError(f"{option} is not usable JSON (it nests too deeply).") from None
    except ValueError as error:
        reason = str(error) if isinstance(error, NotJson) else "a number in it is too long"
        raise UsageError(f"{option} is not JSON ({reason}).") from None


def _no_constant(name: str) -> NoReturn:
    raise NotJson(f"it has no {name}")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise NotJson("a number in it is too large")
    return number
