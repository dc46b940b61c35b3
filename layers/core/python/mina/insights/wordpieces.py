"""Text as the pieces of words that the reading network knows: WordPiece, lower case.

After Wu et al., "Google's Neural Machine Translation System" (2016), in the form of Devlin et al., "BERT" (2019): words
and marks are told apart, and each is taken to pieces by the longest that fits first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_WORDS = re.compile(r"\w+|[^\w\s]")
_INSIDE = "##"
UNKNOWN = "[UNK]"
BEGIN = "[CLS]"
END = "[SEP]"


def wordpieces(text: str, vocabulary: Mapping[str, int], most: int) -> list[int]:
    """The numbers of the pieces of a text, its borders included: `most` at most, what comes after is left out."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(sign) != "Mn")
    pieces = [piece for word in _WORDS.findall(plain) for piece in _pieces(word, vocabulary)]
    return [vocabulary[BEGIN], *pieces[: most - 2], vocabulary[END]]


def _pieces(word: str, vocabulary: Mapping[str, int]) -> list[int]:
    pieces: list[int] = []
    start = 0
    while start < len(word):
        prefix = _INSIDE if start else ""
        ends = range(len(word), start, -1)
        end = next((end for end in ends if prefix + word[start:end] in vocabulary), None)
        if end is None:
            return [vocabulary[UNKNOWN]]
        pieces.append(vocabulary[prefix + word[start:end]])
        start = end
    return pieces
