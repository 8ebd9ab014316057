"""The topics of `tavus help`, such as exit codes, as text and JSON, and commands as JSON.

Manual pages use the entries of the topics, too.
"""

import textwrap
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from tavus_cli import __version__
from tavus_cli.errors import ExitCode
from tavus_cli.generate.guides import BATCH, BATCH_LINES, CHECK, CHECK_LINES, UPLOAD, UPLOAD_LINES
from tavus_cli.generate.nodes import Command, Entry, Option, Topic
from tavus_cli.output.formats import Format
from tavus_cli.settings.key import NO_KEY_HINT
from tavus_cli.settings.table import CHANGEABLE, ROWS, Row
from tavus_cli.verbs.resource import resources

# The version of the JSON documents. It changes if a member is renamed or removed, not if one is added.
SCHEMA_VERSION = 1

# Environment variables that belong to no option.
VARIABLES = (
    Entry("NO_COLOR", "Turns colour and bold off, unless empty."),
    Entry("FORCE_COLOR", "Turns colour on where the output is no terminal, unless empty."),
    Entry("TERM", "Colour and moving bars are left out if it is dumb."),
    Entry("COLUMNS", "Width of tables and records, instead of the terminal's own; in a pipe too."),
    Entry("TAVUS_PAGER, PAGER", "Shows lists that are longer than the screen; less unless set, none if empty."),
    Entry("HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY", "Proxies, and hosts that need none; in lower case too."),
    Entry(
        "REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE, SSL_CERT_FILE",
        "A file of certificates to trust instead of the usual ones; the first of them that is set.",
    ),
    Entry("XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_CACHE_HOME", "Folders instead of ~/.config, ~/.local/state, ~/.cache."),
)
FILES = (
    Entry(
        "~/.config/tavus/config.toml",
        "Settings and keys, see tavus-config(5). On macOS in ~/Library/Application Support/tavus, on Windows in"
        " %LOCALAPPDATA%\\tavus.",
    ),
    Entry(
        "~/.local/state/tavus/",
        "The state of the sandbox. On macOS and Windows in the folder of the config file.",
    ),
    Entry("~/.cache/tavus/", "Ids and names that were listed last, for completions. Never a key; safe to delete."),
)
# Source: the pages on phoenix-4.5 and on callbacks.
FINE_TUNING = Entry(
    "finetune_status: training, completed, errored",
    "Of a replica of phoenix-4.5, once its status is completed: it is a preview with a watermark until this is"
    " completed, too; if it is errored, the preview stays usable. Other models leave it out.",
)
_STATUS_NOTES = """\
A wait ends when a record is final or has failed. With --preview it ends when
a replica can be used. In callbacks, a replica that is completed is "ready".
PALs have no status: they can be used at once."""
FORMATS = {
    Format.table: "Columns for people, as wide as the terminal; the usual format on one.",
    Format.tsv: "A line a record with tabs between the values, not shortened; the usual format elsewhere.",
    Format.csv: "The same with commas and a line of headings, for spreadsheets; see --csv-raw.",
    Format.json: "The document of the API as it is, in ASCII.",
    Format.jsonl: "A JSON object a line, written as the pages of a list arrive.",
    Format.ids: "An id a line, for xargs.",
}


_FORMAT_NOTES = r"""
With --json standard error is for programs too: each message is a line with an
object of one member, {"note": "..."}, or warning, progress, debug, answer (what
api -i shows) or error. What an error holds: kind, exit, message, http_status,
attempts, outcome, and where there are any, details, hint and ids.

In TSV and CSV a tab, a newline and a backslash are written as \t, \n and \\,
other characters that a terminal acts on as \x1b or \u202e. printf %b in a shell
or unicode_escape in Python gives the value back. Dates are in UTC, in one form.

bash takes several tabs for one, so that IFS=$'\t' read loses an empty value and
shifts the rest: choose columns that are never empty, or read JSON with jq.
""".strip()


def environment(tree: Command) -> tuple[Entry, ...]:
    """All environment variables that the program reads."""
    settings = {
        row.variable: Entry(row.variable, _of_option(row.option, row.meaning)) for row in ROWS.values() if row.variable
    }
    others = {
        option.environment: Entry(option.environment, _of_option(option.names[0], option.help))
        for command in tree.walk()
        for option in command.options
        if option.environment
    }
    return (*{**others, **settings}.values(), *VARIABLES)


def _of_option(option: str | None, meaning: str) -> str:
    return f"The same as {option}. {meaning}" if option else meaning


def exit_codes() -> tuple[Entry, ...]:
    """All exit codes, with their meaning and whether to run the command again."""
    return tuple(
        Entry(
            str(int(code)),
            f"{code.meaning[:1].upper()}{code.meaning[1:]}."
            + (f" Run it again: {code.run_again}." if code.run_again else ""),
        )
        for code in ExitCode
    )


