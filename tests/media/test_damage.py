"""Damaged and hostile files: what is told of them, and that no file costs more than a moment."""

import struct
import time
import tracemalloc
from copy import deepcopy

import pytest
from media.mutants import Memory

from tavus_cli.media.facts import Damage, Flaw, IndexPlace, Kind
from tavus_cli.media.look import look
from tavus_cli.media.source import MOST_BYTES, MOST_REQUESTS, Source

MOST_SECONDS = 0.05
MOST_MEMORY = 40 * 2**20
MANY = 10**9


def box(name, *content, size=None):
    body = b"".join(content)
    return struct.pack(">I4s", 8 + len(body) if size is None else size, name) + body


def table(name, *numbers, skip=4):
    return box(name, bytes(skip), struct.pack(f">{len(numbers)}I", *numbers))


FTYP = box(b"ftyp", b"isom", bytes(4), b"isom")
MVHD = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, 5000), bytes(80))
TKHD = box(b"tkhd", struct.pack(">IIIIII", 1, 0, 0, 1, 0, 5000), bytes(60))
MDHD = box(b"mdhd", struct.pack(">IIIII", 0, 0, 0, 30, 150), bytes(4))
VIDEO = box(b"hdlr", bytes(8), b"vide", bytes(12))
SOUND = box(b"hdlr", bytes(8), b"soun", bytes(12))
AVC1 = box(b"stsd", struct.pack(">II", 0, 1), box(b"avc1", struct.pack(">24xHH50x", 64, 36)))
MP4A = box(b"stsd", struct.pack(">II", 0, 1), box(b"mp4a", struct.pack(">16xHH4xI", 2, 16, 48000 << 16)))


def trak(handler, description, *tables):
    stbl = box(b"stbl", description, *tables)
    return box(b"trak", TKHD, box(b"mdia", MDHD, handler, box(b"minf", stbl)))


def movie(*tracks, data=64):
    return FTYP + box(b"moov", MVHD, *tracks) + box(b"mdat", bytes(data))


def test_the_movies_made_here_are_good_ones():
    facts = look(Memory(movie(trak(VIDEO, AVC1, table(b"stts", 1, 150, 1)))))
    assert (facts.damage, facts.duration, facts.video.pace.rate) == ((), 5, 30)


def test_a_damaged_index_is_told_also_if_fragments_follow():
    broken = box(b"trak", TKHD, box(b"mdia", MDHD, VIDEO, box(b"minf", box(b"stbl", AVC1, table(b"stts", MANY)))))
    fragment = box(b"moof", box(b"mfhd", bytes(8))) + box(b"mdat", bytes(8))
    for tracks, damage in (([broken], Damage(Flaw.MALFORMED, "stts")), ([], Damage(Flaw.NO_INDEX, "trak"))):
        facts = look(Memory(FTYP + box(b"moov", MVHD, *tracks, box(b"mvex")) + fragment))
        assert (facts.index, facts.damage) == (IndexPlace.FRAGMENTED, (damage,))


@pytest.mark.parametrize("share", [0.10, 0.60, 0.99])
@pytest.mark.parametrize("name", ["faststart.mp4", "clip.mp4", "fragmented.mp4", "browser.webm", "matroska.mkv"])
def test_a_clip_that_was_cut_off_is_damaged(clips, name, share):
    whole = clips[name].read_bytes()
    cut = whole[: int(len(whole) * share)]
    flaws = {damage.flaw for damage in look(Memory(cut)).damage}
    assert flaws & {Flaw.CUT, Flaw.NO_INDEX, Flaw.INDEX_CUT, Flaw.DATA_MISSING}


