"""Building the fields of a create from options, JSON on the command line, and files of text, JSON or TOML."""

from collections.abc import Mapping
from typing import Any

from tavus_cli.api.deadline import interruptible
from tavus_cli.api.records import spellings
from tavus_cli.errors import UsageError
from tavus_cli.files import read_text
from tavus_cli.text import clean, parse_json

# Size limits in bytes. No body is larger, because images are passed as links. The text is some hours of speech.
LARGEST = 8 * 2**20
LARGEST_TEXT = 256 * 2**10
_INPUT = "--input"
_PROPERTIES = "--properties"


def body_of(source: str | None, fields: Mapping[str, Any], *, newer: bool = False) -> dict[str, Any]:
    """Merge the fields from a file with those from options.

    Args:
        source: the name of a file with a JSON object, or with TOML if it ends in .toml; `-` for standard input.
        fields: the fields from options; those that are None are omitted.
        newer: whether this endpoint takes fields by their newer names, such as pal_name. The other endpoints take the
            older names, which all versions of the API accept. The file may contain either.

    Raises:
        UsageError: the file does not contain such an object, or a field is given twice.
    """
    read: dict[str, Any] = {}
    for name, value in ({} if source is None else _from_file(source)).items():
        spelled = spellings(name)[-1 if newer else 0]
        if spelled in read:
            raise UsageError(
                f"{clean(spelled)} is given twice, by both its names.", hint=f"remove one of them from {_INPUT}"
            )
        read[spelled] = value
    return joined_fields(read, fields, _INPUT)


def properties_of(text: str | None, example: str, **options: bool | None) -> dict[str, Any] | None:
    """The field `properties`: a JSON object, merged with members that have their own options. None if not given."""
    properties = joined_fields({} if text is None else object_of(text, example), options, _PROPERTIES)
    return properties if properties or text is not None else None


def text_of(text: str | None, source: str | None, option: str) -> str | None:
    """The text from an option, or from the file named by OPTION-file, without line breaks at the end of the file.

    Raises UsageError if both are given, or if the file is empty or not text.
    """
    if source is None:
        return text
    by_file = f"{option}-file"
    if text is not None:
        raise UsageError(f"{option} and {by_file} exclude each other.", hint="leave one of them out")
    content = interruptible(lambda: read_text(source, by_file, LARGEST_TEXT)).rstrip("\r\n")
    if "\0" in content:
        raise UsageError(f"{by_file}: {clean(source)} is not text.")
    if not content.strip():
        raise UsageError(f"{by_file}: {clean(source)} is empty.")
    return content


def object_of(text: str, example: str, option: str = _PROPERTIES) -> dict[str, Any]:
    """Parse the JSON object in an option. Raises UsageError for anything else."""
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
        # JSON has no dates, no NaN and no infinity, so TOML files with these are rejected.
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
    """Add fields that are not None to the object of an option. Raises UsageError for a field that is given twice."""
    for name, value in fields.items():
        if value is None:
            continue
        if name in body:
            raise UsageError(f"{name} is given twice.", hint=f"remove it from {option}")
        body[name] = value
    return body
