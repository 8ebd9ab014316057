"""Text as a manual page takes it: the man macros, and what has to be written otherwise so that it stays what it is."""

import re

# A hyphen of prose may be set as a dash or broken at. One of an option or a page must stay what is typed, and so must
# names with underscores and paths.
_NAME = re.compile(r"(?<![\w-])--?\w[\w-]*|[\w-]+\(\d\)|\w+_\w+|[~%][\w/.~%]+")
_WORD = re.compile(r"\S+")
# Columns of a terminal of 80 that are left beside the usual indentation.
_ROOM = 72


def prose(text: str) -> str:
    """Running text, options and other names in it included."""
    return _guarded(_NAME.sub(lambda match: _kept(match.group()), _escaped(text)))


def literal(text: str) -> str:
    """What is typed as it stands."""
    return _guarded(_typed(text))


def bold(text: str) -> str:
    return rf"\fB{_names(text)}\fP"


def italic(text: str) -> str:
    return rf"\fI{_names(text)}\fP"


def title(name: str, section: int, released: str) -> list[str]:
    # Words are not pulled apart to fill the line.
    return [f'.TH "{literal(name.upper())}" {section} "{released}" "tavus" "Tavus"', ".ad l"]


def section(name: str, *lines: str) -> list[str]:
    """A section with its lines, if there are any."""
    return [f".SH {name}", *lines] if lines else []


def item(term: str, meaning: str) -> list[str]:
    """A term, set already, and what it means."""
    return [".TP", term, prose(meaning)]


def paragraphs(text: str) -> list[str]:
    """Paragraphs that an empty line parts, the first without a space before it."""
    lines: list[str] = []
    for paragraph in filter(None, text.split("\n\n")):
        lines += [".PP", prose(" ".join(paragraph.split()))]
    return lines


def display(text: str) -> list[str]:
    """Lines as they are, where they are long from the edge on."""
    lines = text.split("\n")
    shown = [literal(line) for line in lines]
    if max(map(len, lines)) > _ROOM:
        shown = [".in 0", *shown, ".in"]
    return [".PP", ".EX", *shown, ".EE"]


def page(lines: list[str]) -> str:
    # An empty paragraph macro right after a heading is one too many.
    kept = [line for before, line in zip(["", *lines], lines, strict=False) if not _follows_heading(before, line)]
    return "\n".join(kept) + "\n"


def _follows_heading(before: str, line: str) -> bool:
    return line == ".PP" and before.startswith((".SH", ".SS"))


def _typed(text: str) -> str:
    return _escaped(text).replace("-", r"\-")


def _names(text: str) -> str:
    return _WORD.sub(lambda match: _kept(match.group()), _escaped(text))


def _kept(word: str) -> str:
    """A word in which nothing is hyphenated; there is nothing to hyphenate in one without a joint."""
    return (r"\%" if re.search("[-_/]", word) else "") + word.replace("-", r"\-")


def _escaped(text: str) -> str:
    return text.replace("\\", r"\e")


def _guarded(line: str) -> str:
    """A line that begins like a request is none."""
    return rf"\&{line}" if line.startswith((".", "'")) else line
