"""Further headers of a request, as `name:value`. Who is asked, by whom and what for is not theirs to say."""

import re
from collections.abc import Iterable

from tavus_cli.errors import UsageError
from tavus_cli.text import clean, clip

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t -~]*")
# The key has its own way. The connection's are the transport's. With a method in a header a GET could create, and a
# GET is tried again.
_OURS = {
    "x-api-key", "authorization", "proxy-authorization", "cookie", "cookie2", "host", "content-length",
    "transfer-encoding", "connection", "proxy-connection", "keep-alive", "te", "trailer", "upgrade", "expect",
    "x-http-method", "x-http-method-override", "x-method-override", "x-forwarded-host", "x-original-url",
    "x-rewrite-url",
}  # fmt: skip


def parse_headers(words: Iterable[str]) -> dict[str, str]:
    """The headers by name. Raises UsageError for one that is not proper or not the user's to set."""
    headers: dict[str, str] = {}
    for word in words:
        name, colon, value = word.partition(":")
        name, value = name.strip().lower(), value.strip()
        # The value is not repeated: it may be secret.
        shown = clip(clean(name), 80)
        if not colon or not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
            raise UsageError(f'-H "{shown}" is not a header.', hint="write it as -H 'name: value', in plain ASCII")
        if name in _OURS:
            hint = "the key comes from the settings, see `tavus auth status`" if name == "x-api-key" else None
            raise UsageError(f'-H cannot set "{shown}": it is set by the program itself.', hint=hint)
        if name in headers:
            raise UsageError(f'-H "{shown}" is given twice.', hint="give its values in one, with commas")
        headers[name] = value
    return headers
