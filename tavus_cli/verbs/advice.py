"""Advice for failed jobs, chosen by patterns in the API's error message, because the API sends no error code.

Source: the tables of training and video errors. The first match counts, so specific patterns come before general ones.
"""

import re

_CONSENT = (
    "record the consent statement word for word, alone in the consent clip (--consent-video-url) or at the start of the"
    " training clip"
)
_STEADY = "record it again in one take: sitting still, camera at eye level, even light, no edits"

_ADVICE = (
    (r"consent", _CONSENT),
    (r"\breplica\b.*(error|failed|failure)", "choose a replica whose training completed"),
    (r"download|fetch|link|reach", "give a direct, public link that works for at least 24 hours"),
    (r"750|too large|larger|file size", "keep the file at 750 MB or less"),
    (r"h\.?264|codec|format|\.mp4|\.wav|\.mp3|file type", "convert it: ffmpeg -i IN -c:v libx264 -c:a aac OUT.mp4"),
    (r"frames|fps", "record with at least 25 frames a second"),
    (r"minute|duration|shorter|longer|seconds", "check the length: a minute or more for training, audio up to 10 min"),
    (r"guideline|policy|communit", "the content is not allowed; change it"),
    (r"second person|more than one", "let only one person be seen and heard"),
    (r"hands?\b|cover|obstruct|turned|glasses|hat\b", "keep the face free and turned to the camera all the time"),
    (r"light", "light the face evenly, and do not change the light while recording"),
    (r"nois[ey]|sound|audio", "record in a quiet room, with nobody else talking"),
    (r"edit|cuts?\b|movement|move|angle|distance|teeth", _STEADY),
    (r"quality|720|resolution|512", "use 720p or more for a clip, 512 x 512 or more for an image"),
    (r"damaged|too small", "check that the file plays, and that the face fills enough of the picture"),
    (r"image|picture|photo", "use a portrait of one person looking into the camera, head whole in the frame"),
)  # fmt: skip
_FALLBACK = "check what was sent, and try again"


def advice_for(sentence: str) -> str:
    """The hint for an error message of the API."""
    for pattern, text in _ADVICE:
        if re.search(pattern, sentence, re.I):
            return text
    return _FALLBACK
