"""JSON as its standard has it: Python's own reader also takes NaN and Infinity, and makes one of 1e999."""

import json
import math
from typing import Any, NoReturn


def loads(text: str | bytes) -> Any:
    """What a JSON text says. Raises ValueError (its subclass JSONDecodeError knows the place) or RecursionError."""
    return json.loads(text, parse_constant=_no_constant, parse_float=_finite)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text[:20]} is too large")
    return number
