"""Parsing and formatting the API's dates, and formatting durations.

The API writes dates in four forms: with milliseconds and Z, as RFC 1123, and with a space or a T and no zone (in UTC).
"""

from datetime import UTC, datetime

_STEPS = ((60, 1, "second"), (3600, 60, "minute"), (86400, 3600, "hour"), (30 * 86400, 86400, "day"))
_YEAR = 365 * 86400


def parse_date(text: str) -> datetime | None:
    """The date in a string, with a time zone; None if it is no date."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        if not text.endswith("GMT"):
            return None
        from email.utils import parsedate_to_datetime

        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, OverflowError):
            return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def uniform(text: str) -> str:
    """A date in the form for programs: UTC, ISO 8601 with milliseconds, sortable as text. Other text is unchanged."""
    if len(text) == 24 and text[10] == "T" and text[19] == "." and text[23] == "Z":
        return text
    moment = parse_date(text)
    try:
        shown = moment and moment.astimezone(UTC).isoformat(timespec="milliseconds")
    except OverflowError:
        return text
    return shown.removesuffix("+00:00") + "Z" if shown else text


def spaced(text: str) -> str:
    """A date in UTC in the form of video callbacks, `2024-08-28 15:27:40.824457`. Other text is unchanged."""
    moment = parse_date(text)
    try:
        return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}" if moment else text
    except OverflowError:
        return text


def local(text: str) -> str:
    """A date in the local time zone, such as `2026-11-21 11:53:00 CET`. Other text is unchanged."""
    moment = parse_date(text)
    try:
        here = moment and moment.astimezone()
    except (OverflowError, OSError, ValueError):
        return text
    return f"{here:%Y-%m-%d %H:%M:%S} {_zone(here)}" if here else text


def _zone(moment: datetime) -> str:
    name = moment.tzname() or ""
    # Some systems have long, unusual names, or none.
    return name if name.isascii() and name.isalpha() and len(name) <= 5 else moment.isoformat()[-6:]


def ago(text: str, now: datetime) -> str:
    """A date relative to now, such as "3 hours ago". Text that is no date, and future dates, are unchanged."""
    moment = parse_date(text)
    if moment is None:
        return text
    seconds = (now - moment).total_seconds()
    if seconds < -60:
        return text
    if seconds < 10:
        return "just now"
    for limit, unit, name in _STEPS:
        if seconds < limit:
            return _count(int(seconds // unit), name)
    if seconds < _YEAR:
        return _count(int(seconds // (30 * 86400)), "month")
    return _count(int(seconds // _YEAR), "year")


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'} ago"


def clock(seconds: float) -> str:
    """A duration in the form of a stopwatch, such as 0:05 or 1:02:03."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
