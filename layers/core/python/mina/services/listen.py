"""Live sound: its parts are kept, put together, transcribed, and become a segment like any other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mina.domain.errors import BadFrame, MinaError, Refused, SeqConflict, Unavailable, UnreadableSound
from mina.domain.model_errors import ModelRequestInvalid
from mina.domain.segment import Batch, Segment
from mina.domain.sound import INCOMPLETE_LIFE, LISTEN_AGAIN_AFTER, LISTENING_LEASE, NOTHING_HEARD, SoundPart
from mina.ports.transcriber import Sound, Transcriber
from mina.services.append import Acknowledged, Writer, append, written_session
from mina.services.quotas import account_of
from mina.services.spending import book_sound

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mina.domain.heard import Transcription
    from mina.domain.session import Session
    from mina.ports.sounds import Sounds
    from mina.ports.stores import Stores
    from mina.ports.uploads import Objects
    from mina.services.finalize import Finalizer


@dataclass(frozen=True, slots=True)
class Listener:
    """What listening needs. `objects` keep the sound of meetings that are recorded."""

    sounds: Sounds
    objects: Objects
    finalizer: Finalizer
    transcriber: Callable[[], Transcriber | None]

    @property
    def stores(self) -> Stores:
        return self.finalizer.stores


@dataclass(frozen=True, slots=True)
class Understood:
    """A segment that was heard, stored and acknowledged."""

    acknowledged: Acknowledged
    segment: Segment


def listen(writer: Writer, part: SoundPart, listener: Listener) -> Understood | None:
    """Keep a part; with the last one to come, in whatever order, turn the whole into its segment.

    None while parts are missing, or while another call is listening. A repeat after that gives the segment again.
    The sound is deleted when its words are stored and not before: where the service fails, the error says so, and
    sending any part again, or the sweeper, tries once more.

    Raises `UnreadableSound` where the service cannot read the sound, its `ModelError`s, and what `append` raises.
    """
    session = written_session(writer, listener.stores, listener.finalizer.clock)
    stored = _stored(session.id, part.seq, listener)
    if stored is not None:
        listener.sounds.drop(session.id, part.seq)
        return stored
    now = listener.finalizer.clock.now()
    listener.sounds.put(session.id, part, now, now + LISTEN_AGAIN_AFTER)
    return _understand(writer, session, part.seq, listener)


def listen_again(listener: Listener) -> Counter[str]:
    """What waits for its words because a service failed or a client went away; counted. What fails stays."""
    done: Counter[str] = Counter()
    now = listener.finalizer.clock.now()
    for due in listener.sounds.due(now):
        session = listener.stores.sessions.get(due.session_id)
        writer = Writer(due.session_id, None, session.epoch if session else 0)
        try:
            session = written_session(writer, listener.stores, listener.finalizer.clock)
            heard = _stored(session.id, due.seq, listener) or _understand(writer, session, due.seq, listener)
            is_lost = heard is None and due.since + INCOMPLETE_LIFE <= now
            if heard or is_lost:
                listener.sounds.drop(due.session_id, due.seq)
            done["heard" if heard else "dropped" if is_lost else "waiting"] += 1
        except Refused:
            listener.sounds.drop(due.session_id, due.seq)
            done["dropped"] += 1
        except MinaError as error:
            done[f"failed_{type(error).__name__}"] += 1
    return done


def _understand(writer: Writer, session: Session, seq: int, listener: Listener) -> Understood | None:
    clock = listener.finalizer.clock
    parts = listener.sounds.parts(session.id, seq)
    if not parts or [one.part for one in parts] != list(range(1, parts[0].parts + 1)):
        return None
    if not listener.sounds.claim(session.id, seq, clock.now(), clock.now() + LISTENING_LEASE):
        return None
    try:
        segment = _segment(parts, _transcribed(session, parts, listener))
        if session.recording_enabled:
            _keep(session, parts, listener)
        understood = _store(writer, segment, listener)
    except (BadFrame, ModelRequestInvalid) as error:
        listener.sounds.drop(session.id, seq)
        raise UnreadableSound(seq) from error
    except BaseException:
        listener.sounds.release(session.id, seq)
        raise
    listener.sounds.drop(session.id, seq)
    return understood


def _transcribed(session: Session, parts: Sequence[SoundPart], listener: Listener) -> Transcription:
    transcriber = listener.transcriber()
    if transcriber is None:
        raise Unavailable("No transcription service is configured; the sound is kept.")
    first = parts[0]
    data = b"".join(part.data for part in parts)
    name = f"{session.id}-{first.seq:010d}"
    sound = Sound(data, first.media_type, name, max(1, first.end_ms - first.start_ms))
    transcription = transcriber.transcribe(sound)
    book_sound(session.id, account_of(session), sound.duration_ms, listener.stores, listener.finalizer.clock)
    return transcription


def _segment(parts: Sequence[SoundPart], transcription: Transcription) -> Segment:
    """One segment: words, times and certainty as heard, the speaker as told."""
    first, heard = parts[0], transcription.heard
    sure = [one.confidence for one in heard if one.confidence is not None]
    speakers = {one.speaker for one in heard if one.speaker}
    start = first.start_ms + (heard[0].start_ms if heard else 0)
    end = first.start_ms + max(one.end_ms for one in heard) if heard else first.end_ms
    return Segment(
        seq=first.seq,
        utterance_id=f"audio-{first.seq}",
        text=" ".join(" ".join(one.text.split()) for one in heard) or NOTHING_HEARD,
        start_ms=start,
        end_ms=max(start, min(end, first.end_ms)),
        speaker=first.speaker or (speakers.pop() if len(speakers) == 1 else None),
        confidence=round(sum(sure) / len(sure), 4) if sure else None,
        language=transcription.language,
    )


def _store(writer: Writer, segment: Segment, listener: Listener) -> Understood:
    finalizer = listener.finalizer
    batch = Batch(segment.seq, (segment,))
    try:
        acknowledged = append(
            writer, batch, finalizer.stores, finalizer.broadcaster, finalizer.starter, finalizer.clock
        )
    except SeqConflict:
        stored = _stored(writer.session_id, segment.seq, listener)
        if stored is None:
            raise
        return stored  # heard a moment ago by another call, in other words
    return Understood(acknowledged, segment)


def _stored(session_id: str, seq: int, listener: Listener) -> Understood | None:
    page = listener.stores.segments.page(session_id, seq - 1, 1)
    found = next((s for batch in page for s in batch.segments if s.seq == seq), None)
    return Understood(Acknowledged(((seq, seq),), False, False), found) if found else None


def _keep(session: Session, parts: Sequence[SoundPart], listener: Listener) -> None:
    first = parts[0]
    key = f"sessions/{session.id}/audio/{first.seq:010d}-{first.start_ms}-{first.end_ms}"
    listener.objects.put(key, b"".join(part.data for part in parts), first.media_type)
