"""Transcriptions: of tone words the words, of other sound where something was said, of known files what was told."""

from __future__ import annotations

import hashlib
import struct
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

import imageio_ffmpeg  # type: ignore[import-untyped]

from local.stand_in.tone_words import Spoken, hear

_PAUSE_MS = 700
_SENTENCE_WORDS = 12


@dataclass(frozen=True, slots=True)
class Form:
    """A multipart request: its fields (the last of a name; `…[]` as a list) and its file."""

    fields: Mapping[str, Any]
    file: bytes


def read_form(raw: bytes, content_type: str) -> Form:
    """Raises ValueError where it is no form with a file."""
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + raw)
    if not message.is_multipart():
        raise ValueError("the body is no multipart form")
    fields: dict[str, Any] = {}
    file: bytes | None = None
    for part in message.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        if name == "file":
            file = content
        elif name.endswith("[]"):
            fields.setdefault(name[:-2], []).append(content.decode())
        else:
            fields[name] = content.decode()
    if file is None:
        raise ValueError("the form has no file")
    return Form(fields, file)


def transcription(form: Form, told: Mapping[str, str]) -> dict[str, Any]:
    """What was heard in the form's file, in the form that it asks for; `told` gives texts by the file's SHA-256."""
    duration_ms, words = _listen(form.file, told)
    sentences = _sentences(words)
    text = " ".join(" ".join(word.text for word in sentence) for sentence in sentences)
    asked = form.fields.get("response_format", "json")
    if asked == "json":
        return {"text": text}
    is_diarized = asked == "diarized_json"
    segments = [_segment(index, sentence, is_diarized) for index, sentence in enumerate(sentences)]
    body: dict[str, Any] = {"task": "transcribe", "language": "en", "duration": duration_ms / 1000, "text": text}
    body["segments"] = segments
    if "word" in form.fields.get("timestamp_granularities", ()):
        body["words"] = [{"word": w.text, "start": w.start_ms / 1000, "end": w.end_ms / 1000} for w in words]
    return body


def _listen(file: bytes, told: Mapping[str, str]) -> tuple[int, list[Spoken]]:
    samples = _samples_of(file)
    duration_ms = len(samples) // 32 if samples is not None else 1_000
    known = told.get(hashlib.sha256(file).hexdigest())
    if known is not None:
        texts = known.split()
        step = duration_ms // max(1, len(texts))
        return duration_ms, [Spoken(text, i * step, (i + 1) * step) for i, text in enumerate(texts)]
    return duration_ms, hear(samples) if samples is not None else []


def _samples_of(file: bytes) -> bytes | None:
    """The samples of a WAV file with 16 kHz, mono, 16 bits, or what ffmpeg makes of another file; None for no sound."""
    if file[:4] == b"RIFF" and len(file) >= 44 and struct.unpack("<HHI", file[20:28]) == (1, 1, 16_000):
        return file[44:]
    return _decoded(file)


def _decoded(file: bytes) -> bytes | None:
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(),
        "-v",
        "error",
        "-i",
        "pipe:0",
        "-f",
        "s16le",
        "-ac",
        "1",
        "-ar",
        "16000",
        "pipe:1",
    ]
    return subprocess.run(command, input=file, capture_output=True, check=False).stdout or None


def _sentences(words: list[Spoken]) -> list[list[Spoken]]:
    sentences: list[list[Spoken]] = []
    for word in words:
        last = sentences[-1] if sentences else None
        goes_on = (
            last is not None
            and word.start_ms - last[-1].end_ms < _PAUSE_MS
            and last[-1].speaker == word.speaker
            and len(last) < _SENTENCE_WORDS
        )
        if last is not None and goes_on:
            last.append(word)
        else:
            sentences.append([word])
    return sentences


def _segment(index: int, sentence: list[Spoken], is_diarized: bool) -> dict[str, Any]:
    segment: dict[str, Any] = {
        "id": f"seg_{index}" if is_diarized else index,
        "start": sentence[0].start_ms / 1000,
        "end": sentence[-1].end_ms / 1000,
        "text": " ".join(word.text for word in sentence),
    }
    if is_diarized:
        return {**segment, "type": "transcript.text.segment", "speaker": chr(ord("A") + sentence[0].speaker)}
    return {**segment, "avg_logprob": -0.1, "no_speech_prob": 0.01, "temperature": 0.0, "tokens": [], "seek": 0}
