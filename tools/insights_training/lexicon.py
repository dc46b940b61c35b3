"""What the training meetings tell about single words: how common, how noun-like, how worth reporting."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from mina.insights.meeting_text import MeetingText
from mina.insights.words import STOP_WORDS, content_stems, stem, tokens
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
