"""A meeting as it is read: turns and sentences, each sentence knowing the segments that it was spoken in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mina.domain.segment import Segment
from mina.insights.disfluency import fluent, is_cut_off

JOIN_GAP_MS = 2_500
"""A speaker who goes on within this time is still in the same sentence, if it was left open."""
_MAX_WORDS = 60
_MAX_BETWEEN = 4
_SENTENCE_END = re.compile(r"(?<=[.?!。？！])[\"'”’)]*\s+(?=[\"'“‘({\[<]?\w)|(?<=[。？！])")
_ABBREVIATION = re.compile(r"\b(?:mr|mrs|ms|dr|st|vs|prof|no|inc|ltd|etc|e\.g|i\.e|approx|[A-Za-z])\.$", re.IGNORECASE)
_NEXT_PERSON = re.compile(
    r"(?:,?\s+and(?: then)?|[,;])\s+(?=(?:(?:the )?(?:[A-Z][\w'-]+ ){1,3}(?:will|is going to|is gonna|can|should|has to"
    r"|needs to)\b|you(?:'ll| will| can|'re gonna|'re going to) \w|i(?:'ll| will|'m gonna|'m going to) \w"
    r"|I(?:'ll| will|'m gonna|'m going to) \w|can you\b|could you\b))"
)
_OPEN_END = re.compile(
    r"\b(?:the|a|an|to|of|and|or|but|with|for|is|are|was|were|that|which|if|so|i|we|you|my|our|your|in|on|at|because|will"
    r"|can|i'll|you'll|we'll|by|from|gonna|should|need|have|about|into)$",
    re.IGNORECASE,
)
_NOISE_END = re.compile(r"(?:\s*(?:\{\w+\}|\b(?:um+|uh+|er+m?|hmm+)\b))+\s*$", re.IGNORECASE)
_OPEN_START = re.compile(r"^(?:and |so |okay |but )*(?:i|we|you|they|the|a|if|when|can|could)\b", re.IGNORECASE)
_TERMINAL = (".", "?", "!", "。", "？", "！", "…")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing said. `text` is fluent; `raw` is as heard; `seqs` are the segments it stands in, in order.

    `turn` counts the changes of speaker before it. `is_complete` is false where the speaker broke off. `parts` pairs
    each seq with the words of that segment as heard.
    """

    text: str
    raw: str
    speaker: str | None
    seqs: tuple[int, ...]
    turn: int
    start_ms: int
    end_ms: int
    is_complete: bool = True
    parts: tuple[tuple[int, str], ...] = ()


@dataclass(slots=True)
class _Open:
    """A sentence that its speaker has not yet ended."""

    parts: list[tuple[int, str]]
    turn: int
    start_ms: int
    end_ms: int
    index: int
    is_broken_off: bool = False


def turns_of(segments: Sequence[Segment]) -> list[int]:
    """The number of the turn of each segment. A segment without a speaker continues no one's turn but another such."""
    turns: list[int] = []
    for index, segment in enumerate(segments):
        same = index > 0 and segments[index - 1].speaker == segment.speaker
        turns.append(turns[-1] + (not same) if turns else 0)
    return turns


def sentences_of(segments: Sequence[Segment], by_clause: bool = False) -> list[Sentence]:
    """The sentences of a meeting in the order in which they began. Segments come in reading order.

    `by_clause` keeps what was said in one breath apart: a segment goes on in the next only where it plainly broke off
    in the middle, and each new person's part ("…, and Ben will …") is a sentence of its own.
    """
    turns = turns_of(segments)
    punctuated = _is_punctuated(segments)
    waiting: dict[str | None, _Open] = {}
    found: list[tuple[int, int, Sentence]] = []

    def close(speaker: str | None) -> None:
        open_sentence = waiting.pop(speaker, None)
        if open_sentence:
            found.append((open_sentence.index, len(found), _sentence(open_sentence, speaker)))

    for index, segment in enumerate(segments):
        held = waiting.get(segment.speaker)
        if held and not (_goes_on(held, segment, index, punctuated) and (not by_clause or _is_open(held))):
            close(segment.speaker)
        for part in _clauses(segment.text) if by_clause else split_sentences(segment.text):
            held = waiting.get(segment.speaker)
            if held:
                held.parts.append((segment.seq, part))
                held.end_ms = max(held.end_ms, segment.end_ms)
            else:
                held = waiting[segment.speaker] = _Open(
                    [(segment.seq, part)], turns[index], segment.start_ms, segment.end_ms, index
                )
            if part.rstrip("\"'”’) ").endswith(_TERMINAL) or (by_clause and not _is_open(held)):
                close(segment.speaker)
            elif is_cut_off(part):
                held.is_broken_off = True
                close(segment.speaker)
    for speaker in list(waiting):
        close(speaker)
    found.sort(key=lambda item: item[:2])
    return [sentence for _, _, sentence in found if sentence.text]


def split_sentences(text: str) -> Iterator[str]:
    """The sentences of a text by its punctuation, abbreviations kept whole. Empty parts are left out."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        part = text[start : match.start()]
        if _ABBREVIATION.search(part[-8:]):
            continue
        if part.strip():
            yield part.strip()
        start = match.end()
    if text[start:].strip():
        yield text[start:].strip()


def _clauses(text: str) -> Iterator[str]:
    for sentence in split_sentences(text):
        yield from filter(None, (part.strip() for part in _NEXT_PERSON.split(sentence)))


def _is_open(held: _Open) -> bool:
    """Whether the words so far cannot be the whole of what the speaker set out to say."""
    text = _NOISE_END.sub("", held.parts[-1][1])
    return (
        not text.strip() or bool(_OPEN_END.search(text)) or (len(text.split()) < 4 and bool(_OPEN_START.search(text)))
    )


def _is_punctuated(segments: Sequence[Segment]) -> bool:
    ends = sum(segment.text.rstrip().endswith(_TERMINAL) for segment in segments)
    return ends >= 0.15 * len(segments)


def _goes_on(held: _Open, segment: Segment, index: int, punctuated: bool) -> bool:
    near = segment.start_ms - held.end_ms <= JOIN_GAP_MS and index - held.index <= _MAX_BETWEEN + len(held.parts)
    if segment.speaker is None:
        near = near and segment.seq - held.parts[-1][0] == 1
    return punctuated and near and sum(part.count(" ") + 1 for _, part in held.parts) < _MAX_WORDS


def _sentence(held: _Open, speaker: str | None) -> Sentence:
    raw = " ".join(part for _, part in held.parts)
    return Sentence(
        text=fluent(raw),
        raw=raw,
        speaker=speaker,
        seqs=tuple(seq for seq, _ in held.parts),
        turn=held.turn,
        start_ms=held.start_ms,
        end_ms=held.end_ms,
        is_complete=not held.is_broken_off,
        parts=tuple(held.parts),
    )
