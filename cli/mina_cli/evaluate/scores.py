"""Every measure of one evaluation, gathered from the runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from mina.insights.transcript import Sentence, sentences_of
from mina_cli.evaluate.baselines import cue_decisions, cue_tasks, even_boundaries, frequent_words
from mina_cli.evaluate.cost import Cost, cost_of
from mina_cli.evaluate.gold_items import GoldItem, commitment_seqs, gold_items
from mina_cli.evaluate.gold_topics import gold_boundaries
from mina_cli.evaluate.items import FoundItem, ItemScores, score_items
from mina_cli.evaluate.runs import Run
from mina_cli.evaluate.segmentation import boundary_f1, phrase_precision_recall, pk
from mina_cli.evaluate.summaries import SummaryScores, score_summaries

_HOUR_MS = 3_600_000
_FREQUENT_WORDS = 14


@dataclass(frozen=True, slots=True)
class TopicScores:
    """Means over meetings of Pk (lower is better) and of the F1 of boundaries, in percent."""

    pk: float
    boundary_f1: float


@dataclass(frozen=True, slots=True)
class Scores:
    """A measure that the data has no labels for is left out (None, or no entry)."""

    meetings: int
    summaries: SummaryScores | None = None
    items: dict[str, ItemScores] = field(default_factory=dict)
    topics: dict[str, TopicScores] = field(default_factory=dict)
    key_phrases: dict[str, float] = field(default_factory=dict)
    slowest_seconds: float = 0.0
    cost: Cost | None = None


def score(runs: Sequence[Run]) -> Scores:
    """Scores of the runs and of the baselines on the same meetings."""
    return Scores(
        meetings=len(runs),
        summaries=score_summaries([(run.meeting, run.summary) for run in runs if run.meeting.references]),
        items=_items(runs),
        topics=_topics([run for run in runs if run.meeting.labels.get("topics")]),
        key_phrases=_key_phrases([run for run in runs if run.meeting.labels.get("topics")]),
        slowest_seconds=max((run.total_seconds for run in runs), default=0.0),
        cost=_cost(runs),
    )


def _items(runs: Sequence[Run]) -> dict[str, ItemScores]:
    linked = [run for run in runs if "actions" in run.meeting.labels.get("sections", {})]
    committed = [run for run in runs if run not in linked and commitment_seqs(run.meeting)]
    scores = {}
    for name, group, found, gold in (
        ("action items", linked, _tasks, lambda run: gold_items(run.meeting, "actions")),
        ("action items, cue words", linked, _cued(cue_tasks), lambda run: gold_items(run.meeting, "actions")),
        ("decisions", linked, _decisions, lambda run: gold_items(run.meeting, "decisions")),
        ("decisions, cue words", linked, _cued(cue_decisions), lambda run: gold_items(run.meeting, "decisions")),
        ("commitments", committed, _tasks, _commitments),
        ("commitments, cue words", committed, _cued(cue_tasks), _commitments),
    ):
        if group:
            scores[name] = score_items([(found(run), gold(run)) for run in group])
    return scores


def _tasks(run: Run) -> list[FoundItem]:
    return [FoundItem(frozenset(e.seq for e in task.evidence), task.owner) for task in run.extraction.tasks]


def _decisions(run: Run) -> list[FoundItem]:
    return [FoundItem(frozenset(e.seq for e in decision.evidence)) for decision in run.extraction.decisions]


def _commitments(run: Run) -> list[GoldItem]:
    return [GoldItem("", frozenset([seq])) for seq in sorted(commitment_seqs(run.meeting))]


def _cued(
    method: Callable[[Sequence[Sentence]], list[tuple[frozenset[int], str | None]]],
) -> Callable[[Run], list[FoundItem]]:
    return lambda run: [FoundItem(seqs, owner) for seqs, owner in method(sentences_of(run.meeting.segments))]


def _topics(runs: Sequence[Run]) -> dict[str, TopicScores]:
    methods: dict[str, Callable[[Run], list[int]]] = {
        "mina": lambda run: [topic.first_seq - 1 for topic in run.analytics.topics[1:]],
        "none": lambda _: [],
        "even": lambda run: even_boundaries([len(s.text.split()) for s in run.meeting.segments]),
    }
    scores = {}
    for name, method in methods.items():
        rows = [(gold_boundaries(run.meeting), method(run), len(run.meeting.segments)) for run in runs]
        if rows:
            scores[name] = TopicScores(
                fmean(pk(gold, found, size) for gold, found, size in rows),
                fmean(boundary_f1(gold, found) for gold, found, _ in rows),
            )
    return scores


def _key_phrases(runs: Sequence[Run]) -> dict[str, float]:
    methods: dict[str, Callable[[Run], Sequence[str]]] = {
        "mina": lambda run: run.analytics.key_phrases,
        "frequent words": lambda run: frequent_words(sentences_of(run.meeting.segments), _FREQUENT_WORDS),
    }
    scores = {}
    for name, method in methods.items():
        pairs = [
            phrase_precision_recall(method(run), [topic["topic"] for topic in run.meeting.labels["topics"]])
            for run in runs
        ]
        if pairs:
            precision, recall = fmean(p for p, _ in pairs), fmean(r for _, r in pairs)
            scores[name] = 200 * precision * recall / (precision + recall) if precision + recall else 0.0
    return scores


def _cost(runs: Sequence[Run]) -> Cost | None:
    """The cost of the meeting with real times that is nearest to an hour, else of the longest."""
    if not runs:
        return None
    timed = [run for run in runs if "utterances" in run.meeting.labels] or list(runs)
    nearest = min(timed, key=lambda run: abs(run.analytics.duration_ms - _HOUR_MS))
    return cost_of(nearest.meeting.segments)
