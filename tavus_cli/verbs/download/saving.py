"""Downloading a video: finding its link, transferring the file with retries, and renewing an expired link.

The bytes received are kept, and resumed by the next try or the next run; for a pipe, by the next try only. A download
is resumed only if a strong ETag proves that the file is the same version (Range with If-Range). Otherwise it starts
over or fails.
"""

import shlex

from tavus_cli.api.calls import pause
from tavus_cli.api.records import Row
from tavus_cli.api.storage import Expired, Storage, StoredFile, broken, failed, open_link
from tavus_cli.api.transport import Fault
from tavus_cli.api.urls import parse_link
from tavus_cli.cli.session import Session
from tavus_cli.errors import Interrupted, NotFound, Refused, ServerError, TavusError, UsageError
from tavus_cli.output.progress import Meter, metering
from tavus_cli.output.rows import cell
from tavus_cli.text import clean, sentence
from tavus_cli.verbs.download.checksums import checksum_in
from tavus_cli.verbs.download.names import Destination
from tavus_cli.verbs.download.part import Part, Version
from tavus_cli.verbs.download.piped import Piped
from tavus_cli.verbs.resource import Job, State
from tavus_cli.verbs.wait import failure

RESUME = "run the same command again to resume."


def save_video(session: Session, job: Job, video_id: str, destination: Destination) -> Row:
    """Download a video. Returns its id, the path it was saved under, and its size.

    Raises:
        NotFound, FailedJob, Refused: the video does not exist, it failed, or it is not ready.
        TavusError: it could not be fetched or written.
    """
    link = _link_of(session, job, video_id)
    path = destination.path(video_id, _path_of(link))
    with Part(destination, path, video_id) as part:
        try:
            _fetch(session, job, video_id, link, part)
            part.finish()
        except Interrupted as signal:
            signal.cause = TavusError("interrupted.", hint=RESUME if part.size else None)
            raise
        except TavusError as error:
            error.hint = error.hint or (RESUME if part.size else None)
            raise
        return {"video_id": video_id, "path": str(path), "bytes": part.size}


def pipe_video(session: Session, job: Job, video_id: str) -> None:
    """Download a video to standard output.

    Raises:
        UsageError: standard output is a terminal.
        NotFound, FailedJob, Refused: the video does not exist, it failed, or it is not ready.
        TavusError: it could not be fetched or written, or the file is incomplete or damaged.
    """
    if session.streams.out_is_terminal:
        raise UsageError("a video is not shown in a terminal.", hint="name a file, or pipe it: --output - | ffplay -")
    piped = Piped(session.streams, video_id)
    try:
        _fetch(session, job, video_id, _link_of(session, job, video_id), piped)
    except TavusError as error:
        error.hint = error.hint or (piped.to_start_over if piped.size else None)
        raise


def _fetch(session: Session, job: Job, video_id: str, link: str, target: "Part | Piped") -> None:
    with metering(session.streams) as meter:
        _Transfer(session, job, video_id, link, target, meter).run()


def _path_of(link: str) -> str:
    try:
        return parse_link(link).path
    except ValueError:
        # `open_link` reports an invalid link.
        return ""


def _link_of(session: Session, job: Job, video_id: str) -> str:
    video = job.resource.fetch(session, video_id)
    status = cell(video.get("status")).lower()
    shown = clean(video_id)
    if status == "deleted":
        raise NotFound(f"video {shown} was deleted.")
    if job.state(video) is State.FAILED:
        raise failure(job, [video])
    if job.state(video) is not State.DONE:
        state = sentence(f"{status or 'no status'} {job.share(video)}".strip())
        hint = f"wait for it: {session.suggest(f'{job.command} {shown}')}"
        raise Refused(f"video {shown} is not ready yet ({state}).", hint=hint)
    link = video.get("download_url")
    if not isinstance(link, str) or not link:
        raise ServerError(f"video {shown} is ready, but the API gives no link to download it from.")
    return link


