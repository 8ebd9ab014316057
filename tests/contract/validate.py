"""Whether a request, or an answer, is one that the API describes: for tests of what the program sends and reads.

    from contract.validate import problems
    assert problems("GET", "/v2/replicas?limit=5") == []

For requests this is stricter than a server, which lets pass what it does not know: an unknown parameter or an unknown
field of the body is a problem here, since it would be a spelling mistake of ours. Objects inside a body may hold more
than is described.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import jsonschema_rs
import yaml


def problems(method: str, target: str, body: bytes | None = None) -> list[str]:
    """What is wrong with a request, in sentences; an empty list if nothing is.

    Args:
        method: GET, POST, PATCH or DELETE.
        target: path and query, as in the request line; a prefix before /v2 is passed over.
        body: what was sent, or nothing.
    """
    template, found = _find(method, target)
    if found:
        return found
    item = description()["paths"][template]
    operation = item[method.lower()]
    parameters = [_resolve(each) for each in (*item.get("parameters", []), *operation.get("parameters", []))]
    found += _path_problems(template, _path(target), parameters)
    found += _query_problems(urlsplit(target).query, [each for each in parameters if each["in"] == "query"])
    return found + _body_problems(body or b"", operation.get("requestBody"))


def answer_problems(method: str, target: str, status: int, body: bytes) -> list[str]:
    """What is wrong with an answer to a request, in the same way."""
    template, found = _find(method, target)
    if found:
        return found
    responses = description()["paths"][template][method.lower()]["responses"]
    if str(status) not in responses:
        return [f"{method} {template}: is not described to answer {status}"]
    content = _resolve(responses[str(status)]).get("content")
    if content is None:
        return ["a body where none belongs"] if body else []
    return _schema_problems("body", json.loads(body), content["application/json"]["schema"])


def template_of(method: str, target: str) -> str:
    """The described path that a request goes to; empty if there is none."""
    return _find(method, target)[0]


@cache
def description() -> dict[str, Any]:
    """The description of the API, read once."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = Path(__file__).with_name("openapi.yaml").read_text("utf-8")
    return yaml.load(text, Loader=loader)


def _path(target: str) -> str:
    return "/v2/" + urlsplit(target).path.partition("/v2/")[2]


def _find(method: str, target: str) -> tuple[str, list[str]]:
    """The described path that a request goes to, or why there is none. One without a placeholder comes first."""
    segments = _path(target).split("/")
    fitting = [
        template
        for template in description()["paths"]
        if len(template.split("/")) == len(segments)
        and all(a == b or (a.startswith("{") and b) for a, b in zip(template.split("/"), segments, strict=True))
    ]
    if not fitting:
        return "", [f"{urlsplit(target).path}: no such path"]
    template = min(fitting, key=lambda each: each.count("{"))
    if method.lower() not in description()["paths"][template]:
        return template, [f"{method} {template}: no such operation"]
    return template, []


def _path_problems(template: str, path: str, parameters: list[dict[str, Any]]) -> list[str]:
    schemas = {each["name"]: each["schema"] for each in parameters if each["in"] == "path"}
    pairs = zip(template.split("/"), path.split("/"), strict=True)
    return [
        problem
        for name, value in pairs
        if name.startswith("{")
        for problem in _schema_problems(name, unquote(value), schemas[name.strip("{}")])
    ]


def _query_problems(query: str, parameters: list[dict[str, Any]]) -> list[str]:
    schemas = {each["name"]: each["schema"] for each in parameters}
    found, seen = [], set()
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name not in schemas:
            found.append(f"{name}: no such parameter")
        elif name in seen:
            found.append(f"{name}: given twice")
        else:
            found += _schema_problems(name, _typed(value, schemas[name]), schemas[name])
        seen.add(name)
    return found


def _body_problems(body: bytes, described: dict[str, Any] | None) -> list[str]:
    if described is None:
        return ["a body where none belongs"] if body else []
    schema = described["content"]["application/json"]["schema"]
    try:
        value = json.loads(body)
    except ValueError:
        return ["the body is not JSON"]
    found = _schema_problems("body", value, schema)
    if isinstance(value, dict):
        known = _resolve(schema)["properties"]
        found += [f"body: no such field: {name}" for name in value if name not in known]
    return found


def _schema_problems(name: str, value: Any, schema: dict[str, Any]) -> list[str]:
    # References in a schema are to be found in the document around it.
    validator = jsonschema_rs.Draft202012Validator(schema | {"components": description()["components"]})
    errors = validator.iter_errors(value)
    return [".".join((name, *map(str, error.instance_path))) + f": {error.message}" for error in errors]


def _typed(text: str, schema: dict[str, Any]) -> Any:
    """A value of the query as what it stands for."""
    if schema.get("type") == "boolean":
        return {"true": True, "false": False}.get(text, text)
    if schema.get("type") == "integer" and text.removeprefix("-").isdecimal():
        return int(text)
    return text


def _resolve(part: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference into the components."""
    if "$ref" not in part:
        return part
    found: Any = description()
    for step in part["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return found