def _exit_codes(_tree: Command) -> Topic:
    return Topic(
        "What the program ends with, and whether running it again is safe. Once a create was answered with an id, it is"
        " 0, 1, 8, 9, 11 or 129 to 143, and standard error names the id: 2 to 7 and 12 mean that nothing was created.",
        exit_codes(),
    )


def _environment(tree: Command) -> Topic:
    return Topic(
        "Variables that the program reads. An option has precedence over its variable, and this over the profile.",
        environment(tree),
        textwrap.fill(f"Without a key: {NO_KEY_HINT}.", 78),
    )


def _formats(tree: Command) -> Topic:
    outputs: dict[str, Option] = {
        option.names[0]: option
        for command in tree.walk()
        for option in command.options
        if option.section == "output" and not option.choices
    }
    return Topic(
        "How results are written, chosen by --format on every command that prints data.",
        (
            *(Entry(each.value, FORMATS[each]) for each in Format),
            *(Entry(name, option.help) for name, option in outputs.items()),
        ),
        _FORMAT_NOTES,
    )


def _sandbox(tree: Command) -> Topic:
    command = next(command for command in tree.subcommands if command.path == ("sandbox",))
    return Topic(
        command.summary, tuple(Entry(each.name, each.summary) for each in command.subcommands), command.details
    )


def _statuses(_tree: Command) -> Topic:
    return Topic(
        "The statuses that records have, and what they mean. One that is not listed counts as running.",
        (
            *(
                Entry(f"{resource.noun}: {status}", f"{means[:1].upper()}{means[1:]}.")
                for resource in resources()
                for status, means in resource.statuses.items()
            ),
            FINE_TUNING,
        ),
        _STATUS_NOTES,
    )


def _batch(_tree: Command) -> Topic:
    return Topic("How a table becomes hundreds of replicas or videos, never one twice.", BATCH, BATCH_LINES)


def _check(_tree: Command) -> Topic:
    return Topic(
        "What a look at the first bytes of the files of a create tells, before it is sent.", CHECK, CHECK_LINES
    )


def _settings(_tree: Command) -> Topic:
    return Topic(
        "Each setting comes from its option, else the environment, else the profile, else the default.",
        tuple(Entry(_names(row), row.meaning) for row in ROWS.values()),
        "The file is config.toml, see `tavus config path`; its tables are called\n[profiles.NAME]. `tavus config list`"
        " shows what holds, and from where.",
    )


def _names(row: Row) -> str:
    stored = row.name if row.name in CHANGEABLE else None
    return ", ".join(name for name in (row.option, row.variable, stored) if name)


def _upload(_tree: Command) -> Topic:
    return Topic("How a file of this machine becomes a link that Tavus can fetch.", UPLOAD, UPLOAD_LINES)


TOPICS: dict[str, Callable[[Command], Topic]] = {
    "exit-codes": _exit_codes,
    "environment": _environment,
    "formats": _formats,
    "sandbox": _sandbox,
    "statuses": _statuses,
    "settings": _settings,
    "check": _check,
    "batch": _batch,
    "upload": _upload,
}


def as_text(topic: Topic, width: int) -> str:
    """A topic as plain text."""
    widest = max((len(entry.name) for entry in topic.entries), default=0)
    # A long name gets a line of its own, as in the help texts.
    column = min(widest, 22) + 4
    parts = [_wrapped(topic.summary, width, ""), ""]
    for entry in topic.entries:
        name = f"  {entry.name}"
        if len(name) + 2 > column:
            parts += [name, _wrapped(entry.meaning, width, " " * column)]
        else:
            parts.append(name.ljust(column) + _wrapped(entry.meaning, width, " " * column).lstrip())
    if topic.lines:
        parts += ["", topic.lines]
    return "\n".join(parts) + "\n"


def _wrapped(text: str, width: int, indent: str) -> str:
    return textwrap.fill(text, max(width, 40), initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def describe(tree: Command, command: Command) -> dict[str, Any]:
    """The JSON document about a command and its subcommands."""
    return {
        "schema_version": SCHEMA_VERSION,
        "program": "tavus",
        "version": __version__,
        "command": asdict(command),
        "exit_codes": [
            {"code": int(code), "kind": code.kind, "meaning": code.meaning, "run_again": code.run_again}
            for code in ExitCode
        ],
        "environment": [asdict(entry) for entry in environment(tree)],
        "topics": list(TOPICS),
    }


def describe_topic(tree: Command, name: str) -> dict[str, Any]:
    """The JSON document about a topic."""
    return {"schema_version": SCHEMA_VERSION, "topic": name, **asdict(TOPICS[name](tree))}
