"""Names that a claim mentions: words with a capital where grammar asks for none, and people who are known."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from mina.insights.languages import english_share
from mina.insights.words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
_NEXT_WORD = re.compile(r"\s+([^\W\d_][\w'’\-&]*)")
_LINKING = frozenset(["besides", "moreover", "therefore", "however", "furthermore", "meanwhile", "during", "despite"])
_COMMON_ENDINGS = (
    "ion", "ment", "ing", "ness", "ity", "ance", "ence", "ly",
    "ies", "ees", "ers", "ons", "nts", "rts", "sts", "ngs", "ces", "ges", "als",
)  # fmt: skip
"""Of words that a summary may begin with though nobody said them: "Discussions", "Attendees", "Finally"."""
_NOUN_CAPITALS = 0.18
_ENGLISH = 0.5
_LOOK_BACK = 8
_LOOK_AHEAD = 40


def words_of(text: str) -> frozenset[str]:
    """Case-folded words without possessive endings; the comparison form of names."""
    return frozenset(_folded(word) for word in _WORD.findall(_plain(text)))


@dataclass(frozen=True, slots=True)
class NameSense:
    """How to tell a name in what is claimed about one meeting. All words are folded as by `words_of`.

    `people` are words of people's names: they count wherever they stand, without a capital if they are not among the
    `common` words, which the transcript writes small. `mentioned` are names that the transcript holds, `vocabulary`
    all its words. Without `capitals_mean_names` (German writes all nouns so) people alone count.
    """

    people: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()
    vocabulary: frozenset[str] = frozenset()
    capitals_mean_names: bool = True
    is_english: bool = True

    def names_in(self, text: str, *, is_imperative: bool = False) -> frozenset[str]:
        """The names in `text`, folded: words with a capital inside a sentence, and some at its start.

        Those at the start are all capitals, or mentioned as names, or followed by a verb or a capital ("Bob will …",
        "Ada Lovelace …"), or, in English, said nowhere in the meeting. The last is left out with `is_imperative`: a
        task begins with a verb.
        """
        plain = _plain(text)
        names: set[str] = set()
        for match in _WORD.finditer(plain):
            folded, is_capital = _folded(match.group()), match.group()[0].isupper()
            if folded in self.people and (is_capital or folded not in self.common):
                names.add(folded)
            elif self.capitals_mean_names and is_capital and not _is_no_name(folded):
                rest = plain[match.end() : match.end() + _LOOK_AHEAD]
                inside = not _starts_sentence(plain, match.start())
                if inside or self._is_name_at_start(match.group(), rest, is_imperative=is_imperative):
                    names.add(folded)
        return frozenset(names)

    def _is_name_at_start(self, word: str, rest: str, *, is_imperative: bool) -> bool:
        folded, following = _folded(word), _NEXT_WORD.match(rest)
        then = following.group(1) if following else ""
        if (len(word) > 1 and word.isupper()) or folded in self.mentioned or then in _AFTER_A_SUBJECT:
            return True
        if then[:1].isupper() and not _is_no_name(_folded(then)):
            return True
        is_linking = rest.startswith(",") or folded in _LINKING
        is_common = is_linking or folded in self.vocabulary or folded.endswith(_COMMON_ENDINGS)
        return self.is_english and not is_imperative and not is_common


def name_sense(texts: Sequence[str], people: Iterable[str]) -> NameSense:
    """The sense of names that a transcript and the people of a meeting give."""
    said = {word for text in texts for word in _WORD.findall(_plain(text))}
    sense = NameSense(
        people=known_words(people),
        common=frozenset(_folded(word) for word in said if word.islower()),
        vocabulary=frozenset(map(_folded, said)),
        capitals_mean_names=capitals_mean_names(texts),
        is_english=english_share(texts) >= _ENGLISH,
    )
    return replace(sense, mentioned=frozenset(name for text in texts for name in sense.names_in(text)))


def are_named(names: Iterable[str], text: str) -> bool:
    """Whether all `names` occur in `text`, taken apart at hyphens ("bayes-nets" in "a Bayes net") and inflected.

    A plural s is forgiven, and outside ASCII another ending ("Олега" for "Олег"): all but one letter of the shorter.
    """
    said = {part for word in words_of(text) for part in word.split("-")}
    parts = {part for name in names for part in name.split("-") if part}
    return all(part in said or any(_is_inflected(part, word) for word in said) for part in parts)


def _is_inflected(one: str, other: str) -> bool:
    if one.isascii():
        return one.removesuffix("s") == other.removesuffix("s")
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return shared >= max(3, min(len(one), len(other)) - 1) and max(len(one), len(other)) <= shared + 3


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


def _plain(text: str) -> str:
    """Compatible characters made equal, and letters that a transcriber spelled out ("T_V_") joined."""
    return unicodedata.normalize("NFKC", text).replace("_", "")


def _starts_sentence(text: str, at: int) -> bool:
    # A few characters tell; looking at all that precedes would be quadratic in a long text.
    return _SENTENCE_END.search(text[max(0, at - _LOOK_BACK) : at]) is not None


def _is_no_name(folded: str) -> bool:
    return folded in STOP_WORDS or folded in _NO_NAMES


def _folded(word: str) -> str:
    folded = word.casefold().replace("’", "'")
    return folded.removesuffix("'s").rstrip("'-&")
