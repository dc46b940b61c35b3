"""A spoken sentence as a statement that stands alone, or none: the gate through which words reach a summary.

A statement keeps the speaker's words. Only what is certain to leave it grammatical is taken away: words of talk at
its beginning and end, and fillers within. What would read badly or point at something outside itself is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mina.insights.disfluency import NEGATIONS, NUMBER_WORDS, tidy
from mina.insights.key_phrases import noun_likeness
from mina.insights.languages import english_share
from mina.insights.meeting_text import MeetingText
from mina.insights.questions import is_question
from mina.insights.statement_patterns import (
    BAD_END,
    BAD_START,
    BARE_POINTING,
    CAUSE,
    CLAUSE_BREAK,
    CLAUSE_WITHIN,
    COLLISION,
    COLLISION_ALLOWED,
    DISLOCATED,
    EARLY_VERB,
    FINITE,
    FRAGMENT,
    GOOD_START,
    HEADED_BY_RELATIVE,
    HERE,
    HOUSEKEEPING,
    LEAD,
    LIKE,
    MUDDLED,
    POINTING,
    REPEATED_PAIR,
    REPEATED_WORD,
    RESTARTED,
    SORT_OF,
    SUBJECT,
    TAIL,
    THINK,
    VERB,
    YOU_KNOW,
)
from mina.insights.talk import word_count
from mina.insights.transcript import Sentence
from mina.insights.weights import weights
from mina.insights.words import STOP_WORDS, content_stems, stem, tokens, word_set

LEAST_WORDS = 7
MOST_WORDS = 38

_QUANTIFIERS = word_set("more other another some many several few most")
_DEMONSTRATIVES = frozenset(["this", "that", "these", "those"])
_SUBJECT_STARTS = word_set(
    """
    i we you people everyone everybody nobody someone there the a an our my your their his her its each every
    all most some many both several few i'm we're you're there's we've we'll you'll you've there'll another any
    no half either neither other more two three four five six seven eight nine ten today tomorrow yesterday
    """
)
_NOUN = 0.7
_LEAST_CONTENT = 2
_LOOSE = word_set(
    """
    like just yeah okay well so actually basically stuff thing things really gonna kinda maybe
    """
)
_NOUN_BLOCK = STOP_WORDS | NEGATIONS


Pair = tuple[str, str]
"""The stems of two neighbouring words."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement and the sentence (by its index) that it was made from. `stems` are those of its words of content."""

    index: int
    text: str
    stems: tuple[str, ...]
    pairs: frozenset[Pair]
    words: int


def statements_of(text: MeetingText) -> list[Statement]:
    """Everything in a meeting that stands alone, in order, each wording once."""
    said: dict[str, int] = {}
    is_english = english_share(sentence.text for sentence in text.sentences) >= 0.5
    for index, sentence in enumerate(text.sentences):
        for words in statements_in(sentence) if is_english else _as_heard(sentence):
            said.setdefault(words, index)
    return [_statement_of(words, index) for words, index in said.items()]


def _statement_of(text: str, index: int) -> Statement:
    pairs = frozenset(pairwise(map(stem, tokens(text))))
    return Statement(index, text, tuple(content_stems(text)), pairs, len(text.split()))


def _as_heard(sentence: Sentence) -> list[str]:
    """The sentence untouched: the rules of the gate are those of English, elsewhere only length is judged."""
    long_enough = LEAST_WORDS <= word_count(sentence.text) <= 2 * MOST_WORDS
    return [sentence.text] if long_enough and not is_question(sentence.text) else []


def statements_in(sentence: Sentence) -> list[str]:
    """What of a sentence stands alone: the whole of it, or else those of its clauses that do; often nothing.

    Each has a capital and a full stop. A question is none, and of a sentence that was broken off the end is left out.
    """
    text = sentence.text
    if text.endswith("?"):
        return []
    if sentence.is_complete and (whole := statement(text)):
        return [whole]
    clauses = CLAUSE_BREAK.split(text)
    kept = clauses if sentence.is_complete else clauses[:-1]
    return [found for clause in kept if (found := statement(clause))] if len(clauses) > 1 else []


def statement(text: str) -> str | None:
    """The text as a statement with a capital and a full stop, or None where it would not read well alone."""
    text = trimmed(text)
    if not text or not reads_well(text):
        return None
    text = text.rstrip(" ,;:.")
    return text[:1].upper() + text[1:] + ("" if text.endswith("!") else ".")


