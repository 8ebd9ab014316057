"""Manual pages: each command in section 1, the config file in section 5, and the topics of `tavus help` in section 7.

The pages have the date of the release, which is set by hand: mandoc's lint requires a date, and the output must not
depend on the day.
"""

import re
from collections.abc import Iterable

from tavus_cli.generate.nodes import Argument, Command, Entry, Option
from tavus_cli.generate.roff import bold, display, italic, item, page, paragraphs, prose, section, title
from tavus_cli.generate.topics import FILES, TOPICS, environment, exit_codes
from tavus_cli.settings.table import CHANGEABLE, KEY_VARIABLE, ROWS

RELEASED = "2026-11-21"
CONFIG_PAGE = "tavus-config"

CONFIG_EXAMPLE = """\
default_profile = "work"

[profiles.work]
api_key_command = "pass show tavus"
call_timeout = "30s"

[profiles.staging]
base_url = "https://staging.example.com"
api_key = "..."
"""
_CONFIG_DESCRIPTION = f"""
The file is in TOML. It has a table profiles.NAME for each profile. It does not have to exist.

A setting comes from its option, else from its environment variable, else from the profile, else it has its default. The
profile is the one named by --profile, else by TAVUS_PROFILE, else by default_profile. The key in {KEY_VARIABLE} takes
precedence over a stored key.

A file that cannot be read or parsed is an error, and is never changed. Unknown settings are ignored with a warning.
`tavus config set` and `tavus auth login` keep the comments in the file, and make it readable only by its owner.
"""

_SECTIONS = {"own": "", "output": "Output options", "shared": "Options of every command, before or after it"}


def pages(tree: Command) -> dict[str, str]:
    """The text of every manual page, by its path relative to the folder of manual pages."""
    pages_by_path = {f"man1/{_page_name(command)}.1": _page(command, tree) for command in tree.walk()}
    pages_by_path |= {f"man7/{_topic_name(name)}.7": _topic_page(name, tree) for name in TOPICS}
    return pages_by_path | {f"man5/{CONFIG_PAGE}.5": _config_page()}


def _page_name(command: Command) -> str:
    return command.name.replace(" ", "-")


def _topic_name(topic: str) -> str:
    return f"tavus-{topic}"


def _page(command: Command, tree: Command) -> str:
    name = _page_name(command)
    return page(
        [
            *title(name, 1, RELEASED),
            *section("NAME", rf"{prose(name)} \- {prose(_as_phrase(command.summary))}"),
            *section("SYNOPSIS", _synopsis(command)),
            *section("DESCRIPTION", *_description(command)),
            *section("COMMANDS", *_commands(command)),
            *section("ARGUMENTS", *(line for each in command.arguments for line in _argument(each))),
            *section("OPTIONS", *_options(command)),
            *section("EXIT STATUS", *_entries(exit_codes())),
            *section("ENVIRONMENT", *_entries(environment(tree))),
            *section("FILES", *_entries(FILES)),
            *section("EXAMPLES", *(line for example in command.examples for line in display(example))),
            *section("SEE ALSO", _see_also(command, tree)),
        ]
    )


def _as_phrase(summary: str) -> str:
    """The first sentence in the style of whatis: no full stop, and no capital unless the word is an acronym."""
    first = summary.partition(". ")[0].rstrip(".")
    return first if first[1:2].isupper() else first[:1].lower() + first[1:]


def _synopsis(command: Command) -> str:
    words = [bold(command.name)]
    words += [
        f"{bold(option.names[0])} {italic(option.metavar or '')}" for option in command.options if option.required
    ]
    words.append(f"[{italic('OPTION')} ...]")
    if command.subcommands:
        words.append(f"{italic('COMMAND')} [{italic('ARGUMENT')} ...]")
    for argument in command.arguments:
        word = italic(argument.metavar) + (" ..." if argument.repeatable else "")
        words.append(word if argument.required else f"[{word}]")
    return " ".join(words)


def _description(command: Command) -> list[str]:
    lines = [prose(command.summary), *paragraphs(command.description)]
    if command.aliases:
        lines += [".PP", f"Also called {' and '.join(bold(alias) for alias in command.aliases)}."]
    return lines + (display(command.details) if command.details else [])


def _commands(command: Command) -> list[str]:
    return [
        line
        for each in command.subcommands
        for line in item(f"{bold(each.path[-1])}", f"{each.summary} See {_page_name(each)}(1).")
    ]


