"""Facts about a media file, as plain data. `dataclasses.asdict` makes JSON of them.

Times are seconds, sizes bytes, bit rates bits per second. None stands for what the file does not say, or what was not
reached; `Facts.stopped` then says why. Brands and tags are foreign text, to be cleaned before they are shown.

Sources: ISO/IEC 14496-12 (boxes), 14496-15 (avcC, hvcC), 14496-3 (AAC); QuickTime File Format; RFC 8794 and RFC 9559
(EBML, Matroska); the WebM, VP9 and AV1 bindings; ITU-T H.273 (transfer); PNG, JFIF and EXIF specifications.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a file is by its first bytes, whatever its name or content type says. The value is its name for people."""

    MP4 = "MP4"
    QUICKTIME = "QuickTime"
    THREE_GP = "3GP"
    WEBM = "WebM"
    MATROSKA = "Matroska"
    PNG = "PNG"
    JPEG = "JPEG"
    WAV = "WAV"
    MP3 = "MP3"
    # Named, but not looked into.
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
    """Where the table of samples is: before the data, after it, or in pieces between the data."""

    START = "start"
    END = "end"
    FRAGMENTED = "fragmented"


class Flaw(StrEnum):
    """What is damaged. The value completes "the file is damaged: ..."."""

    CUT = "cut off"  # a box or element asks for more bytes than there are
    NO_INDEX = "no index"  # the table of samples is missing, as when a recording or an upload was cut off
    INDEX_CUT = "index cut off"  # the table of samples is there, but not all of it
    DATA_MISSING = "data missing"  # the table of samples points past the end of the file
    MALFORMED = "malformed"  # sizes or structure that cannot be


@dataclass(frozen=True, slots=True)
class Damage:
    """One flaw. `wanted` and `there` are file sizes in bytes: what the file would need to be whole, and what it has."""

    flaw: Flaw
    where: str  # the name of the box or element, such as "mdat"
    wanted: int | None = None
    there: int | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """How a video's frames are spaced in time, measured on its first `seconds`; 0 if a header says it all."""

    rate: float  # frames per second, on average
    odd_share: float  # share of frames whose length differs by more than 10 % from the most common one, 0 to 1
    slowest: float  # frames per second in the slowest whole second (all there is, where that is shorter)
    seconds: float


@dataclass(frozen=True, slots=True)
class Video:
    """A track of moving pictures."""

    tag: str  # the codec as the file names it, such as "avc1" or "V_VP9"; of encrypted tracks the original one
    codec: str  # its name for people, such as "H.264"; the tag where it is not a known one
    profile: str | None = None  # "High", "Main 10"
    level: str | None = None  # "4.0"
    bit_depth: int | None = None
    chroma: str | None = None  # "4:2:0", "4:2:2", "4:4:4", "4:0:0"
    transfer: str | None = None  # "HLG", "PQ", "BT.709", else "H.273 code N"
    dolby_vision: bool = False
    encrypted: bool = False
    width: int | None = None  # as stored, before any rotation
    height: int | None = None
    rotation: int = 0  # degrees clockwise that a player turns the picture: 0, 90, 180, 270
    duration: float | None = None
    pace: Pace | None = None


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound track."""

    tag: str  # "mp4a", "A_OPUS"; of encrypted tracks the original one
    codec: str  # "AAC", "Opus", "MP3", "PCM"; the tag where it is not a known one
    profile: str | None = None  # "LC", "HE-AAC"
    encrypted: bool = False
    sample_rate: int | None = None  # Hz
    channels: int | None = None
    duration: float | None = None
    bit_rate: float | None = None  # average of the stored samples; of digital silence it is near 0 (AAC, Opus)


@dataclass(frozen=True, slots=True)
class Picture:
    """A still picture."""

    width: int  # as stored, before any rotation
    height: int
    orientation: int = 1  # EXIF: 1 is upright, 2 to 8 are turned or mirrored
    animated: bool = False


@dataclass(slots=True)
class Facts:
    """All that is known about one file. Filled while the file is read, so that a read that stops leaves what it had."""

    kind: Kind
    size: int | None  # None where the source does not tell
    brands: tuple[str, ...] = ()  # of MP4, the major one first; of Matroska and WebM the document type
    duration: float | None = None  # of the whole file: of its longest track
    videos: tuple[Video, ...] = ()
    sounds: tuple[Sound, ...] = ()
    others: tuple[str, ...] = ()  # kinds of further tracks, as the file names them: "text", "tmcd"
    picture: Picture | None = None
    index: IndexPlace | None = None
    damage: tuple[Damage, ...] = ()
    stopped: str | None = None  # why not everything was read: a limit, no ranges, a changed file

    @property
    def video(self) -> Video | None:
        """The track that players show."""
        return self.videos[0] if self.videos else None

    @property
    def sound(self) -> Sound | None:
        """The track that players play."""
        return self.sounds[0] if self.sounds else None


class Trouble(StrEnum):
    """Why a link could not be looked at, or not further."""

    BAD_LINK = "bad link"  # the link, or one that it redirects to, is not a usable http(s) URL
    PRIVATE = "private"  # it leads to this machine or a private network; never contacted
    NAME = "name"  # the host's name could not be resolved from here
    NOT_CONNECTED = "not connected"
    PROXY = "proxy"
    CERTIFICATE = "certificate"
    TIMEOUT = "timeout"
    LOST = "lost"  # the connection broke
    REDIRECTS = "redirects"  # too many of them, or without a target
    INSECURE = "insecure"  # a redirect from https to http; not followed
    REFUSED = "refused"  # a status that is not 200 or 206; see `Reached.status`
    CHANGED = "changed"  # the file changed while it was looked at
    UNUSABLE = "unusable"  # an answer against HTTP's rules: a wrong range, more than was asked for, packed


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: from where to where, without queries, which may hold a signature."""

    source: str
    target: str
    to_plain_http: bool  # from https to http; such a redirect is not followed


@dataclass(slots=True)
class Reached:
    """What a link led to. Filled while it is followed."""

    host: str = ""  # of the last URL contacted, or that must not be
    status: int | None = None  # of the last answer that is not a redirect: 200 and 206 are good
    status_line: str = ""  # "403 Forbidden", cleaned
    content_type: str | None = None  # lower case, without parameters
    length: int | None = None  # of the whole file
    ranges: bool | None = None  # whether the server answers a part with that part
    hops: tuple[Hop, ...] = ()
    trouble: Trouble | None = None
    reason: str | None = None  # a clause about the trouble for people, cleaned; `Facts.stopped` says the same
