"""The retry policy: what is tried again, and after how long. Pure; the client does the waiting.

No library does this: none tells a request that may have arrived from one that cannot have, and a create that is sent
twice is paid for twice. urllib3 sleeps through any Retry-After, tenacity and stamina look at the limit only between
tries, and botocore sends a POST again after a read timeout.
"""

import random
from collections.abc import Mapping
from datetime import UTC, datetime

from tavus_cli.api.faults import Failure

# A read is tried again after these. 408 and 5xx say nothing about what the server did, so only a read may.
READ_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
RATE_LIMITED = 429
LONGEST_WAIT = 60.0
# Thirty years: further than any number that can be waited for or written down.
LONGEST_ASK = 1e9
FIRST_WAIT = 0.5
LONGEST_BACKOFF = 8.0


def may_follow_fault(method: str, failure: Failure) -> bool:
    """Whether a request may be sent again after this failure. Anything but a read: only if it cannot have arrived."""
    if failure is Failure.NOT_CONNECTED:
        return True
    return method == "GET" and failure is Failure.LOST


def may_follow_status(method: str, status: int) -> bool:
    """Whether a request may be sent again after this status. A 429 is a refusal: nothing was done."""
    return status in READ_STATUSES if method == "GET" else status == RATE_LIMITED


def backoff(attempt: int, asked: float | None) -> float:
    """Seconds before the attempt after `attempt` (from 1). What the server asked for is a floor.

    The random part keeps many clients that failed together from coming back together.
    """
    own: float = random.uniform(0.5, 1) * min(LONGEST_BACKOFF, FIRST_WAIT * 2.0 ** (attempt - 1))  # noqa: S311  # not a secret
    if asked is None:
        return own
    return max(own, asked * random.uniform(1, 1.1))  # noqa: S311  # not a secret


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that a Retry-After header asks for; None without one, or for one in the past or not understood."""
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value), LONGEST_ASK)
    if not value.endswith("GMT"):
        return None
    from email.utils import parsedate_to_datetime

    try:
        seconds = (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(seconds, LONGEST_ASK) if seconds > 0 else None
