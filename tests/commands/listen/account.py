"""An account whose records end when a test says so, and what is read of a receiver and of a run of `tavus listen`."""

import json

from faults.answers import document, reply

TAKEN = reply(200)


class Account:
    """An API with records that a test changes as it likes."""

    def __init__(self):
        self.rows = {"replicas": {}, "videos": {}, "conversations": {}}
        self.answers = []
        self.marks = []
        self.total = len
        # As the API does.
        self.newest_first = True

    def put(self, record_id, status="started", kind="replicas", **fields):
        noun = kind.removesuffix("s")
        dates = {"created_at": "2026-11-21T10:00:00.000Z", "updated_at": "2026-11-21T11:00:00.000Z"}
        row = {f"{noun}_id": record_id, "status": status, **dates, **fields}
        self.rows[kind][record_id] = row
        return row

    def fill(self, count, running=()):
        """Trainings r000, r001 and so on that have ended, but for those that run."""
        for number in range(count):
            self.put(f"r{number:03}", "started" if number in running else "completed")

    def has_told(self, count):
        """Whether so many records were read by their ids, as a listener is asked when it has `enough`."""
        return lambda: len([request for request in self.server.requests if request.path.count("/") == 3]) >= count

    def __call__(self, request):
        if self.answers:
            return self.answers.pop(0)
        _, _, kind, *rest = request.path.split("/")
        rows = self.rows[kind]
        headers = [("x-sandbox", "1"), *self.marks]
        if rest:
            found = rows.get(rest[0])
            return document(found, headers=headers) if found else document({"error": "Invalid id"}, 404, headers)
        query = dict(pair.split("=") for pair in request.query.split("&") if pair)
        start = (int(query.get("page", 1)) - 1) * 100
        total = self.total and self.total(rows)
        listed = list(reversed(rows.values())) if self.newest_first else list(rows.values())
        return document({"data": listed[start : start + 100], "total_count": total}, headers=headers)


def got(receiver, count):
    """Whether a receiver has so many callbacks, as a listener is asked when it has `enough`."""
    return lambda: len(receiver.requests) >= count


def bodies(receiver):
    return [request.json() for request in receiver.requests]


def ids(receiver):
    return [request.headers["webhook-id"] for request in receiver.requests]


def lines(result):
    return [json.loads(line) for line in result.out.splitlines()]


def state(home):
    (path,) = (home / ".local/state/tavus/listen").glob("*.json")
    return path
