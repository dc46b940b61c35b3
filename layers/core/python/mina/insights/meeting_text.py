"""A meeting's sentences with what every local method needs of them, computed once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from mina.domain.segment import Segment
from mina.insights.transcript import Sentence, sentences_of
from mina.insights.words import STOP_WORDS, stem, tokens


@dataclass(frozen=True, slots=True)
class MeetingText:
    """Parallel lists, one entry a sentence. `positions` run 0..1 by words; `chair` is who seems to lead."""

    sentences: list[Sentence]
    words: list[list[str]]
    stems: list[list[str]]
    positions: list[float]
    talk_share: dict[str | None, float] = field(default_factory=dict)
    chair: str | None = None

    def __len__(self) -> int:
        return len(self.sentences)


def read_meeting(segments: Sequence[Segment], by_clause: bool = False) -> MeetingText:
    """The sentences of `segments` (in reading order) with their words, stems and places; see `sentences_of`."""
    sentences = sentences_of(segments, by_clause)
    words = [tokens(sentence.text) for sentence in sentences]
    stems = [[stem(word) for word in row if len(word) > 1 and word not in STOP_WORDS] for row in words]
    share = _talk_share(sentences, words)
    return MeetingText(sentences, words, stems, _positions(words), share, _chair(sentences, share))


def _positions(words: Sequence[Sequence[str]]) -> list[float]:
    total = sum(map(len, words)) or 1
    positions, spoken = [], 0
    for row in words:
        positions.append(spoken / total)
        spoken += len(row)
    return positions


def _talk_share(sentences: Sequence[Sentence], words: Sequence[Sequence[str]]) -> dict[str | None, float]:
    counts: Counter[str | None] = Counter()
    for sentence, row in zip(sentences, words, strict=True):
        counts[sentence.speaker] += len(row)
    total = counts.total() or 1
    return {speaker: count / total for speaker, count in counts.items()}


def _chair(sentences: Sequence[Sentence], share: dict[str | None, float]) -> str | None:
    """Who opens the meeting and talks most: half the weight each."""
    opening = Counter(sentence.speaker for sentence in sentences[: max(3, len(sentences) // 20)])
    named = [speaker for speaker in share if speaker is not None]
    if not named:
        return None
    return max(named, key=lambda speaker: (opening[speaker] * 0.5 / opening.total() + share[speaker], speaker))
