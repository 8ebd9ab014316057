"""The words of the tables, the same for every shell; see the folder's own text for what they mean."""

from tavus_cli.generate.nodes import Argument, Command, Option

# Where values come from that the engines find themselves; what else is after an @ is the name of a file in the cache.
FILE, DIRECTORY, COMMANDS = "@file", "@directory", "@commands"


def command_word(command: Command) -> str:
    return "/".join((command.path[-1], *command.aliases))


def option_word(option: Option, command: Command) -> str:
    names = "/".join((*option.names, *option.off_names))
    again = "+" if option.repeatable else ""
    if option.is_flag:
        return again + names
    return f"{again}{names}={',' if option.joined else ''}{_values(option, command)}"


def argument_word(argument: Argument, command: Command) -> str:
    if argument.completes == "program":
        return "!"
    return ("+" if argument.repeatable else "") + (_values(argument, command) or "-")


def _values(parameter: Option | Argument, command: Command) -> str:
    if parameter.completes == "fields":
        return ",".join(command.fields)
    if parameter.completes == "commands":
        return ",".join((COMMANDS, *parameter.choices))
    if parameter.choices:
        return ",".join(parameter.choices)
    return f"@{parameter.completes}" if parameter.completes else ""
