"""Uploading to a bucket of the user on Amazon S3, S3-compatible storage, Google Cloud Storage or Azure.

The extra `upload` installs obstore, which is imported only here. It supports all of them with two packages and 0.03 s
of import time; boto3 needs seven packages for S3 alone. obstore finds the credentials of the cloud. This program
neither stores nor shows them.
"""

import importlib.util
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tavus_cli.api.deadline import Background, duration_words
from tavus_cli.cli.session import Session
from tavus_cli.errors import NetworkError, Outcome, Refused, ServerError, TavusError, UsageError
from tavus_cli.output.progress import Meter
from tavus_cli.text import sentence
from tavus_cli.verbs.upload.destination import Stored
from tavus_cli.verbs.upload.source import SourceFile

if TYPE_CHECKING:
    from obstore.store import AzureStore, GCSStore, S3Store

INSTALL = "pip install 'tavus-cli-unofficial[upload]'"
# Four parallel parts use the bandwidth of a line with about 40 MB of memory.
PART = 8 * 2**20
PARTS_AT_ONCE = 4
_ON_THE_WAY = PARTS_AT_ONCE * PART
# The timeout of a part: the time to upload it at 100 kbit/s, and some more.
_PART_SECONDS = 900
_CONNECT_SECONDS = 10
_RETRY_SECONDS = 180
# The timeout for credentials. Without credentials, obstore finally asks the metadata server of a cloud machine, by
# default for three minutes.
_CREDENTIAL_SECONDS = 1.0
# The timeout of the whole search for credentials, which may also run a program that ~/.aws/config names.
_LOOK_SECONDS = 2.0
_CREDENTIALS = {
    "s3": 'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; of a profile: eval "$(aws configure export-credentials'
    ' --format env)"; with boto3 installed beside this program, ~/.aws is read',
    "gs": "set GOOGLE_APPLICATION_CREDENTIALS to the key file of a service account, which can sign links",
    "az": "set AZURE_STORAGE_ACCOUNT_KEY, or AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_CLIENT_SECRET",
}
# Hints by the error code of the storage.
_HINTS = {
    "NoSuchBucket": "make the bucket first, or name another one",
    "ContainerNotFound": "make the container first, or name another one",
    "PermanentRedirect": "set AWS_REGION to the region of the bucket",
    "AuthorizationHeaderMalformed": "set AWS_REGION to the region of the bucket",
    "RequestTimeTooSkewed": "set the clock of this machine",
}
# With any of these obstore has credentials without boto3. Source: object_store's configuration keys.
_AMAZON_VARIABLES = ("AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")


