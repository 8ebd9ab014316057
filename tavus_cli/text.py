"""Untrusted text: escaping it for a terminal, hiding secrets in it, and parsing it as strict JSON or as a list.

All text from outside (servers, files, URLs) goes through here before it is shown to a person. It may contain escape
sequences that move the cursor, set the clipboard or forge a row, characters that reverse the reading order, and
invisible characters. Each of them is shown as a visible escape. None is dropped, so the reader sees that it was there.
Results in machine formats keep values unchanged.

Strict JSON follows the standard. Python's parser also accepts NaN and Infinity, and reads 1e999 as Infinity.
"""

import math
import re
from typing import Any, NoReturn

from tavus_cli.errors import UsageError

MESSAGE_LENGTH = 300
BRIEF_LENGTH = 80
# Shorter secrets are not hidden: they may be parts of ordinary words, and no real key is that short.
SHORTEST_SECRET = 8
CELL_LENGTH = 200

_NAMED = {"\n": r"\n", "\r": r"\r", "\t": r"\t", "\v": r"\v", "\f": r"\f", "\x85": r"\x85"}
_ZWJ = "\u200d"

# Patterns are compiled on first use, because most runs see only printable ASCII.
# C0, DEL and C1; line and paragraph separators; bidirectional marks and overrides; zero-width characters; interlinear
# annotations; tags; lone surrogates; other invisible characters (soft hyphen, Hangul fillers, Mongolian separators).
_UNFIT = (
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff\ud800-\udfff]"
)
# A word with a question mark or a hash inside. Servers repeat links whole, percent-encoded, or without scheme and host.
_QUERY = r"(?i)(?<!\S)(\S*?(?:[?#]|%3f))(\S+)"
# Characters that a zero-width joiner may join, as in the emoji of a family or a profession.
_EMOJI = "[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]"


_secrets: set[str] = set()


def keep_secret(secret: str) -> None:
    """Hide this secret in all text that is shown from now on, until the process ends."""
    if len(secret) >= SHORTEST_SECRET:
        import json

        # JSON messages contain the secret in its escaped form.
        _secrets.update({secret, json.dumps(secret)[1:-1]})


def _without_secrets(text: str) -> str:
    # A copy, because another thread may add one.
    for secret in tuple(_secrets):
        text = text.replace(secret, "<hidden>")
    return text


def clean(value: object) -> str:
    """Any value as one line of text without control and invisible characters, and without secrets."""
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
    r"""Text as a cell of tab-separated output: one line, without secrets, reversible.

    Characters that `clean` would escape become C escapes (`\t`, `\n`, `\x1b`, `\u202e`); a backslash is doubled. Only
    lone surrogates are lost: they become U+FFFD.
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
    """Text cut to at most `length` characters. If something is cut off, it ends in three dots."""
    return text if len(text) <= length else text[: length - 3] + "..."


def brief(value: object) -> str:
    """Untrusted text inside a message, such as a word that the user typed: cleaned, at most 80 characters."""
    return clip(clean(value), BRIEF_LENGTH)


def sentence(value: object) -> str:
    """Untrusted text for use in a message: cleaned, one line, at most 300 characters, no full stop at the end.

    Queries and fragments of links in it are hidden, because they may hold a signature.
    """
    # Hide secrets before the cut, which could leave a part of one. Cut before cleaning, which is slow for long text.
    text = without_queries(_without_secrets(str(value))[: MESSAGE_LENGTH * 10])
    return clip(clean(text).strip().rstrip("."), MESSAGE_LENGTH)


def without_queries(text: str) -> str:
    """The text with the queries and fragments of links in it hidden."""
    return re.sub(_QUERY, _hidden_query, text) if "?" in text or "#" in text or "%3" in text else text


def _hidden_query(word: re.Match[str]) -> str:
    is_link = "/" in word[1] or "%2f" in word[1].lower() or "=" in word[2]
    return f"{word[1]}***" if is_link else word[0]


def split_values(texts: list[str] | None, option: str) -> list[str] | None:
    """The values of an option that can be repeated and takes several values, separated by commas; None for none.

    Raises UsageError for an empty value.
    """
    if not texts:
        return None
    values = [value.strip() for text in texts for value in text.split(",")]
    if not all(values):
        raise UsageError(f"{option} has an empty value in it.", hint="give values separated by commas, such as a,b")
    return values


class NotJson(ValueError):
    """A value that Python's parser accepts and the JSON standard does not."""


def strict_json(text: str | bytes) -> Any:
    """Parse JSON. Raises ValueError (with the position, if it is a JSONDecodeError) or RecursionError."""
    import json

    return json.loads(text, parse_constant=_no_constant, parse_float=_finite)


def parse_json(text: str, option: str) -> Any:
    """Parse the JSON value of an option. Raises UsageError with the position of the fault, without the text."""
    import json

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
