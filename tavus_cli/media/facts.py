"""The types for facts about a media file and the link to it, as plain data that `dataclasses.asdict` turns into JSON.

Units: seconds, bytes, bits per second. None means that the file does not contain the value, or that reading stopped
before it; `Facts.stopped` then says why. Brands and tags are untrusted text and must be cleaned before they are shown.

Sources: ISO/IEC 14496-12 (boxes), 14496-15 (avcC, hvcC), 14496-3 (AAC); QuickTime File Format; RFC 8794 and RFC 9559
(EBML, Matroska); the WebM, VP9 and AV1 bindings; ITU-T H.273 (transfer); PNG, JFIF and EXIF specifications.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The type of a file by its first bytes, not by its name or content type. The value is its name for people."""

    MP4 = "MP4"
    QUICKTIME = "QuickTime"
    THREE_GP = "3GP"
    WEBM = "WebM"
    MATROSKA = "Matroska"
    PNG = "PNG"
    JPEG = "JPEG"
    WAV = "WAV"
    MP3 = "MP3"
    # Types that are recognized but not parsed.
    AVI = "AVI"
    ASF = "WMV"
    FLV = "FLV"
    MPEG_TS = "MPEG-TS"
    MPEG_PS = "MPEG-PS"
    OGG = "Ogg"
    FLAC = "FLAC"
    AAC = "AAC"
    GIF = "GIF"
    HEIC = "HEIC"
    AVIF = "AVIF"
    WEBP = "WebP"
    BMP = "BMP"
    TIFF = "TIFF"
    SVG = "SVG"
    HLS = "HLS playlist"
    DASH = "DASH manifest"
    HTML = "HTML"
    XML = "XML"
    JSON = "JSON"
    PDF = "PDF"
    ZIP = "ZIP"
    GZIP = "gzip"
    TEXT = "text"
    EMPTY = "empty"
    UNKNOWN = "unknown"


class IndexPlace(StrEnum):
    """The place of the sample table: before the data, after it, or in fragments between the data."""

    START = "start"
    END = "end"
    FRAGMENTED = "fragmented"


class Flaw(StrEnum):
    """A kind of damage. The value completes "the file is damaged: ..."."""

    CUT = "cut off"  # a box or element is larger than the rest of the file
    NO_INDEX = "no index"  # the sample table is missing, usually because a recording or an upload was cut off
    INDEX_CUT = "index cut off"  # only a part of the sample table is there
    DATA_MISSING = "data missing"  # the sample table points past the end of the file
    MALFORMED = "malformed"  # invalid sizes or structure


@dataclass(frozen=True, slots=True)
class Damage:
    """One flaw. `wanted` is the file size in bytes that a complete file would have, `there` the actual size."""

    flaw: Flaw
    where: str  # the name of the box or element, such as "mdat"
    wanted: int | None = None
    there: int | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """The frame rate of a video and its regularity, measured over its first `seconds`; 0 if taken from a header."""

    rate: float  # frames per second, on average
    odd_share: float  # share of frames whose length differs by more than 10 % from the most common one, 0 to 1
    slowest: float  # frames per second in the slowest second; in all of the video if it is shorter than a second
    seconds: float


@dataclass(frozen=True, slots=True)
class Video:
    """A video track."""

    tag: str  # the codec's identifier in the file, such as "avc1" or "V_VP9"; for encrypted tracks the original one
    codec: str  # its name for people, such as "H.264"; the tag if it is unknown
    profile: str | None = None  # "High", "Main 10"
    level: str | None = None  # "4.0"
    bit_depth: int | None = None
    chroma: str | None = None  # "4:2:0", "4:2:2", "4:4:4", "4:0:0"
    transfer: str | None = None  # "HLG", "PQ", "BT.709", else "H.273 code N"
    dolby_vision: bool = False
    encrypted: bool = False
    width: int | None = None  # as stored, before any rotation
    height: int | None = None
    rotation: int = 0  # degrees by which a player rotates the picture clockwise: 0, 90, 180, 270
    duration: float | None = None
    pace: Pace | None = None


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound track."""

    tag: str  # "mp4a", "A_OPUS"; for encrypted tracks the original one
    codec: str  # "AAC", "Opus", "MP3", "PCM"; the tag if it is unknown
    profile: str | None = None  # "LC", "HE-AAC"
    encrypted: bool = False
    sample_rate: int | None = None  # Hz
    channels: int | None = None
    duration: float | None = None
    bit_rate: float | None = None  # the average of the stored samples; near 0 for digital silence (AAC, Opus)


@dataclass(frozen=True, slots=True)
class Picture:
    """A still picture."""

    width: int  # as stored, before any rotation
    height: int
    orientation: int = 1  # EXIF: 1 is upright, 2 to 8 are rotated or mirrored
    animated: bool = False


@dataclass(slots=True)
class Facts:
    """The facts about one file. They are filled in while the file is read, so that some remain if reading stops."""

    kind: Kind
    size: int | None  # None if the source does not report it
    brands: tuple[str, ...] = ()  # for MP4, the major one first; for Matroska and WebM, the document type
    duration: float | None = None  # of the whole file: of its longest track
    videos: tuple[Video, ...] = ()
    sounds: tuple[Sound, ...] = ()
    others: tuple[str, ...] = ()  # the file's names for the kinds of further tracks: "text", "tmcd"
    picture: Picture | None = None
    index: IndexPlace | None = None
    damage: tuple[Damage, ...] = ()
    stopped: str | None = None  # why reading ended early: a limit, no ranges, a changed file

    @property
    def video(self) -> Video | None:
        """The track that players show."""
        return self.videos[0] if self.videos else None

    @property
    def sound(self) -> Sound | None:
        """The track that players play."""
        return self.sounds[0] if self.sounds else None


class Trouble(StrEnum):
    """Why a file behind a link could not be read, or not completely."""

    BAD_LINK = "bad link"  # the link, or one that it redirects to, is not a usable http(s) URL
    PRIVATE = "private"  # it points to this machine or a private network, and was not contacted
    NAME = "name"  # the host's name could not be resolved from here
    NOT_CONNECTED = "not connected"
    PROXY = "proxy"
    CERTIFICATE = "certificate"
    TIMEOUT = "timeout"
    LOST = "lost"  # the connection broke
    REDIRECTS = "redirects"  # too many redirects, or one without a target
    INSECURE = "insecure"  # a redirect from https to http; not followed
    REFUSED = "refused"  # a status that is not 200 or 206; see `Reached.status`
    CHANGED = "changed"  # the file changed while it was read
    UNUSABLE = "unusable"  # an answer that violates HTTP: a wrong range, too many bytes, an unrequested encoding


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: its source and its target, without queries, which may contain a signature."""

    source: str
    target: str


@dataclass(slots=True)
class Reached:
    """The result of following a link. It is filled in while requests are made."""

    host: str = ""  # of the last URL that was contacted or refused
    status: int | None = None  # of the last answer that is not a redirect: 200 and 206 are successes
    status_line: str = ""  # "403 Forbidden", cleaned
    content_type: str | None = None  # lower case, without parameters
    length: int | None = None  # of the whole file
    ranges: bool | None = None  # whether the server supports range requests
    hops: tuple[Hop, ...] = ()
    trouble: Trouble | None = None
    reason: str | None = None  # the trouble as a clause for people, cleaned; the same as `Facts.stopped`
