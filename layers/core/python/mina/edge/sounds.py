"""`audio` frames and their answers."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from mina.domain.errors import BadFrame, TooLarge
from mina.domain.sound import MAX_PARTS, SOUND_TYPES, SoundPart
from mina.edge import replies
from mina.edge.frames import MAX_AUDIO_CHARACTERS, Audio
from mina.services.append import segment_row

if TYPE_CHECKING:
    from mina.services.listen import Understood


def to_part(frame: Audio) -> SoundPart:
    """Raises `BadFrame` and `TooLarge` for what types alone do not tell."""
    if len(frame.data) > MAX_AUDIO_CHARACTERS:
        raise TooLarge(f"A part of sound may have {MAX_AUDIO_CHARACTERS} characters of base64.")
    if frame.parts > MAX_PARTS:
        raise TooLarge(f"An utterance's sound may have {MAX_PARTS} parts.")
    if frame.part > frame.parts:
        raise BadFrame("`part` is at most `parts`.")
    if frame.end_ms < frame.start_ms:
        raise BadFrame("Sound cannot end before it starts.")
    media_type = frame.format.split(";")[0].strip().lower()
    media_type = media_type if "/" in media_type else f"audio/{media_type}"
    if media_type not in SOUND_TYPES:
        raise BadFrame(f"`format` is one of {', '.join(sorted(SOUND_TYPES))}.")
    try:
        data = base64.b64decode(frame.data, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadFrame("`data` is not base64.") from error
    if not data:
        raise BadFrame("`data` is empty.")
    return SoundPart(frame.seq, frame.part, frame.parts, media_type, data, frame.start_ms, frame.end_ms, frame.speaker)


def heard(part: SoundPart, understood: Understood | None) -> dict[str, object]:
    """An `ack`: of the segment, or, with no seqs in it, of a part that is kept."""
    if understood is None:
        return {"type": "ack", "seqs": [], "audio": {"seq": part.seq, "part": part.part, "parts": part.parts}}
    return {**replies.ack(understood.acknowledged), "segment": segment_row(understood.segment)}
