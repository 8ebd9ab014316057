"""The look that a create takes at its own files before it is sent."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from tavus_cli.api.urls import is_loopback
from tavus_cli.cli.session import Session
from tavus_cli.verbs.check.examine import SERIOUS, examined_by_link, inputs_of


def review(session: Session, body: Mapping[str, Any], warnings: Sequence[str]) -> None:
    """Warn about what may make a create fail. `body` has passed the product's checks, `warnings` are the product's."""
    local_api = bool(session.option("sandbox")) or is_loopback(session.base_url)
    for file in inputs_of(body, warnings, datetime.now(UTC), local_api=local_api):
        for check in examined_by_link(file):
            if check.finding.status in SERIOUS:
                session.streams.warn(f"{file.option}: {check.text}" if file.option else check.text)
