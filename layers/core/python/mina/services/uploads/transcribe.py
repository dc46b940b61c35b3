"""The transcription machine's states: prepare the sound, transcribe each part, join the words."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mina.domain.errors import Unavailable
from mina.domain.heard import Heard, Part, Transcription, Word
from mina.domain.upload import MAX_SOUND_MS, Phase, Upload, UploadProblem, UploadStatus
from mina.ports.transcriber import Sound
from mina.services.spending import book_sound
from mina.services.uploads.desk import Desk, failed
from mina.sound.cutting import has_sound, parts_of
from mina.sound.kinds import SNIFFED_BYTES, is_cut_off
from mina.sound.pcm import BYTES_PER_MS, Meter, wav

if TYPE_CHECKING:
    from mina.ports.decoder import Decoder

SHORTEST_SOUND_MS = 100
PCM = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Plan:
    """What one attempt has to transcribe; kept beside the file."""

    parts: tuple[Part, ...]
    is_damaged: bool
    duration_ms: int


def samples_key(upload: Upload) -> str:
    return f"uploads/{upload.id}/work/samples"


def plan_key(upload: Upload) -> str:
    return f"uploads/{upload.id}/work/plan.json"


def words_key(upload: Upload, number: int) -> str:
    return f"uploads/{upload.id}/work/words-{number:03d}.json"


def prepare(upload_id: str, desk: Desk, decoder: Decoder) -> list[int]:
    """Decode the file once into plain samples and cut them at silences; answers the parts that need words.

    A file that cannot be used ends the upload with its problem, and the answer is empty.
    """
    upload = desk.get(upload_id)
    if upload.status is not UploadStatus.PROCESSING:
        return []
    transcriber = desk.transcriber()
    if transcriber is None:
        desk.change(upload_id, lambda now: failed(now, UploadProblem.NO_TRANSCRIBER))
        return []
    plan: Plan | UploadProblem | None = _kept_plan(upload, desk)
    if plan is None:
        desk.change(upload_id, lambda now: replace(now, phase=Phase.PREPARING))
        plan = _new_plan(upload, desk, decoder, with_speakers=transcriber.tells_speakers)
    if isinstance(plan, UploadProblem):
        problem: UploadProblem = plan
        desk.change(upload_id, lambda now: failed(now, problem))
        desk.objects.delete([samples_key(upload), upload.key])
        return []
    done = tuple(part.number for part in plan.parts if desk.objects.head(words_key(upload, part.number)))
    total, duration_ms = len(plan.parts), plan.duration_ms
    desk.change(
        upload_id,
        lambda now: replace(now, phase=Phase.TRANSCRIBING, parts=total, done_parts=done, duration_ms=duration_ms),
    )
    return [part.number for part in plan.parts if part.number not in done]


def transcribe_part(upload_id: str, number: int, desk: Desk) -> None:
    """Transcribe one part and keep its words. Doing it again, once its words are kept, costs nothing."""
    upload = desk.get(upload_id)
    key = words_key(upload, number)
    if desk.objects.head(key) is None:
        part = read_plan(upload, desk).parts[number - 1]
        transcriber = desk.transcriber()
        if transcriber is None:
            raise Unavailable("No transcription service is configured.")
        samples = desk.objects.read(
            samples_key(upload), part.from_ms * BYTES_PER_MS, (part.to_ms - part.from_ms) * BYTES_PER_MS
        )
        name = f"{upload.id}-{number:03d}-{upload.attempt}"
        sound = Sound(wav(samples), "audio/wav", name, part.to_ms - part.from_ms, upload.language)
        desk.objects.put(key, _to_json(transcriber.transcribe(sound)), "application/json")
        book_sound(upload.id, upload.workspace_id, sound.duration_ms, desk.stores, desk.clock)
    _count(upload_id, number, desk, is_done=True)


def fail_part(upload_id: str, number: int, desk: Desk) -> None:
    """Record that a part has no words; the others keep theirs."""
    _count(upload_id, number, desk, is_done=False)


def fail(upload_id: str, desk: Desk) -> None:
    """The machine broke: the upload says so, and can be tried again."""
    desk.change(
        upload_id,
        lambda now: failed(now, UploadProblem.TRANSCRIPTION_FAILED) if now.status is UploadStatus.PROCESSING else None,
    )


def read_plan(upload: Upload, desk: Desk) -> Plan:
    kept = json.loads(desk.objects.read(plan_key(upload)))
    return Plan(tuple(Part(*row) for row in kept["parts"]), bool(kept["is_damaged"]), int(kept["duration_ms"]))


def read_words(upload: Upload, number: int, desk: Desk) -> Transcription:
    kept = json.loads(desk.objects.read(words_key(upload, number)))
    heard = tuple(
        Heard(text, start_ms, end_ms, speaker, confidence, tuple(Word(*word) for word in words))
        for text, start_ms, end_ms, speaker, confidence, words in kept["heard"]
    )
    return Transcription(heard, kept["language"])


def _kept_plan(upload: Upload, desk: Desk) -> Plan | None:
    return read_plan(upload, desk) if desk.objects.head(plan_key(upload)) else None


def _new_plan(upload: Upload, desk: Desk, decoder: Decoder, *, with_speakers: bool) -> Plan | UploadProblem:
    size = upload.size or 0
    meter = Meter()
    with decoder.decode(upload.key, size, MAX_SOUND_MS + 1_000) as samples:
        desk.objects.write(samples_key(upload), meter.through(samples.pieces), PCM)
    if meter.duration_ms < SHORTEST_SOUND_MS:
        return UploadProblem.UNREADABLE if samples.is_damaged else UploadProblem.NO_SOUND
    if meter.duration_ms > MAX_SOUND_MS:
        return UploadProblem.TOO_LONG
    if not has_sound(meter.levels):
        return UploadProblem.NO_SOUND
    head = desk.objects.read(upload.key, 0, min(size, SNIFFED_BYTES))
    is_damaged = samples.is_damaged or is_cut_off(head, size)
    plan = Plan(
        tuple(parts_of(meter.levels, meter.duration_ms, with_speakers=with_speakers)), is_damaged, meter.duration_ms
    )
    rows = [[p.number, p.start_ms, p.end_ms, p.from_ms, p.to_ms] for p in plan.parts]
    kept = {"parts": rows, "is_damaged": is_damaged, "duration_ms": plan.duration_ms}
    desk.objects.put(plan_key(upload), json.dumps(kept).encode(), "application/json")
    return plan


def _to_json(transcription: Transcription) -> bytes:
    rows = [
        [h.text, h.start_ms, h.end_ms, h.speaker, h.confidence, [[w.text, w.start_ms, w.end_ms] for w in h.words]]
        for h in transcription.heard
    ]
    return json.dumps({"heard": rows, "language": transcription.language}).encode()


def _count(upload_id: str, number: int, desk: Desk, *, is_done: bool) -> None:
    def counted(now: Upload) -> Upload | None:
        if number in (now.done_parts if is_done else now.failed_parts):
            return None
        done = sorted({*now.done_parts, number} if is_done else {*now.done_parts} - {number})
        lost = sorted({*now.failed_parts} - {number} if is_done else {*now.failed_parts, number})
        return replace(now, done_parts=tuple(done), failed_parts=tuple(lost))

    desk.change(upload_id, counted)