def save_new(session: Session, job: Job, video_id: str, destination: Destination) -> None:
    """Download a new video. Errors name the command to run, because repeating the create would make another video."""
    target = shlex.quote(str(destination.folder / (destination.name or "")))
    command = f"videos download {clean(video_id)} --output {target}{' --force' if destination.force else ''}"
    hint = f"the video is kept; to get it: {session.suggest(command)}"
    try:
        saved = save_video(session, job, video_id, destination)
    except TavusError as error:
        # The error's own hint applies to `videos download` only.
        error.hint = hint
        raise
    except Interrupted as signal:
        signal.cause = TavusError("interrupted.", hint=hint)
        raise
    session.streams.note(f"saved to {saved['path']} ({saved['bytes']} bytes)")


class _Transfer:
    """A download with its retries."""

    def __init__(
        self, session: Session, job: Job, video_id: str, link: str, part: "Part | Piped", meter: Meter
    ) -> None:
        self._retries = session.settings["retries"].value
        # Seconds without a byte until an attempt fails. The whole download is limited only by the command's deadline.
        self._idle_timeout = session.settings["call_timeout"].value
        self._session = session
        self._job = job
        self._video_id = video_id
        self._link = link
        self._part = part
        self._meter = meter
        self._renewed = False
        self._storage = Storage(self._idle_timeout, session.deadline.moment)

    def run(self) -> None:
        """Try until the file is complete. Raises the error of the last try."""
        attempt = 1
        try:
            while True:
                try:
                    return self._try()
                except Expired:
                    if self._renewed:
                        raise
                    self._renew()
                except TavusError as error:
                    self._session.deadline.check("the download")
                    error.attempts = attempt
                    say = self._session.streams.progress
                    if not error.transient or not pause(
                        attempt, self._retries, error.retry_after, error.message, say, self._session.deadline
                    ):
                        raise
                    attempt += 1
        finally:
            self._storage.close()

    def _renew(self) -> None:
        self._renewed = True
        self._session.streams.progress("the link has expired; asking for a new one")
        self._link = _link_of(self._session, self._job, self._video_id)

    def _try(self) -> None:
        headers = {}
        etag = self._part.version.etag
        resuming = self._part.size > 0 and etag is not None
        if resuming:
            headers = {"Range": f"bytes={self._part.size}-", "If-Range": str(etag)}
        answer = open_link(self._storage, self._link, headers, self._idle_timeout)
        try:
            if answer.status == 200:
                if resuming:
                    self._session.streams.progress(f"starting over: {answer.host} sends the file from its beginning")
                self._part.restart(Version(answer.body.etag, answer.length, checksum_in(answer.body.headers)))
            elif not resuming or not self._continues(answer):
                raise ServerError(
                    f"{answer.host} answered with another part of the file than was asked for.",
                    hint=self._part.to_start_over,
                    http_status=answer.status,
                )
            if answer.status != 416:
                self._take(answer)
            self._check_intact(answer.host)
        finally:
            answer.body.close()

    def _continues(self, answer: StoredFile) -> bool:
        """Whether the answer is the rest of the same version of the file."""
        part = self._part
        if answer.status == 416:
            return answer.total == part.size and part.version.total in {None, part.size}
        if answer.part is None or answer.body.etag != part.version.etag:
            return False
        first, total = answer.part
        if first != part.size or part.version.total not in {None, total}:
            return False
        part.version = part.version._replace(total=total)
        return True

    def _check_intact(self, host: str) -> None:
        checksum = self._part.version.checksum
        if checksum is not None and not self._part.is_intact():
            self._part.reject(f"the file does not have the {checksum.algorithm.upper()} checksum that {host} sent")

    def _take(self, answer: StoredFile) -> None:
        part = self._part
        total = part.version.total
        if answer.length is not None and total is not None and part.size + answer.length > total:
            raise _too_much(answer)
        self._meter.count(part.label, part.size, total)
        while True:
            try:
                data = answer.body.read()
            except Fault as fault:
                raise failed(fault, answer.host, self._idle_timeout) from fault
            if not data:
                break
            if total is not None and part.size + len(data) > total:
                raise _too_much(answer)
            part.write(data)
            self._meter.count(part.label, part.size, total)
        if part.size == 0:
            raise ServerError(f"{answer.host} sent an empty file; it was not saved.")
        if total is not None and part.size < total:
            raise broken(answer.host)


def _too_much(answer: StoredFile) -> ServerError:
    return ServerError(f"{answer.host} sent more than it said the file has.")
