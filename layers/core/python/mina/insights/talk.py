"""Who talked, how long, how fast, and over whom. All times in integer milliseconds.

Sources of the definitions: turns after Sacks, Schegloff & Jefferson, "A Simplest Systematics for the Organization
of Turn-Taking" (1974); overlaps and silences after Heldner & Edlund, "Pauses, gaps and overlaps in conversations"
(2010); the three seconds of a lapse after McLaughlin & Cody, "Awkward silences" (1982).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mina.domain.insight import PacePoint, Silence, SpeakerStatistics
from mina.domain.segment import Segment
from mina.insights.words import tokens, word_set

SILENCE_MS = 3_000
"""No one speaks for at least this long: a lapse in the conversation."""
INTERRUPTION_OVERLAP_MS = 200
"""Two speakers talk at once for more than this: longer than the slip of an ordinary change of turn."""
_BACKCHANNEL = word_set(
    """
    yeah yes yep yup okay ok right mm-hmm mmhmm mhm hmm mm uh-huh huh sure cool oh ah um uh alright good great
    exactly true fine wow nice i see
    """
)
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Floor:
    """How the time of a meeting was used. `silences` are lapses of at least `SILENCE_MS`."""

    start_ms: int
    end_ms: int
    talk_ms: int
    overlap_ms: int
    silences: tuple[Silence, ...]

    @property
    def duration_ms(self) -> int:
        return self.end_ms - self.start_ms

    @property
    def silence_ms(self) -> int:
        return self.duration_ms - self.talk_ms


def word_count(text: str) -> int:
    """Words of a text; in scripts without spaces each character counts as one."""
    ideographs = len(_IDEOGRAPH.findall(text))
    return ideographs + len(tokens(_IDEOGRAPH.sub(" ", text) if ideographs else text))


def words_per_minute(words: int, milliseconds: int) -> float:
    """Words per minute of speech (not of meeting); 0 where there is no time to divide by."""
    return round(words * 60_000 / milliseconds, 1) if milliseconds > 0 else 0.0


def is_backchannel(text: str) -> bool:
    """Whether a segment only signals attention ("mm-hmm", "yeah, right"), so that it takes no turn (Yngve 1970)."""
    words = tokens(text)
    return len(words) <= 3 and all(word in _BACKCHANNEL for word in words)


def floor_of(segments: Sequence[Segment]) -> Floor:
    """The talk, overlap and silence of a meeting between its first and its last word."""
    intervals = [interval for segment in segments if (interval := interval_of(segment))]
    if not intervals:
        return Floor(0, 0, 0, 0, ())
    spoken = merged(intervals)
    by_speaker: defaultdict[str | None, list[Interval]] = defaultdict(list)
    for segment in segments:
        by_speaker[segment.speaker].extend(filter(None, [interval_of(segment)]))
    voices = [voice for intervals in by_speaker.values() for voice in merged(intervals)]
    gaps = [Silence(end, start) for (_, end), (start, _) in pairwise(spoken)]
    return Floor(
        start_ms=spoken[0][0],
        end_ms=spoken[-1][1],
        talk_ms=total(spoken),
        overlap_ms=_overlap(voices),
        silences=tuple(gap for gap in gaps if gap.end_ms - gap.start_ms >= SILENCE_MS),
    )


def interval_of(segment: Segment) -> Interval | None:
    """The time a segment took; None for one whose times are reversed or equal."""
    return (segment.start_ms, segment.end_ms) if segment.end_ms > segment.start_ms else None


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The union of intervals, sorted and without overlap."""
    union: list[Interval] = []
    for start, end in sorted(intervals):
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(union[-1][1], end))
        else:
            union.append((start, end))
    return union


def total(intervals: Iterable[Interval]) -> int:
    return sum(end - start for start, end in intervals)


def _overlap(voices: Sequence[Interval]) -> int:
    """Time in which at least two speakers talk, by a sweep over starts and ends."""
    edges = sorted([(start, 1) for start, _ in voices] + [(end, -1) for _, end in voices])
    talking = overlap = last = 0
    for time, step in edges:
        if talking >= 2:
            overlap += time - last
        talking, last = talking + step, time
    return overlap


