"""Events and insights. A result is stored whole, cut into parts where it is too large for one item."""

from __future__ import annotations

import json
import zlib
from datetime import datetime

import msgspec
from pynamodb.exceptions import PutError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import store
from mina.adapters.dynamodb.items import EventItem, InsightItem, UpgradeItem
from mina.domain.event import Event, EventKind
from mina.domain.insight import Analytics, InsightResult, Provenance, Refinement, Step, Summary, TaskExtraction
from mina.ports.stores import StoredInsight

PART_BYTES = 300_000
"""Under DynamoDB's 400 KB an item, with room for the rest of it."""

RESULT_TYPES: dict[Step, type[InsightResult]] = {
    Step.REFINEMENT: Refinement,
    Step.ANALYTICS: Analytics,
    Step.TASKS: TaskExtraction,
    Step.SUMMARY: Summary,
}


class DynamoEvents:
    def put(self, event: Event) -> bool:
        try:
            with store():
                event_item(event).save(EventItem.pk.does_not_exist())
        except PutError:
            return False
        return True

    def after(self, session_id: str, event_id: int) -> list[Event]:
        with store():
            items = EventItem.query(
                keys.session(session_id),
                EventItem.sk.between(keys.event(max(0, event_id) + 1), keys.event(9_999_999_999)),
                consistent_read=True,
            )
            return [
                Event(session_id, int(item.event_id), EventKind(item.kind), item.body, item.created_at)
                for item in items
            ]

    def last_id(self, session_id: str) -> int:
        with store():
            newest = EventItem.query(
                keys.session(session_id),
                EventItem.sk.startswith(keys.EVENT_PREFIX),
                consistent_read=True,
                scan_index_forward=False,
                attributes_to_get=["event_id"],
                limit=1,
            )
            return max((int(item.event_id) for item in newest), default=0)


def event_item(event: Event) -> EventItem:
    return EventItem(
        keys.session(event.session_id),
        keys.event(event.event_id),
        event_id=event.event_id,
        kind=event.kind.value,
        body=event.body,
        created_at=event.created_at,
    )


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
