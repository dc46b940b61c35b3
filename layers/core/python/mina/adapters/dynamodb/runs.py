"""The outbox: pipeline runs that are wanted, started, done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pynamodb.attributes import BooleanAttribute, ListAttribute, NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.exceptions import UpdateError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item, assign, store
from mina.domain.outbox import PipelineRun, RunState
from mina.domain.step import Step

if TYPE_CHECKING:
    from datetime import datetime

    from pynamodb.expressions.update import Action


class RunItem(Item):
    revision = NumberAttribute()
    run = NumberAttribute()
    wanted_at = UTCDateTimeAttribute()
    is_rerun = BooleanAttribute(default=False)
    steps: ListAttribute[str] = ListAttribute(default=list)
    state = UnicodeAttribute()
    attempt = NumberAttribute(default=1)
    execution_arn = UnicodeAttribute(null=True)


class DynamoRuns:
    def get(self, session_id: str, run: int) -> PipelineRun | None:
        try:
            with store():
                return to_run(RunItem.get(keys.session(session_id), keys.run(run), consistent_read=True))
        except RunItem.DoesNotExist:
            return None

    def update(self, run: PipelineRun, due_at: datetime | None) -> None:
        actions: list[Action] = [
            RunItem.state.set(run.state.value),
            RunItem.attempt.set(run.attempt),
            assign(RunItem.execution_arn, run.execution_arn),
            assign(RunItem.due_at, keys.stamp(due_at) if due_at else None),
        ]
        unfinished = ~RunItem.state.is_in(RunState.DONE.value, RunState.GIVEN_UP.value)
        try:
            with store():
                RunItem(keys.session(run.session_id), keys.run(run.run)).update(
                    actions, RunItem.pk.exists() & unfinished
                )
        except UpdateError:
            return  # it ended meanwhile, or its session was erased


def run_item(run: PipelineRun, due_at: datetime) -> RunItem:
    return RunItem(
        keys.session(run.session_id),
        keys.run(run.run),
        due_shard=keys.due_shard(run.session_id),
        due_at=keys.stamp(due_at),
        revision=run.revision,
        run=run.run,
        wanted_at=run.wanted_at,
        is_rerun=run.is_rerun,
        steps=[step.value for step in run.steps],
        state=run.state.value,
        attempt=run.attempt,
        execution_arn=run.execution_arn,
    )


def to_run(item: RunItem) -> PipelineRun:
    return PipelineRun(
        session_id=keys.id_of(item.pk),
        revision=int(item.revision),
        run=int(item.run),
        wanted_at=item.wanted_at,
        is_rerun=item.is_rerun,
        steps=tuple(Step(step) for step in item.steps),
        state=RunState(item.state),
        attempt=int(item.attempt),
        execution_arn=item.execution_arn,
    )
