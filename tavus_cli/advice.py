"""What to do about a failed job, found by the words of the API's sentence: it tells no code. And about a wrong id.

Source: the tables of training and video errors. The first that matches counts, the narrower before the wider.
"""

import re

_CONSENT = "record the consent statement word for word, or give a clip of it with --consent-video-url"
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
    (r"noise|sound|audio", "record in a quiet room, with nobody else talking"),
    (r"edit|cuts?\b|movement|move|angle|distance|teeth", _STEADY),
    (r"quality|720|resolution|512", "use 720p or more for a clip, 512 x 512 or more for an image"),
    (r"damaged|too small", "check that the file plays, and that the face fills enough of the picture"),
    (r"image|picture|photo", "use a portrait of one person looking into the camera, head whole in the frame"),
)  # fmt: skip
_FALLBACK = "check what was sent, and try again"

# How ids have looked so far. They are opaque, so this is only ever a guess for a hint.
_IDS = (
    ("replica", r"r[0-9a-f]{8,}", "a replica's starts with r"),
    ("persona", r"p[0-9a-f]{6,}", "a persona's starts with p"),
    ("voice", r"v[0-9a-f]{8,}", "a voice's starts with v"),
    ("video", r"[0-9a-f]{9,10}", "a video's has 9 or 10 digits and letters up to f"),
)


def advice_for(sentence: str) -> str:
    """What a person can do about it, as one hint."""
    for pattern, text in _ADVICE:
        if re.search(pattern, sentence, re.I):
            return text
    return _FALLBACK


def advice_for_id(noun: str, record_id: str) -> str | None:
    """What an id that the API does not know may be, told by its first letter; None if it looks right.

    A persona's id in a replica's place is the usual cause. Source: public issue threads.
    """
    looks = {kind: says for kind, pattern, says in _IDS if re.fullmatch(pattern, record_id)}
    own = next((says for kind, _, says in _IDS if kind == noun), None)
    if not looks or noun in looks or own is None:
        return None
    return f"it looks like a {next(iter(looks))}'s id; {own}"
