"""Importance of words, pairs of words, sentences and statements, fitted on meetings with reference summaries."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tools.insights_training.lexicon import report_pairs, summary_odds
from tools.insights_training.logistic import fit_logistic, fit_ridge

from mina.insights.meeting_text import MeetingText
from mina.insights.salience import sentence_features, word_features, word_importance
from mina.insights.statement_worth import statement_features, worth_features
from mina.insights.statements import Statement, statements_of
from mina.insights.weights import Weights, probability, weights
from mina.insights.word_pairs import pair_features
from mina.insights.words import content_stems, tokens
from mina_cli.evaluate.labelled import LabelledMeeting
from mina_cli.evaluate.rouge import rouge_tokens

_FOLDS = 5
_BEST_SHARE = 0.08
LEAST_STATEMENTS = 4
_PENALTY = 300.0


@dataclass(frozen=True, slots=True)
class Material:
    """A meeting with its statements and the importance of its words, by the weights in place when it was read."""

    meeting: LabelledMeeting
    text: MeetingText
    statements: Sequence[Statement]
    importance: Mapping[str, float]


def material_of(meetings: Sequence[LabelledMeeting], texts: Sequence[MeetingText]) -> list[Material]:
    """What the models of pairs, statements and readers are fitted on; the models of words must be stored before."""
    return [
        Material(meeting, text, statements_of(text), word_importance(text))
        for meeting, text in zip(meetings, texts, strict=True)
    ]


def fit_summary_models(meetings: Sequence[LabelledMeeting], texts: Sequence[MeetingText], lexicon: Weights) -> Weights:
    """The lexicon with `summary_odds` and the models "word" and "sentence".

    The odds that a meeting is trained with come from the other folds, so that the word model does not overtrust them.
    """
    fold = [random.Random(meeting.id).randrange(_FOLDS) for meeting in meetings]  # noqa: S311 - reproducible folds
    odds = [
        summary_odds(
            [m for m, f in zip(meetings, fold, strict=True) if f != k],
            [t for t, f in zip(texts, fold, strict=True) if f != k],
        )
        for k in range(_FOLDS)
    ]
    features = [word_features(text, lexicon, odds[f]) for text, f in zip(texts, fold, strict=True)]
    rows: list[list[float]] = []
    labels: list[bool] = []
    for meeting, found in zip(meetings, features, strict=True):
        reported = set(content_stems(" ".join(meeting.references)))
        rows += found.values()
        labels += [word in reported for word in found]
    word_model = fit_logistic(rows, labels)
    rows, labels = [], []
    for meeting, text, found in zip(meetings, texts, features, strict=True):
        importance = {word: probability(word_model, row) for word, row in found.items()}
        values = overlaps(meeting.references, text)
        threshold = sorted(values)[-max(3, int(_BEST_SHARE * len(values)))] if len(values) > 3 else 0.0
        rows += sentence_features(text, importance)
        labels += [value >= threshold for value in values]
    models = {**lexicon.models, "word": word_model, "sentence": fit_logistic(rows, labels)}
    return replace(lexicon, summary_odds=dict(summary_odds(meetings, texts)), models=models)


def fit_statement_model(materials: Sequence[Material]) -> list[float]:
    """Coefficients over `WORTH_FEATURES`, fitted to how far a statement overlaps more than its meeting's average."""
    rows: list[list[float]] = []
    values: list[float] = []
    for material in materials:
        if len(material.statements) < LEAST_STATEMENTS:
            continue
        shares = [overlap(material.meeting.references, statement.text) for statement in material.statements]
        mean = sum(shares) / len(shares)
        features = statement_features(material.text, material.importance, material.statements)
        rows += [worth_features(statement, row) for statement, row in zip(material.statements, features, strict=True)]
        values += [share - mean for share in shares]
    return fit_ridge(rows, values, _PENALTY)


def fit_pair_model(materials: Sequence[Material]) -> list[float]:
    """Coefficients over `PAIR_FEATURES`, fitted to whether a pair in a statement stands in the references.

    A meeting's own references do not count among those that tell how usual a pair is.
    """
    lexicon = weights()
    rows: list[list[float]] = []
    labels: list[bool] = []
    for material in materials:
        own = report_pairs(material.meeting)
        others = {pair: count - (pair in own) for pair, count in lexicon.pairs_reported.items()}
        features = pair_features(material.text, material.importance, material.statements, others, lexicon.meetings)
        rows += features.values()
        labels += ["+".join(pair) in own for pair in features]
    return fit_logistic(rows, labels)


def overlap(references: Sequence[str], statement: str) -> float:
    """Words, pairs of words (twice) and content words shared with the references, by length."""
    words, joined = rouge_tokens(statement), " ".join(references)
    expected = rouge_tokens(joined)
    shared = (Counter(words) & Counter(expected)).total()
    shared_pairs = len(set(pairwise(words)) & set(pairwise(expected)))
    content = len(set(content_stems(statement)) & set(content_stems(joined)))
    return (shared + 2 * shared_pairs + content) / max(8, len(words))


def overlaps(references: Sequence[str], text: MeetingText) -> list[float]:
    """How much each sentence shares with the references: words, pairs of words and content words, by length."""
    joined = " ".join(references)
    words = tokens(joined)
    counts, pairs, content = Counter(words), set(pairwise(words)), set(content_stems(joined))
    values = []
    for own, stems in zip(text.words, text.stems, strict=True):
        shared = (Counter(own) & counts).total()
        shared_pairs = len(set(pairwise(own)) & pairs)
        values.append((shared + 2 * shared_pairs + 2 * len(set(stems) & content)) / max(8, len(own)))
    return values
