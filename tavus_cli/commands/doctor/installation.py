"""Checks of the installation: versions of the program and its packages, and which `tavus` a shell runs."""

import importlib.metadata
import os
import platform
import re
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import tavus_cli
from tavus_cli import __version__
from tavus_cli.commands.doctor.findings import Check, failed, ok, warning
from tavus_cli.errors import TavusError
from tavus_cli.text import clean

PACKAGE = "tavus-cli-unofficial"
_NEEDS = re.compile(r"([A-Za-z0-9._-]+)\s*([^;]*)")
_BOUND = re.compile(r"(>=|<)\s*([0-9][0-9.]*)")
SHOWN = ("requests", "urllib3", "typer", "rich")
COMMAND = "tavus"
VENDOR = "tavus-cli"


def versions() -> Iterator[Check]:
    """Yield a check for the program, for Python, and for each important package."""
    yield ok("tavus", f"{PACKAGE} {__version__} in {Path(tavus_cli.__file__).parent}")
    try:
        package = importlib.metadata.metadata(PACKAGE)
        needs = dict(_split(need) for need in importlib.metadata.requires(PACKAGE) or [] if "extra ==" not in need)
    except importlib.metadata.PackageNotFoundError:
        yield warning("python", f"Python {platform.python_version()}; {PACKAGE} is not installed as a package")
        return
    yield _bounded("python", platform.python_version(), str(package["Requires-Python"] or ""))
    for name in SHOWN:
        yield _bounded(name, importlib.metadata.version(name), needs.get(name, ""))


def _split(need: str) -> tuple[str, str]:
    found = _NEEDS.match(need)
    return (found[1].lower(), found[2]) if found else (need, "")


def _bounded(name: str, version: str, bounds: str) -> Check:
    """Check a version. Below the bounds it has known vulnerabilities or lacks features; above them it is untested."""
    for sign, bound in _BOUND.findall(bounds):
        if sign == ">=" and _numbers(version) < _numbers(bound):
            hint = f'python -m pip install --upgrade "{name}{bounds}"' if name != "python" else "install a newer Python"
            return failed(name, TavusError(f"{name} {version} is too old; {bound} or later is needed.", hint=hint))
        if sign == "<" and _numbers(version) >= _numbers(bound):
            return warning(name, f"{version} is untested; use a version below {bound}", f'pip install "{name}{bounds}"')
    return ok(name, f"{version} ({bounds.strip()})" if bounds.strip() else version)


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(part) for part in re.findall(r"\d+", re.split(r"[a-z+-]", version)[0])]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def programs() -> Check:
    """Check that `tavus` in a shell runs this program, because the vendor's tool has the same name."""
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
    return ok("path", f"`{COMMAND}` is {clean(found[0])}")


def _on_path() -> list[str]:
    """All programs with this name, in the order of PATH, each file once."""
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
