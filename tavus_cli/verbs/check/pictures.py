"""Rules for portraits: format and size from the file, and the API's verdict about the content."""

from collections.abc import Iterator

from tavus_cli.media.facts import Kind
from tavus_cli.verbs.check.containers import PAGES
from tavus_cli.verbs.check.findings import Finding, InputFile, Status, size_text
from tavus_cli.verbs.check.repair import Repair

TYPES = {Kind.PNG: "image/png", Kind.JPEG: "image/jpeg"}
SUFFIXES = {Kind.PNG: (".png",), Kind.JPEG: (".jpg", ".jpeg")}
LEAST_PIXELS = 512
# In Base64 this is 28 MiB, the maximum that the API accepts for validation.
MOST_BYTES = 20 * 2**20
_CONVERTIBLE = frozenset({Kind.HEIC, Kind.AVIF, Kind.WEBP, Kind.GIF, Kind.BMP, Kind.TIFF})
_WANTED = "PNG or JPEG"


def picture_kind(file: InputFile) -> Iterator[Finding]:
    facts = file.facts
    if facts is None or (facts.kind in PAGES and file.link):
        return
    kind = facts.kind
    if kind is Kind.EMPTY:
        yield Finding(Status.FAIL, "the file is empty", kind, _WANTED, "upload it again")
    elif kind not in TYPES:
        named = "no kind of picture that is known" if kind is Kind.UNKNOWN else kind
        repair, hint = (
            (Repair.PHOTO, None) if kind in _CONVERTIBLE else (Repair(0), "give the link of the picture itself")
        )
        yield Finding(Status.FAIL, f"{named}; only PNG and JPEG are taken", kind, _WANTED, hint, repair=repair)
    elif file.suffix and file.suffix not in SUFFIXES[kind]:
        message = f"{kind}, but its name ends in {file.suffix}; the name may count"
        yield Finding(Status.WARNING, message, kind, _WANTED, f"name it {SUFFIXES[kind][0]}")
    elif _is_other_type(file, TYPES[kind]):
        message = f"{kind}, but the server calls it {file.content_type}; that may count"
        yield Finding(Status.WARNING, message, kind, _WANTED, f"store it as {TYPES[kind]}")
    elif facts.picture and facts.picture.orientation != 1:
        message = f"{kind} with a mark that turns or mirrors it; who passes over the mark sees it lie on its side"
        yield Finding(Status.WARNING, message, kind, _WANTED, repair=Repair.PHOTO)
    else:
        yield Finding(Status.OK, kind, kind, _WANTED)


def _is_other_type(file: InputFile, wanted: str) -> bool:
    content_type = file.content_type or ""
    return content_type.startswith("image/") and content_type not in {wanted, "image/jpg"}


def _failure(file: InputFile) -> Status:
    """The status for a picture that breaks a rule. It is milder if the API is asked to fix the picture."""
    return Status.WARNING if file.body.get("auto_fix_training_image") else Status.FAIL


def picture_size(file: InputFile) -> Iterator[Finding]:
    facts = file.facts
    if facts is None or facts.kind not in TYPES:
        return
    wanted = f">= {LEAST_PIXELS}x{LEAST_PIXELS}"
    if facts.picture is not None:
        text = f"{facts.picture.width}x{facts.picture.height}"
        if min(facts.picture.width, facts.picture.height) < LEAST_PIXELS:
            hint = "give a larger picture: enlarging this one does not help"
            yield Finding(_failure(file), f"{text}; each side needs {LEAST_PIXELS}", text, wanted, hint)
            return
    else:
        text = "of unknown size"
    if facts.size is not None and facts.size > MOST_BYTES:
        message = f"{text}, {size_text(facts.size)}; the API cannot be asked about more than {size_text(MOST_BYTES)}"
        yield Finding(Status.WARNING, message, text, wanted, repair=Repair.PHOTO)
    elif facts.picture is not None:
        yield Finding(Status.OK, text, text, wanted)


def picture_api(file: InputFile) -> Iterator[Finding]:
    verdict = file.verdict
    if verdict is None:
        return
    if verdict.no_key:
        yield Finding(Status.NOTE, f"the API was not asked what it says of the picture: {verdict.no_key}")
    elif verdict.passed is None:
        yield Finding(Status.WARNING, f"the API could not be asked what it says of the picture: {verdict.trouble}")
    elif verdict.passed:
        yield Finding(Status.OK, f"the API would take it ({verdict.checks} checks)", verdict.checks)
    else:
        for label in verdict.failed or ("the API would not take it, and does not say why",):
            yield Finding(_failure(file), label, label, "passed", "give another picture")


def voice(file: InputFile) -> Iterator[Finding]:
    if not {"voice_name", "default_voice_id"} & file.body.keys():
        message = "a portrait has no voice, and neither --voice-name nor --default-voice-id is given"
        yield Finding(Status.FAIL, message, None, "a voice", "add --voice-name NAME, such as anna")
