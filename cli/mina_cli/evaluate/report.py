"""The evaluation as Markdown for a person and as JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from mina.domain.insight import SummarySentence
from mina.insights.transcript import sentences_of
from mina_cli.evaluate.baselines import centroid_mmr, lead
from mina_cli.evaluate.runs import Run
from mina_cli.evaluate.scores import Scores

_READ_MEETINGS = 10
_READ_SENTENCES = 5
_BASELINE_WORDS = 80


def as_json(scores: Scores) -> str:
    """Every number of the report, and nothing that was said."""
    return json.dumps(asdict(scores), ensure_ascii=False, indent=2) + "\n"


def as_markdown(scores: Scores, runs: Sequence[Run], split: str) -> str:
    """Tables of the measures beside the baselines, then sentences to be read and judged."""
    parts = [f"# Local insight methods on {scores.meetings} meetings (split `{split}`)", ""]
    parts += [*_summaries(scores), *_items(scores), *_topics(scores), *_cost(scores), *_sentences(runs)]
    return "\n".join(parts) + "\n"


def _summaries(scores: Scores) -> list[str]:
    if scores.summaries is None or not scores.summaries.rouge:
        return []
    rows = [[method, f"{r.r1:.1f}", f"{r.r2:.1f}", f"{r.rlsum:.1f}"] for method, r in scores.summaries.rouge.items()]
    domains = " · ".join(f"{domain} {r1:.1f}" for domain, r1 in scores.summaries.by_domain.items())
    return [
        f"## Summaries ({scores.summaries.meetings} meetings, cut at the reference's length)",
        "",
        *_table(["method", "R1", "R2", "RLsum"], rows),
        "",
        f"R1 by domain: {domains}. Sentences whose content words all stand in their evidence:"
        f" {scores.summaries.grounded:.1f} %.",
        "",
    ]


def _items(scores: Scores) -> list[str]:
    if not scores.items:
        return []
    rows = [
        [name, *(f"{v:.1f}" for v in (s.precision, s.recall, s.f1)), f"{s.precision_at_5 / 100:.2f}",
         f"{s.owners / 100:.2f} of {s.owners_counted}" if s.owners_counted else "–", str(s.found), str(s.gold)]
        for name, s in scores.items.items()
    ]  # fmt: skip
    head = ["what", "precision", "recall", "item F1", "P@5", "owner right", "found", "gold"]
    return ["## Action items, decisions, commitments", "", *_table(head, rows), ""]


def _topics(scores: Scores) -> list[str]:
    if not scores.topics:
        return []
    rows = [[name, f"{s.pk:.1f}", f"{s.boundary_f1:.1f}"] for name, s in scores.topics.items()]
    phrases = " · ".join(f"{name} {f1:.1f}" for name, f1 in scores.key_phrases.items())
    head = ["method", "Pk (lower is better)", "boundary F1 within 10 turns"]
    return ["## Topics", "", *_table(head, rows), "", f"Key phrases, F1: {phrases}.", ""]


def _cost(scores: Scores) -> list[str]:
    if scores.cost is None:
        return []
    cost = scores.cost
    return [
        "## Cost",
        "",
        f"All four steps on the meeting nearest to an hour ({cost.segments} segments, {cost.words} words), in a process"
        f" of their own: {cost.cold_seconds:.2f} s the first time, {cost.warm_seconds:.2f} s the second, at most"
        f" {cost.peak_megabytes:.0f} MB. The slowest of all meetings took {scores.slowest_seconds:.2f} s.",
        "",
    ]


def _sentences(runs: Sequence[Run]) -> list[str]:
    """Fifty sentences from ten meetings spread over the data, and what the baselines would have said."""
    summarised = [run for run in runs if run.meeting.references] or list(runs)
    step = max(1, len(summarised) // _READ_MEETINGS)
    parts = ["## To be read", "", "Is each grammatical, understood alone, without fillers, and worth having?", ""]
    for run in summarised[::step][:_READ_MEETINGS]:
        shown = (*run.summary.overview, *run.summary.key_points)[:_READ_SENTENCES]
        sentences = sentences_of(run.meeting.segments)
        parts += [f"### {run.meeting.id}", "", *(f"1. {_said(sentence)}" for sentence in shown), ""]
        for name, method in (("tf-idf + MMR", centroid_mmr), ("lead", lead)):
            parts += [f"*{name}:* " + " / ".join(method(sentences, _BASELINE_WORDS).split("\n")), ""]
    return parts


def _said(sentence: SummarySentence) -> str:
    return f"{sentence.attributed_to}: {sentence.text}" if sentence.attributed_to else sentence.text


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)]
