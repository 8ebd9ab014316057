"""The rows of `tavus replicas check`, as a pipe gets them."""

from tavus_cli.verbs.check.report import CHECKS


def rows(result):
    return [dict(zip(CHECKS.columns, row, strict=True)) for row in result.rows()]


def by_name(result, file="train_video"):
    return {row["name"]: row for row in rows(result) if row["file"] == file}
