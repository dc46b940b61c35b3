"""Insights. A result is stored whole, cut into parts where it is too large for one item."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

import msgspec
from pynamodb.attributes import BinaryAttribute, JSONAttribute, NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item, store
from mina.domain.insight import Analytics, InsightResult, Provenance, Refinement, Step, Summary, TaskExtraction
from mina.ports.stored import StoredInsight

if TYPE_CHECKING:
    from datetime import datetime

PART_BYTES = 300_000
"""Under DynamoDB's 400 KB an item, with room for the rest of it."""

RESULT_TYPES: dict[Step, type[InsightResult]] = {
    Step.REFINEMENT: Refinement,
    Step.ANALYTICS: Analytics,
    Step.TASKS: TaskExtraction,
    Step.SUMMARY: Summary,
}


class InsightItem(Item):
    """One part of a result: large ones are cut into parts, of which the first tells how many there are."""

    step = UnicodeAttribute()
    revision = NumberAttribute()
    parts = NumberAttribute(default=1)
    body = BinaryAttribute(legacy_encoding=False)
    provenance = JSONAttribute(null=True)
    input_digest = UnicodeAttribute(null=True)
    created_at = UTCDateTimeAttribute()


class UpgradeItem(Item):
    revision = NumberAttribute()


class DynamoInsights:
    def put(self, session_id: str, insight: StoredInsight) -> None:
        body = zlib.compress(msgspec.json.encode(insight.result), 6)
        chunks = [body[i : i + PART_BYTES] for i in range(0, len(body), PART_BYTES)] or [b""]
        for part, chunk in reversed(list(enumerate(chunks))):
            with store():
                InsightItem(
                    keys.session(session_id),
                    keys.insight(insight.step, part),
                    step=insight.step.value,
                    revision=insight.revision,
                    parts=len(chunks),
                    body=chunk,
                    provenance=json.loads(msgspec.json.encode(insight.provenance)) if part == 0 else None,
                    input_digest=insight.input_digest if part == 0 else None,
                    created_at=insight.created_at,
                ).save()

    def get(self, session_id: str, step: Step) -> StoredInsight | None:
        with store():
            items = list(
                InsightItem.query(
                    keys.session(session_id),
                    InsightItem.sk.startswith(keys.insight_prefix(step)),
                    consistent_read=True,
                )
            )
        if not items:
            return None
        head = items[0]
        body = zlib.decompress(b"".join(item.body for item in items[: int(head.parts)]))
        return StoredInsight(
            step=step,
            revision=int(head.revision),
            result=msgspec.json.decode(body, type=RESULT_TYPES[step]),
            provenance=msgspec.convert(head.provenance, Provenance),
            input_digest=head.input_digest or "",
            created_at=head.created_at,
        )

    def want_upgrade(self, session_id: str, revision: int, due_at: datetime) -> None:
        with store():
            UpgradeItem(
                keys.session(session_id),
                keys.upgrade(revision),
                due_shard=keys.due_shard(session_id),
                due_at=keys.stamp(due_at),
                revision=revision,
            ).save()

    def drop_upgrade(self, session_id: str, revision: int) -> None:
        with store():
            UpgradeItem(keys.session(session_id), keys.upgrade(revision)).delete()
