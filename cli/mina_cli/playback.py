"""When each word of a transcript leaves, so that a file sounds like a live meeting. Pure: times in, cues out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mina_cli.complaint import Complaint
from mina_client.speech import Guess, Utterance

TARGET_SECONDS = 20
"""Where no speed is given, a meeting is played so fast that it takes about this long, and never slower than live."""
GUESS_EVERY_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Cue:
    """Something to say or guess, `at_seconds` after the start of the playback."""

    at_seconds: float
    what: Utterance | Guess


def speed_of(text: str | None, duration_ms: int) -> float:
    """How many times faster than live; infinite for `max`. Raises Complaint for anything that is no speed."""
    if text is None:
        return max(1.0, float(round(duration_ms / 1000 / TARGET_SECONDS)))
    if text == "max":
        return float("inf")
    try:
        speed = float(text.removesuffix("x"))
    except ValueError:
        speed = 0.0
    if not 0 < speed < float("inf"):
        raise Complaint(f"--speed is a number above 0, or max, not {text!r}.")
    return speed


def cues(utterances: Sequence[Utterance], speed: float, *, from_ms: int = 0, with_interims: bool = False) -> list[Cue]:
    """Every utterance at the moment at which it ends, guesses on the way there; from `from_ms` of the meeting on."""
    planned = [Cue(_at(utterance.end_ms, from_ms, speed), utterance) for utterance in utterances]
    if with_interims and speed != float("inf"):
        step_ms = GUESS_EVERY_SECONDS * 1000 * speed
        planned += [Cue(_at(at_ms, from_ms, speed), g) for u in utterances for at_ms, g in _guesses(u, step_ms)]
    return sorted(planned, key=lambda cue: cue.at_seconds)


def _guesses(utterance: Utterance, step_ms: float) -> Iterator[tuple[float, Guess]]:
    words = utterance.text.split()
    length_ms = utterance.end_ms - utterance.start_ms
    spoken_ms = min(step_ms, length_ms / 2)
    while words and 0 < spoken_ms < length_ms:
        heard = " ".join(words[: max(1, round(len(words) * spoken_ms / length_ms))])
        at_ms = utterance.start_ms + spoken_ms
        yield at_ms, Guess(utterance.utterance_id, heard, utterance.start_ms, round(at_ms), utterance.speaker)
        spoken_ms += step_ms


def _at(at_ms: float, from_ms: int, speed: float) -> float:
    return max(0.0, at_ms - from_ms) / 1000 / speed
