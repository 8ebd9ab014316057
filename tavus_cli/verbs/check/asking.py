"""Asking the API whether it would take a portrait. Source: POST /v2/replicas/image-validation."""

import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tavus_cli.api.deadline import Deadline
from tavus_cli.api.doubt import Doubt
from tavus_cli.cli.session import Session
from tavus_cli.errors import AuthError, TavusError
from tavus_cli.verbs.check.findings import InputFile, Verdict
from tavus_cli.verbs.check.pictures import TYPES

PATH = "/v2/replicas/image-validation"
_DOUBT = Doubt(
    "the question about the portrait", "It creates nothing.", "Nothing was asked.", "run tavus replicas check again"
)


def asked(session: Session, file: InputFile, deadline: Deadline) -> InputFile:
    """A portrait with what the API says of it, if its content is known. Never raises: no answer is an answer, too."""
    if file.content is None or file.facts is None:
        return file
    # Camel case, unlike the rest of the API.
    body = {"imageBase64": base64.b64encode(file.content).decode("ascii"), "mimeType": TYPES[file.facts.kind]}
    if "model_name" in file.body:
        body["model"] = file.body["model_name"]
    try:
        target = session.target
    except AuthError as error:
        return replace(file, verdict=Verdict(no_key=error.message.rstrip(".")))
    client = session.connect(target.base_url.value, target.key, deadline=deadline)
    try:
        _, answer = client.request("POST", PATH, json.dumps(body).encode("ascii"), _DOUBT)
    except TavusError as error:
        return replace(file, verdict=Verdict(trouble=error.message.rstrip(".")))
    return replace(file, verdict=_verdict(answer))


def _verdict(answer: Any) -> Verdict:
    if not isinstance(answer, Mapping) or not isinstance(answer.get("passed"), bool):
        return Verdict(trouble="its answer is none that is known")
    checks = answer.get("checks")
    rows = [each for each in checks if isinstance(each, Mapping)] if isinstance(checks, list) else []
    failed = tuple(str(row.get("label") or row.get("id") or "a check") for row in rows if row.get("passed") is False)
    return Verdict(passed=answer["passed"], failed=failed, checks=len(rows))
