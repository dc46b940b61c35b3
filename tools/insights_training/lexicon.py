"""What the training meetings tell about single words: how common, how noun-like, how worth reporting."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from mina.insights.meeting_text import MeetingText
from mina.insights.readability import word_orders
from mina.insights.transcript import split_sentences
from mina.insights.words import STOP_WORDS, content_stems, stem, tokens, word_set
from mina_cli.evaluate.labelled import LabelledMeeting

_BEFORE_NOUNS = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "our",
        "their",
        "its",
        "his",
        "her",
        "my",
        "your",
        "any",
        "some",
        "no",
        "each",
        "every",
        "another",
        "of",
        "for",
        "with",
        "on",
        "in",
        "about",
        "from",
        "by",
    ]
)
_BEFORE_VERBS = frozenset(
    [
        "to",
        "i",
        "you",
        "we",
        "they",
        "he",
        "she",
        "it",
        "will",
        "would",
        "can",
        "could",
        "should",
        "might",
        "must",
        "may",
        "don't",
        "didn't",
        "doesn't",
        "won't",
        "can't",
        "not",
        "i'll",
        "we'll",
        "you'll",
        "let's",
        "gonna",
        "they'll",
        "i'd",
        "we'd",
        "who",
        "never",
        "always",
        "already",
        "really",
        "just",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "am",
        "get",
        "getting",
    ]
)


_WHOLE = word_set(
    """
    andre app bat bot col compute con contra def dev elect eval gel gen infra init int inter jar joy lan lang mat mid
    mini num par pet pit pro prod rect rep sec sim span spec tech tel vol win wit yell
    """
)
"""Short words of other trades that these meetings know as stumps only."""


def meetings_with(texts: Sequence[MeetingText], least: int = 3) -> dict[str, int]:
    """In how many meetings each stem occurs; rarer ones than `least` are left out."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({word for row in text.stems for word in row})
    return {word: count for word, count in counts.items() if count >= least}


def noun_odds(texts: Sequence[MeetingText], least: int = 6) -> dict[str, float]:
    """Log odds of a word to follow a determiner rather than a pronoun or auxiliary."""
    nouns: Counter[str] = Counter()
    verbs: Counter[str] = Counter()
    for text in texts:
        for words in text.words:
            for before, word in pairwise(words):
                if word not in STOP_WORDS:
                    nouns[word] += before in _BEFORE_NOUNS
                    verbs[word] += before in _BEFORE_VERBS
    seen = {word for word in nouns | verbs if nouns[word] + verbs[word] >= least}
    return {word: round(2 * math.log((nouns[word] + 0.5) / (verbs[word] + 0.5))) / 2 for word in seen}


def summary_odds(
    meetings: Sequence[LabelledMeeting], texts: Sequence[MeetingText], pull: float = 8.0
) -> Mapping[str, float]:
    """Log odds of a stem of the meeting to be in its reference summary, over the average stem's.

    Only stems of at least two domains count, and the lowest two are taken, so that no domain's own words are learnt.
    """
    used: defaultdict[str, Counter[str]] = defaultdict(Counter)
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for meeting, text in zip(meetings, texts, strict=True):
        reported = set(content_stems(" ".join(meeting.references)))
        for word in {word for row in text.stems for word in row}:
            seen[word][meeting.domain] += 1
            used[word][meeting.domain] += word in reported
    average = sum(c.total() for c in used.values()) / max(1, sum(c.total() for c in seen.values()))
    odds = {}
    for word, domains in seen.items():
        rates = sorted(
            (used[word][domain] + pull * average) / (count + pull) for domain, count in domains.items() if count >= 3
        )[:2]
        if len(rates) >= 2:
            value = math.log(sum(rates) / len(rates) / average)
            if abs(value) > 0.1:
                odds[word] = round(value, 1)
    return odds


def report_pairs(meeting: LabelledMeeting) -> set[str]:
    """The pairs of neighbouring stems ("of+the") in the references of a meeting."""
    return {
        "+".join(pair)
        for reference in meeting.references
        for pair in pairwise(stem(word) for word in tokens(reference))
    }


