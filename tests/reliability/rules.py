"""The numbered rules, and where a test's name says which of them it proves."""

import re
from pathlib import Path

HERE = Path(__file__).parent


def _numbers(first: int, last: int) -> list[str]:
    return [f"a{number:02}" for number in range(first, last + 1)]


SECTIONS = {
    "A1 key": _numbers(1, 12),
    "A2 time": _numbers(13, 18),
    "A3 answers": _numbers(19, 29),
    "A4 arguments": _numbers(30, 32),
    "A5 output": _numbers(33, 40),
    "A6 creating": _numbers(41, 46),
    "A7 process": _numbers(47, 56),
    "A8 config": _numbers(57, 62),
    "A10 download": _numbers(70, 76),
    "A12 supply chain": _numbers(82, 86),
    "C exit codes": ["c"],
    "D retries": [f"d{number}" for number in range(1, 9)],
}


def rules_in(name: str) -> list[str]:
    """The rules a test's name begins with: `test_a41_a42_sent_once` proves two."""
    found = re.match(r"test((?:_(?:a\d\d|d\d|c))+)_", name)
    return found[1].lstrip("_").split("_") if found else []


def rules_tested() -> set[str]:
    """The rules that the files beside this one have a test for."""
    names = (
        name
        for path in HERE.glob("test_*.py")
        for name in re.findall(r"^def (test_\w+)\(", path.read_text(), re.MULTILINE)
    )
    return {rule for name in names for rule in rules_in(name)}
