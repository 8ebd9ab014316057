"""`check`: the look at the files of a create, as a command of its own."""

from collections.abc import Mapping
from typing import Any

from tavus_cli.cli.session import Session
from tavus_cli.errors import UsageError
from tavus_cli.verbs.check.examine import examined, inputs_of
from tavus_cli.verbs.check.looking import looked_at
from tavus_cli.verbs.check.report import CHECKS, show
from tavus_cli.verbs.preflight import check_values, option
from tavus_cli.verbs.resource import Product


def check(
    session: Session,
    product: Product,
    fields: Mapping[str, Any],
    paths: Mapping[str, str | None],
    *,
    ask_api: bool = True,
    every: bool,
    strict: bool,
) -> None:
    """Look at the files of a create, those behind its links and those of this machine, and show what will fail.

    Args:
        session: knows the API and how to show results.
        product: what the create would make.
        fields: of the create.
        paths: files of this machine, by the fields that would bear their links.
        ask_api: whether the API is asked about portraits.
        every: whether each check gets a line, also of files that are fine.
        strict: whether what may fail counts as what will.

    Raises:
        UsageError: the API would refuse the create, whatever its files are.
        Refused: something will fail.
        NetworkError, TimedOut: nothing could be looked at.
    """
    session.out.check_columns(CHECKS)
    body = {name: value for name, value in fields.items() if value is not None}
    given = {name: path for name, path in paths.items() if path is not None}
    _check_usage(product, body, given)
    # For what depends on whether there is a file at all, a path is as good as a link.
    request = {**body, **given}
    files = list(inputs_of(request, product.warnings(request), local_api=session.api_is_local, paths=given))
    seen = looked_at(session, files, ask_api=ask_api)
    show(session, [(file, examined(file)) for file in seen], every=every, strict=strict)


def _check_usage(product: Product, body: Mapping[str, Any], paths: Mapping[str, str]) -> None:
    for field, path in paths.items():
        name = option(field.removesuffix("_url"))
        if not path:
            raise UsageError(f"{name} is empty.", hint="give it a file, or leave the option out")
        if field in body:
            raise UsageError(f"{name} and {option(field)} exclude each other.", hint="give the file once")
    if not body and not paths:
        raise UsageError("there is nothing to check.", hint="give a file or a link as for a create; see --help")
    if paths:
        # The create that these files are for is still to be written.
        check_values(body)
    else:
        product.check(body)
