"""A spoken sentence as a statement that stands alone, or none: the gate through which words reach a summary.

A statement keeps the speaker's words. Only what is certain to leave it grammatical is taken away: words of talk at
its beginning and end, and fillers within. What would read badly or point at something outside itself is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from mina.insights.languages import english_share
from mina.insights.meeting_text import MeetingText
from mina.insights.questions import is_question
from mina.insights.standing_alone import LEAST_WORDS, MOST_WORDS, is_whole, may_be_told
from mina.insights.statement_trimming import trimmed
from mina.insights.talk import word_count
from mina.insights.transcript import Sentence
from mina.insights.words import STOP_WORDS, content_stems, stem, tokens

_CLAUSE_BREAK = re.compile(
    r"[,;]?\s+(?:and(?: then| so)?|so|but|because|'cause|then)\s+(?=(?:we|we're|we'll|we've|i"
    r"|i'm|you|you're|they|they're|the|there"
    r"|there's|it|it's|that's|this|people|our|my|if|when|maybe|in)\b)|[,;]\s+(?=(?:we|you|there"
    r"|the) (?:\w+ )?(?:is|are|have|has|can|will"
    r"|should|need|could|want)\b)|,\s+(?=(?:which|although|though|whereas|while|unless|except)\b)|\s+[–—]\s+|[;:]\s+|[.?!]\s+",
    re.IGNORECASE,
)

_LONG = 18
"""A sentence of more words may be told by one of its clauses."""

Pair = tuple[str, str]
"""The stems of two neighbouring words."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement and the sentence (by its index) that it was made from.

    `stems` are those of its words of content. `pairs` and `function_words` stand as often as they are said. `refused`:
    the gate did not let it through.
    """

    index: int
    text: str
    stems: tuple[str, ...]
    pairs: tuple[Pair, ...]
    function_words: tuple[str, ...]
    words: int
    refused: bool = False


def statements_of(text: MeetingText) -> list[Statement]:
    """Everything in a meeting that stands alone, in order, each wording once."""
    return [statement for statement in candidates_of(text) if not statement.refused]


def candidates_of(text: MeetingText) -> list[Statement]:
    """What stands alone, in order, then what else of a meeting in English may be told; each wording once."""
    alone: dict[str, int] = {}
    others: dict[str, int] = {}
    heard = _told_in if is_english(text) else _as_heard
    for index, sentence in enumerate(text.sentences):
        whole, refused = heard(sentence)
        for words in whole:
            alone.setdefault(words, index)
        for words in refused:
            others.setdefault(words, index)
    return [
        *(_statement_of(words, index) for words, index in alone.items()),
        *(_statement_of(words, index, refused=True) for words, index in others.items() if words not in alone),
    ]


def is_english(text: MeetingText) -> bool:
    """Whether most of a meeting is in English: the gate's rules are those of English."""
    return english_share(sentence.text for sentence in text.sentences) >= 0.5


def _statement_of(text: str, index: int, *, refused: bool = False) -> Statement:
    words = tokens(text)
    return Statement(
        index,
        text,
        stems=tuple(content_stems(text)),
        pairs=tuple(pairwise(map(stem, words))),
        function_words=tuple(word for word in words if word in STOP_WORDS),
        words=len(text.split()),
        refused=refused,
    )


def _as_heard(sentence: Sentence) -> tuple[list[str], list[str]]:
    """The sentence untouched: the rules of the gate are those of English, elsewhere only length is judged."""
    long_enough = LEAST_WORDS <= word_count(sentence.text) <= 2 * MOST_WORDS
    return ([sentence.text] if long_enough and not is_question(sentence.text) else []), []


def _told_in(sentence: Sentence) -> tuple[list[str], list[str]]:
    """What of a sentence stands alone, and what does not but may be told: the whole of it, and its clauses.

    Often nothing. Each has a capital and a full stop. A question is none, of a sentence that was broken off the end is
    left out, and where the whole is short and stands alone its clauses are.
    """
    alone: list[str] = []
    others: list[str] = []
    for heard in _heard_in(sentence):
        text = trimmed(heard)
        if not text or not may_be_told(text):
            continue
        if not is_whole(text):
            others.append(as_written(text))
            continue
        alone.append(as_written(text))
        if heard == sentence.text and text.count(" ") < _LONG:
            return alone, []
    return alone, others


def _heard_in(sentence: Sentence) -> list[str]:
    """A sentence that is no question, unless it was broken off, and its clauses; none that is too short."""
    if _is_short(sentence.text) or sentence.text.endswith("?"):
        return []
    heard = ([sentence.text] if sentence.is_complete else []) + clauses_of(sentence)
    return [text for text in heard if not _is_short(text)]


def clauses_of(sentence: Sentence) -> list[str]:
    """The clauses of a sentence that has several, as heard; of one that was broken off all but the last."""
    clauses = _CLAUSE_BREAK.split(sentence.text)
    kept = clauses if sentence.is_complete else clauses[:-1]
    return kept if len(clauses) > 1 else []


def wordings_of(sentence: Sentence) -> list[str]:
    """A sentence and its clauses, as they would be written, whether or not they may be told."""
    return [as_written(words) for words in map(trimmed, _heard_in(sentence)) if words]


def _is_short(text: str) -> bool:
    return text.count(" ") < LEAST_WORDS - 1


def as_written(text: str) -> str:
    """The text with a capital and a full stop."""
    text = text.rstrip(" ,;:.")
    return text[:1].upper() + text[1:] + ("" if text.endswith("!") else ".")
