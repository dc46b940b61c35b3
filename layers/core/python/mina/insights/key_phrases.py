"""What a stretch of a meeting was about: runs of up to three content words that end in a noun, by importance."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from mina.insights.meeting_text import MeetingText
from mina.insights.weights import weights
from mina.insights.words import STOP_WORDS, stem, word_set

_LONGEST = 3
_TOKEN = re.compile(r"[^\W\d_][\w'’\-]*|\d[\d.,%]*|[.,;:?!—]")
_WORD = re.compile(r"[^\W\d_][\w'’\-]*")
_EMPTY = word_set(
    """
    mean thing lot way time people day sort kind guy guys stuff number point part side end minute minutes second
    hour hours week today tomorrow question questions example case important main possible able better best
    whole real huge hard easy small large long short high low full half quick quickly simply simple probable
    certain certainly definitely especially exactly pretty hello sorry everyone everybody someone remember talk
    talking talked think thinking thought agree discuss discussed discussing mentioned called call ask asked
    asking answer start started starting finish finished ended stop leave left show showed shown tell told read
    write wrote find found tried need needed needs move bring sit hold speak speaking hear heard understand
    understood believe hope hoped wish wonder happened happening honourable member members minister madam chair
    speaker yesterday suppose supposed sound sounds interesting interested true false wrong correct absolutely
    totally completely literally somewhat include including included includes zero two three four five six seven
    eight nine ten eleven twelve thirteen fourteen fifteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred thousand million billion percent per cent dozen monday tuesday wednesday thursday friday saturday
    sunday morning afternoon january february march april june july august september october november december
    meeting discussion team group committee house
    """
)
_SKIPPED = _EMPTY | STOP_WORDS
_NOT_NOUN_ENDINGS = ("ing", "ed", "ly", "ous", "ful", "ive", "able", "ible", "al", "ic")
_NOUN = 0.7
"""Log odds from which a word counts as a noun."""


@dataclass(frozen=True, slots=True)
class PhraseTable:
    """Every candidate phrase (as stems): the sentences it occurs in, and how it was mostly written."""

    occurrences: Mapping[tuple[str, ...], list[int]]
    surfaces: Mapping[tuple[str, ...], Counter[str]]


def phrase_table(text: MeetingText) -> PhraseTable:
    """All candidate phrases of a meeting."""
    written = _usual_writing(text)
    occurrences: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    surfaces: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    odds = weights().noun_odds
    for index, sentence in enumerate(text.sentences):
        run: list[str] = []
        for token in [*_TOKEN.findall(sentence.text), "."]:
            word = token.lower().strip("'’")
            if len(word) > 2 and word[0].isalpha() and not word.endswith("ly") and word not in _SKIPPED:
                run.append(word)
                continue
            for phrase in _phrases(run, odds):
                key = tuple(map(stem, phrase))
                occurrences[key].append(index)
                surfaces[key][" ".join(written.get(word, word) for word in phrase)] += 1
            run = []
    return PhraseTable(occurrences, surfaces)


def key_phrases(
    table: PhraseTable,
    importance: Mapping[str, float],
    count: int,
    within: Collection[int] | None = None,
    least: int = 2,
) -> list[str]:
    """The `count` best phrases without a word in common, best first; `within`: only of these sentences, and typical.

    A phrase must occur `least` times in the meeting.
    """
    scores = {}
    for phrase, where in table.occurrences.items():
        inside = len(where) if within is None else sum(index in within for index in where)
        if len(where) < least or not inside or len(set(phrase)) < len(phrase):
            continue
        weight = (
            sum(importance.get(word, 0.0) for word in phrase) * (1 + 0.35 * (len(phrase) - 1)) / len(phrase) ** 0.35
        )
        typical = (inside / len(where)) ** 0.5 if within is not None else 1.0
        scores[phrase] = weight * inside / (inside + 1.5) * typical
    chosen: list[str] = []
    used: set[str] = set()
    for phrase in sorted(scores, key=lambda phrase: (-scores[phrase], phrase)):
        if used.isdisjoint(phrase):
            chosen.append(table.surfaces[phrase].most_common(1)[0][0])
            used |= set(phrase)
            if len(chosen) == count:
                break
    return chosen


def _phrases(run: Sequence[str], odds: Mapping[str, float]) -> list[Sequence[str]]:
    """Every part of a run that reads as a noun phrase."""
    found = []
    for start in range(len(run)):
        for end in range(start + 1, min(len(run), start + _LONGEST) + 1):
            size = end - start
            if noun_likeness(run[end - 1], odds) < _NOUN:
                continue
            if size > 1 and noun_likeness(run[start], odds) < -1.5:
                continue
            if size == 3 and noun_likeness(run[start + 1], odds) < 0:
                continue
            found.append(run[start:end])
    return found


def noun_likeness(word: str, odds: Mapping[str, float]) -> float:
    """Log odds that a lower-case word stands as a noun; from its ending where training never met it."""
    known = odds.get(word)
    if known is not None:
        return known
    if word.endswith(_NOT_NOUN_ENDINGS):
        return -0.5
    return _NOUN if len(word) > 3 else -1.0


def _usual_writing(text: MeetingText) -> dict[str, str]:
    """How each word is mostly written within sentences, where a capital means a name."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sentence in text.sentences:
        for word in _WORD.findall(sentence.text)[1:]:
            forms[word.lower()][word] += 1
    return {word: counts.most_common(1)[0][0] for word, counts in forms.items()}
