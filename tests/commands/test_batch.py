"""`tavus batch`: what it sends, what it never sends twice, what it says and ends with."""

import json

import pytest
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

    def __call__(self, request):
        if request.method == "POST":
            return self._create(request.json())
        rows = self.made
        if "replica_ids=" in request.query:
            asked = request.query.split("replica_ids=")[1].split("&")[0].split("%2C")
            rows = [row | self.final for row in rows if row["replica_id"] in asked]
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


@pytest.fixture
def account():
    return Account()


@pytest.fixture
def api(serve, account):
    return serve(routes=account)


@pytest.fixture
def table(home, monkeypatch):
    monkeypatch.chdir(home)

    def write(content, name="people.csv"):
        (home / name).write_text(content)
        return name

    return write


def posts(api):
    return [request for request in api.requests if request.method == "POST"]


def events(home, name="people.csv.journal.jsonl"):
    return [json.loads(line) for line in (home / name).read_text().splitlines()]


def test_each_row_becomes_one_create_in_the_order_of_the_table(run, api, account, table):
    result = run("batch", "replicas", table(csv("Ann", "Bo", "Cy")), "--format", "csv")
    assert result.code == 0
    assert account.names() == ["Ann", "Bo", "Cy"]
    assert posts(api)[0].json() == {"train_video_url": CLIP, "consent_video_url": CONSENT, "replica_name": "Ann"}
    assert result.out.splitlines()[:2] == [
        "id,outcome,replica_id,status,message,x-city",
        "ann,created,r00000000000,started,,Rome",
    ]
    assert "note: created 3\n" in result.err


def test_the_same_command_again_creates_nothing(run, api, account, table):
    run("batch", "replicas", table(csv("Ann", "Bo")))
    result = run("batch", "replicas", table(csv("Bo", "Cy", "Ann")))
    assert account.names() == ["Ann", "Bo", "Cy"]
    assert [row[1] for row in result.rows()] == ["already there", "created", "already there"]


def test_a_create_is_in_the_journal_before_it_is_sent_and_its_outcome_before_the_next(run, serve, account, table, home):
    seen = []

    def watch(request):
        if request.method == "POST":
            seen.append([event["event"] for event in events(home) if "id" in event])
        return account(request)

    serve(routes=watch)
    assert run("batch", "replicas", table(csv("Ann", "Bo"))).code == 0
    assert seen == [["sending"], ["sending", "created", "sending"]]


def test_a_refused_row_is_left_until_it_is_asked_for(run, api, account, table):
    account.script["Bo"] = [reply(400, b'{"error": "Invalid train_video_url"}')]
    result = run("batch", "replicas", table(csv("Ann", "Bo", "Cy")))
    assert (result.code, account.names()) == (11, ["Ann", "Cy"])
    assert "error: of 3 rows: refused 1.\n" in result.err
    assert "Invalid train_video_url" in result.out
    assert run("batch", "replicas", "people.csv").code == 11
    assert account.names() == ["Ann", "Cy"]
    assert run("batch", "replicas", "people.csv", "--retry-failed").code == 0
    assert account.names() == ["Ann", "Cy", "Bo"]


@pytest.mark.parametrize(("status", "code"), [(401, 4), (402, 11), (403, 4)])
def test_what_the_account_lacks_ends_the_run_and_blames_no_row(run, api, account, table, status, code):
    account.script["Bo"] = [reply(status)]
    result = run("batch", "replicas", table(csv("Ann", "Bo", "Cy")))
    assert (result.code, account.names(), len(posts(api))) == (code, ["Ann"], 2)
    assert [row[1] for row in result.rows()] == ["created", "not sent", "not tried"]
    assert run("batch", "replicas", "people.csv").code == 0
    assert account.names() == ["Ann", "Bo", "Cy"]


def test_five_alike_failures_in_a_row_end_the_run(run, api, account, table):
    names = [f"N{number}" for number in range(9)]
    account.script = {name: [reply(422)] for name in names[1:]}
    result = run("batch", "replicas", table(csv(*names)))
    assert (result.code, len(posts(api))) == (11, 6)
    assert "created 1, refused 5, not tried 3" in result.err


def test_a_rate_limit_is_waited_out_and_then_obeyed(run, api, account, table):
    account.script["Ann"] = [reply(429)] * 2
    result = run("batch", "replicas", table(csv("Ann", "Bo")), "--retries", "0")
    assert (result.code, account.names(), len(posts(api))) == (0, ["Ann", "Bo"], 4)
    assert result.err.count("rate limit: waiting 1 s before the next create") == 2


