"""A spoken sentence as a statement that stands alone, or none: the gate through which words reach a summary.

A statement keeps the speaker's words. Only what is certain to leave it grammatical is taken away: words of talk at
its beginning and end, and fillers within. What would read badly or point at something outside itself is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mina.insights.languages import english_share
from mina.insights.meeting_text import MeetingText
from mina.insights.questions import is_question
from mina.insights.standing_alone import LEAST_WORDS, MOST_WORDS, has_slip, reads_well
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
    said: dict[str, int] = {}
    heard = statements_in if is_english(text) else _as_heard
    for index, sentence in enumerate(text.sentences):
        for words in heard(sentence):
            said.setdefault(words, index)
    return [_statement_of(words, index) for words, index in said.items()]


def refused_by_gate(text: MeetingText, statements: Sequence[Statement]) -> list[Statement]:
    """What else of a meeting in English has the length of a statement and no certain slip, each wording once."""
    known = {statement.text for statement in statements}
    said: dict[str, int] = {}
    for index, sentence in enumerate(text.sentences if is_english(text) else ()):
        for words in wordings_of(sentence):
            fits = LEAST_WORDS <= len(words.split()) <= MOST_WORDS
            if fits and words not in known and not has_slip(words):
                said.setdefault(words, index)
    return [_statement_of(words, index, refused=True) for words, index in said.items()]


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


def _as_heard(sentence: Sentence) -> list[str]:
    """The sentence untouched: the rules of the gate are those of English, elsewhere only length is judged."""
    long_enough = LEAST_WORDS <= word_count(sentence.text) <= 2 * MOST_WORDS
    return [sentence.text] if long_enough and not is_question(sentence.text) else []


def statements_in(sentence: Sentence) -> list[str]:
    """What of a sentence stands alone: the whole of it and, where that is none or long, those of its clauses that do.

    Often nothing. Each has a capital and a full stop. A question is none, and of a sentence that was broken off the end
    is left out.
    """
    text = sentence.text
    if _is_short(text) or text.endswith("?"):
        return []
    whole = statement(text) if sentence.is_complete else None
    if whole and whole.count(" ") < _LONG:
        return [whole]
    found = [whole, *map(statement, clauses_of(sentence))]
    return [words for words in found if words]


def clauses_of(sentence: Sentence) -> list[str]:
    """The clauses of a sentence that has several, as heard; of one that was broken off all but the last."""
    clauses = _CLAUSE_BREAK.split(sentence.text)
    kept = clauses if sentence.is_complete else clauses[:-1]
    return kept if len(clauses) > 1 else []


def wordings_of(sentence: Sentence) -> list[str]:
    """A sentence that is no question, and its clauses, as they would be written, whether or not they stand alone.

    Without those that are too short for a statement.
    """
    if _is_short(sentence.text) or sentence.text.endswith("?"):
        return []
    heard = ([sentence.text] if sentence.is_complete else []) + clauses_of(sentence)
    return [as_written(words) for words in (trimmed(text) for text in heard if not _is_short(text)) if words]


def statement(text: str) -> str | None:
    """The text as a statement with a capital and a full stop, or None where it would not read well alone."""
    if _is_short(text):
        return None
    text = trimmed(text)
    return as_written(text) if text and reads_well(text) else None


def _is_short(text: str) -> bool:
    return text.count(" ") < LEAST_WORDS - 1


def as_written(text: str) -> str:
    """The text with a capital and a full stop."""
    text = text.rstrip(" ,;:.")
    return text[:1].upper() + text[1:] + ("" if text.endswith("!") else ".")
