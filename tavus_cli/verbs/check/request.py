"""Rules about what goes with the files: names, voices, the words of consent."""

import re
from collections.abc import Iterator

from tavus_cli.verbs.check.findings import Finding, InputFile, Status
from tavus_cli.verbs.preflight import CONSENT_STATEMENT

# That a name can be too long or hold a wrong character stands in the table of errors; which are, nowhere.
LONGEST_NAME = 64
_PLAIN_NAME = r"[\w '.-]*"


def warned(file: InputFile) -> Iterator[Finding]:
    for warning in file.warnings:
        yield Finding(Status.WARNING, warning)


def name(file: InputFile) -> Iterator[Finding]:
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


def voice(file: InputFile) -> Iterator[Finding]:
    if not {"voice_name", "default_voice_id"} & file.body.keys():
        message = "a portrait has no voice, and neither --voice-name nor --default-voice-id is given"
        yield Finding(Status.FAIL, message, None, "a voice", "add --voice-name NAME, such as anna")


def separate(file: InputFile) -> Iterator[Finding]:
    if file.link and file.body.get("consent_video_url") == file.body.get("train_video_url"):
        message = "it is the training clip itself; it should hold the statement and nothing else"
        hint = "leave --consent-video-url out where the clip opens with the statement"
        yield Finding(Status.WARNING, message, None, "a clip of its own", hint)


def words(_file: InputFile) -> Iterator[Finding]:
    """Nothing here listens. The statement is shown, and what is not sure about it."""
    message = (
        f'only you can hear whether the words are right: "{CONSENT_STATEMENT}"'
        ' (other pages have "give consent to Tavus" or another text; any supported language will do)'
    )
    yield Finding(Status.NOTE, message)
