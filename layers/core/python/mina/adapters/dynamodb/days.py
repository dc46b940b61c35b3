"""Statistics of a workspace's days, and their sums."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import TransactWriteError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item, Transaction, store
from mina.adapters.dynamodb.totals import add_to_totals
from mina.domain.errors import StoreUnavailable
from mina.domain.sums import InsightSums, added
from mina.ports.days import DayDelta, DayStatistics

if TYPE_CHECKING:
    from pynamodb.transactions import TransactWrite

TRIES = 8
MOST_NAMES = 200
"""Of a day's speakers and topics the longest are kept, so that its item stays small."""


class DayItem(Item):
    """Sums of one workspace's day, so that a year is 366 items however many meetings it held."""

    meetings = NumberAttribute(default=0)
    segments = NumberAttribute(default=0)
    duration_ms = NumberAttribute(default=0)
    confidence_sum = NumberAttribute(default=0)
    confidence_count = NumberAttribute(default=0)
    insights = UnicodeAttribute(null=True)
    version = NumberAttribute(null=True)


class ContributionItem(Item):
    """What one session's insights count with in its day."""

    sums = UnicodeAttribute()
    version = NumberAttribute()


class DynamoDays:
    def between(self, workspace_id: str, first: date, last: date) -> list[DayStatistics]:
        with store():
            items = DayItem.query(keys.workspace(workspace_id), DayItem.sk.between(keys.day(first), keys.day(last)))
            return [to_day(item) for item in items]

    def contribute(self, workspace_id: str, day: date, session_id: str, sums: InsightSums | None) -> None:
        for _ in range(TRIES):
            before = self._contribution(session_id)
            if (before.sums if before else "") == _encoded(sums):
                return
            if self._replace(workspace_id, day, session_id, before, sums):
                return
        raise StoreUnavailable("Too many meetings end at once; try again.")

    def _contribution(self, session_id: str) -> ContributionItem | None:
        try:
            with store():
                return ContributionItem.get(keys.session(session_id), keys.CONTRIBUTION, consistent_read=True)
        except ContributionItem.DoesNotExist:
            return None

    def _replace(
        self, workspace_id: str, day: date, session_id: str, before: ContributionItem | None, sums: InsightSums | None
    ) -> bool:
        """Day and contribution move together; False where somebody else moved one of them first."""
        version, now = self._day_sums(workspace_id, day)
        if before is not None and before.sums:
            now = added(now, _decoded(before.sums), -1)
        if sums is not None:
            now = added(now, sums)
        item = ContributionItem(keys.session(session_id), keys.CONTRIBUTION)
        try:
            with store(), Transaction() as transaction:
                transaction.update(
                    DayItem(keys.workspace(workspace_id), keys.day(day)),
                    actions=[DayItem.insights.set(_encoded(_longest(now))), DayItem.version.set(version + 1)],
                    condition=DayItem.version == version if version else DayItem.version.does_not_exist(),
                )
                transaction.update(
                    item,
                    actions=[
                        ContributionItem.sums.set(_encoded(sums)),
                        ContributionItem.version.set(int(before.version) + 1 if before else 1),
                    ],
                    condition=ContributionItem.version == before.version
                    if before
                    else ContributionItem.pk.does_not_exist(),
                )
        except TransactWriteError:
            return False
        return True

    def _day_sums(self, workspace_id: str, day: date) -> tuple[int, InsightSums]:
        try:
            with store():
                item = DayItem.get(keys.workspace(workspace_id), keys.day(day), consistent_read=True)
        except DayItem.DoesNotExist:
            return 0, InsightSums()
        return int(item.version or 0), _decoded(item.insights)


def add_to_day(transaction: TransactWrite, day: DayDelta, open_tasks: int = 0) -> None:
    """Two writes: the day's row, and the sums over all days."""
    transaction.update(
        DayItem(keys.workspace(day.workspace_id), keys.day(day.day)),
        actions=[
            DayItem.meetings.add(day.meetings),
            DayItem.segments.add(day.segments),
            DayItem.duration_ms.add(day.duration_ms),
            DayItem.confidence_sum.add(day.confidence_sum),
            DayItem.confidence_count.add(day.confidence_count),
        ],
    )
    add_to_totals(transaction, day.workspace_id, day.meetings, day.duration_ms, open_tasks)


def to_day(item: DayItem) -> DayStatistics:
    return DayStatistics(
        day=date.fromisoformat(keys.id_of(item.sk)),
        meetings=int(item.meetings),
        segments=int(item.segments),
        duration_ms=int(item.duration_ms),
        confidence_sum=float(item.confidence_sum),
        confidence_count=int(item.confidence_count),
        insights=_decoded(item.insights),
    )


def _longest(sums: InsightSums) -> InsightSums:
    if len(sums.speakers) <= MOST_NAMES and len(sums.topics) <= MOST_NAMES:
        return sums
    speakers = sorted(sums.speakers.items(), key=lambda row: -row[1][0])[:MOST_NAMES]
    topics = sorted(sums.topics.items(), key=lambda row: -row[1][1])[:MOST_NAMES]
    return replace(sums, speakers=dict(speakers), topics=dict(topics))


def _encoded(sums: InsightSums | None) -> str:
    return msgspec.json.encode(sums).decode() if sums else ""


def _decoded(text: str | None) -> InsightSums:
    return msgspec.json.decode(text, type=InsightSums) if text else InsightSums()
