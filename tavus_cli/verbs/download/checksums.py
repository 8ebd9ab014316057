"""Verifying the checksums that storage sends for a file: MD5, SHA-1, SHA-256 and CRC-32.

CRC-32C and CRC-64 are ignored: computing them in Python takes 14 s for 100 MB, and a library is not worth it, because
Google Cloud Storage also sends MD5, except for composite objects. The size of every file is checked in any case.
"""

import base64
import hashlib
import zlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Self

_SIZES = {"md5": 16, "sha1": 20, "sha256": 32, "crc32": 4}


class Checksum(NamedTuple):
    """A checksum: the algorithm, and the digest in Base64."""

    algorithm: str
    value: str

    def __str__(self) -> str:
        return f"{self.algorithm}={self.value}"

    @classmethod
    def parse(cls, text: object) -> Self | None:
        """Parse ALGORITHM=BASE64. None if the text is invalid or the algorithm is not supported."""
        algorithm, _, value = text.partition("=") if isinstance(text, str) else ("", "", "")
        try:
            size = len(base64.b64decode(value, validate=True))
        except ValueError:
            return None
        # For a multipart upload S3 sends a checksum of checksums with "-N" at the end, which is not valid Base64.
        return cls(algorithm, value) if size == _SIZES.get(algorithm) else None

    def matches(self, pieces: Iterable[bytes]) -> bool:
        """Whether a file, given in pieces, has this checksum."""
        running = RunningChecksum(self)
        for piece in pieces:
            running.add(piece)
        return running.matches


class RunningChecksum:
    """A checksum that is computed while the bytes of a file arrive."""

    def __init__(self, wanted: Checksum) -> None:
        self._wanted = wanted
        self._crc = 0
        self._hash = None if wanted.algorithm == "crc32" else hashlib.new(wanted.algorithm, usedforsecurity=False)

    def add(self, piece: bytes) -> None:
        if self._hash is None:
            self._crc = zlib.crc32(piece, self._crc)
        else:
            self._hash.update(piece)

    @property
    def matches(self) -> bool:
        """Whether the bytes so far have the expected checksum."""
        digest = self._crc.to_bytes(4, "big") if self._hash is None else self._hash.digest()
        return base64.b64decode(self._wanted.value) == digest


def checksum_in(headers: Mapping[str, str]) -> Checksum | None:
    """The preferred supported checksum in the headers of an answer with a whole file; None if there is none.

    Sources: RFC 1864 (Content-MD5); the references of S3 (x-amz-checksum-*) and of Google Cloud Storage (x-goog-hash,
    which belongs to the stored file, and not to one that is decompressed when it is sent).
    """
    found = [f"{name}={headers.get(f'x-amz-checksum-{name}', '')}" for name in ("sha256", "sha1", "crc32")]
    if headers.get("x-goog-stored-content-encoding", "identity").strip().lower() == "identity":
        found += [word.strip() for word in headers.get("x-goog-hash", "").split(",")]
    found.append(f"md5={headers.get('Content-MD5', '').strip()}")
    return next(filter(None, map(Checksum.parse, found)), None)
