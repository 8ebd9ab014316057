"""What the contract tester cannot make up: the id of a replica that exists."""

from typing import Any

import schemathesis

STOCK_REPLICA = "r7bc3db0d581"


@schemathesis.hook
def map_body(context: schemathesis.HookContext, body: Any) -> Any:
    """Let videos be asked of a stock replica, where the body names one at all."""
    named = isinstance(body, dict) and isinstance(body.get("replica_id"), str)
    return body | {"replica_id": STOCK_REPLICA} if named and context.operation.path == "/v2/videos" else body
