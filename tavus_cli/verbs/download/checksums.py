"""Checksums that storage tells of a whole file, as far as Python computes them: MD5, SHA-1, SHA-256, CRC-32.

CRC-32C and CRC-64 are passed over. A loop in Python takes 14 s for 100 MB, and a library is too much for what is left:
Google Cloud Storage tells MD5 too, except of objects that were composed of others. The size is checked of every file.
"""

import base64
import hashlib
import zlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Self

_SIZES = {"md5": 16, "sha1": 20, "sha256": 32, "crc32": 4}


class Checksum(NamedTuple):
    """One checksum: the algorithm and the bytes in Base64."""

    algorithm: str
    value: str

    def __str__(self) -> str:
        return f"{self.algorithm}={self.value}"

    @classmethod
    def parse(cls, text: object) -> Self | None:
        """A checksum written as ALGORITHM=BASE64; None for what is none, or none that can be computed."""
        algorithm, _, value = text.partition("=") if isinstance(text, str) else ("", "", "")
        try:
            size = len(base64.b64decode(value, validate=True))
        except ValueError:
            return None
        # What S3 tells of a file that came in several parts ends in their number, and is none of the whole.
        return cls(algorithm, value) if size == _SIZES.get(algorithm) else None

    def fits(self, pieces: Iterable[bytes]) -> bool:
        """Whether a file, given in pieces, has this checksum."""
        sum_of = Sum(self)
        for piece in pieces:
            sum_of.add(piece)
        return sum_of.fits


class Sum:
    """A checksum that is computed while the bytes of a file come."""

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
    def fits(self) -> bool:
        """Whether the bytes so far have the checksum."""
        digest = self._crc.to_bytes(4, "big") if self._hash is None else self._hash.digest()
        return base64.b64decode(self._wanted.value) == digest


def told_by(headers: Mapping[str, str]) -> Checksum | None:
    """The best checksum among the headers of an answer with a whole file; None if there is none to compute.

    Sources: RFC 1864 (Content-MD5); the references of S3 (x-amz-checksum-*) and of Google Cloud Storage (x-goog-hash,
    which is of the file as it is stored, and not of one that was unpacked to be sent).
    """
    told = [f"{name}={headers.get(f'x-amz-checksum-{name}', '')}" for name in ("sha256", "sha1", "crc32")]
    if headers.get("x-goog-stored-content-encoding", "identity").strip().lower() == "identity":
        told += [word.strip() for word in headers.get("x-goog-hash", "").split(",")]
    told.append(f"md5={headers.get('Content-MD5', '').strip()}")
    return next(filter(None, map(Checksum.parse, told)), None)
