"""Joins what was heard in the parts of a recording: no word twice, no word lost, one label for each speaker."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from mina.domain.heard import Heard, Part, Transcription, Word

SAME_WORD_MS = 1_500
"""Two services, or one asked twice, agree on a word's time within this."""
_LONGEST_TOKEN = 24
_SHARED_UNTIMED = 60
_GARBLED = 2
"""Words at the edge of a part may be heard wrongly: this many."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A word as it stands in a text, with its place: `owner` is the index of what was heard that it belongs to."""

    text: str
    start_ms: int
    end_ms: int
    owner: int

    @property
    def middle_ms(self) -> int:
        return (self.start_ms + self.end_ms) // 2

    @property
    def sound(self) -> str:
        """What counts when two words are compared; empty for a lone mark."""
        folded = unicodedata.normalize("NFKC", self.text).casefold()
        return "".join(char for char in folded if char.isalnum())


@dataclass(slots=True)
class _Piece:
    """One part's words on the recording's clock. `first` and `last` bound the tokens that it keeps."""

    part: Part
    heard: list[Heard]
    tokens: list[_Token]
    first: int
    last: int

    @property
    def is_timed(self) -> bool:
        """Whether its words' times say anything: a service that gives only text has one time for all of it."""
        length = self.part.to_ms - self.part.from_ms
        return not any(not one.words and (one.end_ms - one.start_ms) * 10 > length * 8 for one in self.heard)


def join(
    parts: Sequence[Part], transcriptions: Mapping[int, Transcription], retried: frozenset[int] = frozenset()
) -> list[tuple[int, Heard]]:
    """(part number, what was heard) in order, in milliseconds from the recording's beginning.

    A part that is not in `transcriptions` leaves its stretch empty. A part in `retried` came later than the others:
    what is stored of its neighbours was cut by the clock and stays as it is, and its own words begin and end there.
    """
    pieces = [_piece(part, transcriptions[part.number]) for part in parts if part.number in transcriptions]
    names: dict[tuple[int, str], str] = {}
    for index, piece in enumerate(pieces):
        before = pieces[index - 1] if index else None
        pairs: list[tuple[int, int]] = []
        if before is not None and before.part.number == piece.part.number - 1:
            pairs = _same_words(before, piece)
            if _is_stored_apart(piece.part.number, retried):
                _fit(before, piece, pairs, is_left_stored=piece.part.number in retried)
            else:
                _cut(before, piece, pairs)
        else:
            _by_clock_from(piece)
        if index + 1 == len(pieces) or pieces[index + 1].part.number != piece.part.number + 1:
            _by_clock_to(piece)
        _name_speakers(before, piece, pairs, names)
    return _merged([_kept(piece, names) for piece in pieces], retried)


def _piece(part: Part, transcription: Transcription) -> _Piece:
    heard = [_shifted(one, part.from_ms) for one in transcription.heard if one.text.strip()]
    tokens = [token for index, one in enumerate(heard) for token in _tokens(one, index)]
    tokens.sort(key=lambda token: token.start_ms)
    return _Piece(part, heard, tokens, 0, len(tokens))


def _shifted(heard: Heard, by_ms: int) -> Heard:
    words = tuple(replace(word, start_ms=word.start_ms + by_ms, end_ms=word.end_ms + by_ms) for word in heard.words)
    return replace(heard, start_ms=heard.start_ms + by_ms, end_ms=heard.end_ms + by_ms, words=words)


