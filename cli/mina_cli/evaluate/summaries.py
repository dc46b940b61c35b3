"""Scores of summaries: ROUGE at the reference's length, and whether each sentence stands in its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from mina.domain.insight import Summary, SummarySentence
from mina.insights.disfluency import fluent
from mina.insights.transcript import sentences_of
from mina.insights.words import content_stems
from mina_cli.evaluate.baselines import centroid_mmr, lead
from mina_cli.evaluate.labelled import LabelledMeeting
from mina_cli.evaluate.rouge import Rouge, best_rouge

METHODS = ("mina", "tf-idf + MMR", "lead")


@dataclass(frozen=True, slots=True)
class SummaryScores:
    """Means over meetings, 0..100. `grounded` is the share of sentences that stand in their evidence word by word."""

    meetings: int
    rouge: Mapping[str, Rouge]
    by_domain: Mapping[str, float]
    grounded: float


def summary_text(summary: Summary, max_words: int) -> str:
    """Overview and key points, one sentence a line, cut after `max_words` words."""
    lines, left = [], max_words
    for sentence in (*summary.overview, *summary.key_points):
        words = sentence.text.split()[:left]
        left -= len(words)
        if words:
            lines.append(" ".join(words))
    return "\n".join(lines)


def score_summaries(results: Sequence[tuple[LabelledMeeting, Summary]]) -> SummaryScores:
    """ROUGE of the local method and the baselines on meetings with references, at the first reference's length."""
    scores: dict[str, list[Rouge]] = {method: [] for method in METHODS}
    domains: dict[str, list[float]] = {}
    grounded: list[float] = []
    for meeting, summary in results:
        grounded += [is_grounded(sentence, meeting) for sentence in (*summary.overview, *summary.key_points)]
        if not meeting.references:
            continue
        length = len(meeting.references[0].split())
        sentences = sentences_of(meeting.segments)
        texts = (summary_text(summary, length), centroid_mmr(sentences, length), lead(sentences, length))
        for method, text in zip(METHODS, texts, strict=True):
            scores[method].append(best_rouge(meeting.references, text))
        domains.setdefault(meeting.domain, []).append(scores["mina"][-1].r1)
    return SummaryScores(
        meetings=len(scores["mina"]),
        rouge={method: _mean(values) for method, values in scores.items() if values},
        by_domain={domain: fmean(values) for domain, values in sorted(domains.items())},
        grounded=100 * fmean(grounded) if grounded else 0.0,
    )


def is_grounded(sentence: SummarySentence, meeting: LabelledMeeting) -> bool:
    """Whether every content word of the sentence occurs in the segments that it names (spelt-out letters joined)."""
    heard = " ".join(meeting.segments[evidence.seq - 1].text for evidence in sentence.evidence)
    said = set(content_stems(heard)) | set(content_stems(fluent(heard)))
    return said.issuperset(content_stems(sentence.text))


def _mean(values: Sequence[Rouge]) -> Rouge:
    return Rouge(fmean(v.r1 for v in values), fmean(v.r2 for v in values), fmean(v.rlsum for v in values))
