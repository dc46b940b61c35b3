"""Whether a refined text says what was said: the check that a model's refinement must pass, segment by segment."""

from __future__ import annotations

from collections import Counter

from mina.insights.disfluency import carries_fact, fluent, is_negation
from mina.services.insights.evidence import normalised
from mina.services.insights.numbers import claimed_numbers

_MIN_KEPT = 0.5
_SYMBOLS = frozenset("%‰€$£¥°§")


def is_faithful(raw: str, refined: str) -> bool:
    """True where `refined` is `raw` with words left out, and no number, name or negation among them.

    Nothing may be added, replaced or moved; capitals and punctuation are free. At least half of the words stay,
    fillers and a transcriber's tags not counted.
    """
    said, kept = normalised(raw).split(), normalised(refined).split()
    if len(kept) < _MIN_KEPT * len(normalised(fluent(raw)).split()) or not _is_subsequence(kept, said):
        return False
    facts = _facts(raw)
    return (
        Counter(word for word in kept if word in facts) == Counter(word for word in said if word in facts)
        and claimed_numbers(raw) == claimed_numbers(refined)
        and _symbols(raw) == _symbols(refined)
    )


def _is_subsequence(kept: list[str], said: list[str]) -> bool:
    remaining = iter(said)
    return all(word in remaining for word in kept)


def _facts(raw: str) -> frozenset[str]:
    """The words of `raw`, normalised, that no refinement may touch."""
    facts: set[str] = set()
    for index, word in enumerate(raw.split()):
        if carries_fact(word, is_first=index == 0) or is_negation(word.lower().strip(".,;:!?\"'")):
            facts.update(normalised(word).split())
    return frozenset(facts)


def _symbols(text: str) -> Counter[str]:
    return Counter(char for char in text if char in _SYMBOLS)
