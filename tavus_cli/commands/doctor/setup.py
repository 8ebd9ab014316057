"""What is set up: the config file, every setting with its source, the key."""

import os
import stat
from collections.abc import Iterator, Mapping
from typing import Any

from tavus_cli.commands.doctor.check import Check, failed, warning, well
from tavus_cli.errors import TavusError
from tavus_cli.output.rows import cell
from tavus_cli.settings.file import config_path, read_config
from tavus_cli.settings.resolve import KEY_VARIABLE, Setting, Settings
from tavus_cli.settings.table import NOT_SET, settings_rows
from tavus_cli.text import clean


def config_file(options: Mapping[str, Setting[Any]]) -> Check:
    """Whether the config file can be read, and by whom."""
    path = config_path()
    if path is None:
        return well("config", "there is no home folder; what is in the environment holds")
    warnings: list[str] = []
    try:
        config = read_config(path, warnings.append)
    except TavusError as error:
        if KEY_VARIABLE in os.environ and "profile" not in options:
            return warning("config", f"{error.message.rstrip('.')}; it is left out", error.hint)
        return failed("config", error)
    if warnings:
        return warning("config", clean("; ".join(warnings)))
    if not config.exists:
        return well("config", f"{clean(path)} does not exist; options, the environment and defaults hold")
    return well("config", f"{clean(path)} (mode {stat.S_IMODE(path.stat().st_mode):04o})")


def settings_checks(settings: Settings) -> Iterator[Check]:
    """Each setting but the key, which has a check of its own."""
    for row in settings_rows(settings):
        if row["name"] not in {"api_key", "default_profile"} and row["source"] != NOT_SET:
            yield well(row["name"], f"{clean(cell(row['value']))} (from {row['source']})")