def speaker_statistics(segments: Sequence[Segment], questions: Sequence[str | None]) -> tuple[SpeakerStatistics, ...]:
    """One entry for each named speaker, the longest talker first. `questions`: the speaker of each question."""
    by_speaker: defaultdict[str, list[Segment]] = defaultdict(list)
    for segment in segments:
        if segment.speaker is not None:
            by_speaker[segment.speaker].append(segment)
    talk = {name: total(merged(filter(None, map(interval_of, own)))) for name, own in by_speaker.items()}
    everyone = sum(talk.values())
    turns, monologues = _turns_and_monologues(segments)
    interruptions = _interruptions(segments)
    statistics = [
        SpeakerStatistics(
            speaker=name,
            talk_ms=talk[name],
            talk_share=round(talk[name] / everyone, 4) if everyone else 0.0,
            words=(words := sum(word_count(segment.text) for segment in own)),
            words_per_minute=words_per_minute(words, talk[name]),
            turns=turns[name],
            interruptions=interruptions[name],
            longest_monologue_ms=monologues[name],
            questions=sum(asker == name for asker in questions),
            average_confidence=average_confidence(own),
        )
        for name, own in by_speaker.items()
    ]
    return tuple(sorted(statistics, key=lambda entry: (-entry.talk_ms, entry.speaker)))


def average_confidence(segments: Iterable[Segment]) -> float | None:
    """Mean of the recogniser's confidences, 0..1; None where it gave none."""
    known = [segment.confidence for segment in segments if segment.confidence is not None]
    return round(sum(known) / len(known), 4) if known else None


def _turns_and_monologues(segments: Sequence[Segment]) -> tuple[dict[str | None, int], dict[str | None, int]]:
    """Turns, and the longest stretch in milliseconds that one speaker held the floor; backchannels do not end it."""
    turns: defaultdict[str | None, int] = defaultdict(int)
    longest: defaultdict[str | None, int] = defaultdict(int)
    holder: str | None = None
    start = end = 0
    taken = False
    for segment in segments:
        if taken and segment.speaker != holder and is_backchannel(segment.text):
            continue
        if not taken or segment.speaker != holder:
            turns[segment.speaker] += 1
            holder, start, end, taken = segment.speaker, segment.start_ms, segment.start_ms, True
        end = max(end, segment.end_ms)
        longest[holder] = max(longest[holder], end - start)
    return turns, longest


def _interruptions(segments: Sequence[Segment]) -> dict[str | None, int]:
    """How often each speaker came in while another was talking and kept the floor (West & Zimmerman 1983).

    It counts where the newcomer starts more than `INTERRUPTION_OVERLAP_MS` before the other ends, is no
    backchannel, and outlasts the other.
    """
    counts: defaultdict[str | None, int] = defaultdict(int)
    timed = sorted((s for s in segments if interval_of(s)), key=lambda s: (s.start_ms, s.seq))
    last: Segment | None = None
    for segment in timed:
        if last and segment.speaker != last.speaker and None not in (segment.speaker, last.speaker):
            overlap = last.end_ms - segment.start_ms
            outlasts = segment.end_ms > last.end_ms and segment.start_ms > last.start_ms
            if overlap > INTERRUPTION_OVERLAP_MS and outlasts and not is_backchannel(segment.text):
                counts[segment.speaker] += 1
        if last is None or segment.end_ms >= last.end_ms:
            last = segment
    return counts


def pace_of(segments: Sequence[Segment], window_ms: int) -> tuple[PacePoint, ...]:
    """Words per minute of speech in windows of `window_ms` that hold any; a segment belongs to where it starts."""
    words: defaultdict[int, int] = defaultdict(int)
    spoken: defaultdict[int, int] = defaultdict(int)
    for segment in segments:
        if interval := interval_of(segment):
            window = segment.start_ms // window_ms
            words[window] += word_count(segment.text)
            spoken[window] += total([interval])
    return tuple(
        PacePoint(window * window_ms, (window + 1) * window_ms, words_per_minute(words[window], spoken[window]))
        for window in sorted(words)
    )
