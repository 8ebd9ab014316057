"""What a clip, a sound or a picture is, read from its first bytes. `tavus_cli.media.look.look` is the entry.

The containers are parsed here by hand, against the house's rule to leave such work to a well-kept library. Measured on
some 45 files, no library does this job:

- Bytes. A look is taken at other people's storage before every create, so it must cost little. These parsers need 1 to
  3 requests and 64 to 140 KB, also for 700 MB with the index at the end; pymediainfo as it comes needs 98 requests and
  6.3 MB, ffprobe 4 to 24 MB and 300 Debian packages.
- Facts. No library tells all that decides about a training: a cut-off upload, the place of the index, how evenly the
  frames are spaced, how long a browser's recording is that has no duration in its header.
- Safety. The files are strangers', and the process holds an API key. Of 337 damaged files one of 20 KB held pymediainfo
  for 53 s and 192 MB inside C code, where no deadline reaches; PyAV took 230 MB for another and raised MemoryError.

In exchange this package reads headers only and decodes nothing, every loop in it is bounded by bytes that were really
there, and its tests compare every fact with ffmpeg and MediaInfo and feed it damaged files by the thousand.
"""
