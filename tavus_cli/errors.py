"""Exit codes and the errors that carry them. Everything a user can meet is one of these; nothing else is printed.

    TavusError            1   something local failed
    +- UsageError         2   the command line asks for what cannot be; nothing was sent
    +- NotFound           3   there is no such thing
    +- AuthError          4   no key, or one that the API does not accept
    +- Refused            5   the API said no
    +- NetworkError       6   the API could not be reached
    +- RateLimited        7   too many requests, to the end
    +- ServerError        8   the answer was a failure, a redirect, or no answer at all
    +- TimedOut           9   the time limit ran out
    +- OutcomeUnknown    10   a create was sent, and nobody can tell whether it worked
    +- FailedJob         11   what was waited for ended in an error
    +- Busy              12   another run holds the lock

A new class is added only if somebody's script wants to tell the case apart.
"""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Self


class ExitCode(IntEnum):
    """What the program ends with: the code, what it means, and whether running again is safe."""

    meaning: str
    run_again: str

    OK = 0, "done; an empty list too", ""
    LOCAL = (
        1,
        "cannot write the output or a file, the disk is full, the config cannot be read, a bug",
        "after repair; after a create, look first what was created",
    )
    USAGE = 2, "options, arguments or the base URL; nothing was sent", "after repair"
    NOT_FOUND = 3, "there is no such thing", "no"
    AUTH = 4, "no key, or the API does not accept it (401, 403)", "after login"
    REFUSED = (
        5,
        "the API refused it (400, 402, 409, 413, 422, other 4xx), or a check tells that it will fail",
        "after repair",
    )
    NETWORK = 6, "DNS, connection, TLS or proxy; if it was a create, nothing was sent", "yes"
    RATE_LIMITED = 7, "too many requests (429), to the end", "later"
    SERVER = 8, "the server failed (5xx), redirected, or its answer cannot be used", "later"
    TIMEOUT = 9, "the time limit ran out on a read or a wait", "yes; after a create, wait for what it made"
    UNKNOWN = 10, "a create was sent and its outcome is not known", "no, look first what was created"
    FAILED_JOB = 11, "waited for a job that ended in an error", "no, look first why it failed"
    BUSY = 12, "another run holds the lock", "later"
    HANGUP = 129, "the terminal went away (SIGHUP)", "yes; after a create, look first what was created"
    INTERRUPTED = 130, "Ctrl-C (SIGINT)", "yes; after a create, look first what was created"
    BROKEN_PIPE = (
        141,
        "the reader of the output went away (SIGPIPE)",
        "yes; after a create, look first what was created",
    )
    TERMINATED = 143, "SIGTERM", "yes; after a create, look first what was created"

    def __new__(cls, value: int, meaning: str, run_again: str) -> Self:
        member = int.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        member.run_again = run_again
        return member

    @property
    def kind(self) -> str:
        """The code's name in JSON errors, such as `not_found`."""
        return self.name.lower()


class Outcome:
    """What became of a request, as JSON errors say it."""

    NOT_SENT = "not_sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    DONE = "done"
    RUNNING = "running"


class TavusError(Exception):
    """The root. The message is one line for people: lower case, what happened and to which thing.

    Args:
        message: follows `error: `.
        hint: what to type or look at next; follows `hint: `.
        details: whole lines between the two.
        http_status: of the last answer, where there was one.
        attempts: how many requests were tried.
        outcome: what became of the request, one of `Outcome`.
        transient: whether it may be over in a while, so that a wait goes on.
        facts: further members of the JSON error, such as `sent_at`.
    """

    code = ExitCode.LOCAL
    default_outcome = Outcome.NOT_SENT

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        details: tuple[str, ...] = (),
        http_status: int | None = None,
        attempts: int = 0,
        outcome: str | None = None,
        transient: bool = False,
        facts: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.details = details
        self.http_status = http_status
        self.attempts = attempts
        self.outcome = outcome or self.default_outcome
        self.transient = transient
        self.retry_after: float | None = None
        self.facts = facts or {}

    def as_json(self) -> dict[str, object]:
        """The document that `--json` puts on stderr."""
        return {
            "error": {
                "kind": self.code.kind,
                "exit": int(self.code),
                "message": self.message,
                "http_status": self.http_status,
                "attempts": self.attempts,
                "outcome": self.outcome,
                **({"hint": self.hint} if self.hint else {}),
                **self.facts,
            }
        }


