"""Certificates made for one run: a good authority and servers that do or do not deserve trust."""

import datetime
import functools
import ssl
from pathlib import Path

import trustme


@functools.cache
def authority() -> trustme.CA:
    return trustme.CA(organization_name="Authority of the tests")


def trusted(*names: str) -> ssl.SSLContext:
    """A server with a certificate of the authority for these names."""
    return _context(authority().issue_cert(*names))


def expired(*names: str) -> ssl.SSLContext:
    """The same, but out of date."""
    past = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    return _context(authority().issue_cert(*names, not_after=past))


def stranger(*names: str) -> ssl.SSLContext:
    """A server whose authority nobody knows."""
    return _context(trustme.CA().issue_cert(*names))


def bundle(folder: Path) -> Path:
    """The authority as a file, such as a company hands it out."""
    path = folder / "authority.pem"
    authority().cert_pem.write_to_path(str(path))
    return path


def _context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context
