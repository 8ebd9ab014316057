"""One call as ordered on the command line: everything that can be wrong with it is found here, before it is sent."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tavus_cli.commands.api.endpoint import parse_endpoint
from tavus_cli.commands.api.fields import Inputs, as_body, as_query
from tavus_cli.commands.api.headers import parse_headers
from tavus_cli.errors import UsageError
from tavus_cli.text import clean, clip


@dataclass(frozen=True)
class RequestOptions:
    """The options that make up a request, as they were written."""

    texts: Sequence[str] = ()
    typed: Sequence[str] = ()
    input: str | None = None
    headers: Sequence[str] = ()


@dataclass(frozen=True)
class Order:
    """A checked request. `query` is that of the path and, for a GET, the fields."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def target(self) -> str:
        return f"{self.path}?{urlencode(self.query)}" if self.query else self.path

    @property
    def reads(self) -> bool:
        return self.method == "GET"


def parse_order(method: str, path: str, given: RequestOptions, base_url: Callable[[], str]) -> Order:
    """The request that the words stand for. Raises UsageError."""
    endpoint = parse_endpoint(path, base_url)
    headers = parse_headers(given.headers)
    inputs = Inputs()
    fields = inputs.fields(given.texts, given.typed)
    if given.input is not None:
        if method == "GET":
            raise UsageError(
                "a GET has no body, so --input has no place in it.", hint="give -f key=value for its query"
            )
        if fields:
            raise UsageError("--input and fields exclude each other.", hint="put the fields into the input")
        return Order(method, endpoint.path, endpoint.query, inputs.body(given.input), headers)
    if method == "GET":
        return Order(method, endpoint.path, (*endpoint.query, *as_query(fields)), None, headers)
    body = json.dumps(as_body(fields)).encode("ascii") if fields else None
    return Order(method, endpoint.path, endpoint.query, body, headers)


def check_all(order: Order) -> dict[str, str]:
    """The query of a list that is to be walked to its end. Raises UsageError for what cannot be walked."""
    if not order.reads:
        raise UsageError(f"--all is for GET, not for {order.method}.")
    query = dict(order.query)
    if "page" in query:
        raise UsageError("--all and page exclude each other.", hint="leave one of them out")
    limit = query.get("limit", "1")
    if not limit.isascii() or not limit.isdigit() or int(limit[:9]) < 1:
        raise UsageError(f'with --all, limit is the size of a page, and "{clip(clean(limit), 80)}" is none.')
    twice = [name for name, count in Counter(name for name, _ in order.query).items() if count > 1]
    if twice:
        raise UsageError(f'"{clip(clean(twice[0]), 80)}" is given twice.', hint="join the values by commas")
    return query
