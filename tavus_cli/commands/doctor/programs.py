"""Which `tavus` a shell finds: the vendor's own tool installs a program of the same name."""

import importlib.metadata
import os
import shutil
import sys
import sysconfig
from pathlib import Path

from tavus_cli.commands.doctor.check import Check, warning, well
from tavus_cli.text import clean

COMMAND = "tavus"
VENDOR = "tavus-cli"


def programs() -> Check:
    """Whether typing `tavus` runs this program, and which others there are."""
    own = Path(sysconfig.get_path("scripts")) / COMMAND
    found = _on_path()
    others = [path for path in found if os.path.realpath(path) not in {*_real(own), *_real(Path(sys.argv[0]))}]
    remedy = f"remove it, or put {clean(own.parent)} first in PATH; the vendor's {VENDOR} installs the same name"
    if _has_vendor():
        return warning(
            "path",
            f"{VENDOR}, the vendor's tool, is in this Python too and may replace this program",
            f"pip uninstall {VENDOR}",
        )
    if not found:
        return warning("path", f"`{COMMAND}` is not on PATH", f"add {clean(own.parent)} to PATH")
    if others and others[0] == found[0]:
        return warning("path", f"`{COMMAND}` runs another program, {clean(others[0])}", remedy)
    if others:
        listed = ", ".join(clean(path) for path in others)
        return warning("path", f"`{COMMAND}` is {clean(found[0])}; there is also {listed}", remedy)
    return well("path", f"`{COMMAND}` is {clean(found[0])}")


def _on_path() -> list[str]:
    """Every program of the name, in the order of PATH, each file once."""
    found: dict[str, str] = {}
    for folder in os.get_exec_path():
        path = shutil.which(COMMAND, path=folder) if folder else None
        if path:
            found.setdefault(os.path.realpath(path), path)
    return list(found.values())


def _real(path: Path) -> tuple[str, str]:
    return os.path.realpath(path), os.path.realpath(path.with_suffix(".exe"))


def _has_vendor() -> bool:
    try:
        importlib.metadata.version(VENDOR)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True
