"""The topics of `tavus help`, such as exit codes, as text and JSON, and commands as JSON.

Manual pages use the entries of the topics, too.
"""

import textwrap
from collections.abc import Callable
from dataclasses import asdict
from itertools import groupby
from typing import Any

from tavus_cli import __version__
from tavus_cli.errors import ExitCode
from tavus_cli.generate.guides import BATCH, BATCH_LINES, CHECK, CHECK_LINES, UPLOAD, UPLOAD_LINES
from tavus_cli.generate.nodes import Command, Entry, Option, Topic
from tavus_cli.output import Format
from tavus_cli.settings.key import NO_KEY_HINT
from tavus_cli.settings.table import CHANGEABLE, ROWS, Row
from tavus_cli.verbs.resource import resources

# The version of the JSON documents. It changes if a member is renamed or removed, not if one is added.
SCHEMA_VERSION = 1
# The columns for which the lines of topics are written.
_WIDTH_OF_LINES = 80

# Environment variables that belong to no option.
VARIABLES = (
    Entry("NO_COLOR", "Turns off colour and bold, unless it is empty."),
    Entry("FORCE_COLOR", "Turns on colour even if the output is not a terminal, unless it is empty."),
    Entry("TERM", "Turns off colour and progress bars if it is dumb."),
    Entry("COLUMNS", "Width of tables and records instead of the terminal's width, in a pipe too."),
    Entry("TAVUS_PAGER, PAGER", "Pager for lists that are longer than the screen (default: less); none if empty."),
    Entry(
        "HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY", "Proxies, and hosts to reach without one; also in lower case."
    ),
    Entry(
        "REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE, SSL_CERT_FILE",
        "File with the certificate authorities to trust instead of the usual ones; the first one that is set counts.",
    ),
    Entry(
        "XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_CACHE_HOME",
        "Folders to use instead of ~/.config, ~/.local/state and ~/.cache.",
    ),
)
FILES = (
    Entry(
        "~/.config/tavus/config.toml",
        "The settings and keys, see tavus-config(5). On macOS in ~/Library/Application Support/tavus, on Windows in"
        " %LOCALAPPDATA%\\tavus.",
    ),
    Entry(
        "~/.local/state/tavus/",
        "The state of the sandbox. On macOS and Windows in the folder of the config file.",
    ),
    Entry("~/.cache/tavus/", "Ids and names that were listed last, for completions. Contains no key. Safe to delete."),
)
# Source: the pages on phoenix-4.5 and on callbacks.
FINE_TUNING = Entry(
    "finetune_status: training, completed, errored",
    "A second status of phoenix-4.5 replicas whose status is completed. training: the replica is a preview with a"
    " watermark. completed: it is final. errored: only the preview can be used. Other models do not have it.",
)
_STATUS_NOTES = """\
A wait ends when a record is final or has failed. With --preview, it ends when
a replica can be used. In callbacks, a completed replica has the status ready.
PALs have no status: they can be used at once."""
FORMATS = {
    Format.table: "A table for people, as wide as the terminal. The default on a terminal.",
    Format.tsv: "Tab-separated values, one record per line, never shortened. The default elsewhere.",
    Format.csv: "Comma-separated values with a line of headings, for spreadsheets; see --csv-raw.",
    Format.json: "The API's own JSON document, in ASCII. The default of tavus api and documents chunks.",
    Format.jsonl: "One JSON object per line, each written as its page of the list arrives.",
    Format.ids: "One id per line, for xargs.",
}


_FORMAT_NOTES = r"""
With --json, messages on standard error are JSON, too: each is one line with an
object of one member, such as {"note": "..."}. The member is note, warning,
progress, debug, answer (of api -i) or error. An error has the members kind,
exit, message, http_status, attempts and outcome, and if there are any, details,
hint and ids.

In TSV and CSV, a tab, a newline and a backslash are written as \t, \n and \\,
and other control characters as \x1b or \u202e. To decode them, use printf %b in
a shell or unicode_escape in Python. Dates are in UTC and ISO 8601.

In bash, IFS=$'\t' read treats several tabs as one, so an empty value shifts the
values after it. Choose columns that are never empty, or read JSON with jq.
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
    return f"Same as {option}. {meaning}" if option else meaning


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
        "The exit codes, and whether to run the command again. After a create, 2 to 7 and 12 mean that nothing was"
        " created. If the API has answered with an id, the code is 0, 1, 8, 9, 11 or 129 to 143, and standard error"
        " names the id.",
        exit_codes(),
    )


def _environment(tree: Command) -> Topic:
    return Topic(
        "The environment variables that the program reads. An option takes precedence over its variable, which takes"
        " precedence over the profile.",
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
        "The formats of results. Every command that prints data has the option --format.",
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
        "The statuses of records, and what they mean. A wait continues at a status that is not listed.",
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
    return Topic("How to create many replicas or videos from a table, each only once.", BATCH, BATCH_LINES)


def _check(_tree: Command) -> Topic:
    return Topic(
        "What is checked in the files, the links and the fields of a create, before it is sent.", CHECK, CHECK_LINES
    )


def _settings(_tree: Command) -> Topic:
    return Topic(
        "A setting comes from its option, else from its environment variable, else from the profile, else it has its"
        " default.",
        tuple(Entry(_names(row), row.meaning) for row in ROWS.values()),
        "Profiles are tables called [profiles.NAME] in the config file, whose path is\nshown by `tavus config path`."
        " `tavus config list` lists the settings in use.",
    )


def _names(row: Row) -> str:
    stored = row.name if row.name in CHANGEABLE else None
    return ", ".join(name for name in (row.option, row.variable, stored) if name)


def _upload(_tree: Command) -> Topic:
    return Topic("How a local file becomes a link that Tavus can fetch.", UPLOAD, UPLOAD_LINES)


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
    column = min(widest, 22, max(6, width // 2 - 8)) + 4
    parts = [_wrapped(topic.summary, width, ""), ""]
    for entry in topic.entries:
        name = f"  {entry.name}"
        if len(name) + 2 > column:
            parts += [_wrapped(entry.name, width, "  "), _wrapped(entry.meaning, width, " " * column)]
        else:
            parts.append(name.ljust(column) + _wrapped(entry.meaning, width, " " * column).lstrip())
    if topic.lines:
        parts += ["", _narrowed(topic.lines, width)]
    return "\n".join(parts) + "\n"


def _narrowed(lines: str, width: int) -> str:
    """Lines for 80 columns with their prose wrapped again for a narrower terminal. Indented lines are commands."""
    if width >= _WIDTH_OF_LINES:
        return lines
    groups = groupby(lines.splitlines(), lambda line: line != "" and not line[0].isspace())
    return "\n".join(_wrapped(" ".join(group), width, "") if prose else "\n".join(group) for prose, group in groups)


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
