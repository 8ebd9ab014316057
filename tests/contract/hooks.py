"""What the contract tester cannot make up: the id of a replica that exists."""

from typing import Any

import schemathesis

_STOCK_REPLICA = "r7bc3db0d581"


@schemathesis.hook
def map_body(context: schemathesis.HookContext, body: Any) -> Any:
    """Ask videos of a stock replica, where the body names a replica at all."""
    named = isinstance(body, dict) and isinstance(body.get("replica_id"), str)
    return body | {"replica_id": _STOCK_REPLICA} if named and context.operation.path == "/v2/videos" else body
