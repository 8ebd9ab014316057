"""python -m tavus_cli.generate: write the files that are generated from the command tree, or compare with --check.

These are the completion scripts, the manual pages, and the README's table of nouns.
"""

import argparse
import difflib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from tavus_cli.cli.main import app
from tavus_cli.generate.completions import scripts
from tavus_cli.generate.man import pages
from tavus_cli.generate.nodes import Command
from tavus_cli.generate.tree import read_tree
from tavus_cli.verbs.resource import declared

COMMAND = "python -m tavus_cli.generate"
CHECKOUT = Path(__file__).parents[2]
README = "README.md"
# The name of the README's table, as in its marks.
NOUNS = "nouns"


def generated_files(root: Path) -> dict[str, str]:
    """The text of every generated file, by its path in the repository. The README is generated in part."""
    tree = read_tree(typer.main.get_command(app))
    files = {f"completions/{name}": text for name, text in scripts(tree).items()}
    files |= {f"man/{name}": text for name, text in pages(tree).items()}
    readme = root / README
    if readme.exists():
        files[README] = _with_table(readme.read_text("utf-8"), NOUNS, _noun_table(tree))
    return files


def marks(name: str) -> tuple[str, str]:
    """The lines of the README before and after a generated table."""
    return f"<!-- {name}: made by {COMMAND} -->\n", f"<!-- end of {name} -->\n"


def _with_table(readme: str, name: str, table: str) -> str:
    """The README with a table between its marks. Raises ValueError if it lacks one of them."""
    first, last = marks(name)
    before, _, rest = readme.partition(first)
    _, found, after = rest.partition(last)
    if not found:
        raise ValueError(f"{README} has no lines {first.strip()} and {last.strip()}")
    return f"{before}{first}\n{table}\n{last}{after}"


def _noun_table(tree: Command) -> str:
    rows = "".join(_noun_row(command) for command in tree.subcommands if declared(command.path[0]))
    return f"| | |\n| --- | --- |\n{rows}"


def _noun_row(command: Command) -> str:
    verbs = " ".join(f"`{each.path[-1]}`" for each in command.subcommands)
    also = "".join(f"; also `tavus {alias}`" for alias in command.aliases)
    return f"| `{command.name}` | {command.summary.rstrip('.')}: {verbs}{also} |\n"


def write(root: Path) -> None:
    """Write every generated file, and delete all other files in their folders."""
    files = generated_files(root)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    for name in _strays(root, files):
        (root / name).unlink()


def differences(root: Path) -> Iterator[str]:
    """A message for each generated file that is missing or differs, and for each stray file in their folders."""
    files = generated_files(root)
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
    parser = argparse.ArgumentParser(prog=COMMAND, description=(__doc__ or "").partition("\n")[0].partition(": ")[2])
    parser.add_argument("--check", action="store_true", help="change nothing; show differences and end with 1")
    parser.add_argument("--root", type=Path, default=CHECKOUT, help="the repository, if not the one this is in")
    arguments = parser.parse_args(argv)
    if not arguments.check:
        write(arguments.root)
        return 0
    messages = list(differences(arguments.root))
    sys.stdout.write("".join(f"{text}\n" for text in messages))
    return 1 if messages else 0


def _strays(root: Path, files: dict[str, str]) -> list[str]:
    folders = sorted({name.partition("/")[0] for name in files if "/" in name})
    found = (path.relative_to(root).as_posix() for folder in folders for path in (root / folder).rglob("*"))
    return sorted(name for name in found if name not in files and (root / name).is_file())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
