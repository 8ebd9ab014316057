"""The options of `tavus batch`, and the rules for rows that follow from them."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tavus_cli.errors import UsageError
from tavus_cli.files import read_input
from tavus_cli.text import clean, clip
from tavus_cli.verbs.batch.cells import Fault, Rules, typed
from tavus_cli.verbs.resource import Product

# The maximum size of a script template in bytes, the same as for a script.
LARGEST_TEMPLATE = 256 * 2**10


class Options(NamedTuple):
    """The options of `tavus batch replicas` and `videos`, as given.

    Attributes:
        preset: the fields of every row, each as FIELD=VALUE, from `--set`.
        interval: seconds between two polls; None for growing intervals.
        max_creates: the maximum number of creates in this run; None for no limit.
        max_training: the maximum number of jobs at the same time; None for no limit.
        shard: the part of the table, such as "2/8"; None for all of it.
        existing: what to do if a name exists in the account: "stop", "adopt" the record, or "create" another one.
        retry_failed: send rows again that were refused, or whose job failed.
        resend: ids of rows with an unknown outcome that are sent again.
        same_account: accept a journal that was begun with another key.
        yes: create without a confirmation.
        look: whether to check the files of rows; None leaves that to the settings.
        template: the file with the script for rows without one.
        download: the folder for finished videos; None to leave them where they are.
        name_by: the `x-` column with the names of these files; None for their ids.
    """

    table: Path
    preset: Sequence[str] = ()
    wait: bool = False
    interval: float | None = None
    max_creates: int | None = None
    max_training: int | None = None
    shard: str | None = None
    existing: str = "stop"
    retry_failed: bool = False
    resend: Sequence[str] = ()
    same_account: bool = False
    yes: bool = False
    dry_run: bool = False
    look: bool | None = None
    template: Path | None = None
    download: Path | None = None
    name_by: str | None = None

    def rules(self, product: Product) -> Rules:
        """The rules for the rows of the table. Raises UsageError for an invalid `--set` or template."""
        template = None if self.template is None else _read_template(self.template)
        rules = Rules(product.body, product.resource.name_field, product.check, {}, template, self.table.parent)
        preset = {}
        for text in self.preset:
            name, equals, value = text.partition("=")
            if not equals:
                raise UsageError(
                    f'--set "{clip(clean(text), 80)}" is not FIELD=VALUE.', hint="such as model_name=phoenix-4"
                )
            try:
                preset[name] = typed(rules, name, value)
            except Fault as fault:
                raise UsageError(f"--set: {fault.message}") from None
        return rules._replace(preset=preset)


def _read_template(path: Path) -> str:
    content = read_input(str(path), "--template", LARGEST_TEMPLATE)
    try:
        return content.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise UsageError(f"--template: {clean(path)} is not UTF-8 text (byte {error.start}).") from None
