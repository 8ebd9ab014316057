"""Showing a request as a curl command or as JSON, for `--dry-run`.

The output contains no secrets: shell variables replace the key, keys of other services and presigned links.
"""

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tavus_cli.output.rows import SECRETS

# A link with a query or a fragment, which may hold a signature.
_TAIL = re.compile(r"https?://[^?#]*[?#]", re.I)


@dataclass(frozen=True)
class Request:
    """A request that is shown instead of being sent.

    Attributes:
        method: such as "POST".
        url: the whole URL.
        key: the text to show in place of the key.
        body: a JSON value; None for no body.
        headers: without those of the key and the content type.
    """

    method: str
    url: str
    key: str = "$TAVUS_API_KEY"
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def hidden(self) -> dict[str, str]:
        """The links and secrets that are not shown, each with the shell variable that replaces it."""
        names: dict[str, str] = {}
        for name, link in _secrets(self.body, ""):
            if link not in names:
                # Two paths may lead to the same name.
                taken = f"${name}" in names.values()
                names[link] = f"${name}_{len(names)}" if taken else f"${name}"
        return names

    def as_curl(self) -> str:
        """A command for a POSIX shell. Its exit code is not 0 if the API refuses the request."""
        hidden = self.hidden()
        lines = [f"curl -fsS -X {self.method} {shlex.quote(self.url)}", f'-H "x-api-key: {self.key}"']
        lines += [f"-H {shlex.quote(f'{name}: {value}')}" for name, value in self.headers.items()]
        if self.body is not None:
            # Mark the places with NUL characters, which real values do not contain, so that nothing else is replaced.
            marked = _replaced(self.body, {link: f"\x00{name}\x00" for link, name in hidden.items()})
            data = shlex.quote(json.dumps(marked, ensure_ascii=False))
            for name in hidden.values():
                data = data.replace(f"\\u0000{name}\\u0000", f"'\"{name}\"'")
            lines += ["-H 'Content-Type: application/json'", f"-d {data}"]
        return " \\\n  ".join(lines) + "\n"

    def as_document(self) -> dict[str, Any]:
        """The request as a JSON object."""
        typed = {} if self.body is None else {"Content-Type": "application/json"}
        headers = {"x-api-key": self.key, **typed, **self.headers}
        body = {} if self.body is None else {"body": _replaced(self.body, self.hidden())}
        return {"method": self.method, "url": self.url, "headers": headers, **body}


def _secrets(value: Any, name: str) -> Iterator[tuple[str, str]]:
    """The links with a query and the secrets in a JSON value, each with a variable name made from its path."""
    if isinstance(value, str) and _TAIL.match(value):
        yield _variable(name), value
    elif isinstance(value, dict):
        # An operation of a JSON Patch has the name of its field in `path`.
        field = str(value.get("path", "")).rpartition("/")[2] if "op" in value else ""
        for key, inner in value.items():
            within = f"{name}_{key}" if name else key
            is_secret = key in SECRETS or (key == "value" and field in SECRETS)
            if is_secret and isinstance(inner, str) and inner:
                yield _variable(within if key in SECRETS else field), inner
            else:
                yield from _secrets(inner, within)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _secrets(inner, f"{name}_{number}")


def _variable(name: str) -> str:
    return re.sub(r"\W", "_", name, flags=re.ASCII).upper() or "LINK"


def _replaced(value: Any, texts: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return texts.get(value, value)
    if isinstance(value, dict):
        return {key: _replaced(inner, texts) for key, inner in value.items()}
    return [_replaced(inner, texts) for inner in value] if isinstance(value, list) else value
