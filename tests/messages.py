"""What standard error holds with --json: a line for each message, an object whose one member is the message's kind."""

import json

KINDS = {"note", "warning", "progress", "debug", "answer", "error"}


def wants_messages(argv) -> bool:
    """Whether a command line has --json before the words that are no options."""
    return "--json" in (argv[: argv.index("--")] if "--" in argv else argv)


def messages(err: str) -> list[tuple[str, object]]:
    """The kind and the content of each message; fails for a line that is none. An error comes last, and alone."""
    found = []
    for line in err.splitlines():
        message = json.loads(line)
        assert isinstance(message, dict), line
        assert len(message) == 1, line
        found += message.items()
    kinds = [kind for kind, _ in found]
    assert set(kinds) <= KINDS, kinds
    assert "error" not in kinds[:-1], kinds
    return found
