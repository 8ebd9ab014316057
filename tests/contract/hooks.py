"""What the contract tester cannot make up: the ids of a replica, a voice and a persona that exist."""

import re
from typing import Any

import schemathesis

_REPLICA, _PERSONA, _VOICE = "r7bc3db0d581", "pcb7a34da5fe", "v5a0d0a000001"
_VOICES = r"v[0-9a-f]{12}"
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
    given = {name: body[name] for name in _STOCK if isinstance(body.get(name), str)}
    # The form of a voice's id is described, and breaking it has to stay a fault.
    if not re.fullmatch(_VOICES, given.get("default_voice_id", "")):
        given.pop("default_voice_id", None)
    return body | {name: _STOCK[name] for name in given}