class BucketDestination:
    """Uploads files to a bucket, and signs links to them."""

    deletes = True

    def __init__(self, session: Session, place: str) -> None:
        """Raises UsageError if the extra is not installed, or if an endpoint is given for other storage than S3."""
        if importlib.util.find_spec("obstore") is None:
            raise UsageError("--upload-to needs the extra called upload, which is not installed.", hint=INSTALL)
        self._session = session
        self._place = place
        self._scheme, _, rest = place.partition("://")
        self._account, _, rest = rest.partition("/") if self._scheme == "az" else ("", "", rest)
        self._bucket, _, self._prefix = rest.partition("/")
        self._endpoint = session.settings["upload_endpoint"].value
        self._provider: Any = None
        self._looked = False
        if self._endpoint and self._scheme != "s3":
            raise UsageError(
                f"--upload-endpoint goes with s3:// alone, not with {place}.", hint="leave one of them out"
            )

    def check(self) -> None:
        """Check for about two seconds at most that there are credentials. Raises UsageError if there are none."""
        limits = {"connect_timeout": _seconds(_CREDENTIAL_SECONDS), "timeout": _seconds(_CREDENTIAL_SECONDS)}
        # Signing a link needs credentials, but no request to the storage.
        self._sign(lambda: self._store(limits, retries=0), "credentials", 60, within=_LOOK_SECONDS)

    def place(self, source: SourceFile) -> str:
        return f"{self._place}/{source.name}"

    def put(self, source: SourceFile, meter: Meter) -> Stored:
        limits = {"connect_timeout": _seconds(_CONNECT_SECONDS), "timeout": _seconds(_PART_SECONDS)}
        settings = self._session.settings

        def store() -> "S3Store | GCSStore | AzureStore":
            return self._store(limits, retries=settings["retries"].value)

        sent = source.carry(self._session, lambda: self._put(store(), source, meter), self._leaves(source))
        seconds = settings["link_hours"].value * 3600
        link = self._sign(store, source.name, seconds, within=settings["call_timeout"].value)
        return Stored(link, self.place(source), source.name, sent)

    def keeps(self) -> str:
        return "stays there: --delete-upload with --wait deletes it, and so can a lifecycle rule of the bucket"

    def delete(self, stored: Stored) -> None:
        import obstore

        limits = {"connect_timeout": _seconds(_CONNECT_SECONDS), "timeout": _seconds(_CONNECT_SECONDS)}
        with _our_errors(self._place, deleting=True):
            obstore.delete(self._store(limits, retries=self._session.settings["retries"].value), stored.name)

    def _leaves(self, source: SourceFile) -> str:
        if source.size <= PART:
            return ""
        # Source: Azure's page on Put Block. S3 and Google Cloud Storage have a lifecycle rule of this name.
        end = (
            "Azure removes it after a week"
            if self._scheme == "az"
            else "a lifecycle rule of the bucket can remove it (AbortIncompleteMultipartUpload)"
        )
        return f"a part of {source.label} may stay in {self._place} and cost money; {end}"

    def _put(self, store: "S3Store | GCSStore | AzureStore", source: SourceFile, meter: Meter) -> bool:
        """Upload the file unless it is there already. Returns whether it was sent.

        An exception from `pieces` also aborts the multipart upload, so that no parts remain in the storage.
        """
        import obstore
        from obstore.exceptions import PermissionDeniedError

        with _our_errors(self._place):
            # For a missing file S3 answers 403 if the credentials may not list the bucket.
            with suppress(FileNotFoundError, PermissionDeniedError):
                # The name contains the hash of the content, so the same name and size mean the same file.
                if obstore.head(store, source.name)["size"] == source.size:
                    return False
            obstore.put(
                store,
                source.name,
                # Subtract the parts in memory, which may not be uploaded yet.
                source.pieces(lambda done: meter.count(source.label, max(0, done - _ON_THE_WAY), source.size)),
                attributes={"Content-Type": source.content_type},
                use_multipart=source.size > PART,
                chunk_size=PART,
                max_concurrency=PARTS_AT_ONCE,
            )
        source.check_unchanged()
        meter.count(source.label, source.size, source.size)
        return True

    def _sign(
        self,
        store: "Callable[[], S3Store | GCSStore | AzureStore]",
        name: str,
        seconds: float,
        *,
        within: float,
    ) -> str:
        """Sign a link to an object.

        It runs in a thread, because the credentials may come from a program of the user's that takes any time.

        Args:
            store: opens the storage.
            name: the name of the object.
            seconds: how long the link is valid.
            within: the limit in seconds.

        Raises:
            UsageError: there are no credentials, or they cannot sign, or not in time.
            TimedOut: the deadline of the command has passed.
            Interrupted: a signal came.
        """

        def sign() -> str:
            import obstore

            try:
                return obstore.sign(store(), "GET", name, timedelta(seconds=seconds))
            except Exception:  # noqa: BLE001  # whatever the libraries of four vendors raise about credentials
                # The text of the exception is not shown, because it may contain a key.
                raise self._unsigned("there are no credentials for {}, or they cannot sign a link.") from None

        deadline = self._session.deadline
        try:
            return Background(sign).wait(min(deadline.moment, time.monotonic() + within))
        except TimeoutError:
            if deadline.left:
                words = f"the credentials for {{}} could not be had within {duration_words(within)}."
                raise self._unsigned(words) from None
            error = deadline.ran_out("the search for credentials")
            error.outcome = Outcome.NOT_SENT
            raise error from None

    def _unsigned(self, words: str) -> UsageError:
        return UsageError(words.format(self._place), hint=_CREDENTIALS[self._scheme])

    def _store(self, limits: Any, *, retries: int) -> "S3Store | GCSStore | AzureStore":
        from obstore.store import AzureStore, GCSStore, S3Store

        more: dict[str, Any] = {
            "prefix": self._prefix or None,
            "client_options": limits,
            "retry_config": {"max_retries": retries, "retry_timeout": _seconds(_RETRY_SECONDS)},
        }
        if self._scheme == "gs":
            return GCSStore(self._bucket, **more)
        if self._scheme == "az":
            return AzureStore(self._bucket, account_name=self._account, **more)
        if self._endpoint:
            # The type of the setting allows http:// only for this machine.
            more |= {"endpoint": self._endpoint, "client_options": {**limits, "allow_http": True}}
        if not self._looked:
            # No cached_property: before Python 3.12 it holds a lock, which an abandoned search would keep.
            self._provider, self._looked = _profile_credentials(), True
        return S3Store(self._bucket, credential_provider=self._provider, **more)


def _profile_credentials() -> Any:
    """The provider that reads ~/.aws, which obstore does not, if boto3 is installed. None if it is not needed."""
    if any(os.environ.get(name) for name in _AMAZON_VARIABLES) or importlib.util.find_spec("boto3") is None:
        return None
    # Only obstore may ask the metadata server, because it has a timeout for that.
    os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")
    from obstore.auth.boto3 import Boto3CredentialProvider

    try:
        return Boto3CredentialProvider()
    except ValueError:
        # ~/.aws has no credentials. obstore can still find those of a cloud machine.
        return None


def _seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


@contextmanager
def _our_errors(place: str, *, deleting: bool = False) -> Iterator[None]:
    """Translate errors of the storage. Their own text is not shown, because it contains requests with signed URLs."""
    from obstore.exceptions import BaseError

    try:
        yield
    except (BaseError, OSError, ValueError) as error:
        raise _error(str(error), place, deleting=deleting) from None


def _error(text: str, place: str, *, deleting: bool) -> TavusError:
    task, end = ("delete the file", "") if deleting else ("take the file", "; nothing was created")
    status = re.search(r"status code: (\d{3}) ?([A-Za-z ]*)", text)
    if status is None:
        return NetworkError(f"{place} could not be reached{end}.", hint="run the same command again")
    # Sources: the error documents of S3, of Google's XML API and of Azure, which all have these two elements.
    code, message = (re.search(rf"<{name}>([^<]*)</{name}>", text) for name in ("Code", "Message"))
    words = [found[1].partition("\n")[0] for found in (code, message) if found] or [f"{status[1]} {status[2]}"]
    said = sentence(": ".join(words))
    if status[1].startswith("5"):
        return ServerError(
            f"{place} failed to {task}: {said}{end}.",
            http_status=int(status[1]),
            outcome=Outcome.NOT_SENT,
            hint="run the same command again later",
        )
    return Refused(
        f"{place} refused {'to delete ' if deleting else ''}the file: {said}.",
        http_status=int(status[1]),
        outcome=Outcome.NOT_SENT,
        hint=_HINTS.get(code[1] if code else "", "see that the credentials may write there and read"),
    )
