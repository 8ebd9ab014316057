"""Running the checks in order. A check is skipped if a previous one failed that it depends on."""

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tavus_cli.api.deadline import Deadline
from tavus_cli.cli.session import Session
from tavus_cli.commands.doctor.findings import Check, Status, failed, ok, skipped, warning
from tavus_cli.commands.doctor.installation import programs, versions
from tavus_cli.commands.doctor.network import authorities_check, call_checks, certificate_check, name_check, proxy_check
from tavus_cli.errors import TavusError
from tavus_cli.output.rows import cell
from tavus_cli.settings.key import end_of_key, find_key
from tavus_cli.settings.resolve import NOT_SET, Settings, config_path, load_config, read_config, resolve_settings
from tavus_cli.settings.table import KEY_VARIABLE, ROWS, Setting
from tavus_cli.text import clean


def examine(session: Session) -> Iterator[Check]:
    """Run and yield all checks, one after another."""
    yield from versions()
    yield programs()
    config = _config_check(session.options)
    yield config
    if session.option("sandbox"):
        yield from _in_sandbox(session)
        return
    if config.error:
        yield skipped("settings", "the config file cannot be used")
        return
    try:
        # The check of the config file reports its warnings.
        session.settings = resolve_settings(session.options, load_config(session.options, lambda _warning: None))
    except TavusError as error:
        yield failed("settings", error)
        return
    yield from _settings_checks(session.settings)
    key, finding = _key(session)
    yield finding
    yield from _network(session, session.settings.base_url.value, key)


def _config_check(options: Mapping[str, Setting[Any]]) -> Check:
    """Check that the config file can be read, and that others cannot read it."""
    path = config_path()
    if path is None:
        return ok("config", "there is no home folder, and so no config file")
    warnings: list[str] = []
    try:
        config = read_config(path, warnings.append)
    except TavusError as error:
        if KEY_VARIABLE in os.environ and "profile" not in options:
            return warning(
                "config", f"{error.message.rstrip('.')}; it is ignored, because {KEY_VARIABLE} is set", error.hint
            )
        return failed("config", error)
    if warnings:
        return warning("config", clean("; ".join(warnings)))
    if not config.exists:
        return ok("config", f"{clean(path)} does not exist")
    return ok("config", f"{clean(path)} (mode {stat.S_IMODE(path.stat().st_mode):04o})")


def _settings_checks(settings: Settings) -> Iterator[Check]:
    """A check for each setting of a profile, except the key, which has its own check."""
    for record in settings.records():
        name = record["name"]
        if (ROWS[name].stored or name == "profile") and name != "api_key" and record["source"] != NOT_SET:
            yield ok(name, f"{clean(cell(record['value']))} (from {record['source']})")


def _in_sandbox(session: Session) -> Iterator[Check]:
    try:
        target = session.target
    except TavusError as error:
        yield failed("sandbox", error)
        return
    yield ok("base_url", f"{target.base_url.value} (from {target.base_url.source})")
    yield ok("key", "not needed: the sandbox accepts any key")
    yield from _network(session, target.base_url.value, target.key)


def _key(session: Session) -> tuple[Setting[str] | None, Check]:
    try:
        key = find_key(session.settings, session.deadline)
    except TavusError as error:
        return None, failed("key", error)
    return key, ok("key", f"{end_of_key(key.value)} (from {key.source})")


def _network(session: Session, base_url: str, key: Setting[str] | None) -> Iterator[Check]:
    yield proxy_check(base_url)
    steps: list[Callable[[Deadline], Check]] = [
        lambda deadline: name_check(base_url, deadline),
        lambda deadline: certificate_check(base_url, deadline),
    ]
    if base_url.startswith("https:"):
        steps.insert(0, lambda _deadline: authorities_check())
    for step in steps:
        check = _in_time(session, step)
        yield check
        if check.status is Status.ERROR:
            yield skipped("call", f"the check {check.name} failed")
            return
    if key is None:
        yield skipped("call", "there is no API key")
        return
    call, clock = call_checks(session, base_url, key)
    yield call
    if clock is not None:
        yield clock


def _in_time(session: Session, step: Callable[[Deadline], Check]) -> Check:
    deadline = session.deadline.of_call(session.settings["call_timeout"].value)
    return step(deadline) if deadline.left else failed("time", deadline.ran_out("the command"))
