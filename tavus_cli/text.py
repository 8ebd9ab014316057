"""Foreign text, made fit for a terminal or read as strict JSON.

Anything from outside goes through here before people see it.

What a server, a file or a URL says can carry escape sequences that move the cursor, set the clipboard or forge a
row; characters that reverse the reading order; or nothing visible at all. Each is shown as a visible escape, never
dropped, so that the reader sees that it was there. Results in machine formats carry values unaltered.

Strict JSON is JSON as its standard has it: Python's own reader also takes NaN and Infinity, and makes one of 1e999.
"""

import json
import math
import re
from typing import Any, NoReturn

from tavus_cli.errors import UsageError

MESSAGE_LENGTH = 300
# Hiding a shorter secret would hide words of our own, and no real key is as short.
SHORTEST_SECRET = 8
CELL_LENGTH = 200

_NAMED = {"\n": r"\n", "\r": r"\r", "\t": r"\t", "\v": r"\v", "\f": r"\f", "\x85": r"\x85"}
_ZWJ = "\u200d"

# These are compiled when first needed: most runs meet nothing but plain text.
# C0, DEL and C1; line and paragraph separators; marks and overrides of direction; zero width; interlinear notes;
# tags; lone surrogates; variation of what fills no space at all (soft hyphen, Hangul fillers, Mongolian separators).
_UNFIT = (
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff\ud800-\udfff]"
)
_LINK_TAIL = r"(?i)(https?://[^\s?#]*[?#])\S+"
# What a zero-width joiner may stand between: a family or a profession drawn as one emoji.
_EMOJI = "[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]"


_secrets: set[str] = set()


def keep_secret(secret: str) -> None:
    """Never show this text again, whoever repeats it. For the whole process, since a secret has no end."""
    if len(secret) >= SHORTEST_SECRET:
        # Messages for programs are JSON, where a quote in it stands behind a backslash.
        _secrets.update({secret, json.dumps(secret)[1:-1]})


def _without_secrets(text: str) -> str:
    for secret in _secrets:
        text = text.replace(secret, "<hidden>")
    return text


def clean(value: object) -> str:
    """Any text as one physical line with nothing in it that a terminal acts on, and no secret."""
    text = _without_secrets(value if isinstance(value, str) else str(value))
    if text.isascii() and text.isprintable():
        return text
    return re.sub(_UNFIT, lambda match: _visible(match, text), text)


def _visible(match: re.Match[str], text: str) -> str:
    character = match.group()
    code = ord(character)
    if character == _ZWJ and _joins_emoji(text, match.start()):
        return character
    if code < 0x20 and character not in _NAMED:
        return "^" + chr(code + 0x40)
    return "^?" if code == 0x7F else _escape(character)


def escaped(value: str) -> str:
    r"""A text as one line of a table for programs, without secrets, from which they can have the text back.

    What `clean` would not leave as it is becomes an escape of C (`\t`, `\n`, `\x1b`, `\u202e`), and a backslash two.
    """
    text = _without_secrets(value)
    if text.isascii() and text.isprintable() and "\\" not in text:
        return text
    return re.sub(rf"\\|{_UNFIT}", lambda match: _escaped(match, text), text)


def _escaped(match: re.Match[str], text: str) -> str:
    character = match.group()
    joins = character == _ZWJ and _joins_emoji(text, match.start())
    return character if joins else _escape(character)


def _escape(character: str) -> str:
    code = ord(character)
    if character == "\\":
        return r"\\"
    if character in _NAMED:
        return _NAMED[character]
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _joins_emoji(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(re.match(_EMOJI, before) and re.match(_EMOJI, after))


def clip(text: str, length: int) -> str:
    """The first `length` characters, the last of them an ellipsis where something was left out."""
    return text if len(text) <= length else text[: length - 3] + "..."


def sentence(value: object) -> str:
    """Foreign text inside a message of ours: cleaned, one line, at most 300 characters, no full stop at the end.

    What follows the path of a link in it is left out, since it may be a signature.
    """
    # Secrets first: half of one is one too. Then the cut: a hostile megabyte need not be cleaned to be thrown away.
    text = re.sub(_LINK_TAIL, r"\1***", _without_secrets(str(value))[: MESSAGE_LENGTH * 10])
    return clip(clean(text).strip().rstrip("."), MESSAGE_LENGTH)


class NotJson(ValueError):
    """Something that Python reads and JSON does not have."""


def strict_json(text: str | bytes) -> Any:
    """What a JSON text says. Raises ValueError (its subclass JSONDecodeError knows the place) or RecursionError."""
    return json.loads(text, parse_constant=_no_constant, parse_float=_finite)


def parse_json(text: str, option: str) -> Any:
    """What the JSON text of an option says. Raises UsageError that says where it goes wrong, without the text."""
    try:
        return strict_json(text)
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
