"""What a file is by its first bytes; its name and its declared type say nothing."""

from __future__ import annotations

SNIFFED_BYTES = 4_096
MEDIA_TYPES = frozenset(
    {
        "audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave", "audio/mpeg", "audio/mp3", "audio/mp4",
        "audio/m4a", "audio/x-m4a", "audio/aac", "audio/flac", "audio/x-flac", "audio/ogg", "audio/opus",
        "audio/webm", "audio/amr", "audio/aiff", "audio/x-aiff", "audio/x-caf", "video/mp4", "video/webm",
        "video/quicktime", "video/x-matroska", "video/ogg", "application/ogg",
    }
)  # fmt: skip
"""The declared types that an upload may have."""

_FTYP_BRANDS_OF_PICTURES = (b"avif", b"heic", b"heix", b"mif1", b"crx ")


def kind_of(head: bytes) -> str | None:
    """The media type of a file that begins with `head`, None where it is nothing with sound in it."""
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        return "audio/wav"
    if head[4:8] == b"ftyp":
        return None if head[8:12] in _FTYP_BRANDS_OF_PICTURES else "audio/mp4"
    by_magic = {
        b"OggS": "audio/ogg",
        b"fLaC": "audio/flac",
        b"\x1aE\xdf\xa3": "audio/webm",
        b"caff": "audio/x-caf",
        b"#!AM": "audio/amr",
    }
    if head[:4] in by_magic:
        return by_magic[head[:4]] if head[:2] != b"#!" or head[:5] == b"#!AMR" else None
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return "audio/aiff"
    if head[:3] == b"ID3":
        return "audio/mpeg"
    return _framed(head)


def is_cut_off(head: bytes, size: int) -> bool:
    """Whether a WAV file of `size` bytes says of itself that it is longer. A recorder that streams says nothing."""
    if head[:4] != b"RIFF" or len(head) < 8:
        return False
    declared = int.from_bytes(head[4:8], "little")
    return declared not in (0, 0xFFFFFFFF, 0x7FFFFFFF) and declared + 8 > size + 1


def _framed(head: bytes) -> str | None:
    """MPEG audio and ADTS have no magic, only a frame every so often: two in a row have to be there."""
    if len(head) < 7 or head[0] != 0xFF:
        return None
    if head[1] & 0xF6 == 0xF0:
        length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
        return "audio/aac" if length > 7 and _sync_at(head, length) else None
    length = _mpeg_frame_length(head)
    return "audio/mpeg" if length and _sync_at(head, length) else None


def _sync_at(head: bytes, place: int) -> bool:
    return len(head) <= place + 1 or (head[place] == 0xFF and head[place + 1] & 0xE0 == 0xE0)


_BITRATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BITRATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES = (44_100, 48_000, 32_000)


def _mpeg_frame_length(head: bytes) -> int:
    """Bytes of the MPEG layer III frame at the beginning; 0 where it is none."""
    if head[1] & 0xE6 != 0xE2:
        return 0
    version, rate_index, bitrate_index = head[1] >> 3 & 3, head[2] >> 2 & 3, head[2] >> 4
    if version == 1 or rate_index == 3 or bitrate_index in (0, 15):
        return 0
    divisor = {3: 1, 2: 2, 0: 4}[version]
    bitrate = (_BITRATES_1 if version == 3 else _BITRATES_2)[bitrate_index] * 1000
    return (144 if version == 3 else 72) * bitrate // (_RATES[rate_index] // divisor) + (head[2] >> 1 & 1)
