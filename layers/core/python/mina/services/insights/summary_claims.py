"""Verified sentences of a model's summary: those of parts, and those merged of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mina.domain.evidence import Evidence
from mina.domain.insight import Summary, SummarySentence, TopicNotes
from mina.services.insights.answer_fields import Row, numbers, rows, text

if TYPE_CHECKING:
    from mina.services.insights.evidence import Verifier
    from mina.services.insights.transcript import NumberedTranscript

EvidenceOf = Callable[[Row], tuple[Evidence, ...]]


@dataclass(slots=True)
class SummarySieve:
    """Lets through the sentences that the transcript supports, and counts the rest in `dropped_items`."""

    verifier: Verifier
    template: str
    dropped_items: int = field(default=0)

    def of_part(self, answer: Row, part: NumberedTranscript) -> Summary:
        """A summary whose sentences cite lines of `part`."""
        summary = answer["summary"]
        assert isinstance(summary, dict)
        return self._summary(summary, lambda row: self.verifier.evidence(rows(row, "evidence"), part))

    def of_notes(self, answer: Row, notes: Sequence[SummarySentence]) -> Summary:
        """A summary whose sentences cite `notes` by number from 1; they inherit the evidence of those."""

        def evidence(row: Row) -> tuple[Evidence, ...]:
            cited = [notes[number - 1] for number in numbers(row, "notes") if 1 <= number <= len(notes)]
            return tuple(dict.fromkeys(item for note in cited for item in note.evidence))

        return self._summary(answer, evidence)

    def _summary(self, answer: Row, evidence_of: EvidenceOf) -> Summary:
        topics = (
            TopicNotes(text(row, "title"), self._sentences(row, "sentences", evidence_of))
            for row in rows(answer, "topics")
        )
        return Summary(
            template=self.template,
            overview=self._sentences(answer, "overview", evidence_of),
            key_points=self._sentences(answer, "key_points", evidence_of),
            decisions=self._sentences(answer, "decisions", evidence_of),
            topics=tuple(topic for topic in topics if topic.sentences and self._is_titled(topic)),
            next_steps=self._sentences(answer, "next_steps", evidence_of),
        )

    def _sentences(self, row: Row, name: str, evidence_of: EvidenceOf) -> tuple[SummarySentence, ...]:
        offered = [SummarySentence(text(item, "text"), evidence_of(item)) for item in rows(row, name)]
        kept = tuple(sentence for sentence in offered if self.verifier.supports(sentence.text, sentence.evidence))
        self.dropped_items += len(offered) - len(kept)
        return kept

    def _is_titled(self, topic: TopicNotes) -> bool:
        """A title must not name what its sentences' evidence does not; without one the sentences cannot be shown."""
        evidence = [item for sentence in topic.sentences for item in sentence.evidence]
        if self.verifier.supports(topic.title, evidence, is_imperative=True):
            return True
        self.dropped_items += len(topic.sentences)
        return False


def sentences_of(summary: Summary) -> list[SummarySentence]:
    """All sentences of a summary, in the order in which they are read."""
    noted = [sentence for topic in summary.topics for sentence in topic.sentences]
    return [*summary.overview, *summary.key_points, *summary.decisions, *noted, *summary.next_steps]


def end_to_end(summaries: Sequence[Summary], template: str) -> Summary:
    """The summaries of parts, one after the other."""
    return Summary(
        template=template,
        overview=tuple(sentence for summary in summaries for sentence in summary.overview),
        key_points=tuple(sentence for summary in summaries for sentence in summary.key_points),
        decisions=tuple(sentence for summary in summaries for sentence in summary.decisions),
        topics=tuple(topic for summary in summaries for topic in summary.topics),
        next_steps=tuple(sentence for summary in summaries for sentence in summary.next_steps),
    )
