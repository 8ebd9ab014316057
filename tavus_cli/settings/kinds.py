"""The types of settings: parsing and validating strings, URLs, durations, integers, flags and commands.

All methods raise ValueError for an invalid value.
"""

import re
from typing import Any

_DURATION = r"(\d+(?:\.\d*)?|\.\d+)([smh]?)"
# Prefixes keep to what no storage and no signature has to escape.
_PLACE = r"(?:(?:s3|gs)://[a-z0-9][a-z0-9._-]+|az://[a-z0-9]+/[a-z0-9-]+)(?:/[A-Za-z0-9._-]+)*"
_SECONDS = {"": 1.0, "s": 1.0, "m": 60.0, "h": 3600.0}
# In seconds, some 30 years. A longer duration is a typing error, and Python cannot wait that long.
_TOO_LONG = 1e9


def parse_duration(text: str) -> float:
    """The seconds of a duration: a number above 0, with the unit `s`, `m` or `h`, or without one for seconds."""
    found = re.fullmatch(_DURATION, text.strip().lower(), re.ASCII)
    seconds = float(found[1]) * _SECONDS[found[2]] if found else 0.0
    if not 0 < seconds < _TOO_LONG:
        raise ValueError(text)
    return seconds


class Kind:
    """A string, and the base class of the other types.

    Attributes:
        type: the name of the type in `tavus help --json`.
        metavar: the placeholder for a value in help texts; None for a flag.
        wanted: what a value must be, to complete "retries must be ...".
    """

    type = "text"
    metavar: str | None = "NAME"
    wanted = "a string"

    def parse(self, text: str) -> Any:
        """The value of a string from the command line or the environment."""
        return text

    def read(self, value: object) -> Any:
        """The value of a TOML value from the config file."""
        if isinstance(value, str):
            return self.parse(value)
        raise ValueError(value)

    def write(self, text: str) -> Any:
        """The TOML value that `tavus config set` stores for a string."""
        return self.parse(text)

    def show(self, value: Any) -> Any:
        """The form in which `tavus config` shows a value. If that is a string, `parse` returns the value again."""
        return value


class BaseUrl(Kind):
    """A base URL.

    `parse` does not validate it: a run with `--sandbox` does not use it, and `tavus config` can correct a wrong one.
    """

    metavar = "URL"

    def write(self, text: str) -> str:
        from tavus_cli.api.urls import parse_base_url

        return parse_base_url(text)


class Endpoint(Kind):
    """The root URL of a storage server. Credentials are sent to it, so it must use https, or be on this machine."""

    metavar = "URL"
    wanted = "an https:// URL without a query, or one of this machine"

    def parse(self, text: str) -> str:
        from tavus_cli.api.urls import parse_link

        link = parse_link(text)
        if link.query or "#" in text or (link.scheme == "http" and not link.is_loopback):
            raise ValueError(text)
        return link.bare.rstrip("/")


class Storage(Kind):
    """A place in the user's cloud storage: a bucket or container, with an optional prefix."""

    metavar = "PLACE"
    wanted = "s3://BUCKET/PREFIX, gs://BUCKET/PREFIX or az://ACCOUNT/CONTAINER/PREFIX, the prefix being optional"

    def parse(self, text: str) -> str:
        place = text.strip().rstrip("/")
        if not re.fullmatch(_PLACE, place, re.ASCII) or {".", ".."} & set(place.split("/")):
            raise ValueError(text)
        return place


class Duration(Kind):
    """A duration; its value is a number of seconds."""

    type = "duration"
    metavar = "DURATION"
    wanted = "a duration above 0, such as 90, 90s, 30m or 6h"

    def parse(self, text: str) -> float:
        return parse_duration(text)

    def read(self, value: object) -> float:
        if isinstance(value, str):
            return parse_duration(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            # str() would write a very small number with an exponent.
            return parse_duration(f"{value:.9f}" if 0 < value < _TOO_LONG else "")
        raise ValueError(value)

    def write(self, text: str) -> int | float | str:
        seconds = parse_duration(text)
        if text.strip()[-1].isalpha():
            return text.strip()
        return int(seconds) if seconds.is_integer() else seconds

    def show(self, value: float) -> str:
        for unit in ("h", "m"):
            if value > _SECONDS["m"] and value % _SECONDS[unit] == 0:
                return f"{int(value / _SECONDS[unit])}{unit}"
        # str() would write a very small number with an exponent.
        return f"{value:.9f}".rstrip("0").rstrip(".") + "s"


class Whole(Kind):
    """An integer within inclusive bounds."""

    type = "integer"
    metavar = "N"

    def __init__(self, minimum: int, maximum: int) -> None:
        self.min = minimum
        self.max = maximum
        self.wanted = f"a whole number from {minimum} to {maximum}"

    def parse(self, text: str) -> int:
        if not re.fullmatch(r"\d{1,9}", text.strip(), re.ASCII):
            raise ValueError(text)
        return self.read(int(text))

    def read(self, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not self.min <= value <= self.max:
            raise ValueError(value)
        return value


class Flag(Kind):
    """A boolean, in the spellings that Typer accepts for flags."""

    type = "flag"
    metavar = None
    wanted = "1 or 0, or true, false, yes, no, on or off"

    def parse(self, text: str) -> bool:
        word = text.strip().lower()
        if word in {"1", "true", "t", "yes", "y", "on"}:
            return True
        if word in {"0", "false", "f", "no", "n", "off"}:
            return False
        raise ValueError(text)

    def read(self, value: object) -> bool:
        if isinstance(value, bool):
            return value
        raise ValueError(value)


class Command(Kind):
    """A program with its arguments, in one string or as a list of strings."""

    metavar = "COMMAND"
    wanted = 'a string or a list of strings, such as ["pass", "show", "tavus"]'

    def read(self, value: object) -> str | list[str]:
        if isinstance(value, str):
            return self.parse(value)
        if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
            return value
        raise ValueError(value)

    def parse(self, text: str) -> str | list[str]:
        if not text.startswith("["):
            if not text.strip():
                raise ValueError(text)
            return text
        import json

        try:
            return self.read(json.loads(text))
        except RecursionError:
            raise ValueError(text) from None
