import re

import pytest
from contract.validate import answer_problems, description, problems

from tavus_cli.sandbox import routes

VIDEO = b'{"train_video_url": "https://example.com/a.mp4"}'


@pytest.mark.parametrize(
    ("method", "target", "body"),
    [
        ("GET", "/v2/replicas", None),
        ("GET", "/v2/replicas?limit=5&page=0&verbose=true&replica_type=user&replica_ids=a%2Cb", None),
        ("GET", "/prefix/v2/videos?limit=100", None),
        ("GET", "/v2/replicas/r7bc3db0d581?verbose=false", None),
        ("POST", "/v2/replicas", VIDEO),
        ("POST", "/v2/replicas", b'{"train_video_url": "https://e.com/a", "properties": {"new": 1}}'),
        ("POST", "/v2/replicas", b'{"train_image_url": "https://e.com/a", "voice_name": "Anna"}'),
        ("PATCH", "/v2/replicas/r1/name", b'{"replica_name": "Rio"}'),
        ("DELETE", "/v2/videos/8a4f94e736?hard=true", None),
        ("POST", "/v2/videos", b'{"replica_id": "r1", "script": "Hi"}'),
    ],
)
def test_good_requests_have_no_problem(method, target, body):
    assert problems(method, target, body) == []


@pytest.mark.parametrize(
    ("method", "target", "body", "found"),
    [
        ("GET", "/v2/replica", None, ["/v2/replica: no such path"]),
        ("GET", "/v2/replicas/", None, ["/v2/replicas/: no such path"]),
        ("PUT", "/v2/replicas", None, ["PUT /v2/replicas: no such operation"]),
        ("GET", "/v2/replicas/image-validation", None, ["GET /v2/replicas/image-validation: no such operation"]),
        ("GET", "/v2/videos?limits=5", None, ["limits: no such parameter"]),
        ("GET", "/v2/videos?limit=5&limit=6", None, ["limit: given twice"]),
        ("GET", "/v2/videos?limit=0", None, ["limit: 0 is less than the minimum of 1"]),
        ("GET", "/v2/videos?limit=many", None, ['limit: "many" is not of type "integer"']),
        ("GET", "/v2/replicas?verbose=True", None, ['verbose: "True" is not of type "boolean"']),
        ("GET", "/v2/replicas?replica_type=stock", None, ['replica_type: "stock" is not one of "user" or "system"']),
        ("GET", "/v2/videos", b"{}", ["a body where none belongs"]),
        ("POST", "/v2/replicas", None, ["the body is not JSON"]),
        ("PATCH", "/v2/videos/1/name", b"[]", ['body: [] is not of type "object"']),
        ("POST", "/v2/replicas", VIDEO[:-1] + b', "name": "Rio"}', ["body: no such field: name"]),
        ("PATCH", "/v2/replicas/r1/name", b'{"replica_name": 7}', ['body.replica_name: 7 is not of type "string"']),
        ("PATCH", "/v2/videos/1/name", b"{}", ['body: "video_name" is a required property']),
    ],
)
def test_bad_requests_have_their_problems_named(method, target, body, found):
    assert problems(method, target, body) == found


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b'{"train_video_url": "a.mp4"}',
        b'{"train_video_url": "https://e.com/a", "train_image_url": "https://e.com/b", "voice_name": "anna"}',
        b'{"train_image_url": "https://e.com/b"}',
        b'{"train_image_url": "https://e.com/b", "voice_name": "anna", "default_voice_id": "v0a1b2c3d4e5f"}',
        b'{"train_image_url": "https://e.com/b", "voice_name": "anna", "model_name": "phoenix-3"}',
    ],
)
def test_the_rules_between_fields_are_part_of_the_description(body):
    assert problems("POST", "/v2/replicas", body) != []


@pytest.mark.parametrize(
    ("method", "target", "status", "body", "found"),
    [
        ("GET", "/v2/replicas", 200, b'{"data": [], "total_count": 0}', []),
        ("GET", "/v2/replicas", 200, b'{"data": []}', ['body: "total_count" is a required property']),
        ("GET", "/v2/replicas", 404, b"{}", ["GET /v2/replicas: is not described to answer 404"]),
        ("GET", "/v2/replicas/r1", 400, b'{"error": "Invalid replica_id"}', []),
        ("GET", "/v2/replicas/r1", 400, b"{}", ['body: "error" is a required property']),
        ("PATCH", "/v2/videos/1/name", 200, b"", []),
        ("PATCH", "/v2/videos/1/name", 200, b"{}", ["a body where none belongs"]),
        ("GET", "/v2/nowhere", 200, b"{}", ["/v2/nowhere: no such path"]),
    ],
)
def test_answers_are_judged_too(method, target, status, body, found):
    assert answer_problems(method, target, status, body) == found


def test_every_operation_is_described():
    described = [
        f"{method.upper()} {path}"
        for path, item in description()["paths"].items()
        for method in item
        if method != "parameters"
    ]
    assert len(described) == 48
    assert described == [
        "GET /v2/replicas",
        "POST /v2/replicas",
        "GET /v2/replicas/{replica_id}",
        "DELETE /v2/replicas/{replica_id}",
        "PATCH /v2/replicas/{replica_id}/name",
        "POST /v2/replicas/image-validation",
        "GET /v2/faces",
        "POST /v2/faces",
        "GET /v2/faces/{face_id}",
        "PATCH /v2/faces/{face_id}",
        "DELETE /v2/faces/{face_id}",
        "PATCH /v2/faces/{face_id}/name",
        "POST /v2/faces/image-validation",
        "GET /v2/videos",
        "POST /v2/videos",
        "GET /v2/videos/{video_id}",
        "DELETE /v2/videos/{video_id}",
        "PATCH /v2/videos/{video_id}/name",
        "GET /v2/voices",
        "POST /v2/voices",
        "GET /v2/voices/{voice_id}",
        "PATCH /v2/voices/{voice_id}",
        "DELETE /v2/voices/{voice_id}",
        "GET /v2/conversations",
        "POST /v2/conversations",
        "GET /v2/conversations/{conversation_id}",
        "DELETE /v2/conversations/{conversation_id}",
        "POST /v2/conversations/{conversation_id}/end",
        "GET /v2/personas",
        "POST /v2/personas",
        "GET /v2/personas/{persona_id}",
        "PATCH /v2/personas/{persona_id}",
        "DELETE /v2/personas/{persona_id}",
        "GET /v2/pals",
        "POST /v2/pals",
        "GET /v2/pals/check-username",
        "GET /v2/pals/{pal_id}",
        "PATCH /v2/pals/{pal_id}",
        "DELETE /v2/pals/{pal_id}",
        "POST /v2/pals/{pal_id}/publish",
        "GET /v2/documents",
        "POST /v2/documents",
        "GET /v2/documents/tags",
        "GET /v2/documents/{document_id}",
        "PATCH /v2/documents/{document_id}",
        "DELETE /v2/documents/{document_id}",
        "POST /v2/documents/{document_id}/recrawl",
        "GET /v2/documents/{document_id}/chunks",
    ]


def test_the_sandbox_has_every_operation_that_is_described_and_no_other():
    served = {
        f"{method} {'/'.join(path)}" for path, methods in routes.TABLE.items() for method in methods if path[1] == "v2"
    }
    described = {
        f"{method.upper()} {re.sub(r'{.*?}', '*', path)}"
        for path, item in description()["paths"].items()
        for method in item
        if method != "parameters"
    }
    assert served == described