def _tokens(heard: Heard, owner: int) -> list[_Token]:
    """The text's words with the service's times, or, where it has none for them, with times by their length."""
    texts = re.findall(r"\s*\S+", heard.text)
    texts = [piece for text in texts for piece in ([text] if len(text) <= _LONGEST_TOKEN else list(text))]
    if len(heard.words) == len(texts):
        return [_Token(text, w.start_ms, w.end_ms, owner) for text, w in zip(texts, heard.words, strict=True)]
    length = sum(map(len, texts)) or 1
    span, at, tokens = heard.end_ms - heard.start_ms, 0, []
    for text in texts:
        start = heard.start_ms + span * at // length
        at += len(text)
        tokens.append(_Token(text, start, heard.start_ms + span * at // length, owner))
    return tokens


def _same_words(left: _Piece, right: _Piece) -> list[tuple[int, int]]:
    """Pairs of tokens in the stretch that both heard, which are the same word."""
    if not (left.is_timed and right.is_timed):
        return _same_text(left, right)
    a = [i for i, token in enumerate(left.tokens) if token.end_ms > right.part.from_ms and token.sound]
    b = [i for i, token in enumerate(right.tokens) if token.start_ms < left.part.to_ms and token.sound]
    matcher = SequenceMatcher(
        None, [left.tokens[i].sound for i in a], [right.tokens[i].sound for i in b], autojunk=False
    )
    pairs = [(a[m.a + k], b[m.b + k]) for m in matcher.get_matching_blocks() for k in range(m.size)]
    return [(i, j) for i, j in pairs if abs(left.tokens[i].middle_ms - right.tokens[j].middle_ms) <= SAME_WORD_MS]


def _same_text(left: _Piece, right: _Piece) -> list[tuple[int, int]]:
    """Without times: the words that the one ends with and the other begins with, at least two."""
    a = [token.sound for token in left.tokens][-_SHARED_UNTIMED:]
    b = [token.sound for token in right.tokens][:_SHARED_UNTIMED]
    offset = len(left.tokens) - len(a)
    for size in range(min(len(a), len(b)), 1, -1):
        for lost in range(_GARBLED + 1):
            for skipped in range(_GARBLED + 1):
                end = len(a) - lost
                if end >= size and a[end - size : end] == b[skipped : skipped + size]:
                    return [(offset + end - size + k, skipped + k) for k in range(size)]
    return []


def _cut(left: _Piece, right: _Piece, pairs: list[tuple[int, int]]) -> None:
    """Behind the shared word that is nearest to the cut; by the clock where they share none."""
    if not pairs:
        _by_clock_to(left)
        _by_clock_from(right)
        return
    seam = left.part.end_ms
    i, j = min(pairs, key=lambda pair: abs(left.tokens[pair[0]].middle_ms - seam))
    left.last, right.first = i + 1, j + 1


def _is_stored_apart(number: int, retried: frozenset[int]) -> bool:
    """Whether of a part and the one before it only one came later, so that the other one's words are stored."""
    return (number in retried) != (number - 1 in retried)


def _fit(left: _Piece, right: _Piece, pairs: list[tuple[int, int]], *, is_left_stored: bool) -> None:
    """One side is stored, cut by the clock: the other one begins, or ends, at the same place between the words."""
    _by_clock_to(left)
    _by_clock_from(right)
    if is_left_stored:
        first_unstored = next((j for i, j in pairs if i >= left.last), None)
        last_stored = next((j for i, j in reversed(pairs) if i < left.last), None)
        if first_unstored is not None:
            right.first = first_unstored
        elif last_stored is not None:
            right.first = last_stored + 1
        return
    last_unstored = next((i for i, j in reversed(pairs) if j < right.first), None)
    first_stored = next((i for i, j in pairs if j >= right.first), None)
    if last_unstored is not None:
        left.last = last_unstored + 1
    elif first_stored is not None:
        left.last = first_stored


def _by_clock_to(piece: _Piece) -> None:
    end = piece.part.end_ms
    if piece.part.to_ms > end and piece.is_timed:
        piece.last = next((i for i, t in enumerate(piece.tokens) if t.middle_ms >= end), len(piece.tokens))


def _by_clock_from(piece: _Piece) -> None:
    start = piece.part.start_ms
    if piece.part.from_ms < start and piece.is_timed:
        piece.first = next((i for i, t in enumerate(piece.tokens) if t.middle_ms >= start), len(piece.tokens))


def _name_speakers(
    before: _Piece | None, piece: _Piece, pairs: list[tuple[int, int]], names: dict[tuple[int, str], str]
) -> None:
    """A label is the one that said the same words in the part before, or else somebody new."""
    votes: dict[str, Counter[str]] = {}
    for i, j in pairs if before else ():
        assert before is not None
        earlier = before.heard[before.tokens[i].owner].speaker
        label = piece.heard[piece.tokens[j].owner].speaker
        if earlier and label:
            votes.setdefault(label, Counter())[names[before.part.number, earlier]] += 1
    for one in piece.heard:
        if one.speaker and (piece.part.number, one.speaker) not in names:
            known = votes.get(one.speaker)
            name = known.most_common(1)[0][0] if known else f"Speaker {len(set(names.values())) + 1}"
            names[piece.part.number, one.speaker] = name


def _kept(piece: _Piece, names: Mapping[tuple[int, str], str]) -> list[tuple[int, Heard, bool, bool]]:
    """(part, heard, whether its beginning was cut off, whether its end was)."""
    kept: list[tuple[int, Heard, bool, bool]] = []
    by_owner: dict[int, list[int]] = {}
    for index, token in enumerate(piece.tokens):
        by_owner.setdefault(token.owner, []).append(index)
    for owner, one in enumerate(piece.heard):
        own = by_owner.get(owner, [])
        left = [i for i in own if piece.first <= i < piece.last]
        if not left:
            continue
        named = replace(one, speaker=names[piece.part.number, one.speaker] if one.speaker else None)
        if len(left) < len(own):
            tokens = [piece.tokens[i] for i in left]
            text = "".join(token.text for token in tokens).strip()
            named = replace(named, text=text, start_ms=tokens[0].start_ms, end_ms=tokens[-1].end_ms)
        words = tuple(
            Word(piece.tokens[i].text.strip(), piece.tokens[i].start_ms, piece.tokens[i].end_ms) for i in left
        )
        is_headless, is_tailless = left[0] != own[0], left[-1] != own[-1]
        kept.append((piece.part.number, replace(named, words=words), is_headless, is_tailless))
    return kept


def _merged(pieces: Sequence[list[tuple[int, Heard, bool, bool]]], retried: frozenset[int]) -> list[tuple[int, Heard]]:
    """What a seam cut in two is put together again, unless one half has been stored long ago."""
    joined: list[tuple[int, Heard]] = []
    is_open = False
    for number, heard, is_headless, is_tailless in (row for piece in pieces for row in piece):
        before = joined[-1] if joined else None
        is_same = before is not None and before[0] == number - 1 and before[1].speaker == heard.speaker
        if before and is_same and is_open and is_headless and not _is_stored_apart(number, retried):
            joined[-1] = (before[0], _together(before[1], heard))
        else:
            joined.append((number, heard))
        is_open = is_tailless
    return joined


def _together(left: Heard, right: Heard) -> Heard:
    return replace(
        left, text=f"{left.text} {right.text}", end_ms=max(left.end_ms, right.end_ms), words=left.words + right.words
    )
