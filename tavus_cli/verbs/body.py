"""The fields of a create: from options, from JSON on the command line, from files of text, JSON or TOML."""

from collections.abc import Mapping
from typing import Any

from tavus_cli.api.deadline import interruptible
from tavus_cli.api.records import spellings
from tavus_cli.errors import UsageError
from tavus_cli.files import read_text
from tavus_cli.text import clean, parse_json

# More than any body: images go up by their links. And some hours of speech.
LARGEST = 8 * 2**20
LARGEST_TEXT = 256 * 2**10
_INPUT = "--input"
_PROPERTIES = "--properties"


def body_of(source: str | None, fields: Mapping[str, Any], *, newer: bool = False) -> dict[str, Any]:
    """The fields from a file and those from options. None is no field.

    Args:
        source: the name of a file that holds a JSON object, or TOML if it ends in .toml; `-` for standard input.
        fields: those from options.
        newer: the API takes fields by their newer names here, such as pal_name; elsewhere by the older ones, which
            every generation of it takes. The file may have either.

    Raises:
        UsageError: the file does not hold such an object, or a field is given twice.
    """
    read: dict[str, Any] = {}
    for name, value in ({} if source is None else _from_file(source)).items():
        spelled = spellings(name)[-1 if newer else 0]
        if spelled in read:
            raise UsageError(f"{clean(spelled)} is given twice, by both its names.", hint=f"drop one from {_INPUT}")
        read[spelled] = value
    return joined_fields(read, fields, _INPUT)


def properties_of(text: str | None, example: str, **options: bool | None) -> dict[str, Any] | None:
    """The field `properties`: a JSON object, and what has options of its own. None if nothing is given."""
    properties = joined_fields({} if text is None else object_of(text, example), options, _PROPERTIES)
    return properties if properties or text is not None else None


def text_of(text: str | None, source: str | None, option: str) -> str | None:
    """A text given by an option, or by the name of its file in OPTION-file; without the end of its last line.

    Raises UsageError for both, and for a file that holds no text.
    """
    if source is None:
        return text
    by_file = f"{option}-file"
    if text is not None:
        raise UsageError(f"{option} and {by_file} exclude each other.", hint="drop one of them")
    content = interruptible(lambda: read_text(source, by_file, LARGEST_TEXT)).rstrip("\r\n")
    if "\0" in content:
        raise UsageError(f"{by_file}: {clean(source)} is not text.")
    if not content.strip():
        raise UsageError(f"{by_file}: {clean(source)} is empty.")
    return content


def object_of(text: str, example: str, option: str = _PROPERTIES) -> dict[str, Any]:
    """The JSON object that an option gives. Raises UsageError for anything else."""
    hint = f"such as '{example}'"
    try:
        return _object(parse_json(text, option), option, hint)
    except UsageError as error:
        error.hint = error.hint or (f'to take it from a file: {option} "$(cat FILE)"' if text[:1] == "@" else hint)
        raise


def _from_file(source: str) -> dict[str, Any]:
    text = interruptible(lambda: read_text(source, _INPUT, LARGEST))
    if not source.endswith(".toml"):
        return _object(parse_json(text, _INPUT), _INPUT, 'such as {"name": "value"}')
    import json
    import tomllib

    try:
        # Dates, and numbers that are none, have no place in a request.
        return json.loads(json.dumps(tomllib.loads(text), allow_nan=False))  # type: ignore[no-any-return]
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{_INPUT} is not TOML ({str(error)[:1].lower()}{str(error)[1:]}).") from None
    except (TypeError, ValueError, RecursionError):
        raise UsageError(f"{_INPUT} has a value that JSON cannot hold, such as a date.") from None


def _object(value: Any, option: str, hint: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UsageError(f"{option} is not a JSON object.", hint=hint)
    return value


def joined_fields(body: dict[str, Any], fields: Mapping[str, Any], option: str) -> dict[str, Any]:
    """An object that came by an option, and further fields but None. Raises UsageError for a field given twice."""
    for name, value in fields.items():
        if value is None:
            continue
        if name in body:
            raise UsageError(f"{name} is given twice.", hint=f"drop it from {option}")
        body[name] = value
    return body
