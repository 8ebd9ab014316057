"""Links whose path gives access to the file: it goes to the API, and is shown nowhere."""

import json

import pytest
from faults.answers import document, reply
from samples import MADE

SECRET = "n0-T-f0r-eyes"
PATH = f"/p/{SECRET}/n/space/b/clips/o"
QUERIED = f"user:{SECRET}@"


@pytest.fixture
def secret(program, storage, copies):
    """An upload_command whose link has the secret in its path. It also says so itself."""
    link = f"{storage.url}{PATH}/film.mp4"
    said = link.replace("://", f"://{QUERIED}")
    lines = f"print('stored at', {link!r}, {said!r}, file=sys.stderr, flush=True)\n"
    return lambda end="": program(f"{copies}{lines}{end or f'print({link!r})'}")


def quoted(request):
    """The link that a server was sent, in its error."""
    return request.json()["train_video_url"]


ANSWERS = {
    "created": lambda request: MADE,
    "refused": lambda request: document({"message": f"cannot fetch {quoted(request)}"}, 400),
    "refused with the path alone": lambda request: document({"error": quoted(request).split("/", 3)[3]}, 422),
    "in doubt": lambda request: reply(502, quoted(request).encode(), kind="text/plain"),
    "no JSON": lambda request: reply(200, quoted(request).encode(), kind="text/plain"),
}


@pytest.mark.parametrize("words", [("--debug",), ("--debug", "--json"), ("--no-check",)], ids=" ".join)
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_a110_a_secret_path_is_in_no_output(run, serve, storage, secret, film, answer, words):
    api = serve(routes=lambda request: answer(request) if request.method == "POST" else document({}, 404))
    result = run("replicas", "create", "--train-video", str(film), "--upload-command", secret(), *words)
    (request,) = api.posts
    assert SECRET in quoted(request)
    assert SECRET not in result.out + result.err
    assert "stored at" in result.err


FAILURES = {
    "there is none": reply(404, SECRET.encode()),
    "it leads elsewhere": reply(302, headers=[("Location", f"/p/{SECRET}/again")]),
    "it leads to a bad place": reply(302, headers=[("Location", f"https://{QUERIED}h/p/{SECRET}")]),
    "it leads to a file": reply(302, headers=[("Location", f"file:///p/{SECRET}")]),
    "it is a page": reply(200, SECRET.encode(), kind="text/html"),
}


@pytest.mark.parametrize("words", [("--debug",), ("--debug", "--json")], ids=" ".join)
@pytest.mark.parametrize("answer", FAILURES.values(), ids=FAILURES)
def test_a110_a_secret_path_is_in_no_error_about_the_link(run, api, storage, secret, film, answer, words):
    storage.changes = dict.fromkeys(range(20), answer)
    result = run("replicas", "create", "--train-video", str(film), "--upload-command", secret(), *words)
    # After too many redirects nobody knows whether the file is there.
    assert (result.code, len(api.posts)) == ((0, 1) if "redirected more than" in result.err else (5, 0))
    assert SECRET not in result.out + result.err


def test_the_name_of_the_file_is_no_secret(run, api, storage, program, copies, film):
    up = program(f"{copies}print({storage.url!r} + '/clips/of/mine/' + sys.argv[2])", "{file}", "{name}")
    result = run("replicas", "create", "--train-video", str(film), "--upload-command", up)
    assert result.code == 0
    assert "-my-film-1.mp4) and stays there" in result.err
    assert "<hidden>" not in result.err


@pytest.mark.parametrize("end", ["sys.exit(3)", f"print('https://{QUERIED}e.com/{SECRET}')", f"print('at /{SECRET}')"])
def test_a110_a_secret_path_is_in_no_error_about_the_program(run, api, secret, film, end):
    result = run("replicas", "create", "--train-video", str(film), "--upload-command", secret(end), "--debug")
    assert (result.code in {1, 2}, api.posts) == (True, [])
    assert SECRET not in result.out + result.err


@pytest.mark.parametrize("answer", [ANSWERS["created"], ANSWERS["refused"], ANSWERS["in doubt"]])
def test_a110_a_secret_path_is_in_no_journal(run, serve, home, secret, film, answer):
    def answered(request):
        if request.method == "POST":
            return answer(request)
        failed = {"replica_id": "r90bbd427f71", "status": "error", "error_message": f"cannot fetch {PATH}/film.mp4"}
        return document({"data": [failed], "total_count": 1})

    serve(routes=answered)
    (home / "people.csv").write_text(f"id,train_video\na,{film}\n")
    result = run("batch", "replicas", str(home / "people.csv"), "--upload-command", secret(), "--debug")
    journal = (home / "people.csv.journal.jsonl").read_text()
    assert [json.loads(line)["event"] for line in journal.splitlines()][2] == "uploaded"
    assert SECRET not in journal + result.out + result.err
