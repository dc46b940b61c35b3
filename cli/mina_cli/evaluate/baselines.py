"""What anyone could do in an afternoon: the methods that the local ones are measured against, in the same run."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from mina.insights.transcript import Sentence
from mina.insights.words import content_stems

_LEAST_WORDS = 6
_NOVELTY = 0.3
_TASK = re.compile(
    r"\b(?:i'll|i will|i'm going to|i'm gonna|you'll|you will|you need to|you should|can you|could you|would you"
    r"|we need to|we have to|let's|action item|by (?:monday|tuesday|wednesday|thursday|friday|tomorrow|next week)"
    r"|next meeting)\b",
    re.IGNORECASE,
)
_DECISION = re.compile(
    r"\b(?:decid\w+|agreed?|decision|we'll go with|let's go with|we will use|final)\b", re.IGNORECASE
)


def lead(sentences: Sequence[Sentence], max_words: int) -> str:
    """The first sentences of at least six words."""
    return _filled([s.text for s in sentences if len(s.text.split()) >= _LEAST_WORDS], max_words)


def centroid_mmr(sentences: Sequence[Sentence], max_words: int) -> str:
    """Sentences nearest to the tf-idf centroid, each unlike those before (Carbonell & Goldstein 1998)."""
    texts = [s.text for s in sentences if len(s.text.split()) >= _LEAST_WORDS]
    vectors = _vectors(texts)
    centre: Counter[str] = Counter()
    for vector in vectors:
        for word, value in vector.items():
            centre[word] += value  # type: ignore[assignment]
    norm = math.sqrt(sum(value * value for value in centre.values())) or 1.0
    relevance = [sum(value * centre[word] for word, value in vector.items()) / norm for vector in vectors]
    likeness = [0.0] * len(texts)
    rest, chosen, left = set(range(len(texts))), [], max_words
    while rest and left >= _LEAST_WORDS:
        best = max(rest, key=lambda i: ((1 - _NOVELTY) * relevance[i] - _NOVELTY * likeness[i], -i))
        rest.remove(best)
        chosen.append(best)
        left -= len(texts[best].split())
        for other in rest:
            likeness[other] = max(likeness[other], _dot(vectors[best], vectors[other]))
    ordered = sorted(chosen[:-1] if left < 0 else chosen)
    return _filled([texts[i] for i in ordered] + ([texts[chosen[-1]]] if left < 0 else []), max_words)


def cue_tasks(sentences: Sequence[Sentence]) -> list[tuple[frozenset[int], str | None]]:
    """Every sentence with a word of obligation, owned by its speaker."""
    return [(frozenset(s.seqs), s.speaker) for s in sentences if _TASK.search(s.text)]


def cue_decisions(sentences: Sequence[Sentence]) -> list[tuple[frozenset[int], str | None]]:
    """Every sentence with a word of deciding."""
    return [(frozenset(s.seqs), None) for s in sentences if _DECISION.search(s.text)]


def even_boundaries(words: Sequence[int]) -> list[int]:
    """Turns at which equal parts by words begin; the number of parts grows with the meeting."""
    total = sum(words)
    parts = max(2, min(12, round(2.2 + total / 2600)))
    boundaries: list[int] = []
    spoken = 0
    for index, count in enumerate(words):
        if len(boundaries) < parts - 1 and spoken >= (len(boundaries) + 1) * total / parts:
            boundaries.append(index)
        spoken += count
    return boundaries


def frequent_words(sentences: Sequence[Sentence], count: int) -> list[str]:
    """The stems that occur most, function words aside."""
    counts = Counter(stem for s in sentences for stem in content_stems(s.text))
    return [word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:count]]


def _filled(texts: Sequence[str], max_words: int) -> str:
    """Texts one a line, the last cut, so that every method spends the same words."""
    lines, left = [], max_words
    for text in texts:
        words = text.split()[:left]
        left -= len(words)
        if words:
            lines.append(" ".join(words))
    return "\n".join(lines)


def _vectors(texts: Sequence[str]) -> list[dict[str, float]]:
    counts = [Counter(content_stems(text)) for text in texts]
    spread = Counter(word for count in counts for word in count)
    vectors = []
    for count in counts:
        vector = {w: (1 + math.log(c)) * math.log(len(texts) / spread[w]) for w, c in count.items()}
        norm = math.sqrt(sum(value * value for value in vector.values())) or 1.0
        vectors.append({word: value / norm for word, value in vector.items()})
    return vectors


def _dot(left: dict[str, float], right: dict[str, float]) -> float:
    return sum(value * right[word] for word, value in left.items() if word in right)
