"""A request as a curl command, to be read, kept, or pasted into a shell.

Nothing in it is secret: `$TAVUS_API_KEY` stands for the key, and a shell variable for each presigned link.
"""

import json
import re
import shlex
from collections.abc import Mapping
from typing import Any

# A link with anything behind its path: a signature may be there.
_TAIL = re.compile(r"https?://[^?#]*[?#]", re.I)
KEY_HEADER = '-H "x-api-key: $TAVUS_API_KEY"'


def as_curl(method: str, url: str, body: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The command, and the names of the shell variables in it that stand for links with a query."""
    hidden = {name: name.upper() for name, value in body.items() if _has_query(value)}
    # A value no JSON text can hold by itself marks the place, so that only the link's own place is filled.
    marked = {name: f"\x00{hidden[name]}\x00" if name in hidden else value for name, value in body.items()}
    data = shlex.quote(json.dumps(marked, ensure_ascii=False))
    for variable in hidden.values():
        data = data.replace(f"\\u0000{variable}\\u0000", f"'\"${variable}\"'")
    lines = [
        f"curl -X {method} {shlex.quote(url)}",
        KEY_HEADER,
        "-H 'Content-Type: application/json'",
        f"-d {data}",
    ]
    return " \\\n  ".join(lines) + "\n", tuple(hidden.values())


def _has_query(value: object) -> bool:
    return isinstance(value, str) and bool(_TAIL.match(value))
