"""The numbered rules, a line each, and where a test's name says which of them it proves.

A new rule gets the next free number: a line here, and a test whose name begins with it, wherever it stands.
"""

import re
from pathlib import Path

TESTS = Path(__file__).parent.parent

SECTIONS = {
    "A1 key": {
        "a01": "No redirect of an API call is followed: the other host sees neither key nor request.",
        "a02": "A redirect's body is not read, and its Location is not parsed.",
        "a03": "~/.netrc adds no Authorization, however broken it is.",
        "a04": "A key travels over https, or stays on this machine.",
        "a05": "A stored key goes only to the base URL that it was stored with.",
        "a06": "The key and the query of a signed link appear in no output, log, error or file but the config.",
        "a07": "No option takes a key: other programs can read a command line.",
        "a08": "Spaces around a key are stripped; a key with any other odd character is not sent.",
        "a09": "An empty TAVUS_API_KEY is an error, and no reason to take a stored key.",
        "a10": "Certificates are always verified, against the CA file that the environment names.",
        "a11": "Proxies of the environment are used, but not for this machine; their password is not shown.",
        "a12": "No cookie is kept or sent.",
        "a95": "A program that prints the key cannot hold up a run, and a key typed in any encoding is no crash.",
    },
    "A2 time": {
        "a13": "A server that accepts and hangs is left at the time limit.",
        "a14": "A server that sends a byte at a time is left at the time limit.",
        "a15": "No thread outlives the message that time ran out; Ctrl-C acts within half a second.",
        "a16": "The limit covers connecting, whatever number of addresses a name has.",
        "a17": "The limit covers looking up a name.",
        "a18": "A step of the clock changes no waiting time.",
    },
    "A3 answers": {
        "a19": "A body that breaks off is a lost connection, whatever its framing.",
        "a20": "Bytes beyond Content-Length make no answer.",
        "a21": "An answer is bounded in size after unpacking, and in what parsing builds from it.",
        "a22": "A success that is not JSON is an error which says what came.",
        "a23": "An HTML error page is told by its status alone.",
        "a24": "Odd JSON (NaN, deep nesting, long numbers, wrong encodings) is refused; surrogates survive as escapes.",
        "a25": "A document of the wrong shape is an error that names the field; odd values are shown as text.",
        "a26": "A list is walked to its end or ends in an error; no lie about pages or totals cuts it short unnoticed.",
        "a27": "The API's reason is found under any of its keys, cleaned and cut.",
        "a28": "Too many or too long headers are a broken answer.",
        "a29": "Every exception becomes one of the exit codes.",
        "a91": "Interim answers are passed over; odd statuses and framing break an answer, a create is in doubt.",
    },
    "A4 arguments": {
        "a30": "An id cannot change the path of a request.",
        "a31": "Lists in a query are joined by commas, booleans written in lower case.",
        "a32": "A base URL is parsed once, strictly, and shown in punycode.",
    },
    "A5 output": {
        "a33": "Control, bidi and invisible characters of foreign text reach no terminal.",
        "a34": "Foreign text is no markup.",
        "a35": "One record stays on one line.",
        "a36": "Tables are aligned for wide characters and run past no width.",
        "a37": "Ids are never cut.",
        "a38": "--json is one document in pure ASCII, never coloured.",
        "a106": "With --json each line on standard error is a JSON object, whatever kind of message it is.",
        "a39": "No cell of a CSV runs as a formula, unless --csv-raw asks for it.",
        "a40": "Any encoding of standard output will do.",
    },
    "A6 creating": {
        "a41": "A create that may have arrived is not sent again.",
        "a42": "A create whose outcome is unknown ends in 10 and says what to look for.",
        "a43": "The same holds after a 5xx and after a success that cannot be read.",
        "a44": "A create is not sent without a standard output; if its result cannot be written, its id is told.",
        "a45": "Ctrl-C during a create waits a while for the answer, and says what is known.",
        "a46": "What the API forbids is refused before anything is sent; a signed link's query is not shown.",
        "a104": "A dry run in the sandbox names the sandbox alone: no command leads from there to the real API.",
        "a93": "What was certainly not sent ends in 6, and the message says that nothing was done.",
        "a87": "After an answered create no exit code denies it, and standard error names its id.",
        "a109": "A file of this machine goes only where its user says, once checked, and only a good link is sent.",
        "a110": "No secret of a cloud and no signature of a link stands in outputs, journals or the process list.",
        "a111": "A link is contacted at the public address that was judged, whatever its name leads to by then.",
    },
    "A7 process": {
        "a47": "Ctrl-C ends with 130 and a whole terminal.",
        "a48": "SIGTERM and SIGHUP clean up like Ctrl-C.",
        "a49": "A reader that went away ends the program silently with 141.",
        "a50": "A closed standard output is an error before anything is created.",
        "a51": "A full disk behind standard output is an error.",
        "a52": "A closed or full standard error changes no exit code.",
        "a53": "Nothing prompts without a terminal.",
        "a54": "An argument that is not text is a usage error.",
        "a55": "Without a home the environment alone is enough.",
        "a56": "No value of COLUMNS does harm.",
        "a88": "Several signals at once are told as truly as one.",
        "a89": "No signal is swallowed: a create is not sent after one.",
        "a90": "Between an answer and its report, and in any thread, a signal changes nothing of what is told.",
        "a94": "A machine short of threads, descriptors or room in a pipe is told as such, and loses no output.",
    },
    "A8 config": {
        "a57": "The config file is readable by its owner alone; a wider one is warned about.",
        "a58": "A crash while writing leaves the old file or the new one.",
        "a59": "A config file behind a link stays behind it.",
        "a60": "Two writers lose nothing.",
        "a61": "A config file that cannot be understood is an error that names the line, and is left as it is.",
        "a62": "A config file that is no file, or cannot be read or written, is an error that names it.",
    },
    "A9 batches": {
        "a63": "A create is on the disk before its first byte leaves, and its outcome before the next one.",
        "a64": "What was created is never created again; what is unknown is looked for, and sent again only on demand.",
        "a65": "A torn last line of a journal is left out; damage anywhere else ends everything.",
        "a66": "One run at a time holds a journal; a killed one leaves no lock.",
        "a67": "A journal of another target, a row sent with other fields and a table at fault stop it all.",
        "a68": "What the account lacks and five alike failures in a row end a run; a rate limit is waited for.",
        "a69": "No create is sent that cannot be noted; one that was made and could not be noted is told.",
        "a112": "Three machines at once and a machine that lost its journal create each row of a table once.",
    },
    "A10 download": {
        "a70": "Storage gets no key, no Authorization and no cookies.",
        "a71": "Half a file never has the final name.",
        "a72": "A download is resumed only where storage proves that it is the same file.",
        "a73": "An expired link is asked for once more; a page is never saved as a video.",
        "a74": "A file's name comes from the user or the id, never from the server.",
        "a75": "A full disk or Ctrl-C keeps what came.",
        "a76": "A download follows at most five redirects, and none from https to http.",
        "a105": "Bytes in a pipe are joined and checked like a file, and cannot be taken back: doubt is an error.",
        "a96": "A download replaces no file of the user's own unasked, and checks what storage tells of the file.",
    },
    "A12 supply chain": {
        "a82": "No runtime dependency without a reason.",
        "a83": "Dependencies have floors above known advisories, and one cap.",
        "a84": "Development tools are bounded to what the tests were run with.",
        "a85": "The floors are tested here, since an audit without a network finds nothing and says so as success.",
        "a86": "Two builds give the same bytes, and a wheel holds the package alone.",
    },
    "A13 callbacks": {
        "a107": "A callback is delivered at least once and in order per record, whatever ends listener or receiver.",
        "a108": "Who gets callbacks gets no key, and is not followed elsewhere.",
    },
    "C exit codes": {"c": "Each exit code means what the table says."},
    "D retries": {
        "d1": "What counts as not sent.",
        "d2": "A read is tried again, at most twice, after a lost connection and some statuses.",
        "d3": "Anything else only if it was not sent, or after a 429.",
        "d4": "Waits grow, are jittered, and obey Retry-After up to the limit.",
        "d5": "The limits of connecting, of a call, and of a command.",
        "d6": "The words for an unknown outcome.",
        "d7": "Each retry is told in one line; --retries 0 turns them off.",
        "d8": "The policy is one place of our own, since no library knows what was sent.",
    },
}


def rules_in(name: str) -> list[str]:
    """The rules a test's name begins with: `test_a41_a42_sent_once` proves two."""
    found = re.match(r"test((?:_(?:a\d{2,3}|d\d|c))+)_", name)
    return found[1].lstrip("_").split("_") if found else []


def rules_tested() -> set[str]:
    """The rules that have a test."""
    names = (
        name
        for path in TESTS.rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)\(", path.read_text(), re.MULTILINE)
    )
    return {rule for name in names for rule in rules_in(name)}
