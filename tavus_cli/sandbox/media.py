"""The files behind the links in answers: a playable clip, thumbnails, a playlist for streaming, and a web page.

They need no key, as in the service's storage. Range and If-Range are supported, so that resumed downloads can be
tested. Each clip contains the id of its video, so no two files are equal. Videos with transparent_background are MP4
files, too.
"""

import re
from base64 import b64decode
from collections.abc import Mapping
from typing import NamedTuple

from tavus_cli.sandbox.answers import Answer, Refused
from tavus_cli.sandbox.call import Call
from tavus_cli.sandbox.replicas import REPLICAS
from tavus_cli.sandbox.videos import VIDEOS

_TYPES = {
    "mp4": "video/mp4",
    "png": "image/png",
    "gif": "image/gif",
    "m3u8": "application/vnd.apple.mpegurl",
}
_RANGE = r"bytes=([0-9]{0,18})-([0-9]{0,18})"
_PAGE = """<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>{id}</title>
<p>Video {id} of the sandbox: {status}</p>{player}</html>
"""


def get_file(call: Call) -> Answer:
    name, _, suffix = call.object_id.partition(".")
    if suffix not in _TYPES or not _exists(call, name, suffix):
        raise Refused(404, "Not found")
    content = _content(name, suffix)
    part = requested_part(call.visit.headers, len(content), f'"{name}.{suffix}"')
    return Answer(part.status, content[part.first :][: part.length], part.headers, _TYPES[suffix])


def get_page(call: Call) -> Answer:
    """The page at hosted_url. It exists from the start and shows the status of the video."""
    row = call.store.find(call.object_id, VIDEOS.kind)
    if row is None or row.deleted:
        raise Refused(404, "Not found")
    status = VIDEOS.state(row, call.now).status
    player = f'<video controls src="/media/{row.id}.mp4"></video>' if status == "ready" else ""
    page = _PAGE.format(id=row.id, status=status, player=player)
    return Answer(200, page.encode("ascii"), {}, "text/html; charset=utf-8")


def _exists(call: Call, name: str, suffix: str) -> bool:
    if REPLICAS.stock_row(name):
        return suffix == "mp4"
    row = call.store.find(name)
    if row is None or row.deleted:
        return False
    if row.kind == REPLICAS.kind:
        return suffix == "mp4" and REPLICAS.state(row, call.now).status == "completed"
    if row.kind == VIDEOS.kind:
        rendered = VIDEOS.state(row, call.now).status == "ready"
        return rendered and (suffix == "mp4" or not row.facts["fast"])
    return False


def _content(name: str, suffix: str) -> bytes:
    if suffix == "m3u8":
        head = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXT-X-PLAYLIST-TYPE:VOD\n"
        return f"{head}#EXTINF:1.0,\n{name}.mp4\n#EXT-X-ENDLIST\n".encode("ascii")
    if suffix == "mp4":
        # A `free` box, which players skip.
        mark = name.encode("ascii")
        return _MP4 + (8 + len(mark)).to_bytes(4) + b"free" + mark
    return _PNG if suffix == "png" else _GIF


class Part(NamedTuple):
    """The requested part of a file, and the status and headers of the answer."""

    status: int
    first: int
    length: int
    headers: Mapping[str, str]


def requested_part(headers: Mapping[str, str], total: int, tag: str) -> Part:
    """The part that Range and If-Range request, else the whole. Raises Refused (416).

    A request for several ranges gets the whole file, which HTTP allows.

    Args:
        headers: of the request.
        total: the size of the file in bytes.
        tag: its ETag.
    """
    shown = {"ETag": tag, "Accept-Ranges": "bytes"}
    found = re.fullmatch(_RANGE, headers.get("range", ""))
    if found is None or found[0] == "bytes=-" or headers.get("if-range", tag) != tag:
        return Part(200, 0, total, shown)
    if found[1]:
        first, last = int(found[1]), min(int(found[2] or total), total - 1)
    else:
        first, last = max(total - int(found[2]), 0), total - 1
    if first > last:
        raise Refused(416, "the file ends before that range", {"Content-Range": f"bytes */{total}"})
    return Part(206, first, last + 1 - first, shown | {"Content-Range": f"bytes {first}-{last}/{total}"})


