"""The table of rules: for each its files, its source, its certainty, and the API's code for the failure.

`checks_of` applies all of them to a file.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from tavus_cli.api.records import Row
from tavus_cli.verbs.check import clips, containers, link_rules, pictures
from tavus_cli.verbs.check.findings import Finding, InputFile, Role, Status
from tavus_cli.verbs.check.repair import repair_command

# According to the table of errors a name can be too long or contain an invalid character. No source gives the limits.
LONGEST_NAME = 64
_PLAIN_NAME = r"[\w '.-]*"


class Certainty(StrEnum):
    """The certainty that a training fails. A rule that is only our judgement never stops a create."""

    DOCUMENTED = "documented"
    SEEN = "seen"  # observed in live answers or the vendor's own programs
    STRUCTURAL = "structural"  # follows from the format
    JUDGEMENT = "judgement"


class Rule(NamedTuple):
    """A rule.

    Attributes:
        name: its name in findings.
        roles: the roles of files to which it applies, each with the API's code for the failure, or None.
        judge: yields findings; none if the rule does not apply, or too little is known.
        source: the documentation of the rule.
        certainty: how certain it is.
        link_only: whether it can be applied before anything is fetched.
    """

    name: str
    roles: Mapping[Role, str | None]
    judge: Callable[[InputFile], Iterator[Finding]]
    source: str
    certainty: Certainty
    link_only: bool = False

    def findings(self, file: InputFile) -> Iterator[Finding]:
        """The findings of the rule for a file. If it is only our judgement, a failure becomes a warning."""
        for finding in self.judge(file):
            judged = self.certainty is Certainty.JUDGEMENT and finding.status is Status.FAIL
            yield finding._replace(status=Status.WARNING) if judged else finding


def _warnings(file: InputFile) -> Iterator[Finding]:
    for warning in file.warnings:
        yield Finding(Status.WARNING, warning)


def _name(file: InputFile) -> Iterator[Finding]:
    given = file.body.get("replica_name")
    if not isinstance(given, str):
        return
    wanted = f"letters, digits, spaces and - _ . ', {LONGEST_NAME} at most"
    if len(given) > LONGEST_NAME:
        message = f"the replica's name has {len(given)} characters; long ones can fail in the processing of the sound"
        yield Finding(Status.WARNING, message, len(given), wanted, "give a shorter --replica-name")
    elif not re.fullmatch(_PLAIN_NAME, given):
        odd = " ".join(dict.fromkeys(re.sub(r"[\w '.-]", "", given)))
        message = f"the replica's name has {odd} in it; odd characters can fail in the processing of the sound"
        yield Finding(Status.WARNING, message, odd, wanted, "give a plainer --replica-name")
    else:
        yield Finding(Status.OK, f"{len(given)} characters, none of them odd", len(given), wanted)


def _replica(file: InputFile) -> Iterator[Finding]:
    replica = file.replica
    if replica is None:
        return
    if replica.unknown:
        yield Finding(Status.UNKNOWN, f"whether the replica exists is not known: {replica.unknown}")
    elif replica.status is None:
        message, hint = f"there is no replica {replica.replica_id}", "tavus replicas list shows the existing ones"
        yield Finding(Status.FAIL, message, replica.replica_id, "an existing replica", hint)
    elif replica.ready:
        yield Finding(Status.OK, f"the replica {replica.replica_id} is {replica.status}", replica.status)
    elif not replica.failed:
        message = f"the replica {replica.replica_id} is {replica.status}; the video waits until its training is done"
        yield Finding(Status.NOTE, message, replica.status)


def _replica_state(file: InputFile) -> Iterator[Finding]:
    if file.replica and file.replica.failed:
        message = f"the training of the replica {file.replica.replica_id} has failed"
        yield Finding(Status.FAIL, message, file.replica.status, "completed", "take another replica")


def _clips(code: str | None) -> dict[Role, str | None]:
    return dict.fromkeys((Role.CLIP, Role.CONSENT), code)


_DOC, _SEEN, _STRUCT, _JUDGED = Certainty.DOCUMENTED, Certainty.SEEN, Certainty.STRUCTURAL, Certainty.JUDGEMENT
_LINKS = {**_clips("download_link"), Role.PORTRAIT: "download_link", Role.AUDIO: "audio_file_download_link"}
_DAMAGED = {**_clips("video_processing"), Role.PORTRAIT: None, Role.AUDIO: "video_error"}
_ERRORS = "the tables of training and video errors"
_ANY_LINK = dict.fromkeys((*_LINKS, Role.LINK))
_PAGES = "the training pages"
_OURS = "our judgement"

RULES = (
    Rule("reachable", _LINKS, link_rules.reachable, _ERRORS, _DOC, link_only=True),
    Rule("link_signature", _LINKS, link_rules.signature, "the storage's rules", _STRUCT, link_only=True),
    Rule("link_expiry", _LINKS, link_rules.link_expiry, f"{_PAGES}; AWS on presigned URLs", _DOC, link_only=True),
    Rule("reachable", {Role.LINK: None}, link_rules.reachable, _OURS, _JUDGED, link_only=True),
    Rule("link_signature", {Role.LINK: None}, link_rules.signature, _OURS, _JUDGED, link_only=True),
    Rule("link_expiry", {Role.LINK: None}, link_rules.link_expiry, _OURS, _JUDGED, link_only=True),
    Rule("link_encryption", dict.fromkeys(_LINKS), link_rules.encrypted, _OURS, _JUDGED, link_only=True),
    Rule("file_page", _LINKS, link_rules.file_page, f"{_ERRORS}; share links seen to fail", _DOC, link_only=True),
    Rule("file_name", _ANY_LINK, link_rules.suffix, _ERRORS, _DOC, link_only=True),
    Rule(
        "separate", {Role.CONSENT: "consent_phrase_mismatch"}, clips.separate, "POST /v2/replicas", _DOC, link_only=True
    ),
    Rule("file_size", {**_clips("file_size"), Role.AUDIO: "audio_file_max_size"}, containers.file_size, _ERRORS, _DOC),
    Rule("whole", _DAMAGED, containers.whole, "the file itself", _STRUCT),
    Rule("container", _clips("video_format"), containers.container, _ERRORS, _DOC),
    Rule("codec", _clips("video_codec"), clips.codec, _ERRORS, _DOC),
    Rule("colour", _clips(None), clips.colour, _OURS, _JUDGED),
    Rule("frame_rate", _clips("video_fps"), clips.frame_rate, f'{_ERRORS}; live: "at least 23fps"', _SEEN),
    Rule("even_frames", {Role.CLIP: None}, clips.even_frames, _OURS, _JUDGED),
    Rule("size", _clips("quality_issue_detected"), clips.size, _ERRORS, _DOC),
    Rule("rotation", _clips(None), clips.rotation, _OURS, _JUDGED),
    Rule("duration", {Role.CLIP: "video_duration"}, clips.duration, f"{_ERRORS}; {_PAGES}", _DOC),
    Rule("duration", {Role.CONSENT: None}, clips.duration, _OURS, _JUDGED),
    Rule("sound", _clips("audio_processing"), clips.sound, f"{_ERRORS}; {_PAGES}", _DOC),
    Rule("silence", _clips("audio_processing"), clips.silence, f"{_OURS}, measured", _JUDGED),
    Rule("index", {Role.CLIP: None}, containers.index, "the file itself", _STRUCT),
    Rule("picture_kind", {Role.PORTRAIT: None}, pictures.picture_kind, f"POST /v2/replicas; {_PAGES}", _DOC),
    Rule("picture_size", {Role.PORTRAIT: None}, pictures.picture_size, _PAGES, _DOC),
    Rule("picture_api", {Role.PORTRAIT: None}, pictures.picture_api, "POST /v2/replicas/image-validation", _DOC),
    Rule("voice", {Role.PORTRAIT: None}, pictures.voice, "POST /v2/replicas", _DOC),
    Rule("sound_kind", {Role.AUDIO: "audio_file_type"}, containers.sound_kind, f"POST /v2/videos; {_ERRORS}", _DOC),
    Rule("sound_least", {Role.AUDIO: "audio_file_min_duration"}, containers.sound_least, _ERRORS, _DOC),
    Rule("sound_most", {Role.AUDIO: "audio_file_max_duration"}, containers.sound_most, _ERRORS, _DOC),
    Rule("name", {Role.REQUEST: "audio_processing"}, _name, f"{_ERRORS}; the number is ours", _JUDGED, link_only=True),
    Rule("request", {Role.REQUEST: None}, _warnings, "POST /v2/replicas, POST /v2/videos", _DOC, link_only=True),
    Rule("replica", {Role.REQUEST: None}, _replica, "GET /v2/replicas/{replica_id}", _DOC),
    Rule("replica_state", {Role.REQUEST: "replica_in_error_state"}, _replica_state, _ERRORS, _DOC),
    Rule("words", {Role.CONSENT: "consent_phrase_mismatch"}, clips.words, f"POST /v2/replicas; {_PAGES}", _DOC),
)


class Check(NamedTuple):
    """A finding of a rule about a file."""

    file: InputFile
    rule: Rule
    finding: Finding

    @property
    def code(self) -> str | None:
        """The API's code for the expected failure; None if no failure is expected."""
        foreseen = self.finding.status in {Status.WARNING, Status.FAIL}
        return self.rule.roles[self.file.role] if foreseen else None

    @property
    def command(self) -> str | None:
        """The command that repairs only this finding; None if there is none."""
        if self.finding.repair:
            return repair_command(self.file.local_name, self.finding.repair)
        return self.finding.command

    @property
    def text(self) -> str:
        """The finding for people: the message, the code and the hint, without the command."""
        code = f" ({self.code})" if self.code else ""
        hint = f"; {self.finding.hint}" if self.finding.hint else ""
        return f"{self.finding.message}{code}{hint}"

    def row(self) -> Row:
        return {
            "file": self.file.field,
            "name": self.rule.name,
            "status": self.finding.status.value,
            "value": self.finding.value,
            "wanted": self.finding.wanted,
            "message": self.finding.message,
            "hint": self.command or self.finding.hint,
            "code": self.code,
            "source": self.rule.source,
            "certainty": self.rule.certainty.value,
        }


def checks_of(file: InputFile) -> list[Check]:
    """The results of all rules for a file."""
    return [Check(file, rule, each) for rule in RULES if file.role in rule.roles for each in rule.findings(file)]


def checks_of_link(file: InputFile) -> list[Check]:
    """The results of the rules that need only the link, for a file that was not inspected."""
    return [check for check in checks_of(file) if check.rule.link_only]
