"""Usage errors: messages and hints for a wrong command line.

Typer's errors are recognised by their attributes, because their classes have no public names. An error that is not
recognised keeps Typer's message.
"""

import re
import shlex
from collections.abc import Sequence
from typing import Any

from tavus_cli.errors import UsageError, did_you_mean, which_of
from tavus_cli.files import is_file
from tavus_cli.settings.kinds import Kind
from tavus_cli.settings.table import ROWS
from tavus_cli.text import brief, clean

# Typer's classes have no public names.
Context = Any
Parameter = Any

# Words that other programs use for our commands.
_COMMANDS = {
    "login": "auth login",
    "logout": "auth logout",
    "whoami": "auth status",
    "ls": "replicas list",
    "list": "replicas list",
    "rm": "replicas delete ID",
    "delete": "replicas delete ID",
    "create": "replicas create",
    "get": "replicas get ID",
    "wait": "replicas wait ID",
    "show": "replicas get ID",
    "train": "replicas create",
    "download": "videos download ID",
    "configure": "auth login",
    "token": "auth status",
    "serve": "sandbox serve",
    "version": "--version",
}
# The same for words after a command.
_ELSEWHERE = {
    "tavus auth list": "config profiles",
    "tavus auth switch": "config set default_profile NAME",
    "tavus auth token": "auth status",
    "tavus config edit": "config path",
    "tavus sandbox start": "sandbox serve",
}
# Options of other programs. We have few letters, because a letter in a script is hard to understand. Other letters
# suggest the options that begin with them.
_OPTIONS = {
    "-f": ("--force", "--yes"),
    "-n": ("--dry-run", "--limit"),
    "-o": ("--format",),
    "--output": ("--format",),
    "--text": ("--script",),
    "-V": ("--version",),
}
_VERBS = {
    "ls": "list",
    "rm": "delete",
    "remove": "delete",
    "del": "delete",
    "show": "get",
    "view": "get",
    "describe": "get",
    "new": "create",
    "add": "create",
    "train": "create",
    "generate": "create",
    "mv": "rename",
    "save": "download",
}
# Collections of the API, for which `tavus api` is suggested. Words that are commands are handled before. Source: the
# paths of the API.
_COLLECTIONS = (
    *("conversations", "deployments", "documents", "faces", "guardrails", "memory-stores", "objectives", "pals"),
    *("pronunciation-dictionaries", "skills", "tools", "transcriptions"),
)
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
# What may be an API key in the wrong place. Do not show it, even though other programs can read the command line.
_LIKE_A_KEY = r"(?=.*\d)[A-Za-z0-9_-]{20,}"


def usage_error(fault: Exception) -> UsageError:
    """The user's error for an error of Typer."""
    ctx, param = getattr(fault, "ctx", None), getattr(fault, "param", None)
    see = f"see: {ctx.command_path} --help" if ctx else None
    option = getattr(fault, "option_name", None)
    text = str(getattr(fault, "message", fault))
    if param is not None and hasattr(fault, "param_type"):
        choices = f"; it must be {_wanted(param)}" if getattr(param.type, "choices", ()) else ""
        return UsageError(f"{_name(param)} is missing{choices}.", hint=see)
    if param is not None:
        return _bad_value(text, param, ctx, see)
    if option is None:
        return UsageError(text[:1].lower() + text[1:].rstrip(".") + ".", hint=see)
    if hasattr(fault, "possibilities"):
        known = [name for each in ctx.command.get_params(ctx) for name in each.opts] if ctx else []
        meant = [name for name in _OPTIONS.get(option, ()) if name in known]
        near = which_of(meant) or did_you_mean(option, known, ctx.command_path if ctx else "")
        if not near and ctx and ctx.parent is None:
            near = f"if a command has it, give it after the command: tavus COMMAND {brief(option)}"
        return UsageError(f"there is no option {brief(option)}.", hint=near or see)
    return UsageError(f"{clean(option)} {'takes no value' if 'not take' in text else 'needs a value'}.", hint=see)


def _name(param: Parameter) -> str:
    """The name of a parameter on the command line, such as `ID` or `--limit`."""
    if param.param_type_name == "argument":
        return str(param.metavar or param.name.upper()).removesuffix("...").strip("[]")
    return str(max(param.opts, key=len))


def _bad_value(text: str, param: Parameter, ctx: Context, see: str | None) -> UsageError:
    source = ctx.get_parameter_source(param.name) if ctx else None
    name = param.envvar if source is not None and source.name == "ENVIRONMENT" else _name(param)
    wanted = _wanted(param)
    value = _value_in(text)
    if wanted is None or value is None:
        return UsageError(f"{name}: {text.rstrip('.')}.", hint=see)
    shown = brief(value)
    known = [str(getattr(each, "value", each)) for each in getattr(param.type, "choices", ())]
    if param.name == "method" and value.startswith("/"):
        see = f"did you mean: tavus api GET {shlex.quote(value)}"
    return UsageError(f'{name} must be {wanted}, not "{shown}".', hint=did_you_mean(value, known) or see)


