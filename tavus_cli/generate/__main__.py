"""python -m tavus_cli.generate: write completions and manual pages, or compare them with --check."""

import argparse
import difflib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from tavus_cli.cli.root import app
from tavus_cli.generate.completions import scripts
from tavus_cli.generate.man import pages
from tavus_cli.generate.tree import read_tree

COMMAND = "python -m tavus_cli.generate"
CHECKOUT = Path(__file__).parents[2]


def made() -> dict[str, str]:
    """Every generated file as text, by its path in the repository."""
    tree = read_tree(typer.main.get_command(app))
    return {f"completions/{name}": text for name, text in scripts(tree).items()} | {
        f"man/{name}": text for name, text in pages(tree).items()
    }


def write(root: Path) -> None:
    """Write every generated file, and remove what else is in their folders."""
    files = made()
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    for name in _strays(root, files):
        (root / name).unlink()


def differences(root: Path) -> Iterator[str]:
    """A message for each file that is missing, differs or belongs to no command."""
    files = made()
    for name, text in files.items():
        path = root / name
        found = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
        if found != text or not path.is_file():
            lines = difflib.unified_diff(found.splitlines(), text.splitlines(), name, f"{name} (as made)", lineterm="")
            yield "\n".join([*lines, f"{name} is not what the commands say; renew it: {COMMAND}"])
    for name in _strays(root, files):
        yield f"{name} belongs to no command; remove it: {COMMAND}"


def main(argv: Sequence[str]) -> int:
    """Write or check. Returns the exit code."""
    parser = argparse.ArgumentParser(prog=COMMAND, description=(__doc__ or "").partition(": ")[2])
    parser.add_argument("--check", action="store_true", help="change nothing; show differences and end with 1")
    parser.add_argument("--root", type=Path, default=CHECKOUT, help="the repository, if not the one this is in")
    given = parser.parse_args(argv)
    if not given.check:
        write(given.root)
        return 0
    told = list(differences(given.root))
    sys.stdout.write("".join(f"{text}\n" for text in told))
    return 1 if told else 0


def _strays(root: Path, files: dict[str, str]) -> list[str]:
    folders = sorted({name.partition("/")[0] for name in files})
    found = (path.relative_to(root).as_posix() for folder in folders for path in (root / folder).rglob("*"))
    return sorted(name for name in found if name not in files and (root / name).is_file())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
