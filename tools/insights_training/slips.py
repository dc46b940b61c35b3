"""Statements with a slip as learners of English make it, made from whole ones: what the network must hear.

Synthetic errors are the usual way to train grammar checkers where few errors are marked (Kiyono et al., "An Empirical
Study of Incorporating Pseudo Data into Grammatical Error Correction", 2019).
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Collection, Sequence

_ARTICLE = re.compile(r"\b(?:an?|the) (?=([a-z-]+))")
_AGREEMENT = {"is": "are", "are": "is", "has": "have", "have": "has", "was": "were", "were": "was", "does": "do"}
_VERB = re.compile(rf"(?<=[a-z] )\b(?:{'|'.join(_AGREEMENT)})\b(?= )")
_SMALL = re.compile(r"(?<=[a-z] )\b(?:of|to|in|on|for|with|at|from|be|is|are)\b ")
_NOUN = re.compile(r"\ban? ([a-z-]+)\b")


def countable(texts: Sequence[str]) -> set[str]:
    """Words that stand after "a" or "an" more than once: without an article they miss it."""
    seen = Counter(word for text in texts for word in _NOUN.findall(text.lower()))
    return {word for word, count in seen.items() if count > 1}


def with_slip(text: str, nouns: Collection[str], chance: random.Random) -> str | None:
    """The text without one of its articles or small words, or with a verb that does not agree; None where none fits."""
    articles = [(found, "") for found in _ARTICLE.finditer(text) if found[1] in nouns]
    small = [(found, "") for found in _SMALL.finditer(text)]
    verbs = [(found, _AGREEMENT[found[0]]) for found in _VERB.finditer(text)]
    ways = [*articles, *articles, *small, *verbs]
    if not ways:
        return None
    found, instead = chance.choice(ways)
    return text[: found.start()] + instead + text[found.end() :]
