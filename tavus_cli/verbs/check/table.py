"""The table of rules: what is judged, of which files, by what source, how sure that is, and the API's code for it."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from tavus_cli.verbs.check import clips, containers, pictures, reach, request, sounds
from tavus_cli.verbs.check.findings import Finding, InputFile, Role, Status


class Certainty(StrEnum):
    """How sure it is that a training fails. A rule that is only our judgement never stops a create."""

    DOCUMENTED = "documented"
    SEEN = "seen"  # in the field: live answers, the vendor's own programs
    STRUCTURAL = "structural"  # cannot be otherwise
    JUDGEMENT = "judgement"


class Rule(NamedTuple):
    """One rule.

    Attributes:
        name: as findings bear it.
        roles: the files that it is about, each with what the API calls the failure, where it has a word for it.
        judge: yields what it finds; nothing where it does not apply, or too little is known.
        source: where it stands.
        needs_link_only: whether it can be judged before anything is fetched.
    """

    name: str
    roles: Mapping[Role, str | None]
    judge: Callable[[InputFile], Iterator[Finding]]
    source: str
    certainty: Certainty
    needs_link_only: bool = False

    def findings(self, file: InputFile) -> Iterator[Finding]:
        """What the rule says of a file. As a judgement of ours it warns at most."""
        for finding in self.judge(file):
            judged = self.certainty is Certainty.JUDGEMENT and finding.status is Status.FAIL
            yield finding._replace(status=Status.WARNING) if judged else finding


def _clips(code: str | None) -> dict[Role, str | None]:
    return dict.fromkeys((Role.CLIP, Role.CONSENT), code)


_D, _F, _X, _J = Certainty.DOCUMENTED, Certainty.SEEN, Certainty.STRUCTURAL, Certainty.JUDGEMENT
_LINKS = {**_clips("download_link"), Role.PORTRAIT: "download_link", Role.AUDIO: "audio_file_download_link"}
_DAMAGED = {**_clips("video_processing"), Role.PORTRAIT: None, Role.AUDIO: "video_error"}
_ERRORS = "the tables of training and video errors"
_ANY_LINK = dict.fromkeys((*_LINKS, Role.LINK))
_PAGES = "the training pages"
_OURS = "our judgement"

RULES = (
    Rule("reachable", _LINKS, reach.reachable, _ERRORS, _D, needs_link_only=True),
    Rule("link_signature", _LINKS, reach.signature, "the storage's rules", _X, needs_link_only=True),
    Rule("link_expiry", _LINKS, reach.link_expiry, f"{_PAGES}; AWS on presigned URLs", _D, needs_link_only=True),
    Rule("reachable", {Role.LINK: None}, reach.reachable, _OURS, _J, needs_link_only=True),
    Rule("link_signature", {Role.LINK: None}, reach.signature, _OURS, _J, needs_link_only=True),
    Rule("link_expiry", {Role.LINK: None}, reach.link_expiry, _OURS, _J, needs_link_only=True),
    Rule("link_encryption", dict.fromkeys(_LINKS), reach.encrypted, _OURS, _J, needs_link_only=True),
    Rule("file_page", _LINKS, reach.file_page, f"{_ERRORS}; share links seen to fail", _D, needs_link_only=True),
    Rule("file_name", _ANY_LINK, reach.suffix, _ERRORS, _D, needs_link_only=True),
    Rule(
        "separate",
        {Role.CONSENT: "consent_phrase_mismatch"},
        request.separate,
        "POST /v2/replicas",
        _D,
        needs_link_only=True,
    ),
    Rule("file_size", {**_clips("file_size"), Role.AUDIO: "audio_file_max_size"}, containers.file_size, _ERRORS, _D),
    Rule("whole", _DAMAGED, containers.whole, "the file itself", _X),
    Rule("container", _clips("video_format"), containers.container, _ERRORS, _D),
    Rule("codec", _clips("video_codec"), clips.codec, _ERRORS, _D),
    Rule("colour", _clips(None), clips.colour, _OURS, _J),
    Rule("frame_rate", _clips("video_fps"), clips.frame_rate, f'{_ERRORS}; live: "at least 23fps"', _F),
    Rule("even_frames", {Role.CLIP: None}, clips.even_frames, _OURS, _J),
    Rule("size", _clips("quality_issue_detected"), clips.size, _ERRORS, _D),
    Rule("rotation", _clips(None), clips.rotation, _OURS, _J),
    Rule("duration", {Role.CLIP: "video_duration"}, clips.duration, f"{_ERRORS}; {_PAGES}", _D),
    Rule("duration", {Role.CONSENT: None}, clips.duration, _OURS, _J),
    Rule("sound", _clips("audio_processing"), clips.sound, f"{_ERRORS}; {_PAGES}", _D),
    Rule("silence", _clips("audio_processing"), clips.silence, f"{_OURS}, measured", _J),
    Rule("index", {Role.CLIP: None}, containers.index, "the file itself", _X),
    Rule("picture_kind", {Role.PORTRAIT: None}, pictures.picture_kind, f"POST /v2/replicas; {_PAGES}", _D),
    Rule("picture_size", {Role.PORTRAIT: None}, pictures.picture_size, _PAGES, _D),
    Rule("picture_api", {Role.PORTRAIT: None}, pictures.picture_api, "POST /v2/replicas/image-validation", _D),
    Rule("voice", {Role.PORTRAIT: None}, request.voice, "POST /v2/replicas", _D),
    Rule("sound_kind", {Role.AUDIO: "audio_file_type"}, sounds.sound_kind, f"POST /v2/videos; {_ERRORS}", _D),
    Rule("sound_least", {Role.AUDIO: "audio_file_min_duration"}, sounds.sound_least, _ERRORS, _D),
    Rule("sound_most", {Role.AUDIO: "audio_file_max_duration"}, sounds.sound_most, _ERRORS, _D),
    Rule(
        "name",
        {Role.REQUEST: "audio_processing"},
        request.name,
        f"{_ERRORS}; the number is ours",
        _J,
        needs_link_only=True,
    ),
    Rule(
        "request", {Role.REQUEST: None}, request.warned, "POST /v2/replicas, POST /v2/videos", _D, needs_link_only=True
    ),
    Rule("words", {Role.CONSENT: "consent_phrase_mismatch"}, request.words, f"POST /v2/replicas; {_PAGES}", _D),
)