def _wanted(param: Parameter) -> str | None:
    """What a value must be; None if it is unknown, and Typer's own message has to be used."""
    kind = getattr(getattr(param.type, "func", None), "__self__", None)
    if param.name in ROWS and not param.expose_value:
        kind = ROWS[param.name].kind
    if isinstance(kind, Kind):
        return kind.wanted
    choices = [str(getattr(each, "value", each)) for each in getattr(param.type, "choices", ())]
    if choices:
        return f"one of {', '.join(choices)}"
    if "int" not in param.type.name:
        return None
    minimum, maximum = getattr(param.type, "min", None), getattr(param.type, "max", None)
    bounds = (
        f" from {minimum} to {maximum}"
        if maximum is not None
        else f" of {minimum} or more"
        if minimum is not None
        else ""
    )
    return f"a whole number{bounds}"


def _value_in(text: str) -> str | None:
    """The value in a message of Typer, which begins with it. It is in quotes unless it is a number."""
    found = re.match(r"""(?s)(?P<quote>['"])(?P<quoted>.*)(?P=quote) is not|(?P<bare>-?[\d.]+) is not""", text)
    if found:
        return found["quoted"] if found["quote"] else found["bare"]
    # If a parser of ours refused the value, Typer's message is the value alone.
    return text if " is not " not in text else None


def unknown_command(ctx: Context, word: str, known: Sequence[str]) -> UsageError:
    """The error for an unknown word in the place of a command."""
    at_root = ctx.parent is None
    shown = brief(word)
    if word.startswith(tuple(_DASHES)):
        return UsageError(f'unexpected "{shown}".', hint=_two_hyphens(word))
    if at_root and word in _COMMANDS:
        hint = f"did you mean: tavus {_COMMANDS[word]}"
    elif at_root and word in _COLLECTIONS:
        hint = f"no command is for them yet, but: tavus api GET /v2/{word}"
    elif f"{ctx.command_path} {word}" in _ELSEWHERE:
        hint = f"did you mean: tavus {_ELSEWHERE[f'{ctx.command_path} {word}']}"
    elif not at_root and _VERBS.get(word) in known:
        hint = f"did you mean {_VERBS[word]}?"
    else:
        hint = did_you_mean(word, known) or f"known: {', '.join(known)}"
    if re.fullmatch(_LIKE_A_KEY, word):
        shown = "that"
    return UsageError(
        f"there is no command {shown}." if at_root else f"{ctx.command_path} has no command {shown}.", hint=hint
    )


def check_words(ctx: Context, args: Sequence[str], extra: Sequence[str]) -> None:
    """Raise UsageError for unexpected arguments, and warn about options that are given twice.

    Args:
        ctx: of the command.
        args: all words after the command.
        extra: the unexpected ones, in their order.
    """
    if extra and ctx.allow_interspersed_args:
        raise _unexpected(ctx, args, extra)
    for name in _given_twice(ctx.command.params, args):
        ctx.find_root().obj.streams.warn(f"{name} is given twice; the last one counts")


def _unexpected(ctx: Context, args: Sequence[str], extra: Sequence[str]) -> UsageError:
    """The error for unexpected arguments; `args` and `extra` are those of `check_words`."""
    word = extra[0]
    if ctx.command_path.startswith("tavus auth") or re.fullmatch(_LIKE_A_KEY, word):
        hint = "a key is never typed behind a command; give it on standard input: tavus auth login"
        return UsageError("there is an argument too many; it is not shown, since it may be a key.", hint=hint)
    if word.startswith(tuple(_DASHES)):
        return UsageError(f'unexpected "{brief(word)}".', hint=_two_hyphens(word))
    at = list(args).index(word) if word in args else 0
    before = args[at - 1] if at else "-"
    if is_file(word) and (takers := _takers_of_files(ctx.command.params)):
        hint = f"a file needs its option: {', '.join(takers)}; see: {ctx.command_path} --help"
    elif [_name(param) for param in ctx.command.params if param.param_type_name == "argument"] == ["ID"]:
        hint = f"give one id at a time; for those in a list: xargs -r -n 1 {ctx.command_path}"
    elif before.startswith("-") or args[at : at + len(extra)] != list(extra):
        hint = f"put text that has spaces in it in quotes; see: {ctx.command_path} --help"
    else:
        hint = f'put text that has spaces in it in quotes: "{brief(" ".join([before, *extra]))}"'
    return UsageError(f'unexpected "{brief(word)}".', hint=hint)


def _takers_of_files(params: Sequence[Parameter]) -> list[str]:
    """The names of the options that take a file."""
    return [_name(param) for param in params if param.param_type_name == "option" and param.metavar == "FILE"]


def _given_twice(params: Sequence[Parameter], args: Sequence[str]) -> list[str]:
    """The names of the options that take one value and are given more than once."""
    ours = args[: args.index("--")] if "--" in args else args
    names = [word.partition("=")[0] for word in ours if word.startswith("--")]
    single = {
        name
        for param in params
        if param.param_type_name == "option" and not param.is_flag and not param.multiple
        for name in param.opts
    }
    return sorted(name for name in single if names.count(name) > 1)


def _two_hyphens(word: str) -> str:
    return f"it starts with a long dash; type two hyphens: --{brief(word.lstrip(_DASHES + '-'))}"
