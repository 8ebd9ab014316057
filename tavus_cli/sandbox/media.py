"""What the links in answers lead to: a playable clip, thumbnails, a stream's playlist, a page to watch it on.

No key is needed, as the service's storage needs none. Parts of a file can be asked for (Range, If-Range), so that
interrupted downloads can be tried. Each video's clip has its id inside, so no two are the same bytes. With
transparent_background, too, the file is an MP4.
"""

import re
from collections.abc import Mapping

from tavus_cli.sandbox import catalog, replicas, videos
from tavus_cli.sandbox.answers import Answer, Refused
from tavus_cli.sandbox.call import Call

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
    return _part(_content(name, suffix), f'"{name}.{suffix}"', _TYPES[suffix], call.headers)


def get_page(call: Call) -> Answer:
    """The page behind hosted_url. It exists from the start and tells how far the video is."""
    row = call.store.find(call.object_id, videos.KIND)
    if row is None or row.deleted:
        raise Refused(404, "Not found")
    status = videos.state(row, call.now).status
    player = f'<video controls src="/media/{row.id}.mp4"></video>' if status == "ready" else ""
    page = _PAGE.format(id=row.id, status=status, player=player)
    return Answer(200, page.encode("ascii"), {}, "text/html; charset=utf-8")


def _exists(call: Call, name: str, suffix: str) -> bool:
    if name in catalog.REPLICA_BY_ID:
        return suffix == "mp4"
    row = call.store.find(name)
    if row is None or row.deleted:
        return False
    if row.kind == replicas.KIND:
        return suffix == "mp4" and replicas.state(row, call.now).status == "completed"
    if row.kind == videos.KIND:
        rendered = videos.state(row, call.now).status == "ready"
        return rendered and (suffix == "mp4" or not row.facts["fast"])
    return False


def _content(name: str, suffix: str) -> bytes:
    from tavus_cli.sandbox import clip

    if suffix == "m3u8":
        head = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXT-X-PLAYLIST-TYPE:VOD\n"
        return f"{head}#EXTINF:1.0,\n{name}.mp4\n#EXT-X-ENDLIST\n".encode("ascii")
    if suffix == "mp4":
        # A box that players pass over.
        mark = name.encode("ascii")
        return clip.MP4 + (8 + len(mark)).to_bytes(4) + b"free" + mark
    return clip.PNG if suffix == "png" else clip.GIF


def _part(content: bytes, tag: str, content_type: str, headers: Mapping[str, str]) -> Answer:
    """The whole, or the part that was asked for. Several parts at once get the whole, which is allowed."""
    shown = {"ETag": tag, "Accept-Ranges": "bytes"}
    asked = re.fullmatch(_RANGE, headers.get("range", ""))
    if asked is None or asked[0] == "bytes=-" or headers.get("if-range", tag) != tag:
        return Answer(200, content, shown, content_type)
    total = len(content)
    if asked[1]:
        first, last = int(asked[1]), min(int(asked[2] or total), total - 1)
    else:
        first, last = max(total - int(asked[2]), 0), total - 1
    if first > last:
        refused = Refused(416, "the file ends before that range", {"Content-Range": f"bytes */{total}"})
        return refused.answer
    shown["Content-Range"] = f"bytes {first}-{last}/{total}"
    return Answer(206, content[first : last + 1], shown, content_type)