def trimmed(text: str) -> str:
    """The text without the words of talk around and within it."""
    text = re.sub(r"[\"“”]", "", text)
    text = LIKE.sub(" ", YOU_KNOW.sub("", SORT_OF.sub("", text)))
    for _ in range(2):
        text = tidy(TAIL.sub("", CAUSE.sub("", THINK.sub("", LEAD.sub("", tidy(text))))))
    return text


def reads_well(text: str) -> bool:
    """Whether a trimmed text is a whole sentence that is understood without what came before."""
    words = tokens(text)
    if not LEAST_WORDS <= len(words) <= MOST_WORDS or text.endswith("?"):
        return False
    if BAD_START.search(text) and not GOOD_START.search(text):
        return False
    if BAD_END.search(text) or FRAGMENT.search(text) or HERE.search(text) or BARE_POINTING.search(text):
        return False
    if DISLOCATED.search(text) or RESTARTED.search(text) or _has_odd_words([w for w in words if not _is_name(w, text)]):
        return False
    if HOUSEKEEPING.search(text) or not is_clause(text, words) or len(set(content_stems(text))) < _LEAST_CONTENT:
        return False
    if REPEATED_WORD.search(text) or _has_collision(text) or len(REPEATED_PAIR.findall(text)) > (len(words) > 14):
        return False
    if MUDDLED.search(text) or _points_outside(text):
        return False
    if HEADED_BY_RELATIVE.search(text) and ("," in text or len(FINITE.findall(text)) < 2):
        return False
    if sum(word in _LOOSE for word in words) > 0.15 * len(words) + 0.5:
        return False
    return len(set(words)) >= 0.6 * len(words)


def _is_name(word: str, text: str) -> bool:
    return word not in text and not word.isdigit()


def _has_odd_words(words: Sequence[str]) -> bool:
    """Whether there is a stump of a word: a short one never met in training, or one that the next begins like."""
    known = weights().meetings_with
    short = any(2 <= len(w) <= 4 and w.isalpha() and w not in STOP_WORDS and stem(w) not in known for w in words)
    return short or any(_shared_start(a, b) >= 4 and a != b for a, b in pairwise(words)) or _has_stump(words)


def _has_stump(words: Sequence[str]) -> bool:
    """Whether a word never met in training is the beginning of one of the next three ("impor most important")."""
    known = weights().meetings_with
    return any(
        len(word) >= 2
        and word not in STOP_WORDS
        and stem(word) not in known
        and any(later != word and later.startswith(word) for later in words[place + 1 : place + 4])
        for place, word in enumerate(words)
    )


def _shared_start(left: str, right: str) -> int:
    """How many letters two words begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))


def is_clause(text: str, words: Sequence[str]) -> bool:
    """Whether the text begins with a subject that a finite verb follows, as far as words alone can tell."""
    if not VERB.search(text) or not SUBJECT.search(text) or re.search(r"[.?!]\s", text):
        return False
    odds = weights().noun_odds
    first, second = words[0], words[1]
    if first in _DEMONSTRATIVES:
        return second not in STOP_WORDS and noun_likeness(second, odds) >= _NOUN
    if first in _QUANTIFIERS:
        return second == "of" or noun_likeness(second, odds) >= 0
    if first in _SUBJECT_STARTS:
        return True
    if GOOD_START.match(text):
        return bool(CLAUSE_WITHIN.search(text))
    if first in NUMBER_WORDS:
        return bool(EARLY_VERB.match(text))
    if text[:1].isupper() and not text[1:2].isupper() and noun_likeness(first, odds) < _NOUN and first in odds:
        return False
    if first in STOP_WORDS:
        return False
    bare = noun_likeness(first, odds) >= 0 or first not in odds or first.endswith("s") or first in NUMBER_WORDS
    return bare and bool(EARLY_VERB.match(text))


def _has_collision(text: str) -> bool:
    return any(not COLLISION_ALLOWED.search(match.group(0)) for match in COLLISION.finditer(text))


def _points_outside(text: str) -> bool:
    """Whether a pronoun comes before anything it could stand for: a few words of content."""
    match = POINTING.search(text)
    if match is None:
        return False
    before = [word for word in tokens(text[: match.start()]) if word not in _NOUN_BLOCK and len(word) > 2]
    needed = 2 if match.start() > 40 else 3
    return len(before) < needed and not GOOD_START.match(text)
