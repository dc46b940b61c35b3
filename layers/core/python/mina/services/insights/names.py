"""Names that a claim mentions: words with a capital where grammar asks for none, and people who are known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from mina.insights.words import STOP_WORDS

_WORD = re.compile(r"[^\W\d_][\w'’\-&]*")
_SENTENCE_END = re.compile(r"[.!?:;…]\s*[\"'”’)\]]*\s*$|^\W*$")
_AFTER_A_SUBJECT = frozenset([
    "will", "is", "has", "was", "should", "must", "agreed", "needs", "wants", "said", "can", "would", "does", "did",
    "had", "asked", "offered", "promised", "and",
])  # fmt: skip
_NO_NAMES = frozenset([
    "everyone", "everybody", "someone", "nobody", "team", "group", "meeting", "participants", "speaker", "speakers",
    "i'm",
])  # fmt: skip
_LINK = re.compile(
    r"\b(?:[a-z][a-z0-9+.\-]*://|www\.|mailto:|javascript:|data:)\S+|[\w.+\-]+@[\w\-]+\.\w+", re.IGNORECASE
)
_NOUN_CAPITALS = 0.18
_LOOK_BACK = 8


def words_of(text: str) -> frozenset[str]:
    """Case-folded words without possessive endings; the comparison form of names."""
    return frozenset(_folded(word) for word in _WORD.findall(unicodedata.normalize("NFKC", text)))


def names_in(text: str, known: frozenset[str] = frozenset(), *, capitals_mean_names: bool = True) -> frozenset[str]:
    """The names in `text` as folded words. `known` (folded words of people's names) count wherever they stand.

    A capital at the start of a sentence means a name only where a verb or another capital follows ("Bob will …",
    "Ada Lovelace …") or all letters are capitals. Without `capitals_mean_names` (German writes all nouns so) the known
    ones alone count.
    """
    plain = unicodedata.normalize("NFKC", text)
    found = list(_WORD.finditer(plain))
    names: set[str] = set()
    for index, match in enumerate(found):
        word, folded = match.group(), _folded(match.group())
        if folded in known:
            names.add(folded)
            continue
        if not capitals_mean_names or not word[0].isupper() or _is_no_name(folded):
            continue
        if not _starts_sentence(plain, match.start()) or (len(word) > 1 and word.isupper()):
            names.add(folded)
        elif index + 1 < len(found):
            following = found[index + 1].group()
            if following in _AFTER_A_SUBJECT or (following[0].isupper() and not _is_no_name(_folded(following))):
                names.add(folded)
    return frozenset(names)


def links_in(text: str) -> frozenset[str]:
    """Addresses of pages and mailboxes, folded: nothing that people say, but what a hidden instruction asks for."""
    return frozenset(match.casefold() for match in _LINK.findall(text))


def capitals_mean_names(texts: Sequence[str]) -> bool:
    """False for a transcript in which so many words inside sentences have capitals that nouns must be written so."""
    inside = capital = 0
    for text in texts:
        for match in _WORD.finditer(text):
            if not _starts_sentence(text, match.start()):
                inside += 1
                capital += match.group()[0].isupper() and not _is_no_name(_folded(match.group()))
    return inside < 20 or capital / inside < _NOUN_CAPITALS


def known_words(people: Iterable[str]) -> frozenset[str]:
    """The words of people's names by which a claim may mention them; labels such as "Speaker 2" name nobody."""
    return frozenset(word for name in people for word in words_of(name) if len(word) > 1 and not _is_no_name(word))


def _starts_sentence(text: str, at: int) -> bool:
    # A few characters tell; looking at all that precedes would be quadratic in a long text.
    return _SENTENCE_END.search(text[max(0, at - _LOOK_BACK) : at]) is not None


def _is_no_name(folded: str) -> bool:
    return folded in STOP_WORDS or folded in _NO_NAMES


def _folded(word: str) -> str:
    folded = word.casefold().replace("’", "'")
    return folded.removesuffix("'s").rstrip("'-&")
