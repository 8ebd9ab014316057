"""An API that keeps what a batch makes, tables for it, and what came of them."""

import json
import threading

from faults.answers import document, reply
from samples import CLIP, CONSENT

HEADER = "id,train_video_url,consent_video_url,replica_name,x-city\n"
CREATED_AT = "2100-01-01T00:00:00.000Z"


def csv(*names, header=HEADER):
    return header + "".join(f"{name.lower()},{CLIP},{CONSENT},{name},Rome\n" for name in names)


class Account:
    """An API that keeps what is made, and answers creates as it is told to."""

    def __init__(self):
        self.made = []
        self.script = {}
        self.final = {"status": "completed", "training_progress": "100/100"}
        # Requests come side by side: of rows that are created at once, and of a run after one that was killed.
        self._lock = threading.Lock()

    def __call__(self, request):
        with self._lock:
            return self._answer(request)

    def _answer(self, request):
        if request.method == "POST":
            return self._create(request.json())
        rows = self.made
        if "replica_ids=" in request.query:
            asked = request.query.split("replica_ids=")[1].split("&")[0].split("%2C")
            # A list has no reasons.
            listed = {name: value for name, value in self.final.items() if name != "error_message"}
            rows = [row | listed for row in rows if row["replica_id"] in asked]
        if request.path.count("/") == 3:
            return document(next(row | self.final for row in rows if row["replica_id"] == request.path.split("/")[3]))
        return document({"data": [] if "page=" in request.query else rows, "total_count": len(rows)})

    def _create(self, body):
        answers = self.script.get(body.get("replica_name"), [])
        answer = answers.pop(0) if answers else None
        if answer is None or answer == "lost":
            row = {
                "replica_id": f"r{len(self.made):011}",
                "replica_name": body.get("replica_name"),
                "status": "started",
                "created_at": CREATED_AT,
            }
            self.made.append(row)
            return reply(502) if answer == "lost" else document(row)
        return answer

    def names(self):
        return [row["replica_name"] for row in self.made]


def events(home, name="people.csv.journal.jsonl"):
    return [json.loads(line) for line in (home / name).read_text().splitlines()]
