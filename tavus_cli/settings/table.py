"""The table of settings: one row defines all about a setting.

The shared options and their help, the environment variables, the validation of the config file, `tavus config`, the
manual page of the config file and `tavus help settings` are made from these rows. A new setting needs only a new row.
"""

from typing import Any, Generic, NamedTuple, TypeVar

from tavus_cli.errors import UsageError
from tavus_cli.settings.kinds import BaseUrl, Command, Duration, Endpoint, Flag, Kind, Storage, Whole
from tavus_cli.text import brief

# The root of the API. Source: the servers entry of every page of the API reference.
BASE_URL = "https://tavusapi.com"
KEY_VARIABLE = "TAVUS_API_KEY"
CALL_TIMEOUT = 60.0
RETRIES = 2
# The API wants links to work for a day, and a training may wait in a queue before it fetches its clip.
LINK_HOURS = 48
# The default port of `tavus sandbox serve`. With --sandbox the sandbox uses a free port while the command runs.
SANDBOX_PORT = 8787
SANDBOX_URL = f"http://127.0.0.1:{SANDBOX_PORT}"
# The key for the sandbox. The user's own key is never sent there.
SANDBOX_KEY = "any-key-will-do"

T = TypeVar("T")


class Setting(NamedTuple, Generic[T]):
    """The value of a setting and its source, such as `--timeout`, `TAVUS_TIMEOUT` or `profile NAME in PATH`."""

    value: T
    source: str


class Row(NamedTuple):
    """The definition of a setting.

    Attributes:
        name: in the config file and in `tavus config`. The names of its option and its variable are made from it.
        kind: its type.
        meaning: the text for help and manual pages, with the default if there is one.
        places: where it can be set: "option", "variable", "profile" (of the config file).
        default: its value if it is not set; None for none.
        shared: whether every command has the option.
    """

    name: str
    kind: Kind
    meaning: str
    places: tuple[str, ...]
    default: Any = None
    shared: bool = True

    @property
    def option(self) -> str | None:
        return "--" + self.name.replace("_", "-") if "option" in self.places else None

    @property
    def variable(self) -> str | None:
        return f"TAVUS_{self.name.upper()}" if "variable" in self.places else None

    @property
    def stored(self) -> bool:
        return "profile" in self.places

    def parsed(self, text: str, source: str) -> Any:
        """The value of a string from an option or a variable. Raises UsageError, which names the source."""
        try:
            return self.kind.parse(text)
        except ValueError:
            raise self.invalid(text, source) from None

    def invalid(self, text: str, source: str) -> UsageError:
        """The error for a string that is not a valid value."""
        return UsageError(f'{source} must be {self.kind.wanted}, not "{brief(text)}".')


# The places of a setting that only makes sense for one run, and of one that can be stored.
_RUN = ("option", "variable")
_ANYWHERE = (*_RUN, "profile")

_ROWS = (
    Row("profile", Kind(), "The profile of the config file to use.", _RUN),
    Row(
        "base_url",
        BaseUrl(),
        f"Root URL of the API, without /v2: https, or http on this machine (default: {BASE_URL}).",
        _ANYWHERE,
        BASE_URL,
    ),
    Row(
        "api_key",
        Kind(),
        "The API key. No option takes it, because others can see a command line. A stored key is sent only to the"
        " base_url of its profile.",
        ("variable", "profile"),
    ),
    Row(
        "api_key_command",
        Command(),
        "A program whose first line of output is the API key, run without a shell; replaces api_key.",
        ("profile",),
    ),
    Row(
        "sandbox",
        Flag(),
        "Use the local sandbox instead of the API: no account, no cost, no network.",
        _RUN,
        default=False,
    ),
    Row(
        "timeout",
        Duration(),
        "Time limit of the whole command, including waiting and downloading (default: none).",
        _ANYWHERE,
    ),
    Row(
        "call_timeout",
        Duration(),
        f"Time limit of one API call with its retries, and of a pause in a download (default: {CALL_TIMEOUT:g} s).",
        _ANYWHERE,
        CALL_TIMEOUT,
    ),
    Row(
        "retries",
        Whole(0, 10),
        f"Retries of a failed API call, where a repeat is safe (default: {RETRIES}).",
        _ANYWHERE,
        RETRIES,
    ),
    Row(
        "check",
        Flag(),
        "Check the files before a create is sent (default: yes, unless the API is on this machine).",
        _ANYWHERE,
        shared=False,
    ),
    Row(
        "upload_to",
        Storage(),
        "Bucket for local files: s3://BUCKET/PREFIX, gs://BUCKET/PREFIX or az://ACCOUNT/CONTAINER/PREFIX.",
        _ANYWHERE,
        shared=False,
    ),
    Row(
        "upload_endpoint",
        Endpoint(),
        "Root URL of an S3-compatible storage, such as R2, MinIO or B2 (default: Amazon S3).",
        _ANYWHERE,
        shared=False,
    ),
    Row(
        "upload_command",
        Command(),
        "A program that uploads a file and prints its link, run without a shell; it gets {file}, {name} and {hours}.",
        _ANYWHERE,
        shared=False,
    ),
    Row(
        "link_hours",
        Whole(24, 168),
        f"Hours for which the link to an uploaded file works, from 24 to 168 (default: {LINK_HOURS}).",
        _ANYWHERE,
        LINK_HOURS,
        shared=False,
    ),
    Row(
        "debug",
        Flag(),
        "Log each HTTP request and response on standard error; the key is hidden.",
        _RUN,
        default=False,
    ),
    Row("quiet", Flag(), "Show errors only: no notes, warnings or progress.", _RUN, default=False),
    Row(
        "default_profile",
        Kind(),
        "The profile to use if none is named (default: the profile called default). It is a setting of the whole file,"
        " not of a profile.",
        (),
    ),
)
ROWS = {row.name: row for row in _ROWS}
# The settings that a profile may have, and those that `tavus config` can change.
STORED = tuple(row.name for row in _ROWS if row.stored)
CHANGEABLE = (*STORED, "default_profile")
