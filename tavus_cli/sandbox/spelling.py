"""The two spellings of fields: since mid-2026 a replica is called a face, and a persona a PAL, at additional paths.

The rest of the sandbox uses the older names. This module converts requests to them, and answers to the requested ones.
"""

import re
from collections.abc import Mapping
from typing import Any

WORDS = ("replica", "face", "both")

_NEWER = {
    "replica_id": "face_id",
    "replica_ids": "face_ids",
    "replica_name": "face_name",
    "replica_type": "face_type",
    "default_replica_id": "default_face_id",
    "pose_suitable_for_replica": "pose_suitable_for_face",
    "persona_id": "pal_id",
    "persona_name": "pal_name",
    "persona_type": "pal_type",
}
_OLDER = {newer: older for older, newer in _NEWER.items()}
_OPAQUE = frozenset({"layers"})  # the content of a persona's layers belongs to the caller and is not converted
_SENTENCES = frozenset({"error", "message"})
_NAME = r"\b(?:default_)?(?:replica|persona)_[a-z]+\b"


def words_at(path: str) -> str:
    """The spelling of the answers at a path, one of WORDS."""
    return "face" if path.startswith(("/v2/faces", "/v2/pals")) else "replica"


def clash(fields: Mapping[str, Any]) -> str | None:
    """A text that says which field has different values under its two names; None if there is none."""
    for older, newer in _NEWER.items():
        if older in fields and newer in fields and fields[older] != fields[newer]:
            return f"{older} and {newer} differ"
    return None


def read(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a request under their older names."""
    return {_OLDER.get(name, name): value for name, value in fields.items()}


def spell(value: Any, words: str) -> Any:
    """An answer in a spelling, one of WORDS. In the texts of refusals "both" keeps the older names."""
    if words == "replica":
        return value
    if isinstance(value, list):
        return [spell(each, words) for each in value]
    if not isinstance(value, dict):
        return value
    spelled: dict[str, Any] = {}
    for name, inner in value.items():
        content = inner if name in _OPAQUE else spell(inner, words)
        if name in _SENTENCES and words == "face":
            content = re.sub(_NAME, lambda found: _NEWER.get(found[0], found[0]), str(inner))
        if words == "both" or name not in _NEWER:
            spelled[name] = content
        if name in _NEWER:
            spelled[_NEWER[name]] = content
    return spelled
