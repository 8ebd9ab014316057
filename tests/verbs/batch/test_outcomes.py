"""Creates that fail or whose outcome is unknown: what ends a run, what is sent again, and what never is."""

import pytest
from faults.answers import reply
from verbs.batch.account import CREATED_AT, HEADER, csv


def test_a64_a_refused_row_is_left_until_it_is_asked_for(run, api, account, table):
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
def test_a68_what_the_account_lacks_ends_the_run_and_blames_no_row(run, api, account, table, status, code):
    account.script["Bo"] = [reply(status)]
    result = run("batch", "replicas", table(csv("Ann", "Bo", "Cy")))
    assert (result.code, account.names(), len(api.posts)) == (code, ["Ann"], 2)
    assert [row[1] for row in result.rows()] == ["created", "not sent", "not tried"]
    assert run("batch", "replicas", "people.csv").code == 0
    assert account.names() == ["Ann", "Bo", "Cy"]


def test_a68_five_alike_failures_in_a_row_end_the_run(run, api, account, table):
    names = [f"N{number}" for number in range(9)]
    account.script = {name: [reply(422)] for name in names[1:]}
    result = run("batch", "replicas", table(csv(*names)))
    assert (result.code, len(api.posts)) == (11, 6)
    assert "created 1, refused 5, not tried 3" in result.err


def test_a68_a_rate_limit_is_waited_out_and_then_obeyed(run, api, account, table):
    account.script["Ann"] = [reply(429)] * 2
    result = run("batch", "replicas", table(csv("Ann", "Bo")), "--retries", "0")
    assert (result.code, account.names(), len(api.posts)) == (0, ["Ann", "Bo"], 4)
    assert result.err.count("rate limit: waiting 1 s before the next create") == 2


def test_a_rate_limit_that_lasts_ends_the_run(run, api, account, table):
    account.script["Ann"] = [reply(429, b"{}", [("Retry-After", "7200")])]
    result = run("batch", "replicas", table(csv("Ann", "Bo")), "--retries", "0")
    assert (result.code, account.names(), len(api.posts)) == (7, [], 1)
    assert [row[1] for row in result.rows()] == ["not sent", "not tried"]


def test_a64_an_unknown_outcome_is_found_by_name_and_time_and_never_sent_again(run, api, account, table):
    account.script["Bo"] = ["lost"]
    result = run("batch", "replicas", table(csv("Ann", "Bo", "Cy")))
    assert (result.code, account.names()) == (0, ["Ann", "Bo", "Cy"])
    assert [row[1] for row in result.rows()] == ["created", "found", "created"]
    assert result.rows()[1][2] == "r00000000001"


def test_a64_an_unknown_outcome_that_nothing_explains_stays_unknown(run, api, account, table):
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


def test_a64_two_records_that_it_could_be_leave_it_unknown(run, api, account, table):
    account.script["Bo"] = ["lost"]
    account.made.append({"replica_id": "rtwin", "replica_name": "Bo", "created_at": CREATED_AT})
    result = run("batch", "replicas", table(csv("Bo")), "--existing", "create")
    assert result.code == 10
    assert "it may be one of rtwin, r00000000001" in result.out


def test_a_name_that_the_account_has_stops_a_new_journal(run, api, account, table):
    account.made.append({"replica_id": "rold", "replica_name": "Bo", "created_at": CREATED_AT, "status": "completed"})
    result = run("batch", "replicas", table(csv("Ann", "Bo")))
    assert (result.code, api.posts) == (2, [])
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


def test_an_ambiguous_name_adopts_nothing_and_the_next_run_adopts_all(run, api, account, table):
    had = [("r1", "Ann"), ("r2", "Bo"), ("r3", "Bo"), ("r4", "Cy")]
    account.made += [{"replica_id": each, "replica_name": name, "created_at": CREATED_AT} for each, name in had]
    result = run("batch", "replicas", table(csv("Ann", "Bo", "Cy")), "--existing", "adopt")
    assert (result.code, len(api.posts)) == (2, 0)
    assert 'the account has 2 replicas called "Bo"' in result.err
    del account.made[2]
    result = run("batch", "replicas", "people.csv", "--existing", "adopt")
    assert (result.code, api.posts) == (0, [])
    assert [row[1:3] for row in result.rows()] == [["found", "r1"], ["found", "r2"], ["found", "r4"]]


def test_an_adoption_that_broke_off_goes_on_in_the_next_run(run, api, account, table, home):
    run("batch", "replicas", table(csv("Ann", "Bo", "Cy")))
    journal = home / "people.csv.journal.jsonl"
    journal.write_text(journal.read_text().partition('"id": "bo"')[0].rpartition("\n")[0] + "\n")
    result = run("batch", "replicas", "people.csv", "--existing", "adopt")
    assert (result.code, account.names()) == (0, ["Ann", "Bo", "Cy"])
    assert [row[1] for row in result.rows()] == ["already there", "found", "found"]


def test_a_record_of_another_row_is_not_adopted(run, api, account, table):
    run("batch", "replicas", table(csv("Ann", "Bo")))
    result = run("batch", "replicas", table(csv("Ann", "Bo").replace("bo,", "bo2,")), "--existing", "adopt")
    assert (result.code, account.names()) == (0, ["Ann", "Bo", "Bo"])
    assert [row[:2] for row in result.rows()] == [["ann", "already there"], ["bo2", "created"]]


def test_an_adopted_record_that_has_failed_is_reported_as_that(run, api, account, table):
    failed = {"status": "error", "error_message": "There was an issue."}
    account.made.append({"replica_id": "rold", "replica_name": "Bo", "created_at": CREATED_AT, **failed})
    result = run("batch", "replicas", table(csv("Ann", "Bo")), "--existing", "adopt")
    assert (result.code, account.names()) == (11, ["Bo", "Ann"])
    assert result.rows()[1][1:5] == ["found", "rold", "error", "There was an issue."]
    assert run("batch", "replicas", "people.csv").code == 11
    assert account.names() == ["Bo", "Ann"]
    assert run("batch", "replicas", "people.csv", "--retry-failed").code == 0
    assert account.names() == ["Bo", "Ann", "Bo"]


def test_status_asks_nobody_and_ends_as_the_run_did(run, api, account, table):
    account.script = {"Bo": [reply(502)], "Cy": [reply(400)]}
    assert run("batch", "replicas", table(csv("Ann", "Bo", "Cy"))).code == 10
    api.requests.clear()
    result = run("batch", "status", "people.csv")
    assert (result.code, api.requests) == (10, [])
    assert [row[:2] for row in result.rows()] == [["ann", "created"], ["bo", "unknown"], ["cy", "refused"]]
    assert 'row "bo"' in result.err
    assert "note: created 1, refused 1, unknown 1" in result.err
    account.made.append({"replica_id": "rlate", "replica_name": "Bo", "created_at": CREATED_AT})
    assert run("batch", "replicas", "people.csv").code == 11
    result = run("batch", "status", "people.csv")
    assert result.code == 11
    missing = run("batch", "status", "people.csv", "others.csv")
    assert (missing.code, missing.out) == (2, "")
    assert "there is no journal beside others.csv" in missing.err
    # The hint names a command that works for this table.
    assert "then run: tavus batch replicas people.csv --retry-failed\n" in result.err
