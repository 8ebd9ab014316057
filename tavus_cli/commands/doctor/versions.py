"""The versions of the program and of what it stands on, against what its own package asks for."""

import importlib.metadata
import platform
import re
from collections.abc import Iterator
from pathlib import Path

from tavus_cli import __version__
from tavus_cli.commands.doctor.check import Check, failed, warning, well
from tavus_cli.errors import TavusError

PACKAGE = "tavus-cli-unofficial"
_NEEDS = re.compile(r"([A-Za-z0-9._-]+)\s*([^;]*)")
_BOUND = re.compile(r"(>=|<)\s*([0-9][0-9.]*)")
SHOWN = ("requests", "urllib3", "typer", "rich")


def versions() -> Iterator[Check]:
    """A check for the program, for Python, and for each package that matters here."""
    yield well("tavus", f"{PACKAGE} {__version__} in {Path(__file__).parent.parent}")
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
    """Below its floor a package has known holes, or lacks what is used of it; above its cap it is untried."""
    for sign, bound in _BOUND.findall(bounds):
        if sign == ">=" and _numbers(version) < _numbers(bound):
            hint = f'python -m pip install --upgrade "{name}{bounds}"' if name != "python" else "install a newer Python"
            return failed(name, TavusError(f"{name} {version} is too old; {bound} or later is needed.", hint=hint))
        if sign == "<" and _numbers(version) >= _numbers(bound):
            return warning(name, f"{version} is untried; below {bound} is asked for", f'pip install "{name}{bounds}"')
    return well(name, f"{version} ({bounds.strip()})" if bounds.strip() else version)


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(part) for part in re.findall(r"\d+", re.split(r"[a-z+-]", version)[0])]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