def test_a_rate_limit_that_lasts_ends_the_run(run, api, account, table):
    account.script["Ann"] = [reply(429, b"{}", [("Retry-After", "7200")])]
    result = run("batch", "replicas", table(csv("Ann", "Bo")), "--retries", "0")
    assert (result.code, account.names(), len(posts(api))) == (7, [], 1)
    assert [row[1] for row in result.rows()] == ["not sent", "not tried"]


def test_an_unknown_outcome_is_found_by_name_and_time_and_never_sent_again(run, api, account, table):
    account.script["Bo"] = ["lost"]
    result = run("batch", "replicas", table(csv("Ann", "Bo", "Cy")))
    assert (result.code, account.names()) == (0, ["Ann", "Bo", "Cy"])
    assert [row[1] for row in result.rows()] == ["created", "found", "created"]
    assert result.rows()[1][2] == "r00000000001"


def test_an_unknown_outcome_that_nothing_explains_stays_unknown(run, api, account, table):
    account.script["Bo"] = [reply(502)]
    result = run("batch", "replicas", table(csv("Ann", "Bo", "Cy")))
    assert (result.code, account.names()) == (10, ["Ann", "Cy"])
    assert [row[1] for row in result.rows()] == ["created", "unknown", "created"]
    assert 'the outcome of a create is unknown: row "bo".' in result.err
    assert "batch replicas people.csv --resend ID" in result.err
    for options in ((), ("--retry-failed",)):
        assert run("batch", "replicas", "people.csv", *options).code == 10
    assert account.names() == ["Ann", "Cy"]
    assert run("batch", "replicas", "people.csv", "--resend", "bo").code == 0
    assert account.names() == ["Ann", "Cy", "Bo"]


def test_two_records_that_it_could_be_leave_it_unknown(run, api, account, table):
    account.script["Bo"] = ["lost"]
    account.made.append({"replica_id": "rtwin", "replica_name": "Bo", "created_at": CREATED_AT})
    result = run("batch", "replicas", table(csv("Bo")), "--existing", "create")
    assert result.code == 10
    assert "it may be one of rtwin, r00000000001" in result.out


def test_a_name_that_the_account_has_stops_a_new_journal(run, api, account, table):
    account.made.append({"replica_id": "rold", "replica_name": "Bo", "created_at": CREATED_AT, "status": "completed"})
    result = run("batch", "replicas", table(csv("Ann", "Bo")))
    assert (result.code, posts(api)) == (2, [])
    assert 'the account has 1 of these names already, such as "Bo"; nothing was sent.' in result.err


def test_a_lost_journal_is_made_up_for_by_adopting_what_is_there(run, api, account, table, home):
    run("batch", "replicas", table(csv("Ann", "Bo", "Cy")), "--max-creates", "2")
    assert account.names() == ["Ann", "Bo"]
    (home / "people.csv.journal.jsonl").unlink()
    result = run("batch", "replicas", "people.csv", "--existing", "adopt")
    assert (result.code, account.names()) == (0, ["Ann", "Bo", "Cy"])
    assert [row[1] for row in result.rows()] == ["found", "found", "created"]


def test_adopting_needs_names_that_can_be_told_apart(run, api, account, table):
    header = HEADER.replace("replica_name", "x-name")
    result = run("batch", "replicas", table(csv("Ann", "Bo", header=header)), "--existing", "adopt")
    assert (result.code, api.requests) == (2, [])


def test_more_than_ten_are_asked_about(run, api, account, table):
    names = [f"N{number}" for number in range(11)]
    result = run("batch", "replicas", table(csv(*names)))
    assert (result.code, posts(api)) == (2, [])
    assert "add --yes" in result.err
    assert run("batch", "replicas", "people.csv", typed="n\n", terminal=True).code == 1
    assert posts(api) == []
    assert run("batch", "replicas", "people.csv", "--max-creates", "3").code == 0
    assert account.names() == names[:3]
    assert run("batch", "replicas", "people.csv").code == 0
    assert account.names() == names


def test_a_wait_asks_for_many_at_once(run, api, account, table):
    result = run("batch", "replicas", table(csv("Ann", "Bo")), "--wait", "--interval", "0.01")
    assert result.code == 0
    assert [row[3] for row in result.rows()] == ["completed", "completed"]
    (target,) = [request.target for request in api.requests if "replica_ids" in request.target]
    assert target == "/v2/replicas?replica_ids=r00000000000%2Cr00000000001&limit=50"


def test_a_failed_training_ends_with_11_and_can_be_tried_again(run, api, account, table):
    account.final = {"status": "error", "error_message": "There was an issue."}
    result = run("batch", "replicas", table(csv("Ann")), "--wait", "--interval", "0.01")
    assert (result.code, result.rows()[0][3:5]) == (11, ["error", "There was an issue."])
    assert run("batch", "replicas", "people.csv").code == 11
    assert account.names() == ["Ann"]
    account.final = {"status": "completed"}
    assert run("batch", "replicas", "people.csv", "--retry-failed", "--wait", "--interval", "0.01").code == 0
    assert account.names() == ["Ann", "Ann"]


