"""Formatting for manual pages: the man macros, and the escapes that keep text as it is typed."""

import re

# roff may turn a hyphen into a dash or break a line at it. Options, page names, names with underscores and paths must
# stay as they are typed.
_NAME = re.compile(r"(?<![\w-])--?\w[\w-]*|[\w-]+\(\d\)|\w+_\w+|[~%][\w/.~%]+")
_WORD = re.compile(r"\S+")
# Columns for text on a terminal of 80, less the usual indentation.
_ROOM = 72


def prose(text: str) -> str:
    """Running text, in which options and other names stay as they are typed."""
    return _guarded(_NAME.sub(lambda match: _kept(match.group()), _escaped(text)))


def literal(text: str) -> str:
    """Text in which every hyphen is typed."""
    return _guarded(_typed(text))


def bold(text: str) -> str:
    return rf"\fB{_names(text)}\fP"


def italic(text: str) -> str:
    return rf"\fI{_names(text)}\fP"


def title(name: str, section: int, released: str) -> list[str]:
    # ".ad l": words are not spread to fill the line. ".nh": words are not divided.
    return [f'.TH "{literal(name.upper())}" {section} "{released}" "tavus" "Tavus"', ".ad l", ".nh"]


def section(name: str, *lines: str) -> list[str]:
    """A section; nothing if it has no lines."""
    return [f".SH {name}", *lines] if lines else []


def item(term: str, meaning: str) -> list[str]:
    """A term, formatted already, and its meaning."""
    return [".TP", term, prose(meaning)]


def paragraphs(text: str) -> list[str]:
    """Paragraphs from text with empty lines between them."""
    lines: list[str] = []
    for paragraph in filter(None, text.split("\n\n")):
        lines += [".PP", prose(" ".join(paragraph.split()))]
    return lines


def display(text: str) -> list[str]:
    """Lines as they are. Long ones start at the left edge."""
    lines = text.split("\n")
    shown = [literal(line) for line in lines]
    if max(map(len, lines)) > _ROOM:
        shown = [".in 0", *shown, ".in"]
    return [".PP", ".EX", *shown, ".EE"]


def page(lines: list[str]) -> str:
    # mandoc warns of a paragraph macro right after a heading.
    kept = [line for before, line in zip(["", *lines], lines, strict=False) if not _follows_heading(before, line)]
    return "\n".join(kept) + "\n"


def _follows_heading(before: str, line: str) -> bool:
    return line == ".PP" and before.startswith((".SH", ".SS"))


def _typed(text: str) -> str:
    return _escaped(text).replace("-", r"\-")


def _names(text: str) -> str:
    return _WORD.sub(lambda match: _kept(match.group()), _escaped(text))


def _kept(word: str) -> str:
    """A word that roff must not hyphenate. Only words with a joint need the escape for that."""
    return (r"\%" if re.search("[-_/]", word) else "") + word.replace("-", r"\-")


def _escaped(text: str) -> str:
    return text.replace("\\", r"\e")


def _guarded(line: str) -> str:
    """A line that roff must not take for a request."""
    return rf"\&{line}" if line.startswith((".", "'")) else line
