"""Formatting of manual pages with the man macros of roff, and escaping of text."""

import re
from itertools import pairwise

# roff may turn a hyphen into a dash, or break a line at it. This must not happen in options, page names, names with
# underscores and paths.
_NAME = re.compile(r"(?<![\w-])--?\w[\w-]*|[\w-]+\(\d\)|\w+_\w+|[~%][\w/.~%]+")
_WORD = re.compile(r"\S+")
# The columns for text: those of a terminal of 80, minus the usual indentation.
_TEXT_WIDTH = 72


def prose(text: str) -> str:
    """Escaped running text, in which options and other names keep their hyphens and are not broken."""
    return _guarded(_NAME.sub(lambda match: _unbreakable(match.group()), _escaped(text)))


def literal(text: str) -> str:
    """Escaped text in which every hyphen is kept."""
    return _guarded(_hyphens_escaped(text))


def bold(text: str) -> str:
    return rf"\fB{_unbreakable_words(text)}\fP"


def italic(text: str) -> str:
    return rf"\fI{_unbreakable_words(text)}\fP"


def title(name: str, section: int, released: str) -> list[str]:
    # ".ad l" turns justification off, ".nh" hyphenation.
    return [f'.TH "{literal(name.upper())}" {section} "{released}" "tavus" "Tavus"', ".ad l", ".nh"]


def section(name: str, *lines: str) -> list[str]:
    """A section; nothing if it has no lines."""
    return [f".SH {name}", *lines] if lines else []


def item(term: str, meaning: str) -> list[str]:
    """A term, which is already formatted, and its meaning."""
    return [".TP", term, prose(meaning)]


def paragraphs(text: str) -> list[str]:
    """Paragraphs from text with empty lines between them."""
    lines: list[str] = []
    for paragraph in filter(None, text.split("\n\n")):
        lines += [".PP", prose(" ".join(paragraph.split()))]
    return lines


def display(text: str) -> list[str]:
    """Lines without filling. If one of them is long, they are not indented."""
    lines = text.split("\n")
    shown = [literal(line) for line in lines]
    if max(map(len, lines)) > _TEXT_WIDTH:
        shown = [".in 0", *shown, ".in"]
    return [".PP", ".EX", *shown, ".EE"]


def page(lines: list[str]) -> str:
    # mandoc warns about a paragraph macro right after a heading.
    kept = [line for before, line in pairwise(["", *lines]) if not _follows_heading(before, line)]
    return "\n".join(kept) + "\n"


def _follows_heading(before: str, line: str) -> bool:
    return line == ".PP" and before.startswith((".SH", ".SS"))


def _hyphens_escaped(text: str) -> str:
    return _escaped(text).replace("-", r"\-")


def _unbreakable_words(text: str) -> str:
    return _WORD.sub(lambda match: _unbreakable(match.group()), _escaped(text))


def _unbreakable(word: str) -> str:
    """A word that roff must not break. Only words with a hyphen, underscore or slash need the escape."""
    return (r"\%" if re.search("[-_/]", word) else "") + word.replace("-", r"\-")


def _escaped(text: str) -> str:
    return text.replace("\\", r"\e")


def _guarded(line: str) -> str:
    """A line, escaped if roff would take it for a request."""
    return rf"\&{line}" if line.startswith((".", "'")) else line
