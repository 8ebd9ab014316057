"""Metadata of video, audio and image files, read from a few parts of the file. `look.look` is the entry point.

The containers are parsed here, although the project otherwise prefers a well-kept library. Measured on about 45 files,
no library does this job:

- Bytes. Every create inspects files in other people's storage first, so that must be cheap. For an MP4 of a minute
  these parsers need 1 to 3 requests and 64 to 160 KB, even if it has 700 MB and the index at the end; for a fragmented
  MP4 or a WebM at most 8 requests and 600 KB. pymediainfo with its default settings needs 98 requests and 6.3 MB for
  the same files; ffprobe needs 4 to 24 MB, and 300 Debian packages.
- Facts. No library reports everything that matters for a training: a truncated upload, the place of the index, how
  evenly frames are spaced, the duration of a browser's recording, which has none in its header.
- Safety. The files are untrusted, and the process holds an API key. Of 337 damaged files, one of 20 KB kept pymediainfo
  busy for 53 s with 192 MB inside C code, where no deadline applies; PyAV took 230 MB for another and raised
  MemoryError.

This package reads headers only and decodes nothing. Every loop in it is bounded by bytes that were really read. Its
tests compare all facts with ffmpeg and MediaInfo, and feed it thousands of damaged files.
"""
