"""The checks in their order, within one time limit: each only where those before it make sense of it."""

import time
from collections.abc import Callable, Iterator

from tavus_cli.cli.session import Session
from tavus_cli.commands.doctor.calls import call_checks
from tavus_cli.commands.doctor.check import Check, Status, failed, skipped, well
from tavus_cli.commands.doctor.network import authorities_check, certificate_check, name_check, proxy_check
from tavus_cli.commands.doctor.programs import programs
from tavus_cli.commands.doctor.setup import config_file, settings_checks
from tavus_cli.commands.doctor.versions import versions
from tavus_cli.errors import TavusError, TimedOut
from tavus_cli.settings.key import end_of_key, find_key
from tavus_cli.settings.resolve import TIMEOUT, Setting, settle


def examine(session: Session) -> Iterator[Check]:
    """All checks, one after another."""
    started = time.monotonic()
    yield from versions()
    yield programs()
    config = config_file(session.options)
    yield config
    if session.option("sandbox"):
        yield from _in_sandbox(session, started)
        return
    if config.error:
        yield skipped("settings", "the config file cannot be read")
        return
    try:
        # The config file's warnings are in its check; here they would come a second time.
        session.settings = settle(session.options, lambda _warning: None)
    except TavusError as error:
        yield failed("settings", error)
        return
    yield from settings_checks(session.settings)
    deadline = started + session.settings.timeout.value
    key, finding = _key(session, deadline)
    yield finding
    yield from _network(session, session.settings.base_url.value, key, deadline)


def _in_sandbox(session: Session, started: float) -> Iterator[Check]:
    try:
        target = session.target
    except TavusError as error:
        yield failed("sandbox", error)
        return
    yield well("base_url", f"{target.base_url.value} (from {target.base_url.source})")
    yield well("key", "none is needed: the sandbox takes any")
    deadline = started + (session.option("timeout") or TIMEOUT)
    yield from _network(session, target.base_url.value, target.key, deadline)


def _key(session: Session, deadline: float) -> tuple[Setting[str] | None, Check]:
    try:
        key = find_key(session.settings, max(0.1, deadline - time.monotonic()))
    except TavusError as error:
        return None, failed("key", error)
    return key, well("key", f"{end_of_key(key.value)} (from {key.source})")


def _network(session: Session, base_url: str, key: Setting[str] | None, deadline: float) -> Iterator[Check]:
    yield proxy_check(base_url)
    steps: list[Callable[[], Check]] = [
        lambda: name_check(base_url, deadline),
        lambda: certificate_check(base_url, deadline),
    ]
    if base_url.startswith("https:"):
        steps.insert(0, authorities_check)
    for step in steps:
        check = _in_time(step, deadline)
        yield check
        if check.status is Status.ERROR:
            yield skipped("call", f"the check before it failed ({check.name})")
            return
    if key is None:
        yield skipped("call", "there is no key to make it with")
        return
    call, clock = call_checks(session, base_url, key, deadline)
    yield call
    if clock is not None:
        yield clock


def _in_time(step: Callable[[], Check], deadline: float) -> Check:
    if time.monotonic() < deadline:
        return step()
    return failed("time", TimedOut("the time limit ran out.", hint="allow more with --timeout SECONDS"))
