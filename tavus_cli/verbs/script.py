"""The text of a video's script, from a file or from standard input."""

from tavus_cli.api.background import interruptible
from tavus_cli.errors import UsageError
from tavus_cli.files import read_input
from tavus_cli.text import clean

# Some hours of speech, and far below what a wrong file could hold.
LARGEST = 256 * 2**10
OPTION = "--script-file"


def script_of(text: str | None, source: str | None) -> str | None:
    """The script, given by itself or by where it is. Raises UsageError for both."""
    if source is None:
        return text
    if text is not None:
        raise UsageError(f"--script and {OPTION} exclude each other.", hint="drop one of them")
    return read_script(source)


def read_script(source: str) -> str:
    """The text, without the end of its last line. `-` is standard input. Raises UsageError for what is no text."""
    content = interruptible(lambda: read_input(source, OPTION, LARGEST))
    try:
        text = content.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise UsageError(f"{OPTION}: {clean(source)} is not UTF-8 text (byte {error.start}).") from None
    if "\0" in text:
        raise UsageError(f"{OPTION}: {clean(source)} is not text.")
    if not text.strip():
        raise UsageError(f"{OPTION}: {clean(source)} is empty.")
    return text
