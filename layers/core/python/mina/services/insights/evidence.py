"""The verifier: a claim stays only where its quotes stand in the transcript and its names and numbers occur there."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from mina.domain.evidence import Evidence
from mina.insights.words import STOP_WORDS, content_stems
from mina.services.insights.names import are_named, links_in, name_sense, words_of
from mina.services.insights.numbers import claimed_numbers, spoken_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mina.domain.insight import MeetingContext
    from mina.domain.segment import Segment
    from mina.services.insights.transcript import NumberedTranscript

_SCRIPTS_WITHOUT_SPACES = re.compile(
    r"([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])"
)
_NO_WORD = re.compile(r"\W+")
_WITHIN_WORDS = re.compile(r"['’_]")
_MIN_QUOTE_WORDS = 3
_MAX_CLAIM_CHARACTERS = 600
_MAX_NAME_WORDS = 4
_MAX_PHRASE_WORDS = 8
_NEAR = 3
_MIN_SHARED = 1 / 4
_ROOT_LETTERS = 6
_REPORTING = frozenset([
    "meeting", "team", "group", "member", "participant", "discuss", "discussion", "talk", "mention", "explain",
    "introduce", "suggest", "propose", "agree", "decide", "conclude", "present", "presentation", "begin", "began",
    "end", "note", "final", "finally", "next", "later", "topic", "focus", "update", "general", "further",
    "outline", "review", "point",
])  # fmt: skip
"""Stems of words by which a summary reports; they say nothing of what was said."""


def normalised(text: str) -> str:
    """Words in lower case with single spaces around, punctuation and apostrophes gone; for comparing quotes.

    Spelled letters ("T_V_") become a word, and each character of a script that writes no spaces counts as a word.
    """
    folded = _WITHIN_WORDS.sub("", unicodedata.normalize("NFKC", text).casefold())
    spaced = _SCRIPTS_WITHOUT_SPACES.sub(r" \1 ", folded)
    return f" {' '.join(_NO_WORD.sub(' ', spaced).split())} "


class Verifier:
    """Checks claims against one transcript. Deterministic; knows nothing of models."""

    def __init__(self, segments: Sequence[Segment], context: MeetingContext) -> None:
        self._segments: Mapping[int, Segment] = {segment.seq: segment for segment in segments}
        self._position = {segment.seq: index for index, segment in enumerate(segments)}
        self._in_order = tuple(segments)
        people = (*context.participants, *dict.fromkeys(s.speaker for s in segments if s.speaker))
        self._names = name_sense([segment.text for segment in segments], people)

    def evidence(self, cited: Iterable[Mapping[str, object]], transcript: NumberedTranscript) -> tuple[Evidence, ...]:
        """The citations that are true: each quote stands, word for word, in a segment that the claim cites.

        A quote needs three words, or all of a shorter segment. `cited` are the model's `{"line", "quote"}` objects.
        """
        rows = [(transcript.seq_of(row["line"]), str(row["quote"])) for row in cited]
        seqs = list(dict.fromkeys(seq for seq, _ in rows if seq is not None and seq in self._segments))
        found: dict[Evidence, None] = {}
        for seq, quote in rows:
            # A right quote under the number of another line that the same claim cites is still right.
            candidates = ([seq] if seq in seqs else []) + [other for other in seqs if other != seq]
            holder = next((other for other in candidates if self._stands_in(quote, other)), None)
            if holder is not None:
                found[Evidence(holder, " ".join(quote.split()))] = None
        return tuple(sorted(found, key=lambda item: self._position[item.seq]))

    def supports(self, claim: str, evidence: Sequence[Evidence], *, is_imperative: bool = False) -> bool:
        """Whether there is evidence and every name, number and link in `claim` is said, or names a speaker, there.

        People must be named, and numbers said, in the evidence itself; other names and a quarter of the claim's
        content words within three segments of it: a true quote does not make something else true.
        """
        if not evidence or not claim or len(claim) > _MAX_CLAIM_CHARACTERS:
            return False
        said = " ".join(_spoken(self._segments[item.seq]) for item in evidence)
        return (
            self._has_names(self._names.names_in(claim, is_imperative=is_imperative), said, evidence)
            and claimed_numbers(claim) <= spoken_numbers(said)
            and all(link in said.casefold() for link in links_in(claim))
            and self._is_about(claim, evidence)
        )

    def is_spoken_owner(self, owner: str, evidence: Sequence[Evidence]) -> bool:
        """Whether `owner` was named in the evidence, or is a known person who speaks in it or right around it.

        A name has at most four words, none of them a function word.
        """
        words = words_of(owner)
        if not words or len(owner.split()) > _MAX_NAME_WORDS or words & STOP_WORDS:
            return False
        return self.is_spoken(owner, evidence) or any(
            words <= words_of(name) for name in self._speakers_around(evidence)
        )

    def is_spoken(self, phrase: str, evidence: Sequence[Evidence]) -> bool:
        """Whether `phrase`, of at most eight words, stands word for word in one of the cited segments."""
        wanted = normalised(phrase)
        if not 0 < len(wanted.split()) <= _MAX_PHRASE_WORDS:
            return False
        return any(wanted in normalised(self._segments[item.seq].text) for item in evidence)

    def _stands_in(self, quote: str, seq: int) -> bool:
        wanted, text = normalised(quote), normalised(self._segments[seq].text)
        words = len(wanted.split())
        return wanted in text and words >= min(_MIN_QUOTE_WORDS, len(text.split())) and words > 0

    def _has_names(self, names: frozenset[str], said: str, evidence: Sequence[Evidence]) -> bool:
        """People must be named or speak in the evidence itself; what else has a name may be named right around it."""
        around = " ".join(_spoken(segment) for segment in self._around(evidence))
        return are_named(names & self._names.people, said) and are_named(names - self._names.people, around)

    def _is_about(self, claim: str, evidence: Sequence[Evidence]) -> bool:
        claimed = set(_stems(claim)) - _REPORTING
        said = {_root(stem) for segment in self._around(evidence) for stem in _stems(_spoken(segment))}
        return sum(_root(stem) in said for stem in claimed) >= _MIN_SHARED * len(claimed)

    def _speakers_around(self, evidence: Sequence[Evidence]) -> set[str]:
        """Who takes a task on often says so in a line next to the quoted one."""
        return {segment.speaker for segment in self._around(evidence) if segment.speaker}

    def _around(self, evidence: Sequence[Evidence]) -> Iterator[Segment]:
        positions = (self._position[item.seq] for item in evidence)
        wanted = sorted({near for at in positions for near in range(max(0, at - _NEAR), at + _NEAR + 1)})
        return (self._in_order[index] for index in wanted if index < len(self._in_order))


def _root(stem: str) -> str:
    """What a word shares with its relatives in most languages: "analysis" and "analyse" have the same."""
    return stem[:_ROOT_LETTERS]


def _stems(text: str) -> list[str]:
    """Stems of the content words of `text`, hyphens taken apart; of a script without spaces, its characters."""
    plain = text.replace("_", "").replace("-", " ")
    return content_stems(_SCRIPTS_WITHOUT_SPACES.sub(" ", plain)) + _SCRIPTS_WITHOUT_SPACES.findall(plain)


def _spoken(segment: Segment) -> str:
    return f"{segment.speaker or ''}: {segment.text}"
