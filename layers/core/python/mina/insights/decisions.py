"""Possible decisions: sentences that settle something, found by cues and by how the talk returns to them.

After Hsueh & Moore, "What Decisions Have You Made?" (2007) and Fernández et al., "Modelling and Detecting Decisions in
Multi-party Dialogue" (2008): a decision is proposed, taken up and said again, so its evidence is the sentence itself
and those near it that speak of the same. Precision stays low on free talk; they are called possible for that reason.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from itertools import chain

from mina.domain.evidence import Evidence
from mina.domain.insight import Decision
from mina.insights.commitments import COMMITMENT_FEATURES, commitment_features
from mina.insights.disfluency import NUMBER_WORDS
from mina.insights.meeting_text import MeetingText
from mina.insights.questions import is_question
from mina.insights.salience import sentence_importance, word_importance
from mina.insights.statement_trimming import trimmed
from mina.insights.weights import logistic, score, weights
from mina.insights.words import STOP_WORDS, tokens, word_set

DECISION_FEATURES = [
    *COMMITMENT_FEATURES,
    "top_importance",
    "mean_importance",
    "summary_prior",
    "said_again_later",
    "said_before",
    "company",
    "speakers_around",
    "new_words",
    "position",
    "position_squared",
    "numeric",
    "amount",
    "rarest",
    "substantial",
]
_MOST = 9
_WORDS_PER_DECISION = 350
_LEAST_WORDS = 5
_MOST_WORDS = 45
_APART = 8
_NEAR = 6
_SUPPORT_REACH = 25
_SUPPORTS = 2
_THRESHOLD = -1.0
_EXPLICIT_BONUS = 2.0
_COMMON = 40
"""A stem in so many sentences tells nothing about which of them belong together."""
_AMOUNTS = word_set(
    """
    euro euros dollar dollars pound pounds percent twenty thirty forty fifty hundred million
    """
)
_COMPARISON = re.compile(r"\bthan\b", re.IGNORECASE)
"""Who compares argues; what is settled afterwards is said without it."""
_SAID_TWICE = re.compile(r"\b([a-z']+(?: [a-z']+){0,5}),? (?=\1\b)", re.IGNORECASE)
_STUMP = re.compile(r"\b([a-z]{1,6}) (?=\1[a-z])")
_EXPLICIT = re.compile(
    r"\b(?:we(?:'ve| have)? (?:decided|agreed)|(?:it's|it is|that's) (?:decided|settled|agreed|approved)"
    r"|the decision is"
    r"|decision:|let's go with|we'll go with|we're going with|we are going with|we will go with|let's stick with"
    r"|we'll stick with|i(?:'ve| have)? approved?|signed off on|sign off on|final answer|we won't be"
    r"|we(?:'re| are) not (?:going to|gonna)"
    r"|agreed[,:.]|we're (?:dropping|keeping|moving|postponing|delaying|choosing|picking|sticking)"
    r"|let's (?:drop|postpone"
    r"|delay|keep|move|make it|choose|pick|settle on|cancel))\b",
    re.IGNORECASE,
)


def decisions_of(
    text: MeetingText, taken: Collection[int], features: Sequence[Sequence[float]]
) -> tuple[Decision, ...]:
    """The most likely decisions, best first; not those in segments of `taken` (seqs of tasks).

    `features` are the commitment features of every sentence.
    """
    scores = decision_scores(text, features)
    most = max(3, min(_MOST, round(sum(map(len, text.words)) / _WORDS_PER_DECISION)))
    chosen: list[int] = []
    for index in sorted(range(len(text)), key=lambda i: (-scores[i], i)):
        if scores[index] < _THRESHOLD or len(chosen) == most:
            break
        if _is_sayable(text, index) and all(_is_apart(text, index, other) for other in chosen):
            chosen.append(index)
    return tuple(
        Decision(_wording(text.sentences[i].text), _evidence(text, i, scores), round(logistic(scores[i] / 2), 2))
        for i in chosen
        if _EXPLICIT.search(text.sentences[i].text) or not set(text.sentences[i].seqs) <= set(taken)
    )


def decision_scores(text: MeetingText, features: Sequence[Sequence[float]]) -> list[float]:
    """Log odds of each sentence to state a decision; an explicit word of deciding adds to what was learnt."""
    coefficients = weights().models["decisions"]
    return [
        score(coefficients, row) + _EXPLICIT_BONUS * bool(_EXPLICIT.search(sentence.text))
        for row, sentence in zip(decision_features(text, features), text.sentences, strict=True)
    ]


def decision_features(text: MeetingText, features: Sequence[Sequence[float]] | None = None) -> list[list[float]]:
    """Features in the order of `DECISION_FEATURES` for every sentence, on top of its commitment features."""
    importance = word_importance(text)
    priors = sentence_importance(text, importance)
    stems = [set(row) for row in text.stems]
    where: defaultdict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(stems):
        for word in row:
            where[word].append(index)
    rows = []
    for index, base in enumerate(commitment_features(text) if features is None else features):
        own = sorted((importance.get(word, 0.0) for word in stems[index]), reverse=True)
        related = Counter(chain.from_iterable(where[w] for w in stems[index] if len(where[w]) < _COMMON))
        window = range(max(0, index - _NEAR), min(len(text), index + _NEAR + 1))
        near = [i for i in window if i != index and not stems[i].isdisjoint(stems[index])]
        position = text.positions[index]
        rows.append(
            [
                *base,
                sum(own[:3]),
                sum(own) / (len(own) or 1),
                priors[index] * 3,
                math.log(1 + sum(count >= 2 for i, count in related.items() if i > index + 3)),
                math.log(1 + sum(count >= 2 for i, count in related.items() if i < index - 3)),
                len(near) / _NEAR,
                len({text.sentences[i].speaker for i in near}) / 3,
                sum(where[word][0] == index for word in stems[index]) / 3,
                position,
                position * position,
                float(any(char.isdigit() for char in text.sentences[index].text)),
                float(not _AMOUNTS.isdisjoint(text.words[index])),
                max((math.log(len(text) / len(where[word])) for word in stems[index]), default=0.0) / 5,
                float(len(text.stems[index]) >= 3),
            ]
        )
    return rows


def _is_sayable(text: MeetingText, index: int) -> bool:
    said = text.sentences[index].text
    argues = bool(_COMPARISON.search(said)) and not _EXPLICIT.search(said)
    return _LEAST_WORDS <= len(text.words[index]) <= _MOST_WORDS and not is_question(said) and not argues


def _is_apart(text: MeetingText, index: int, other: int) -> bool:
    """Far enough to be another decision; two explicit ones may stand side by side."""
    both = _EXPLICIT.search(text.sentences[index].text) and _EXPLICIT.search(text.sentences[other].text)
    return bool(both) or abs(index - other) >= _APART


def _evidence(text: MeetingText, index: int, scores: Sequence[float]) -> tuple[Evidence, ...]:
    """The sentence's own segments first, then those of up to two near sentences about the same."""
    own = set(text.stems[index])
    near = range(max(0, index - _SUPPORT_REACH), min(len(text), index + _SUPPORT_REACH + 1))
    support = sorted(
        (i for i in near if i != index and own & set(text.stems[i])),
        key=lambda i: (-len(own & set(text.stems[i])) - 0.15 * scores[i], abs(i - index), i),
    )[:_SUPPORTS]
    parts = [part for i in (index, *sorted(support)) for part in text.sentences[i].parts]
    return tuple(Evidence(seq, quote) for seq, quote in dict(reversed(parts)).items())[::-1]


def _wording(text: str) -> str:
    once = _SAID_TWICE.sub(lambda match: "" if NUMBER_WORDS.isdisjoint(tokens(match[1])) else match[0], text)
    whole = _STUMP.sub(lambda match: match[0] if match[1] in STOP_WORDS else "", once)
    kept = trimmed(whole).rstrip(" ,;:.") or text
    return kept[:1].upper() + kept[1:] + ("" if kept.endswith(("!", "…")) else ".")
