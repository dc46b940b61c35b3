"""Reads a transcription with suspicion: plain, verbose or diarized JSON, or anything at all."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from mina.domain.heard import Heard, Transcription, Word
from mina.domain.model_errors import ModelAnswerInvalid

if TYPE_CHECKING:
    from collections.abc import Mapping

_SURE_OF_SILENCE = 0.6
_UNSURE_OF_WORDS = -1.0
_MOST_HEARD = 20_000


def transcription_from(body: Mapping[str, Any], duration_ms: int) -> Transcription:
    """What was heard, in order and within the sound's length. Raises `ModelAnswerInvalid` for another shape.

    A verbose segment that the service itself takes for silence is left out: such segments hold invented words.
    """
    text = body.get("text")
    rows = body.get("segments")
    if not isinstance(text, str) and not isinstance(rows, list):
        raise ModelAnswerInvalid("The transcription service's answer is no transcription.")
    language = body.get("language")
    if isinstance(rows, list) and rows:
        heard = [_heard(row, duration_ms) for row in rows[:_MOST_HEARD] if _is_speech(row)]
        words = _words(body.get("words"), duration_ms)
        told = tuple(sorted((_with_words(one, words) for one in heard if one.text), key=lambda one: one.start_ms))
    else:
        whole = " ".join(str(text or "").split())
        told = (Heard(whole, 0, duration_ms, words=tuple(_words(body.get("words"), duration_ms))),) if whole else ()
    return Transcription(told, language if isinstance(language, str) and len(language) <= 35 else None)


def _heard(row: Any, duration_ms: int) -> Heard:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ModelAnswerInvalid("The transcription service's answer has a segment without text.")
    start, end = _ms(row.get("start"), duration_ms), _ms(row.get("end"), duration_ms)
    speaker = row.get("speaker")
    logprob = row.get("avg_logprob")
    sure = math.exp(min(0.0, float(logprob))) if isinstance(logprob, int | float) and logprob == logprob else None
    return Heard(
        " ".join(row["text"].split()),
        start,
        max(start, end),
        str(speaker)[:200] if isinstance(speaker, str) and speaker else None,
        round(sure, 4) if sure is not None else None,
    )


def _is_speech(row: Any) -> bool:
    if not isinstance(row, dict):
        return True  # `_heard` refuses it
    silence, logprob = row.get("no_speech_prob"), row.get("avg_logprob")
    if not isinstance(silence, int | float) or not isinstance(logprob, int | float):
        return True
    return silence < _SURE_OF_SILENCE or logprob > _UNSURE_OF_WORDS


def _words(rows: Any, duration_ms: int) -> list[Word]:
    words: list[Word] = []
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict) and isinstance(row.get("word"), str):
            start = _ms(row.get("start"), duration_ms)
            words.append(Word(row["word"].strip(), start, max(start, _ms(row.get("end"), duration_ms))))
    return words


def _with_words(heard: Heard, words: list[Word]) -> Heard:
    """Its words are those whose middle lies in it."""
    own = tuple(w for w in words if heard.start_ms <= (w.start_ms + w.end_ms) // 2 <= heard.end_ms)
    return Heard(heard.text, heard.start_ms, heard.end_ms, heard.speaker, heard.confidence, own)


def _ms(seconds: Any, most: int) -> int:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not math.isfinite(seconds):
        raise ModelAnswerInvalid("The transcription service's answer has a segment without times.")
    return max(0, min(most, round(seconds * 1000)))