def _argument(argument: Argument) -> list[str]:
    sentences = [argument.help, _choices(argument), "" if argument.required else "May be left out."]
    return item(italic(argument.metavar) + (" ..." if argument.repeatable else ""), _joined(sentences))


def _options(command: Command) -> list[str]:
    lines: list[str] = []
    for name, heading in _SECTIONS.items():
        options = [option for option in command.options if option.section == name]
        if heading and options:
            lines.append(f".SS {heading}")
        for option in options:
            lines += item(_terms(option), _meaning(option, command))
    return lines


def _terms(option: Option) -> str:
    value = "" if option.is_flag else f" {italic(option.metavar or '')}"
    terms = [bold(name) + value for name in (*option.names, *option.off_names)]
    return ", ".join(terms)


def _meaning(option: Option, command: Command) -> str:
    fields = f"Fields: {', '.join(command.fields)}." if option.completes == "fields" and command.fields else ""
    default = "" if option.is_flag or option.default is None else f"The default is {option.default}."
    if option.is_flag and option.default is True:
        default = f"The default is {option.names[0]}."
    return _joined(
        [
            option.help,
            _choices(option),
            fields,
            _bounds(option),
            default,
            "Required." if option.required else "",
            "May be given more than once." if option.repeatable and "repeated" not in option.help else "",
            f"Environment: {option.environment}." if option.environment else "",
        ]
    )


def _choices(parameter: Argument | Option) -> str:
    shown = parameter.choices and not all(choice in parameter.help for choice in parameter.choices)
    return f"One of {', '.join(parameter.choices)}." if shown else ""


def _bounds(option: Option) -> str:
    if option.minimum is None:
        return ""
    return f"From {option.minimum:g} to {option.maximum:g}." if option.maximum is not None else ""


def _joined(sentences: list[str]) -> str:
    return " ".join(filter(None, sentences))


def _entries(entries: tuple[Entry, ...]) -> list[str]:
    return [line for entry in entries for line in item(bold(entry.name), entry.meaning)]


def _see_also(command: Command, tree: Command) -> str:
    above = [each for each in tree.walk() if command.path and each.path == command.path[:-1]]
    beside = [each for parent in above for each in parent.subcommands if parent.path and each is not command]
    near = [tree, *above, *beside, *command.subcommands]
    names = [(_page_name(each), 1) for each in near if each is not command] + [(CONFIG_PAGE, 5)]
    if command is tree:
        names += [(_topic_name(topic), 7) for topic in TOPICS]
    elif command.path[-1] in TOPICS:
        names.append((_topic_name(command.path[-1]), 7))
    return _references(names)


def _references(names: Iterable[tuple[str, int]]) -> str:
    return ",\n".join(f"{bold(name)}({number})" for name, number in sorted(set(names)))


def _topic_page(name: str, tree: Command) -> str:
    topic = TOPICS[name](tree)
    summary = topic.summary.replace("\n", " ")
    # Indented lines are an example or a table; others are running text.
    lines = [
        line
        for block in filter(None, topic.lines.split("\n\n"))
        for line in (display(block) if re.search(r"^ |  ", block, re.M) else paragraphs(block))
    ]
    return page(
        [
            *title(_topic_name(name), 7, RELEASED),
            *section("NAME", rf"{prose(_topic_name(name))} \- {prose(_as_phrase(summary))}"),
            *section("DESCRIPTION", prose(summary), *_entries(topic.entries), *lines),
            *section("SEE ALSO", _references([("tavus", 1), ("tavus-help", 1), (CONFIG_PAGE, 5)])),
        ]
    )


def _config_page() -> str:
    rows = [ROWS[name] for name in CHANGEABLE]
    meanings = [line for row in rows for line in item(bold(row.name), f"{row.meaning} Must be {row.kind.wanted}.")]
    return page(
        [
            *title(CONFIG_PAGE, 5, RELEASED),
            *section("NAME", rf"{prose(CONFIG_PAGE)} \- settings and keys of tavus"),
            *section("SYNOPSIS", bold(FILES[0].name)),
            *section("DESCRIPTION", *paragraphs(_CONFIG_DESCRIPTION.strip())),
            *section("SETTINGS", *meanings),
            *section("FILES", *item(bold(FILES[0].name), FILES[0].meaning.replace(f", see {CONFIG_PAGE}(5)", ""))),
            *section("EXAMPLES", *display(CONFIG_EXAMPLE.rstrip())),
            *section("SEE ALSO", f"{bold('tavus')}(1),\n{bold('tavus-auth')}(1),\n{bold('tavus-config')}(1)"),
        ]
    )
