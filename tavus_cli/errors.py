"""Exit codes, the exceptions that carry them, and suggestions for mistyped words.

    TavusError            1   a local failure
    +- UsageError         2   the command line is wrong; nothing was sent
    +- NotFound           3   the record does not exist
    +- AuthError          4   there is no key, or the API does not accept it
    +- Refused            5   the API refused the request
    +- NetworkError       6   the API could not be reached
    +- RateLimited        7   too many requests, even after retries
    +- ServerError        8   the server failed, redirected, or sent an unusable answer
    +- TimedOut           9   a time limit has passed
    +- OutcomeUnknown    10   a change was sent, and whether it was carried out is unknown
    +- FailedJob         11   the job that was waited for ended in an error
    +- Busy              12   another run holds the lock
    +- BrokenOutput       1   standard output cannot be written to

These are the codes of the classes; an error may get another one, such as that of a signal that came meanwhile. All
errors are reported as one of these classes. Add a class only if a script needs to distinguish the case.
"""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Self


class ExitCode(IntEnum):
    """The exit codes. `meaning` and `run_again` (whether it is safe) are texts for help and manual pages."""

    meaning: str
    run_again: str

    OK = 0, "success, also if a list is empty", ""
    LOCAL = (
        1,
        "a local failure: a file or the output cannot be written, the config file cannot be read, or a bug",
        "after correcting it; after a create, first check what was created",
    )
    USAGE = 2, "wrong options, arguments or base URL; nothing was sent", "after correcting them"
    NOT_FOUND = 3, "the record or the endpoint does not exist", "no"
    AUTH = 4, "no API key, or the API does not accept it (401, 403)", "after correcting the key"
    REFUSED = (
        5,
        "the API refused the request (400, 402, 409, 413, 422, other 4xx), or a check shows that it will fail",
        "after correcting it",
    )
    NETWORK = 6, "no connection: DNS, TLS, proxy or network; if it was a create, nothing was sent", "yes"
    RATE_LIMITED = 7, "too many requests (429), even after retries", "later"
    SERVER = 8, "the server failed (5xx), redirected, or sent an unusable answer", "later"
    TIMEOUT = 9, "the time limit ran out in a read or a wait", "yes; after a create, wait for the record it created"
    UNKNOWN = 10, "a create was sent, and its outcome is unknown", "no, first check what was created"
    FAILED_JOB = 11, "the job that was waited for failed", "no, first check why it failed"
    BUSY = 12, "another run holds the lock", "later"
    HANGUP = 129, "the terminal was closed (SIGHUP)", "yes; after a create, first check what was created"
    INTERRUPTED = 130, "interrupted by Ctrl-C (SIGINT)", "yes; after a create, first check what was created"
    BROKEN_PIPE = (
        141,
        "the program that reads the output has ended (SIGPIPE)",
        "yes; after a create, first check what was created",
    )
    TERMINATED = 143, "terminated (SIGTERM)", "yes; after a create, first check what was created"

    def __new__(cls, value: int, meaning: str, run_again: str) -> Self:
        member = int.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        member.run_again = run_again
        return member

    @property
    def kind(self) -> str:
        """The name of the code in JSON errors, such as `not_found`."""
        return self.name.lower()


class Outcome:
    """The outcome of a request: the values of `outcome` in JSON errors."""

    NOT_SENT = "not_sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    DONE = "done"
    RUNNING = "running"


class TavusError(Exception):
    """The base class of all errors that are shown to the user.

    Args:
        message: one line, shown after `error: `. It starts in lower case and says what happened to which thing.
        hint: the next step, shown after `hint: `.
        details: whole lines, shown between the two.
        http_status: of the last answer; None without one.
        attempts: the number of requests that were tried.
        outcome: of the request, one of `Outcome`; None for the default of the class.
        transient: whether the cause may disappear by itself, so that a wait continues.
        facts: further members of the JSON error, such as `sent_at`.

    Attributes:
        retry_after: seconds from the Retry-After header of the answer; None without one.
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
        """The JSON document that `--json` writes to stderr."""
        return {
            "error": {
                "kind": self.code.kind,
                "exit": int(self.code),
                "message": self.message,
                "http_status": self.http_status,
                "attempts": self.attempts,
                "outcome": self.outcome,
                **({"details": list(self.details)} if self.details else {}),
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
    """A signal asked the program to end. A BaseException, so that no `except Exception` catches it before `main`.

    Args:
        code: the exit code, 128 + the signal's number.
        cause: an error that describes the state of the interrupted work; None if there is nothing to say.
    """

    def __init__(self, code: ExitCode, cause: TavusError | None = None) -> None:
        super().__init__(code.kind)
        self.code = code
        self.cause = cause


# The similarity from which a word is suggested, as difflib measures it. With 0.6, --video would suggest --timeout.
_ALIKE = 0.7
_MOST_GUESSES = 3


def nearest(word: str, known: Iterable[str], context: str = "") -> list[str]:
    """The known words that a mistyped word may mean, the best first; empty if none is similar.

    A known word that contains the typed word goes before one with a similar spelling: `--name` suggests
    `--replica-name`. A single letter suggests the options that begin with it.

    Args:
        word: as it was typed.
        known: the words that are valid there.
        context: the words before it, to choose from several: in `videos create`, `--name` suggests `--video-name`.
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
    """The hint for a mistyped word, such as `did you mean list?`; empty if no known word is similar."""
    return which_of(nearest(word, known, context))


def which_of(names: Iterable[str]) -> str:
    """The hint that suggests these names, such as `did you mean list or get?`; empty without names."""
    *others, last = [*names] or [""]
    return f"did you mean {', '.join(others)}{' or ' if others else ''}{last}?" if last else ""