def test_a_cut_tells_how_much_there_should_be(clips):
    whole = clips["faststart.mp4"].read_bytes()
    facts = look(Memory(whole[: len(whole) * 6 // 10]))
    assert facts.damage == (Damage(Flaw.CUT, "mdat", len(whole), len(whole) * 6 // 10),)
    assert (facts.index, facts.video.codec, facts.duration) == (IndexPlace.START, "H.264", 62)


@pytest.mark.parametrize("name", ["tone.wav", "rf64.wav", "tone.mp3"])
def test_a_sound_that_was_cut_off_tells_how_much_there_should_be(clips, name):
    whole = clips[name].read_bytes()
    (damage,) = look(Memory(whole[: len(whole) // 2])).damage
    assert (damage.flaw, damage.there) == (Flaw.CUT, len(whole) // 2)
    assert damage.wanted == pytest.approx(len(whole), abs=200)  # more may follow the sound


def test_an_upload_that_lost_its_index_says_so(clips):
    whole = clips["clip.mp4"].read_bytes()
    start = whole.index(b"moov") - 4
    assert [damage.flaw for damage in look(Memory(whole[:start])).damage] == [Flaw.NO_INDEX]
    assert [damage.flaw for damage in look(Memory(whole[: start + 100])).damage] == [Flaw.INDEX_CUT]
    assert [damage.flaw for damage in look(Memory(whole[: start - 100])).damage] == [Flaw.CUT, Flaw.NO_INDEX]


@pytest.mark.parametrize(
    ("name", "numbers"),
    [(b"stts", (MANY, 1, 1)), (b"stsz", (0, MANY, 1)), (b"stco", (MANY, 1)), (b"co64", (MANY, 0, 1))],
)
def test_a_table_that_announces_more_than_it_has_is_malformed(name, numbers):
    # The bytes that follow it must not be taken for its own.
    tables = [table(name, *numbers), table(b"free", *range(5000))]
    facts = look(Memory(movie(trak(SOUND, MP4A, *tables))))
    assert facts.damage == (Damage(Flaw.MALFORMED, name.decode()),)


def test_samples_past_the_end_of_the_file_are_told():
    tables = (table(b"stts", 1, 150, 1), table(b"stsz", 10, 150), table(b"stco", 2, 40, 5_000_000))
    (damage,) = look(Memory(movie(trak(VIDEO, AVC1, *tables)))).damage
    assert (damage.flaw, damage.wanted) == (Flaw.DATA_MISSING, 5_000_000)


def test_a_last_chunk_elsewhere_does_not_count_with_the_last_sample():
    # The largest sample is the last one, but it is not in the chunk at the end.
    sizes = table(b"stsz", 0, 2, 1, 500)
    facts = look(Memory(movie(trak(VIDEO, AVC1, table(b"stts", 1, 2, 1), sizes, table(b"stco", 2, 440, 30)))))
    assert 440 < facts.size < 440 + 500
    assert facts.damage == ()


@pytest.mark.parametrize("name", ["clip.mp4", "faststart.mp4", "fragmented.mp4", "vp9.webm", "vp8.webm", "tone.wav"])
def test_what_follows_the_end_of_a_file_does_no_harm(clips, name):
    whole = clips[name].read_bytes()
    for more in (bytes(100), b"\xff" * 7, b"\r\n"):
        assert look(Memory(whole + more)).damage == ()


def test_one_broken_track_leaves_the_other(clips):
    facts = look(Memory(movie(trak(VIDEO, AVC1, table(b"stts", 1, 150, 1)), trak(SOUND, box(b"stsd", bytes(8))))))
    assert (len(facts.videos), len(facts.sounds)) == (1, 0)
    assert [damage.flaw for damage in facts.damage] == [Flaw.MALFORMED]


class Endless(Source):
    """A file of any size that holds one piece again and again."""

    def __init__(self, piece, size, head=b""):
        super().__init__("endless")
        self.size = size
        self._head = head
        self._piece = piece

    def fetch(self, offset, length):
        length = min(length, self.size - offset)
        head = self._head[offset : offset + length]
        phase = max(0, offset - len(self._head)) % len(self._piece)
        return (head + (self._piece * (length // len(self._piece) + 2))[phase:])[:length]

    def close(self):
        pass


EBML = b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm"
UNKNOWN_SIZE = b"\x01" + b"\xff" * 7
SEGMENT = b"\x18\x53\x80\x67" + UNKNOWN_SIZE
CLUSTER = b"\x1f\x43\xb6\x75" + UNKNOWN_SIZE
VIDEO_ENTRY = b"\xae\x90\xd7\x81\x01\x83\x81\x01\x86\x85V_VP8\xe0\x80"
TRACKS = b"\x16\x54\xae\x6b" + bytes([0x80 | len(VIDEO_ENTRY)]) + VIDEO_ENTRY
HUGE = 2**40
LONG = range(60_000)

HOSTILE = {
    "a box of size 0": Memory(FTYP + box(b"moov", MVHD, size=0)),
    "a box of size 1 without more": Memory(FTYP + box(b"moov", size=1)),
    "a box of size 1 and 0 bytes": Memory(FTYP + box(b"moov", bytes(8), size=1)),
    "a box of size 7": Memory(FTYP + box(b"moov", MVHD, size=7)),
    "a box of 2^63 bytes": Memory(FTYP + box(b"mdat", struct.pack(">Q", 2**63), size=1)),
    "a box of 2^64-1 bytes": Memory(FTYP + box(b"moov", struct.pack(">Q", 2**64 - 1), size=1)),
    "a box larger than the one around it": Memory(FTYP + box(b"moov", MVHD, box(b"trak", size=2**31))),
    "boxes in boxes": Memory(FTYP + b"".join(box(b"moov", size=8 * (4000 - n)) for n in range(4000))),
    "a billion empty boxes": Endless(box(b"free"), HUGE, FTYP),
    "a billion empty tracks": Endless(box(b"trak"), 2**30, FTYP + box(b"moov", size=2**24)),
    "an index of a terabyte": Endless(bytes(8), HUGE, FTYP + box(b"moov", struct.pack(">Q", HUGE - 20), size=1)),
    "a billion sizes": Memory(movie(trak(SOUND, MP4A, table(b"stsz", 0, MANY)))),
    "a billion samples of one size": Memory(movie(trak(SOUND, MP4A, table(b"stsz", 5, MANY)))),
    "a billion frames": Memory(movie(trak(VIDEO, AVC1, table(b"stts", 2, MANY, 1, MANY, 2)))),
    "a billion runs of frames": Memory(movie(trak(VIDEO, AVC1, table(b"stts", MANY, 1, 1)))),
    "frames that take no time": Memory(movie(trak(VIDEO, AVC1, table(b"stts", 1, MANY, 0)))),
    "a billion chunks": Memory(movie(trak(VIDEO, AVC1, table(b"stco", MANY)))),
    "many long tables": Memory(
        movie(
            *[trak(VIDEO, AVC1, table(b"stts", 30_000, *LONG)) for _ in range(10)],
            *[trak(SOUND, MP4A, table(b"stsz", 0, 60_000, *LONG), table(b"stco", 60_000, *LONG)) for _ in range(10)],
        )
    ),
    "no timescale": Memory(
        movie(trak(VIDEO, AVC1, table(b"stts", 1, 5, 5))).replace(struct.pack(">I", 1000), bytes(4))
    ),
    "a fragment of a billion samples": Memory(
        movie(box(b"mvex"), trak(VIDEO, AVC1))
        + box(b"moof", box(b"traf", box(b"tfhd", struct.pack(">II", 0, 1)), table(b"trun", MANY)))
    ),
    "a fragment that says a billion sizes": Memory(
        movie(box(b"mvex"), trak(VIDEO, AVC1))
        + box(
            b"moof", box(b"traf", box(b"tfhd", struct.pack(">II", 0, 1)), box(b"trun", struct.pack(">II", 0xF00, MANY)))
        )
    ),
    "a billion fragments": Endless(
        box(b"moof", box(b"mfhd", bytes(8))), HUGE, FTYP + box(b"moov", MVHD, trak(VIDEO, AVC1), box(b"mvex"))
    ),
    "an index of fragments that leads to itself": Memory(
        FTYP
        + box(b"moov", MVHD, trak(VIDEO, AVC1), box(b"mvex"))
        + box(b"free", bytes(300_000))
        + box(
            b"mfra", box(b"tfra", struct.pack(">IIIIII", 0, 1, 0, MANY, 0, 0)), box(b"mfro", struct.pack(">II", 0, 56))
        )
    ),
    "an EBML number without an end": Memory(b"\x1a\x45\xdf\xa3" + bytes(1000)),
    "an EBML element larger than all": Memory(EBML + b"\x18\x53\x80\x67\x01" + b"\xfe" * 7),
    "a billion EBML elements": Endless(b"\xec\x80", HUGE, EBML + SEGMENT),
    "a billion clusters": Endless(CLUSTER, HUGE, EBML + SEGMENT + TRACKS),
    "a billion tiny blocks": Endless(b"\xa3\x84\x81\0\0\0", HUGE, EBML + SEGMENT + TRACKS + CLUSTER),
    "clusters in clusters": Memory(EBML + SEGMENT + TRACKS + CLUSTER * 4000),
    "no cluster at the end": Endless(
        b"\xa3\x10\x08\0\0\x81" + bytes(2**19 - 1), HUGE, EBML + SEGMENT + TRACKS + CLUSTER
    ),
    "PNG chunks without an end": Endless(
        bytes(4) + b"tEXt" + bytes(4), HUGE, b"\x89PNG\r\n\x1a\n" + bytes(4) + b"IHDR" + bytes(17)
    ),
    "JPEG segments without an end": Endless(b"\xff\xfe\0\2", HUGE, b"\xff\xd8\xff\xfe\0\2"),
    "JPEG filled without an end": Endless(b"\xff", HUGE, b"\xff\xd8"),
    "an EXIF table that leads to itself": Memory(b"\xff\xd8\xff\xe1\0\x20Exif\0\0II*\0\0\0\0\0" + bytes(100)),
    "WAV chunks without an end": Endless(b"LIST\0\0\0\0", HUGE, b"RIFF\0\0\0\0WAVE"),
    "a WAV of no rate": Memory(b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0" + bytes(16) + b"data\xff\xff\xff\xff"),
    "MP3 tags without an end": Endless(b"ID3\4\0\0\0\0\0\0", HUGE),
    "comments before a page that does not come": Memory(b"<!-- -->\n" * 400),
    "an MP3 that is only its mark": Endless(b"\xff", HUGE, b"ID3\4\0\0\0\0\0\0"),
    "MP3 frames without an end": Endless(b"\xff\xfb\x90\x44" + bytes(413), HUGE),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_no_more_than_a_moment(name):
    times = []
    for _ in range(3):
        source = deepcopy(HOSTILE[name])
        started = time.thread_time()
        facts = look(source)
        times.append(time.thread_time() - started)
    assert min(times) < MOST_SECONDS
    assert source.bytes_read <= MOST_BYTES
    assert source.requests <= MOST_REQUESTS
    assert facts.kind is not Kind.UNKNOWN


@pytest.mark.parametrize("name", [name for name in HOSTILE if name.startswith(("a box of", "a box larger", "an EBML"))])
def test_sizes_that_cannot_be_are_damage(name):
    assert look(deepcopy(HOSTILE[name])).damage


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_takes_little_memory(name):
    source = deepcopy(HOSTILE[name])
    tracemalloc.start()
    try:
        look(source)
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()


def test_a_fragmented_clip_whose_end_is_out_of_reach_has_no_length():
    # A first second in the index, and then more fragments, far apart, than there may be requests.
    fragment = box(b"moof", box(b"mfhd", bytes(8))) + box(b"mdat", bytes(2**22 - 32))
    head = FTYP + box(b"moov", MVHD, trak(VIDEO, AVC1, table(b"stts", 1, 30, 1)), box(b"mvex"))
    facts = look(Endless(fragment, 2**40, head))
    assert facts.stopped == "more than 8 MiB would have to be read"
    assert (facts.duration, facts.video.duration, facts.video.pace.rate) == (None, None, 30)


def test_a_clip_that_would_need_too_much_is_left_with_what_was_seen():
    # Boxes so far apart that each is a request of its own.
    far = Endless(box(b"free", bytes(2**17 - 8)), 2**40, FTYP)
    facts = look(far)
    assert facts.stopped == "more than 64 reads would be needed"
    assert (facts.kind, facts.damage, far.requests) == (Kind.MP4, (), MOST_REQUESTS)
