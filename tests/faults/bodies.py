"""Bodies that are small on the wire and large, deep or strange once they are read."""

import functools
import gzip
import struct
import zlib

MIB = 1 << 20
BOMB_SIZE = 220 * MIB


@functools.cache
def gzip_bomb(layers: int = 1) -> bytes:
    """Some 200 KB that unpack to 220 MiB; further layers make it smaller still."""
    if layers > 1:
        return gzip.compress(gzip_bomb(layers - 1), mtime=0)
    block = b" " * MIB
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    # A full flush makes each block independent of the one before it: one is packed, and repeated.
    first = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    end = packer.flush()
    checksum = 0
    for _ in range(BOMB_SIZE // MIB):
        checksum = zlib.crc32(block, checksum)
    header = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    return header + first * (BOMB_SIZE // MIB) + end + struct.pack("<II", checksum, BOMB_SIZE)


def encodings(layers: int) -> list[tuple[str, str]]:
    return [("Content-Encoding", ", ".join(["gzip"] * layers))]


def page(*replicas: dict[str, object], total: object = None) -> dict[str, object]:
    """The envelope of a list."""
    return {"data": list(replicas), "total_count": len(replicas) if total is None else total}


def replica(number: int = 1, **fields: object) -> dict[str, object]:
    """A row as the API gives it."""
    return {
        "replica_id": f"r{number:011x}",
        "replica_name": f"Replica {number}",
        "thumbnail_video_url": f"https://cdn.example.test/{number}.mp4",
        "training_progress": "100/100",
        "status": "completed",
        "created_at": "2026-01-24T07:14:03.327Z",
        **fields,
    }


def video(number: int = 1, **fields: object) -> dict[str, object]:
    """A row of the list of videos."""
    return {
        "video_id": f"{number:010x}",
        "video_name": f"Video {number}",
        "status": "ready",
        "data": {"script": "Hello"},
        "download_url": "",
        "hosted_url": f"https://videos.example.test/{number}",
        "created_at": "2026-01-24T07:14:03.327Z",
        **fields,
    }
