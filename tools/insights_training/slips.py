"""Statements with a slip as learners of English or hurried speakers make it, made from whole ones.

What the network must hear. Synthetic errors are the usual way to train grammar checkers where few errors are marked
(Kiyono et al., "An Empirical Study of Incorporating Pseudo Data into Grammatical Error Correction", 2019); those of
speakers follow Shriberg, "Preliminaries to a Theory of Speech Disfluencies" (1994).
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

_ARTICLE = re.compile(r"\b(?:an?|the) (?=([a-z-]+))")
_AGREEMENT = {"is": "are", "are": "is", "has": "have", "have": "has", "was": "were", "were": "was", "does": "do"}
_VERB = re.compile(rf"(?<=[a-z] )\b(?:{'|'.join(_AGREEMENT)})\b(?= )")
_SMALL = re.compile(r"(?<=[a-z] )\b(?:of|to|in|on|for|with|at|from|be|is|are)\b ")
_NOUN = re.compile(r"\ban? ([a-z-]+)\b")
_PREPOSITIONS = ("of", "to", "in", "on", "for", "with", "at", "from", "by")
_PREPOSITION = re.compile(rf"(?<=[a-z] )\b(?:{'|'.join(_PREPOSITIONS)})\b(?= )")
_HANGING = re.compile(
    r"(?<=[a-z] )\b(?:the|an?|of|to|and|or|but|with|for|from|by|than|because|is|are|was|were|can|will|would|should|must"
    r"|that's|it's|they're|we're|our|your|their|which|if|when|very|as)(?= \w)"
)
_WORD = re.compile(r"(?<=[a-z,] )[a-z]{5,}\b")
_NAMED = re.compile(r"(?<=\bthe )[a-z-]{3,} (?=(?:is|are|was|of|to|and|for|in|with|on|that|which)\b)")
_LEAST_BEFORE_THE_END = 20
_ARTICLES = ("a ", "an ", "the ")

Slip = tuple[int, int, str]
"""What stands from here to there, and what is said instead."""


def countable(texts: Sequence[str]) -> set[str]:
    """Words that stand after "a" or "an" more than once: without an article they miss it."""
    seen = Counter(word for text in texts for word in _NOUN.findall(text.lower()))
    return {word for word, count in seen.items() if count > 1}


def with_slip(text: str, nouns: Collection[str], chance: random.Random) -> str | None:
    """The text with one slip, of a kind and at a place that chance tells; None where none fits."""
    kinds = [kind for kind in (*_of_learners(text, nouns, chance), *_of_speakers(text, chance)) if kind]
    if not kinds:
        return None
    start, end, instead = chance.choice(chance.choice(kinds))
    return text[:start] + instead + text[end:]


def _of_learners(text: str, nouns: Collection[str], chance: random.Random) -> Iterator[list[Slip]]:
    """An article or a small word missed, a verb that does not agree, a wrong preposition."""
    missed = [(*found.span(), "") for found in _ARTICLE.finditer(text) if found[1] in nouns]
    yield from (missed, missed)
    yield [(*found.span(), "") for found in _SMALL.finditer(text)]
    yield [(*found.span(), _AGREEMENT[found[0]]) for found in _VERB.finditer(text)]
    others = {word: [other for other in _PREPOSITIONS if other != word] for word in _PREPOSITIONS}
    yield [(*found.span(), chance.choice(others[found[0]])) for found in _PREPOSITION.finditer(text)]


def _of_speakers(text: str, chance: random.Random) -> Iterator[list[Slip]]:
    """Broken off at the end; a beginning of a word; an article said anew; a noun left out."""
    yield [(found.end(), len(text), ".") for found in _HANGING.finditer(text) if found.end() >= _LEAST_BEFORE_THE_END]
    words = list(_WORD.finditer(text))
    beginnings = [word[0][: chance.randint(2, 4)] for word in words]
    yield [(word.start(), word.start(), f"{chance.choice(beginnings)} ") for word in words]
    yield [(found.start(), found.start(), chance.choice(_ARTICLES)) for found in _ARTICLE.finditer(text)]
    yield [(*found.span(), "") for found in _NAMED.finditer(text)]
