"""The wait of a batch for its jobs: patient, never silent for long, and over at the limit."""

import time

import pytest
from faults.answers import document, reply
from verbs.batch.account import csv

from tavus_cli.output import progress
from tavus_cli.verbs import wait

RUNNING = {"status": "started", "training_progress": "10/100"}


@pytest.fixture
def batch(run, table):
    def run_it(*options):
        return run("batch", "replicas", table(csv("Ann", "Bo")), "--wait", "--interval", "0.1", *options)

    return run_it


def test_the_limit_of_the_command_ends_the_wait_in_time_and_loses_nothing(batch, api, account):
    done, account.final = account.final, RUNNING
    started = time.monotonic()
    result = batch("--timeout", "1", "--interval", "30")
    assert time.monotonic() - started < 5
    assert (result.code, account.names()) == (9, ["Ann", "Bo"])
    assert [row[1:4:2] for row in result.rows()] == [["created", "started"]] * 2
    assert "error: not all replicas are done within 1 s, the limit of the whole command.\n" in result.err
    assert "hint: nothing is lost: the same command goes on\n" in result.err
    account.final = done
    assert (batch().code, len(api.posts)) == (0, 2)


def test_a_long_wait_says_now_and_then_that_it_goes_on(batch, api, account, monkeypatch):
    monkeypatch.setattr(progress, "BEAT_SECONDS", 0.3)
    monkeypatch.setattr(wait, "LONGEST_SLEEP", 0.1)
    account.final = RUNNING
    result = batch("--timeout", "1.5")
    assert "still waiting after 0 s for replicas: finished 0 0/2\n" in result.err


def test_an_outage_is_told_once_and_waited_out(batch, serve, account):
    down = [reply(503)] * 3

    def route(request):
        return down.pop() if "replica_ids" in request.target and down else account(request)

    serve(routes=route)
    result = batch("--retries", "0")
    assert (result.code, down) == (0, [])
    assert result.err.count("still waiting: ") == 1


def test_a_rate_limit_beyond_the_limit_of_the_command_ends_it_at_once(batch, api, account):
    account.script["Ann"] = [reply(429, b"{}", [("Retry-After", "600")])]
    started = time.monotonic()
    result = batch("--timeout", "60", "--retries", "0")
    assert time.monotonic() - started < 30
    assert (result.code, len(api.posts)) == (7, 1)


@pytest.mark.parametrize(("status", "times", "code"), [(404, 1, 0), (400, 1, 0), (404, 2, 11), (400, 2, 11)])
def test_one_answer_of_a_proxy_is_tolerated_and_a_second_ends_the_wait(batch, serve, account, status, times, code):
    done, account.final = account.final, RUNNING
    odd = [reply(status)] * times

    def route(request):
        if "replica_ids" in request.target and account.final is done and odd:
            return odd.pop()
        answer = account(request)
        if "replica_ids" in request.target:
            account.final = done
        return answer

    serve(routes=route)
    result = batch("--retries", "0")
    assert (result.code, account.names()) == (code, ["Ann", "Bo"])


def test_a_record_that_cannot_be_read_does_not_hide_the_end_of_another(batch, serve, account):
    def route(request):
        if "replica_ids" in request.target:
            return document({"data": [], "total_count": 0})
        return reply(500) if request.path.endswith("/r00000000000") else account(request)

    serve(routes=route)
    result = batch("--timeout", "2")
    assert result.code == 9
    assert [row[3] for row in result.rows()] == ["started", "completed"]
    assert result.err.count("still waiting: ") == 1
