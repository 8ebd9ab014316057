"""Every operation of the newer nouns has a command, which asks for it as it is described."""

import pytest
from contract.validate import description, problems, template_of
from faults.answers import document

TAGS = ("Voices", "Conversations", "PALs", "Documents")
ONE = ("--yes", "--quiet")
COMMANDS = {
    "listVoices": ("voices", "list"),
    "createVoice": ("voices", "create", "--voice-name", "Ana"),
    "getVoice": ("voices", "get", "v1"),
    "updateVoice": ("voices", "rename", "v1", "Bea"),
    "deleteVoice": ("voices", "delete", "v1", *ONE),
    "listConversations": ("conversations", "list"),
    "createConversation": ("conversations", "create", "--replica-id", "r1"),
    "getConversation": ("conversations", "get", "c1"),
    "deleteConversation": ("conversations", "delete", "c1", *ONE),
    "endConversation": ("conversations", "end", "c1"),
    "listPals": ("pals", "list"),
    "createPal": ("pals", "create", "--system-prompt", "x"),
    "checkPalUsername": ("pals", "check-username", "guide"),
    "getPal": ("pals", "get", "p1"),
    "patchPal": ("pals", "update", "p1", "--set", "greeting=Hi"),
    "deletePal": ("pals", "delete", "p1", *ONE),
    "publishPal": ("pals", "publish", "p1"),
    "listDocuments": ("documents", "list"),
    "createDocument": ("documents", "create", "--document-url", "https://example.com/a.pdf"),
    "listDocumentTags": ("documents", "tags"),
    "getDocument": ("documents", "get", "d1-2"),
    "patchDocument": ("documents", "update", "d1-2", "--tags", "a"),
    "deleteDocument": ("documents", "delete", "d1-2", *ONE),
    "recrawlDocument": ("documents", "recrawl", "d1-2"),
    "listDocumentChunks": ("documents", "chunks", "d1-2"),
}


def operations():
    return {
        operation["operationId"]: (method.upper(), path)
        for path, item in description()["paths"].items()
        for method, operation in item.items()
        if method != "parameters" and set(operation["tags"]) & set(TAGS)
    }


def test_none_is_left_out():
    assert set(COMMANDS) == set(operations())


@pytest.mark.parametrize("operation", COMMANDS)
def test_the_command_asks_for_the_operation(run, serve, operation):
    server = serve(document({"data": [], "tags": [], "total_count": 0, "conversation_id": "c1"}))
    run(*COMMANDS[operation])
    asked = [(request.method, template_of(request.method, request.target)) for request in server.requests]
    assert operations()[operation] in asked
    for request in server.requests:
        assert problems(request.method, request.target, request.body or None) == []
