"""ROUGE-1, ROUGE-2 and ROUGE-Lsum, F-measures in percent, with stemming.

C.-Y. Lin, "ROUGE: A Package for Automatic Evaluation of Summaries" (2004); tokens, stems and the union LCS follow
Google's `rouge-score`, against whose output the tests hold this.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from mina_cli.evaluate.porter import porter_stem

_Unit = TypeVar("_Unit", str, tuple[str, str])
_WORD = re.compile(r"[a-z0-9]+")
_SENTENCE = re.compile(r"(?<=[.?!])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Rouge:
    r1: float
    r2: float
    rlsum: float


def rouge(reference: str, summary: str) -> Rouge:
    """Scores of a summary against one reference, 0..100. Sentences end at marks and at line ends."""
    reference_sentences, summary_sentences = _sentences(reference), _sentences(summary)
    left = [word for sentence in reference_sentences for word in sentence]
    right = [word for sentence in summary_sentences for word in sentence]
    return Rouge(
        r1=_f_of_counts(Counter(left), Counter(right)),
        r2=_f_of_counts(Counter(pairwise(left)), Counter(pairwise(right))),
        rlsum=_summary_lcs(reference_sentences, summary_sentences),
    )


def best_rouge(references: Sequence[str], summary: str) -> Rouge:
    """The scores against the reference that the summary is most like, by ROUGE-1 and ROUGE-2."""
    return max((rouge(reference, summary) for reference in references), key=lambda s: s.r1 + s.r2)


def rouge_tokens(text: str) -> list[str]:
    """Lower-case alphanumeric words, those of more than three letters stemmed."""
    return [porter_stem(word) if len(word) > 3 else word for word in _WORD.findall(text.lower())]


def _sentences(text: str) -> list[list[str]]:
    return [words for sentence in _SENTENCE.split(text) if (words := rouge_tokens(sentence))]


def _f_of_counts(reference: Counter[_Unit], summary: Counter[_Unit]) -> float:
    return _f((reference & summary).total(), reference.total(), summary.total())


def _f(hits: int, expected: int, given: int) -> float:
    return 200 * hits / (expected + given) if hits else 0.0


def _summary_lcs(reference: Sequence[Sequence[str]], summary: Sequence[Sequence[str]]) -> float:
    """Union of the longest common subsequences of each reference sentence with all summary sentences."""
    left = Counter(word for sentence in reference for word in sentence)
    right = Counter(word for sentence in summary for word in sentence)
    expected, given = left.total(), right.total()
    hits = 0
    for sentence in reference:
        union = sorted({index for other in summary for index in _lcs_indices(sentence, other)})
        for index in union:
            word = sentence[index]
            if left[word] > 0 and right[word] > 0:
                hits += 1
                left[word] -= 1
                right[word] -= 1
    return _f(hits, expected, given)


def _lcs_indices(reference: Sequence[str], other: Sequence[str]) -> list[int]:
    """Indices in `reference` of one longest common subsequence."""
    table = [[0] * (len(other) + 1) for _ in range(len(reference) + 1)]
    for i, word in enumerate(reference, 1):
        row, above = table[i], table[i - 1]
        for j, match in enumerate(other, 1):
            row[j] = above[j - 1] + 1 if word == match else max(above[j], row[j - 1])
    indices: list[int] = []
    i, j = len(reference), len(other)
    while i and j:
        if reference[i - 1] == other[j - 1]:
            indices.append(i - 1)
            i, j = i - 1, j - 1
        elif table[i][j - 1] > table[i - 1][j]:
            j -= 1
        else:
            i -= 1
    return indices[::-1]