class UsageError(TavusError):
    code = ExitCode.USAGE


class NotFound(TavusError):
    code = ExitCode.NOT_FOUND
    default_outcome = Outcome.REFUSED


class AuthError(TavusError):
    code = ExitCode.AUTH


class Refused(TavusError):
    code = ExitCode.REFUSED
    default_outcome = Outcome.REFUSED


class NetworkError(TavusError):
    code = ExitCode.NETWORK


class RateLimited(TavusError):
    code = ExitCode.RATE_LIMITED
    default_outcome = Outcome.REFUSED


class ServerError(TavusError):
    code = ExitCode.SERVER
    default_outcome = Outcome.REFUSED


class TimedOut(TavusError):
    code = ExitCode.TIMEOUT
    default_outcome = Outcome.UNKNOWN


class OutcomeUnknown(TavusError):
    code = ExitCode.UNKNOWN
    default_outcome = Outcome.UNKNOWN


class FailedJob(TavusError):
    code = ExitCode.FAILED_JOB
    default_outcome = Outcome.DONE


class Busy(TavusError):
    code = ExitCode.BUSY


class BrokenOutput(TavusError):
    """Standard output cannot be written to."""

    default_outcome = Outcome.DONE


class Interrupted(BaseException):
    """A signal asked the program to end. Not an Exception: nothing may catch it on the way to the boundary.

    Args:
        code: what to end with, 128 + the signal's number.
        cause: a sentence's worth about work that was under way, as an error of its own.
    """

    def __init__(self, code: ExitCode, cause: TavusError | None = None) -> None:
        super().__init__(code.kind)
        self.code = code
        self.cause = cause


# Below this share of common letters two words have nothing to do with one another. 0.6 takes --video for --timeout.
_ALIKE = 0.7
_MOST_GUESSES = 3


def nearest(word: str, known: Iterable[str], context: str = "") -> list[str]:
    """The known words that a mistyped word may mean, best first; none if nothing is near.

    A known word that contains it goes before one that is spelled alike: `--name` means `--replica-name`. A letter
    means the options that begin with it.

    Args:
        word: as it was typed.
        known: the words that may stand there.
        context: the words before it. They choose among several: in `videos create`, `--name` means `--video-name`.
    """
    from difflib import get_close_matches

    bare, every = _bare(word), {_bare(each): each for each in known}
    if bare in every:
        return [every[bare]]
    if len(bare) == 1:
        return [every[each] for each in every if each.startswith(bare)][:_MOST_GUESSES]
    containing = [each for each in every if set(bare.split("-")) <= set(each.split("-"))]
    containing = containing or ([each for each in every if bare in each] if len(bare) > 2 else [])
    nouns = {noun.rstrip("s") for noun in context.split()} - {bare}
    own = [each for each in containing if nouns & set(each.split("-"))]
    alike = get_close_matches(bare, every, 1, _ALIKE)
    return [every[each] for each in (own or containing)][:_MOST_GUESSES] or [every[each] for each in alike]


def _bare(word: str) -> str:
    return word.strip("-").replace("_", "-").lower()


def did_you_mean(word: str, known: Iterable[str], context: str = "") -> str:
    """The hint for a mistyped word, such as `did you mean list?`; empty if no known word is near."""
    return which_of(nearest(word, known, context))


def which_of(names: Iterable[str]) -> str:
    """The hint that names what may have been meant; empty for nothing."""
    *others, last = [*names] or [""]
    return f"did you mean {', '.join(others)}{' or ' if others else ''}{last}?" if last else ""
