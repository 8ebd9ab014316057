"""Personas, called PALs since mid-2026: the same objects at /v2/personas and /v2/pals, with different fields.

A change is a JSON Patch. If it changes nothing, the answer is 304.

Assumed: every field is shown, with null or an empty value if it was not given. A patch with a path that does not exist
is refused with 400. The draft is also the live version, so publishing changes nothing. The email address is made from
the username of conferencing. Layers are returned as they were sent, with the keys for other services, as the service
does.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tavus_cli.sandbox import fields, jsonpatch
from tavus_cli.sandbox.answers import Answer, Refused
from tavus_cli.sandbox.call import Call, Window
from tavus_cli.sandbox.dates import iso_without_zone
from tavus_cli.sandbox.fields import FLAG, TEXT, TEXTS, Kind
from tavus_cli.sandbox.noun import Noun, stock_row
from tavus_cli.sandbox.replicas import REPLICAS
from tavus_cli.sandbox.spelling import read
from tavus_cli.sandbox.store import Row

_MAX_TOOLS = 50  # documented

_FIELDS: Mapping[str, Kind] = {
    "persona_name": TEXT,
    "system_prompt": TEXT,
    "greeting": TEXT,
    "context": TEXT,
    "pipeline_mode": ("full", "echo", "speech-to-speech"),
    "default_replica_id": TEXT,
    "memories": TEXTS,
    "objectives_id": TEXT,
    "guardrails_id": TEXT,
    "guardrail_ids": TEXTS,
    "guardrail_tags": TEXTS,
    "document_ids": TEXTS,
    "document_tags": TEXTS,
    "tool_ids": TEXTS,
    "is_template": FLAG,
    "layers": {
        "llm": {"model": TEXT, "base_url": TEXT, "api_key": TEXT, "speculative_inference": FLAG},
        "tts": {"tts_engine": TEXT, "external_voice_id": TEXT, "api_key": TEXT, "voice_id": TEXT},
        "stt": {"stt_engine": TEXT, "hotwords": TEXT},
        "perception": {"perception_model": TEXT},
        "conversational_flow": {},
        "conferencing": {"username": TEXT, "allowlist": TEXTS, "whitelabel": FLAG},
        "knowledge_base": {},
    },
}
_EMPTY: Mapping[str, Any] = {
    name: [] if kind == TEXTS else {} if isinstance(kind, Mapping) else False if kind == FLAG else None
    for name, kind in _FIELDS.items()
} | {"pipeline_mode": "full"}
_NEWER = frozenset({"greeting", "memories", "guardrail_ids", "guardrail_tags", "tool_ids", "is_template"})
_OLDER = frozenset({"guardrails_id"})

# Ids and roles are copied from public pages of 2026. Names and prompts are invented.
_STOCK = (
    ("p1af207b8189", "Sales coach", "You help people to sell better."),
    ("paaee96e4f87", "Support", "You help people who are stuck."),
    ("pdac61133ac5", "Interviewer", "You lead a first interview."),
    ("pcb7a34da5fe", "Sales representative", "You explain what is for sale."),
)


class Personas(Noun):
    """The noun `personas`: how a replica behaves in a conversation."""

    kind, plural = "persona", "personas"
    prefix, digits = "p", 11
    create_fields = _FIELDS
    stock = tuple(
        stock_row("persona", key, given={"persona_name": name, "system_prompt": prompt}) for key, name, prompt in _STOCK
    )

    def routes(self) -> dict[str, Callable[[Call], Answer]]:
        older = super().routes() | {"PATCH /v2/personas/*": self.patch}
        newer = {address.replace("personas", "pals"): handler for address, handler in older.items()}
        extra = {"GET /v2/pals/check-username": self.check_username, "POST /v2/pals/*/publish": self.publish}
        return older | newer | extra

    def select(self, call: Call, window: Window) -> tuple[Sequence[Row], int]:
        wanted = fields.word(call.params, "persona_type", ("user", "system"))
        order = fields.word(call.params, "sort", ("asc", "desc"))
        return self.pick(
            call,
            window,
            lambda row: wanted in {None, "system" if row in self.stock else "user"},
            order=None if order is None else lambda row: row.created_at,
            descending=order == "desc",
        )

    def get(self, call: Call) -> Answer:
        for name in ("verbose", "include_settings"):
            call.flag(name)
        fields.word(call.params, "source", ("draft",))
        return super().get(call)

    def listed(self, call: Call, row: Row) -> dict[str, Any]:
        given = _EMPTY | row.facts["given"]
        username = given["layers"].get("conferencing", {}).get("username")
        hidden = _OLDER if _newer(call) else _NEWER
        shown = {name: given[name] for name in _FIELDS if name not in hidden or row.facts["given"].get(name)}
        return {
            "persona_id": row.id,
            **shown,
            **({"conferencing_email": f"{username}@tavusinvite.com"} if username else {}),
            "created_at": iso_without_zone(row.created_at),
            "updated_at": iso_without_zone(row.changed_at),
        }

    def begin(self, call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
        given = {name: body[name] for name in _FIELDS if name in body}
        _check_rules(call, given)
        return {"given": given}

    def created(self, call: Call, row: Row) -> dict[str, Any]:
        shown = self.listed(call, row)
        return shown if _newer(call) else {name: shown[name] for name in ("persona_id", "persona_name", "created_at")}

    def patch(self, call: Call) -> Answer:
        """Apply a JSON Patch to the given fields."""
        steps = fields.decode_any(call.content)
        row = self.find_own(call)

        def revise(latest: Row) -> Row:
            before = _EMPTY | latest.facts["given"]
            given = _patched(before, steps)
            fields.check({name: value for name, value in given.items() if value is not None}, _FIELDS)
            _check_rules(call, given)
            return latest if given == before else latest._replace(facts={"given": given})

        if not call.store.change(row.id, revise):
            return Answer(304)
        return Answer(200, self.listed(call, self.find_own(call))) if _newer(call) else Answer(200)

    def delete(self, call: Call) -> Answer:
        call.store.delete(self.find_own(call), hard=True)
        return Answer(204)

    def publish(self, call: Call) -> Answer:
        shown = self.listed(call, self.find_own(call))
        names = ("persona_id", "persona_name", "system_prompt", "updated_at")
        return Answer(200, {"status": "success"} | {name: shown[name] for name in names})

    def default_replica_id(self, call: Call, persona_id: str | None) -> str | None:
        """The default replica of a persona; None without one."""
        row = None if persona_id is None else self.stock_row(persona_id) or call.store.find(persona_id, self.kind)
        return None if row is None else row.facts["given"].get("default_replica_id")

    def check_username(self, call: Call) -> Answer:
        wanted = fields.require(call.params, "username").casefold()
        taken = any(
            str(row.facts["given"].get("layers", {}).get("conferencing", {}).get("username", "")).casefold() == wanted
            for row in call.store.page(self.kind)[0]
        )
        return Answer(200, {"available": False, "reason": "taken"} if taken else {"available": True})


def _newer(call: Call) -> bool:
    return call.visit.path.startswith("/v2/pals")


def _check_rules(call: Call, given: Mapping[str, Any]) -> None:
    if not given.get("system_prompt") and given.get("pipeline_mode", "full") == "full":
        raise Refused(400, "system_prompt is required unless pipeline_mode is echo or speech-to-speech")
    if len(given.get("tool_ids") or []) > _MAX_TOOLS:
        raise Refused(400, f"tool_ids must be at most {_MAX_TOOLS}")
    replica_id = given.get("default_replica_id")
    if replica_id is not None and not REPLICAS.exists(call, replica_id):
        raise Refused(400, "Invalid replica_uuid")


def _patched(given: Mapping[str, Any], steps: Any) -> dict[str, Any]:
    """The given fields after a patch, which may use either spelling of their names. Raises Refused."""
    if isinstance(steps, list):
        steps = [
            each | {name: _older(each[name]) for name in ("path", "from") if isinstance(each.get(name), str)}
            if isinstance(each, dict)
            else each
            for each in steps
        ]
    try:
        patched = jsonpatch.apply(dict(given), steps)
    except jsonpatch.Malformed:
        raise Refused(422, "Invalid JSON patch format") from None
    except jsonpatch.Inapplicable as error:
        raise Refused(400, str(error)) from None
    if not isinstance(patched, dict) or patched.keys() - _FIELDS.keys():
        raise Refused(400, "a patch cannot add fields of its own")
    return {name: empty if (value := patched.get(name)) is None else value for name, empty in _EMPTY.items()}


def _older(path: str) -> str:
    """The path with its first name in the older spelling."""
    first, slash, rest = path.removeprefix("/").partition("/")
    return f"/{next(iter(read({first: None})))}{slash}{rest}" if path.startswith("/") else path


PERSONAS = Personas()
