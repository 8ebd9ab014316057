"""The API as data: the fields a request may have, and the stock replicas and voices that every account sees.

The stock is a dated copy, not the service's own list, which changes. Replica ids and names: as public pages of late
2025 show them. Voice names: as public pages of mid-2026 show them; their ids, descriptions and tags are invented.
"""

from collections.abc import Mapping
from typing import NamedTuple

from tavus_cli.sandbox.fields import CALLBACK, FLAG, NAME, TEXT, URL, Kind

REPLICA_CREATE: Mapping[str, Kind] = {
    "train_video_url": URL,
    "consent_video_url": URL,
    "train_image_url": URL,
    "voice_name": TEXT,
    "auto_fix_training_image": FLAG,
    "callback_url": CALLBACK,
    "replica_name": TEXT,
    "model_name": TEXT,
    "properties": {"background_green_screen": FLAG, "gaze_correction": FLAG},
}
REPLICA_RENAME = {"replica_name": NAME}

VIDEO_CREATE: Mapping[str, Kind] = {
    "replica_id": TEXT,
    "script": NAME,
    "audio_url": URL,
    "video_name": TEXT,
    "callback_url": CALLBACK,
    "background_url": URL,
    "background_source_url": URL,
    "fast": FLAG,
    "transparent_background": FLAG,
    "watermark_image_url": URL,
    "properties": {
        "background_scroll": FLAG,
        "background_scroll_type": ("human", "smooth"),
        "background_scroll_depth": ("middle", "bottom"),
        "background_scroll_return": ("return", "halt"),
        "start_with_wave": FLAG,
    },
}
VIDEO_RENAME = {"video_name": NAME}

VOICE_CREATE = {"voice_name": NAME, "train_audio_url": URL, "description": TEXT, "callback_url": CALLBACK}

DEFAULT_MODEL = "phoenix-4"
LATEST_WITHOUT_IMAGES = "phoenix-3"

PAGE = 10  # rows where no limit is given: documented for videos and voices, assumed for replicas
MOST = 1000  # rows on one page of replicas or videos, whatever the limit. Assumed: public code asks for 1000
MOST_VOICES = 100  # documented

_COPIED = 1762160400.0  # 3 November 2025, for want of the true dates


class StockReplica(NamedTuple):
    """A replica that belongs to the service."""

    id: str
    name: str
    model_name: str = "phoenix-3"
    created_at: float = _COPIED


class StockVoice(NamedTuple):
    """A voice that belongs to the service; its name is what voice_name of a new replica takes."""

    id: str
    name: str
    description: str
    tags: tuple[str, ...]
    created_at: float = _COPIED


REPLICAS = (
    # The id that samples of 2026 use with stock personas; its real name is not on those pages.
    StockReplica("r90bbd427f71", "Stock Sample", "phoenix-4"),
    StockReplica("r7bc3db0d581", "Sabrina"),
    StockReplica("rf25acd9e3f5", "Patrick"),
    StockReplica("re0eae1fbe11", "Lucy"),
    StockReplica("r1af76e94d00", "Rose"),
    StockReplica("r95fd27b5a37", "Helen"),
    StockReplica("r1a4e22fa0d9", "Benjamin"),
    StockReplica("r90105daccb4", "Isabella"),
    StockReplica("r6ae5b6efc9d", "Anna"),
    StockReplica("rb11617de314", "Sandra"),
    StockReplica("rb67667672ad", "Gloria (green screen)"),
    StockReplica("re2185788693", "Nathan (green screen)"),
    StockReplica("rfcfe46c1da8", "Lucy (green screen)"),
)
REPLICA_BY_ID = {each.id: each for each in REPLICAS}

VOICES = (
    StockVoice("v5a0d0a000001", "anna", "Calm and clear", ("female", "english")),
    StockVoice("v5a0d0a000002", "benjamin", "Warm and unhurried", ("male", "english")),
    StockVoice("v5a0d0a000003", "ivy", "Bright and quick", ("female", "english")),
    StockVoice("v5a0d0a000004", "james", "Deep and steady", ("male", "english")),
    StockVoice("v5a0d0a000005", "julia", "Friendly", ("female", "english")),
    StockVoice("v5a0d0a000006", "liam", "Young and lively", ("male", "english")),
)
VOICE_BY_ID = {each.id: each for each in VOICES}
VOICE_NAMES = frozenset(each.name for each in VOICES)
