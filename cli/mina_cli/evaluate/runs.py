"""The four local steps run on labelled meetings, with the processor time that each took."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from mina.domain.insight import Analytics, Refinement, Step, Summary, TaskExtraction
from mina.insights.analytics import analyse
from mina.insights.refinement import refine
from mina.insights.summary import summarise
from mina.insights.tasks import extract
from mina_cli.evaluate.labelled import LabelledMeeting


@dataclass(frozen=True, slots=True)
class Run:
    """What the local methods made of one meeting, and the seconds of processor time of each step."""

    meeting: LabelledMeeting
    refinement: Refinement
    analytics: Analytics
    extraction: TaskExtraction
    summary: Summary
    seconds: dict[Step, float]

    @property
    def total_seconds(self) -> float:
        return sum(self.seconds.values())


def run_local(meeting: LabelledMeeting) -> Run:
    """All four steps, one after the other, as the pipeline runs them."""
    marks = [time.process_time()]
    refinement = refine(meeting.segments)
    marks.append(time.process_time())
    analytics = analyse(meeting.segments, meeting.context)
    marks.append(time.process_time())
    extraction = extract(meeting.segments, meeting.context)
    marks.append(time.process_time())
    summary = summarise(meeting.segments, meeting.context, analytics, extraction)
    marks.append(time.process_time())
    seconds = {step: end - start for step, start, end in zip(Step, marks, marks[1:], strict=False)}
    return Run(meeting, refinement, analytics, extraction, summary, seconds)


def run_all(meetings: Sequence[LabelledMeeting]) -> list[Run]:
    return [run_local(meeting) for meeting in meetings]
