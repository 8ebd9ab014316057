"""What the contract tester cannot make up: the ids of a replica, a voice and a persona that exist."""

from typing import Any

import schemathesis

_REPLICA, _PERSONA, _VOICE = "r7bc3db0d581", "pcb7a34da5fe", "v5a0d0a000001"
_STOCK = {
    "replica_id": _REPLICA,
    "face_id": _REPLICA,
    "default_replica_id": _REPLICA,
    "default_face_id": _REPLICA,
    "persona_id": _PERSONA,
    "pal_id": _PERSONA,
    "default_voice_id": _VOICE,
}


@schemathesis.hook
def map_body(context: schemathesis.HookContext, body: Any) -> Any:
    """Name stock objects, where the body names any by something that could be an id."""
    if not isinstance(body, dict):
        return body
    return body | {name: stock for name, stock in _STOCK.items() if isinstance(body.get(name), str)}