def test_no_more_than_so_many_are_in_training(run, serve, account, table):
    running = []

    def watch(request):
        if request.method == "POST":
            running.append(sum(1 for row in account.made if row["status"] == "started"))
        elif "replica_ids" in request.query:
            account.made = [row | account.final for row in account.made]
        return account(request)

    serve(routes=watch)
    command = ("batch", "replicas", table(csv("A", "B", "C", "D")), "--max-training", "2", "--interval", "0.01")
    assert run(*command).code == 0
    assert running == [0, 1, 0, 1]


def test_a_dry_run_sends_nothing_and_writes_nothing(run, api, table, home):
    result = run("batch", "replicas", table(csv("Ann", "Bo")), "--dry-run")
    assert (result.code, api.requests) == (0, [])
    assert [row[1] for row in result.rows()] == ["would create", "would create"]
    assert not list(home.glob("*.jsonl"))


def test_a_row_that_was_sent_cannot_be_changed(run, api, account, table):
    run("batch", "replicas", table(csv("Ann", "Bo")))
    result = run("batch", "replicas", table(csv("Ann", "Bo").replace(f"{CONSENT},Bo", f"{CONSENT},Bob")))
    assert (result.code, len(posts(api))) == (2, 2)
    assert 'people.csv:3: the row "bo" was sent with other fields.' in result.err


def test_a_journal_of_another_table_is_refused(run, api, account, table):
    run("batch", "replicas", table(csv("Ann", "Bo")))
    result = run("batch", "replicas", table(csv("Cy", "Di")))
    assert (result.code, len(posts(api))) == (2, 2)
    assert "is the journal of another table" in result.err


def test_shards_are_the_table_and_are_merged(run, api, account, table, home):
    names = [f"N{number}" for number in range(9)]
    table(csv(*names))
    for number in (1, 2, 3):
        assert run("batch", "replicas", "people.csv", "--shard", f"{number}/3").code == 0
    assert sorted(account.names()) == names
    assert run("batch", "replicas", "people.csv", "--shard", "1/2").code == 2
    assert run("batch", "replicas", "people.csv").code == 2
    result = run("batch", "status", "people.csv")
    assert (result.code, sorted(row[0] for row in result.rows())) == (0, [name.lower() for name in names])
    journals = sorted(str(path) for path in home.glob("*.jsonl"))
    assert run("batch", "status", *journals).out == result.out


def test_a_faulty_table_sends_nothing_and_names_lines_and_columns(run, api, table, home):
    result = run("batch", "replicas", table("id,train_video_url,colour\na,u,red\n"))
    assert (result.code, api.requests) == (2, [])
    assert "people.csv:1:3: there is no field" in result.err
    assert not list(home.glob("*.jsonl"))


def test_a_script_for_each_customer_comes_from_one_template(run, serve, table, home):
    made = []

    def choose(request):
        if request.method == "GET":
            return document({"data": [], "total_count": 0})
        made.append(request.json())
        return document({"video_id": f"v{len(made)}", "status": "queued"})

    serve(routes=choose)
    (home / "greeting.txt").write_text("Hello {customer}, greetings from {city}.\n")
    table("replica_id,x-customer,x-city\nr90bbd427f71,Ann,Rome\nr90bbd427f71,Bo,Oslo\n", "greetings.csv")
    result = run("batch", "videos", "greetings.csv", "--template", "greeting.txt", "--set", "fast=true")
    assert result.code == 0
    assert made == [
        {"replica_id": "r90bbd427f71", "script": "Hello Ann, greetings from Rome.", "fast": True},
        {"replica_id": "r90bbd427f71", "script": "Hello Bo, greetings from Oslo.", "fast": True},
    ]


def test_a_row_whose_clip_will_fail_is_kept_back(run, serve, account, table, home):
    storage = serve(lambda exchange: exchange.send(b"HTTP/1.1 404 Gone\r\nContent-Length: 0\r\n\r\n"), as_api=False)
    api = serve(routes=account)
    rows = f"a,{storage.url}/a.mp4,Ann\nb,https://clips.example.com/train.mp4,Bo\n"
    table("id,train_video_url,replica_name\n" + rows)
    result = run("batch", "replicas", "people.csv", "--check")
    assert (result.code, account.names()) == (11, ["Bo"])
    assert result.rows()[0][1] == "unfit"
    assert "train_video reachable: 127.0.0.1 answered 404" in result.rows()[0][4]
    # It is looked at again, and nothing else is needed once it is mended.
    assert run("batch", "replicas", "people.csv", "--no-check").code == 0
    assert (account.names(), len(posts(api))) == (["Bo", "Ann"], 2)
