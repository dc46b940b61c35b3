"""Whether a sentence is whole and understood without what came before: the gate through which words reach a summary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from mina.insights.agreement import DETERMINERS, disagrees
from mina.insights.disfluency import NEGATIONS, NUMBER_WORDS
from mina.insights.housekeeping import HOUSEKEEPING
from mina.insights.key_phrases import noun_likeness
from mina.insights.statement_patterns import (
    BAD_END,
    BAD_START,
    BARE_POINTING,
    CIRCUMSTANCE,
    CLAUSE_WITHIN,
    DISLOCATED,
    EARLY_VERB,
    FINITE,
    GOOD_START,
    HEADED_BY_RELATIVE,
    HERE,
    PLAIN_CLAUSE,
    PLAIN_VERB,
    POINTING,
    SAID_BEFORE,
    SUBJECT,
    UNFINISHED,
    VERB,
)
from mina.insights.statement_slips import (
    ARTICLE_ALONE,
    COLLISION,
    COLLISION_ALLOWED,
    FRAGMENT,
    LOST_TRACK,
    MUDDLED,
    REPEATED_PAIR,
    REPEATED_WORD,
    RESTARTED,
    SAID_ANEW,
)
from mina.insights.verbless import is_verbless
from mina.insights.weights import weights
from mina.insights.words import STOP_WORDS, content_stems, stem, tokens, word_set

LEAST_WORDS = 7
MOST_WORDS = 38

_QUANTIFIERS = word_set("more other another some many several few most")
_DEMONSTRATIVES = frozenset(["this", "that", "these", "those"])
_SUBJECT_STARTS = word_set(
    """
    i we you people everyone everybody nobody someone there the a an our my your their his her its each every
    all most some many both several few i'm i've we're you're there's we've we'll you'll you've there'll another any
    no half either neither other more two three four five six seven eight nine ten today tomorrow yesterday
    """
)
_PLAIN_SUBJECTS = word_set("i we you they people")
_ADVERBS = word_set("also just still always often never now then both all already even only")
_NOUN = 0.7
_LEAST_CONTENT = 2
_LOOSE = word_set(
    """
    like just yeah okay well so actually basically stuff thing things really gonna kinda maybe
    """
)
_NOUN_BLOCK = STOP_WORDS | NEGATIONS
_SLIPS = (
    DISLOCATED,
    RESTARTED,
    HOUSEKEEPING,
    REPEATED_WORD,
    MUDDLED,
    SAID_ANEW,
    SAID_BEFORE,
    LOST_TRACK,
    UNFINISHED,
    ARTICLE_ALONE,
)


def may_be_told(text: str) -> bool:
    """Whether a trimmed text has the length of a statement, is no question and holds no certain slip."""
    return LEAST_WORDS <= len(tokens(text)) <= MOST_WORDS and not text.endswith("?") and not has_slip(text)


def is_whole(text: str) -> bool:
    """Whether a text that may be told is a whole sentence that is understood without what came before."""
    words = tokens(text)
    if BAD_START.search(text) and not GOOD_START.search(text):
        return False
    if BAD_END.search(text) or FRAGMENT.search(text) or HERE.search(text) or BARE_POINTING.search(text):
        return False
    if not is_clause(text, words):
        return False
    if _has_collision(text) or len(REPEATED_PAIR.findall(text)) > (len(words) > 14) or is_verbless(text):
        return False
    if CIRCUMSTANCE.search(text) and len(FINITE.findall(text)) + len(PLAIN_VERB.findall(text)) < 2:
        return False
    if HEADED_BY_RELATIVE.search(text) and (
        "," in text or len(FINITE.findall(text)) + len(PLAIN_VERB.findall(text)) < 2
    ):
        return False
    if sum(word in _LOOSE for word in words) > 0.15 * len(words) + 0.5:
        return False
    return len(set(words)) >= 0.6 * len(words)


def has_slip(text: str) -> bool:
    """Whether a text is certain to hold a slip, to point outside itself, to be about the meeting or about nothing."""
    words = tokens(text)
    return (
        any(pattern.search(text) for pattern in _SLIPS)
        or len(set(content_stems(text))) < _LEAST_CONTENT
        or _has_odd_words([word for word in words if not _is_name(word, text)])
        or _has_stump(words)
        or disagrees(words)
        or _points_outside(text)
    )


def _is_name(word: str, text: str) -> bool:
    return word not in text and not word.isdigit()


def _has_odd_words(words: Sequence[str]) -> bool:
    """Whether there is a stump of a word: a short one never met in training, or one that the next begins like."""
    known = weights().meetings_with
    short = any(2 <= len(w) <= 4 and w.isalpha() and w not in STOP_WORDS and stem(w) not in known for w in words)
    return short or any(_shared_start(a, b) >= 4 and a != b for a, b in pairwise(words))


def _has_stump(words: Sequence[str]) -> bool:
    """Whether a word is usually broken off, or one of the next three begins like it ("impor most important")."""
    stumps = weights().stumps
    return any(
        word not in STOP_WORDS
        and word.isalpha()
        and (word in stumps or any(w != word and w.startswith(word) for w in words[place + 1 : place + 4]))
        for place, word in enumerate(words)
    )


def _shared_start(left: str, right: str) -> int:
    """How many letters two words begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))


def is_clause(text: str, words: Sequence[str]) -> bool:
    """Whether the text begins with a subject that a finite verb follows, as far as words alone can tell."""
    is_plain = bool(PLAIN_CLAUSE.search(text) or _has_plain_verb(words))
    if not (is_plain or VERB.search(text)) or not SUBJECT.search(text) or re.search(r"[.?!]\s", text):
        return False
    odds = weights().noun_odds
    first, second = words[0], words[1]
    if first in DETERMINERS and not (is_plain or FINITE.search(text) or PLAIN_VERB.search(text)):
        return False
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


def _has_plain_verb(words: Sequence[str]) -> bool:
    """Whether the word after "we" or "they" is no noun, so that it must be the verb ("we demand an answer")."""
    if words[0] not in _PLAIN_SUBJECTS:
        return False
    verb = next((word for word in words[1:4] if word not in _ADVERBS and not word.endswith("ly")), "")
    odds = weights().noun_odds
    return verb in odds and verb not in STOP_WORDS and noun_likeness(verb, odds) < 0


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
