"""Insights on the wire: how each came to be, and its body by the field names of `mina.domain.insight`."""

from __future__ import annotations

from datetime import datetime
from typing import Generic, TypeVar

import msgspec

from mina.domain.insight import Analytics, InsightResult, Method, Refinement, Summary, TaskExtraction
from mina.edge.api.answer import utc
from mina.ports.stored import StoredInsight

Result = TypeVar("Result")


class Cost(msgspec.Struct, frozen=True):
    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int
    microdollars: int


class RefinementCounts(msgspec.Struct, frozen=True):
    """The refined words themselves are read with the transcript."""

    segments: int
    paragraphs: int


class Insight(msgspec.Struct, Generic[Result], frozen=True):
    method: Method
    model: str | None
    reason: str | None
    revision: int
    created_at: datetime
    dropped_items: int
    cost: Cost
    body: Result


class Insights(msgspec.Struct, frozen=True):
    """None where a step has not been done."""

    refinement: Insight[RefinementCounts] | None
    analytics: Insight[Analytics] | None
    tasks: Insight[TaskExtraction] | None
    summary: Insight[Summary] | None


def insight_of(stored: StoredInsight | None) -> Insight[object] | None:
    if stored is None:
        return None
    made = stored.provenance
    return Insight(
        method=made.method,
        model=made.model,
        reason=made.reason,
        revision=stored.revision,
        created_at=utc(stored.created_at) or stored.created_at,
        dropped_items=made.dropped_items,
        cost=Cost(made.prompt_tokens, made.cached_tokens, made.completion_tokens, made.cost_microdollars),
        body=_body(stored.result),
    )


def _body(result: InsightResult) -> object:
    if isinstance(result, Refinement):
        return RefinementCounts(len(result.segments), len(result.paragraphs))
    return result
