"""The API's date formats. All dates are in UTC, and in English in every locale."""

from datetime import UTC, datetime

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def iso_milliseconds(time: float) -> str:
    """Replicas: 2024-01-24T07:14:03.327Z."""
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def iso_seconds(time: float) -> str:
    """Conversations: 2026-04-29T12:00:00Z."""
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def iso_microseconds(time: float) -> str:
    """Events of conversations: 2025-07-11T06:48:37.564961Z."""
    return iso_without_zone(time) + "Z"


def rfc1123(time: float) -> str:
    """Videos, and the Date header: Mon, 14 Jul 2025 09:14:24 GMT."""
    at = datetime.fromtimestamp(time, UTC)
    return f"{_DAYS[at.weekday()]}, {at.day:02} {_MONTHS[at.month - 1][:3]} {at.year} {at:%H:%M:%S} GMT"


def iso_without_zone(time: float) -> str:
    """Voices, personas and documents: 2026-08-17T12:00:00.000000, without a zone."""
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")


def spaced_without_zone(time: float) -> str:
    """Video callbacks: 2024-08-28 15:27:40.824457, without a zone."""
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def long_date(time: float) -> str:
    """Names of videos: August 28, 2024."""
    at = datetime.fromtimestamp(time, UTC)
    return f"{_MONTHS[at.month - 1]} {at.day}, {at.year}"