# One second of plain blue at 160 x 90, as H.264; then a still and a moving picture of one pixel. The clip is made by
# `ffmpeg -f lavfi -i color=c=0x2a3f5f:s=160x90:r=25:d=1 -c:v libx264 -pix_fmt yuv420p -movflags +faststart`.
_MP4 = b64decode(
    "AAAAIGZ0eXBpc29tAAACAGlzb21pc28yYXZjMW1wNDEAAAPkbW9vdgAAAGxtdmhkAAAAAAAAAAAAAAAAAAAD6AAAA+gAAQAAAQAA"
    "AAAAAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAgAA"
    "AzN0cmFrAAAAXHRraGQAAAADAAAAAAAAAAAAAAABAAAAAAAAA+gAAAAAAAAAAAAAAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAABAAAA"
    "AAAAAAAAAAAAAABAAAAAAKAAAABaAAAAAAAkZWR0cwAAABxlbHN0AAAAAAAAAAEAAAPoAAAEAAABAAAAAAKrbWRpYQAAACBtZGhk"
    "AAAAAAAAAAAAAAAAAAAyAAAAMgBVxAAAAAAALWhkbHIAAAAAAAAAAHZpZGUAAAAAAAAAAAAAAABWaWRlb0hhbmRsZXIAAAACVm1p"
    "bmYAAAAUdm1oZAAAAAEAAAAAAAAAAAAAACRkaW5mAAAAHGRyZWYAAAAAAAAAAQAAAAx1cmwgAAAAAQAAAhZzdGJsAAAAwnN0c2QA"
    "AAAAAAAAAQAAALJhdmMxAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAAAAKAAWgBIAAAASAAAAAAAAAABDExhdmMgbGlieDI2NAAAAAAA"
    "AAAAAAAAAAAAAAAAAAAAGP//AAAAOGF2Y0MBZAAM/+EAG2dkAAyscgRCjfkwEQAAAwABAAADADIPFCmEYAEABmjoQ48si/34+AAA"
    "AAAQcGFzcAAAAAEAAAABAAAAFGJ0cnQAAAAAAAAMOAAADDgAAAAYc3R0cwAAAAAAAAABAAAAGQAAAgAAAAAUc3RzcwAAAAAAAAAB"
    "AAAAAQAAAHhjdHRzAAAAAAAAAA0AAAABAAAEAAAAAAEAABQAAAAAAQAACAAAAAADAAAAAAAAAAQAAAIAAAAAAQAAFAAAAAABAAAI"
    "AAAAAAMAAAAAAAAABAAAAgAAAAABAAAOAAAAAAEAAAYAAAAAAgAAAAAAAAACAAACAAAAABxzdHNjAAAAAAAAAAEAAAABAAAAGQAA"
    "AAEAAAB4c3RzegAAAAAAAAAAAAAAGQAAADcAAAARAAAADQAAAA0AAAANAAAADQAAAA0AAAANAAAADQAAAA0AAAAVAAAADgAAAA0A"
    "AAANAAAADQAAAA0AAAANAAAADQAAAA0AAAAXAAAADgAAAA0AAAANAAAADQAAAA0AAAAUc3RjbwAAAAAAAAABAAAEFAAAAD11ZHRh"
    "AAAANW1ldGEAAAAAAAAAIWhkbHIAAAAAAAAAAG1kaXJhcHBsAAAAAAAAAAAAAAAACGlsc3QAAAAIZnJlZQAAAY9tZGF0AAAAM2WI"
    "gQAH//7mdfgU1jwGkTaIGwOxVynnAXdc3gzc3RUlD9BIBSYrzMbaSm1QZ8ACpg89yQAAAA1BmgktiH///qmWAOaAAAAACUGeEIcQ"
    "3wCUgQAAAAkBnhgmiFf/AVMAAAAJAZ4YRohX/wFTAAAACQGeGGaIV/8BUwAAAAkBnhitSFf/AVMAAAAJAZ4YzUhX/wFTAAAACQGe"
    "GO1IV/8BUwAAAAkBnhkNSFf/AVMAAAARQZoaSTUCAtEymBDf/qeEAccAAAAKQZ4hpcQ3/wCUgAAAAAkBnilFohX/AVMAAAAJAZ4p"
    "ZaIV/wFTAAAACQGeKYWiFf8BUwAAAAkBninMkhX/AVMAAAAJAZ4p7JIV/wFTAAAACQGeKgySFf8BUwAAAAkBnioskhX/AVMAAAAT"
    "QZorCbUCAtrRMpgBCv/+OEAaMAAAAApBnjKksQz/ALaAAAAACQGeOmSohX8BUwAAAAkBnjqEqIV/AVMAAAAJAZ46zNIV/wFTAAAA"
    "CQGeOuzSFf8BUw=="
)
_PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mPQso8HAAFfAMlhsVD1AAAAAElFTkSuQmCC")
_GIF = b64decode("R0lGODlhAQABAIAAACo/XwAAACwAAAAAAQABAAACAkQBADs=")
