"""Tells whether an insight is still the one that its inputs would give: one digest per step."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from mina.domain.insight import InsightResult, MeetingContext, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mina.domain.segment import Segment

_CONTEXT_FIELDS: dict[Step, tuple[str, ...]] = {
    Step.REFINEMENT: (),
    Step.ANALYTICS: ("participants",),
    Step.TASKS: ("started_at", "time_zone", "participants"),
    Step.SUMMARY: ("meeting_type", "participants"),
}
"""What of the context changes a step's result. A new title makes nothing stale."""


def input_digest(
    step: Step, segments: Sequence[Segment], context: MeetingContext, upstream: Sequence[InsightResult] = ()
) -> str:
    """Equal for equal inputs of `step` (128 bits, hexadecimal): stored with a result, it tells when to run again.

    `segments` are those that the step reads, edits and speaker names applied; `upstream` the results of earlier steps
    that it reads (the summary: analytics and tasks). Who made a result, model or local, does not count.
    """
    inputs = [
        step.value,
        [asdict(segment) for segment in segments],
        {name: getattr(context, name) for name in _CONTEXT_FIELDS[step]},
        [asdict(result) for result in upstream],
    ]
    text = json.dumps(inputs, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
