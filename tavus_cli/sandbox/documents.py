"""Documents: files and websites in a persona's knowledge base, with their processing, crawls, tags and chunks.

Nothing is fetched. Any URL becomes a document, unless its file name requests one of the documented failures, such as
fail-file_empty.pdf. A URL with `crawl` is a website, which can be crawled again.

Assumed: processing a document and crawling a website each take a quarter of a replica's training time, and the same
time must pass before the next crawl, in place of the documented hour. The default name is the last part of the URL.
Callbacks contain id, name and status.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tavus_cli.sandbox import failures, fields, lifecycle
from tavus_cli.sandbox.answers import Answer, Refused
from tavus_cli.sandbox.call import Call, Window
from tavus_cli.sandbox.dates import iso_without_zone
from tavus_cli.sandbox.fields import CALLBACK, FLAG, TEXT, TEXTS, URL, Kind
from tavus_cli.sandbox.noun import Noun
from tavus_cli.sandbox.refusals import file_name
from tavus_cli.sandbox.store import Row

_SHARE = 0.25
_MAX_CRAWLED, _MAX_CRAWLS = 100, 5  # documented

_FIELDS: Mapping[str, Kind] = {
    "document_url": URL,
    "document_name": TEXT,
    "callback_url": CALLBACK,
    "tags": TEXTS,
    "crawl": {"depth": range(1, 11), "max_pages": range(1, 101)},
    "participant_tags": TEXTS,
    "custom_description": TEXT,
    "is_customer_support_document": FLAG,
    "font_size_aware_extraction": FLAG,
}
_CHANGEABLE: Mapping[str, Kind] = {"document_name": TEXT, "tags": TEXTS}


class Documents(Noun):
    """The noun `documents`."""

    kind, plural = "document", "documents"
    prefix, digits = "d8-", 12
    create_fields = _FIELDS
    failures = failures.DOCUMENT
    page_base = 0  # documented

    def routes(self) -> dict[str, Callable[[Call], Answer]]:
        return super().routes() | {
            "GET /v2/documents/tags": self.list_tags,
            "PATCH /v2/documents/*": self.update,
            "POST /v2/documents/*/recrawl": self.recrawl,
            "GET /v2/documents/*/chunks": self.list_chunks,
        }

    def select(self, call: Call, window: Window) -> tuple[Sequence[Row], int]:
        params = call.params
        call.flag("verbose")
        order = fields.word(params, "sort", ("ascending", "descending", "asc", "desc")) or "descending"
        words, tags = params.get("name_or_uuid", "").casefold(), set(fields.items(params, "tags"))
        people = set(fields.items(params, "participant_tags"))
        return self.pick(
            call,
            window,
            lambda row: (
                params.get("status") in {None, self.state(row, call.now).status}
                and (words in row.facts["name"].casefold() or words == row.id)
                and (not tags or bool(tags & set(row.facts["tags"])))
                and (not people or bool(people & set(row.facts["participant_tags"])))
            ),
            order=lambda row: row.created_at,
            descending=order.startswith("desc"),
        )

    def get(self, call: Call) -> Answer:
        call.flag("verbose")
        return super().get(call)

    def envelope(self, window: Window) -> dict[str, Any]:
        return {"page": window.page, "limit": window.limit}

    def listed(self, call: Call, row: Row) -> dict[str, Any]:
        state, failure, crawl = self.state(row, call.now), self.failure(row), row.facts["crawl"]
        crawled = crawl is not None and state.status == "ready"
        return {
            "document_id": row.id,
            "document_name": row.facts["name"],
            "document_url": row.facts["url"],
            "status": state.status,
            "progress": None if state.status == "error" else state.percent,
            "error_message": failure.text if failure and state.status == "error" else None,
            "callback_url": row.facts["callback_url"],
            "tags": row.facts["tags"],
            "crawl_config": crawl,
            "crawled_urls": [row.facts["url"]] if crawled else None,
            "last_crawled_at": iso_without_zone(self.ends_at(row)) if crawled else None,
            "crawl_count": None if crawl is None else row.facts["crawls"],
            "created_at": iso_without_zone(row.created_at),
            "updated_at": iso_without_zone(self.updated_at(row, call.now)),
        }

    def begin(self, call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
        url = fields.require(body, "document_url")
        if "crawl" in body:
            self._check_crawls(call, new=True)
        return {
            "name": body.get("document_name") or file_name(url) or url,
            "url": url,
            "callback_url": body.get("callback_url", ""),
            "tags": body.get("tags", []),
            "participant_tags": body.get("participant_tags", []),
            "crawl": body.get("crawl"),
            "crawls": 1,
            "seconds": call.behaviour.training_seconds * _SHARE,
            "failure": failures.requested(body, ("document_url",), self.failures),
        }

    def created(self, call: Call, row: Row) -> dict[str, Any]:
        return self.listed(call, row)

    def update(self, call: Call) -> Answer:
        row = self.find_own(call)
        changes = {name: call.body[name] for name in _CHANGEABLE if name in call.body}
        fields.check(changes, _CHANGEABLE)
        if "document_name" in changes:
            changes["name"] = changes.pop("document_name")
        self.change(call, row, **changes)
        return Answer(200, self.listed(call, self.find_own(call)))

    def delete(self, call: Call) -> Answer:
        call.store.delete(self.find_own(call), hard=True)
        return Answer(204)

    def recrawl(self, call: Call) -> Answer:
        row = self.find_own(call)
        body = call.body if call.content else {}
        fields.check(body, {"crawl": _FIELDS["crawl"]})
        if row.facts["crawl"] is None:
            raise Refused(400, "only a website that was crawled can be crawled again")
        status = self.state(row, call.now).status
        if status not in {"ready", "error"}:
            raise Refused(409, f"Document must be in 'ready' or 'error' state to recrawl, current status: {status}")
        pause = call.behaviour.training_seconds * _SHARE
        if call.now < self.ends_at(row) + pause:
            raise Refused(429, "Too many requests", {"Retry-After": str(int(self.ends_at(row) + pause - call.now) + 1)})
        self._check_crawls(call, new=False)
        facts = {"crawl": body.get("crawl", row.facts["crawl"]), "crawls": row.facts["crawls"] + 1}
        self.change(call, row, **facts, starts_at=call.now, seconds=pause)
        return Answer(202, self.listed(call, self.find_own(call)))

    def list_tags(self, call: Call) -> Answer:
        window = call.window(100, self.max_limit, self.page_base)
        tags = sorted({tag for row in call.store.page(self.kind)[0] for tag in row.facts["tags"]})
        found = [each for each in tags if call.params.get("search", "").casefold() in each.casefold()]
        return Answer(200, {"tags": found[window.offset :][: window.limit], "total_count": len(found)})

    def list_chunks(self, call: Call) -> Answer:
        """One chunk, whose text says that nothing was read. The form of a chunk is assumed."""
        row = self.find_own(call)
        fields.number(call.params, "limit", 100, 1)
        chunk = {"chunk_id": f"{row.id}-0", "text": f"The sandbox has not read {row.facts['url']}."}
        return Answer(200, {"chunks": [chunk] if self.state(row, call.now).status == "ready" else []})

    def callback_bodies(self, row: Row, _at: float, _origin: str) -> Sequence[dict[str, Any]]:
        failure = self.failure(row)
        ended = {"status": "error", "error_message": failure.text} if failure else {"status": "ready"}
        return [{"document_id": row.id, "document_name": row.facts["name"]} | ended]

    def unknown(self) -> Refused:
        return Refused(404, "Document not found")

    def state(self, row: Row, now: float) -> lifecycle.State:
        state = lifecycle.processing(*self.course(row), now)
        again = row.facts["crawls"] > 1 and state.status in {"started", "processing"}
        return state._replace(status="recrawling") if again else state

    def _check_crawls(self, call: Call, *, new: bool) -> None:
        crawled = [row for row in call.store.page(self.kind)[0] if row.facts["crawl"] is not None]
        under_way = [row for row in crawled if call.now < self.ends_at(row)]
        if (new and len(crawled) >= _MAX_CRAWLED) or len(under_way) >= _MAX_CRAWLS:
            raise Refused(429, "Too many requests")


DOCUMENTS = Documents()
