"""What most tests of a batch need: an API that keeps what is made, and a table in the current folder."""

import pytest
from verbs.batch.account import Account


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
