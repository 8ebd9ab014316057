"""Output: results on standard output and messages on standard error, for people and for programs."""

from enum import StrEnum


# Here and not in `formats`, because every command line is parsed with it, and most write no result.
class Format(StrEnum):
    """The values of --format."""

    table = "table"
    tsv = "tsv"
    csv = "csv"
    json = "json"
    jsonl = "jsonl"
    ids = "ids"