def pairs_reported(meetings: Sequence[LabelledMeeting], least: int = 3) -> dict[str, int]:
    """In the references of how many meetings each pair stands; rare ones and those of one domain are left out."""
    counts: Counter[str] = Counter()
    domains: defaultdict[str, set[str]] = defaultdict(set)
    for meeting in meetings:
        for pair in report_pairs(meeting):
            counts[pair] += 1
            domains[pair].add(meeting.domain)
    return {pair: count for pair, count in counts.items() if count >= least and len(domains[pair]) >= 2}


def pairs_again(meetings: Sequence[LabelledMeeting], least: float = 3, pull: float = 4.0) -> dict[str, float]:
    """How likely a reference that holds a pair holds it twice; those that hardly ever stand twice are left out."""
    once: Counter[str] = Counter()
    twice: Counter[str] = Counter()
    for reference in (reference for meeting in meetings for reference in meeting.references):
        counts = Counter("+".join(pair) for pair in pairwise(map(stem, tokens(reference))))
        once.update(counts.keys())
        twice.update(pair for pair, count in counts.items() if count > 1)
    usual = twice.total() / (once.total() or 1)
    chances = {
        pair: round(20 * (twice[pair] + pull * usual) / (count + pull)) / 20
        for pair, count in once.items()
        if count >= least
    }
    return {pair: chance for pair, chance in chances.items() if chance > 0.1}


def function_words_reported(meetings: Sequence[LabelledMeeting]) -> dict[str, float]:
    """How often each function word stands in a reference on average; rare ones are left out."""
    references = [reference for meeting in meetings for reference in meeting.references]
    counts = Counter(word for reference in references for word in tokens(reference) if word in STOP_WORDS)
    means = {word: round(20 * count / len(references)) / 20 for word, count in counts.items()}
    return {word: mean for word, mean in means.items() if mean >= 0.05}


def stumps(meetings: Sequence[LabelledMeeting], texts: Sequence[MeetingText]) -> frozenset[str]:
    """Beginnings of words ("specifi") that are often followed, within three words, by a word that begins like them.

    Words that stand in a reference are none, and longer ones have to be followed so more often.
    """
    counts: Counter[str] = Counter()
    taken_up: Counter[str] = Counter()
    for text in texts:
        for words in text.words:
            counts.update(words)
            for place, word in enumerate(words):
                later = words[place + 1 : place + 4]
                taken_up[word] += any(other != word and other.startswith(word) for other in later)
    written = {word for meeting in meetings for reference in meeting.references for word in tokens(reference)}
    return frozenset(
        word
        for word, count in counts.items()
        if word.isalpha()
        and word not in STOP_WORDS
        and word not in written
        and word not in _WHOLE
        and taken_up[word] >= count * (0.5 if count < 3 else 0.12 if len(word) <= 4 else 0.3)
    )


def orders_spoken(texts: Sequence[MeetingText], least: int = 20) -> dict[str, float]:
    """How much more often than by chance two classes of words follow each other in talk (log odds, in halves)."""
    return _order_odds([s.text for text in texts for s in text.sentences if s.is_complete], least)


def orders_reported(meetings: Sequence[LabelledMeeting], least: int = 2) -> dict[str, float]:
    """The same in the references."""
    return _order_odds([s for m in meetings for reference in m.references for s in split_sentences(reference)], least)


def _order_odds(sentences: Sequence[str], least: int) -> dict[str, float]:
    pairs = Counter(order for sentence in sentences for order in word_orders(sentence))
    lefts: Counter[str] = Counter()
    rights: Counter[str] = Counter()
    for order, count in pairs.items():
        left, right = order.split("+")
        lefts[left] += count
        rights[right] += count
    total = pairs.total()
    return {
        order: round(2 * math.log(count * total / (lefts[left] * rights[right]))) / 2
        for order, count in pairs.items()
        if count >= least
        for left, right in [order.split("+")]
    }
