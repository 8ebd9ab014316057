"""What the contract tester cannot make up: the ids of a replica and a voice that exist."""

from typing import Any

import schemathesis

_STOCK = {"replica_id": "r7bc3db0d581", "default_voice_id": "v5a0d0a000001"}


@schemathesis.hook
def map_body(context: schemathesis.HookContext, body: Any) -> Any:
    """Name stock objects, where the body names any by something that could be an id."""
    if not isinstance(body, dict):
        return body
    return body | {name: stock for name, stock in _STOCK.items() if isinstance(body.get(name), str)}
