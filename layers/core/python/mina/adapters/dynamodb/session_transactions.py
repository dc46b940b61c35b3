"""What is written of a session together with other things, all of it or nothing: opening, linking, sealing, runs.

Apart from `sessions`, because it knows most of what is stored: a function that takes in words never loads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pynamodb.exceptions import TransactWriteError

from mina.adapters.dynamodb import keys, rows
from mina.adapters.dynamodb.base import Transaction, assign, failed_conditions, store
from mina.adapters.dynamodb.days import add_to_day
from mina.adapters.dynamodb.events import event_item
from mina.adapters.dynamodb.items import MeetingItem
from mina.adapters.dynamodb.ledger import add_seal, save_recording_cost
from mina.adapters.dynamodb.live_items import SessionItem
from mina.adapters.dynamodb.meeting_items import meeting_item
from mina.adapters.dynamodb.meetings import add_workspace
from mina.adapters.dynamodb.runs import RunItem, run_item
from mina.adapters.dynamodb.sessions import OPEN_STATES, session_item
from mina.domain.quota import day_of
from mina.domain.session import Session, SessionStatus, StepState
from mina.domain.step import Step
from mina.ports.ledger import use_of_seal
from mina.ports.stored import OpenOutcome, Seal

if TYPE_CHECKING:
    from datetime import datetime

    from pynamodb.expressions.update import Action

    from mina.domain.meeting import Meeting
    from mina.domain.outbox import PipelineRun
    from mina.domain.principal import User
    from mina.domain.workspace import Workspace
    from mina.ports.days import DayDelta


def open_session(
    session: Session, meeting: Meeting | None, workspace: Workspace | None, user: User | None
) -> OpenOutcome:
    try:
        with store(), Transaction() as transaction:
            transaction.save(session_item(session), condition=SessionItem.pk.does_not_exist())
            if meeting:
                transaction.save(meeting_item(meeting), condition=_free(meeting))
            if workspace and user:
                add_workspace(transaction, workspace, user)
    except TransactWriteError as error:
        return _outcome(failed_conditions(error), meeting is not None)
    return OpenOutcome.OPENED


def link_session(session: Session, meeting: Meeting, day: DayDelta | None) -> bool:
    item = SessionItem(keys.session(session.id), keys.SESSION)
    actions: list[Action] = [
        SessionItem.workspace_id.set(meeting.workspace_id),
        SessionItem.meeting_id.set(meeting.id),
        SessionItem.owner_id.set(meeting.organizer_id),
        SessionItem.workspace_key.remove(),
        SessionItem.created_key.remove(),
    ]
    actions += [
        assign(SessionItem.write_capability_hash, session.write_capability_hash),
        assign(SessionItem.read_capability_hash, session.read_capability_hash),
        assign(SessionItem.resume_token_hash, session.resume_token_hash),
    ]
    try:
        with store(), Transaction() as transaction:
            transaction.update(
                item,
                actions=actions,
                condition=SessionItem.pk.exists()
                & SessionItem.workspace_id.does_not_exist()
                & (SessionItem.status == session.status.value)
                & (SessionItem.revision == session.revision),
            )
            transaction.save(meeting_item(meeting), condition=MeetingItem.pk.does_not_exist())
            if day and day.meetings:
                add_to_day(transaction, day)
    except TransactWriteError:
        return False
    return True


def seal_session(seal: Seal) -> bool:
    sealed, meeting, run = seal.session, seal.meeting, seal.run
    try:
        with store(), Transaction() as transaction:
            transaction.update(
                SessionItem(keys.session(sealed.id), keys.SESSION),
                actions=_seal_actions(sealed, seal.due_at),
                condition=(SessionItem.revision == sealed.revision - 1)
                & SessionItem.status.is_in(*OPEN_STATES, SessionStatus.COMPLETED.value),
            )
            if meeting:
                transaction.update(
                    MeetingItem(keys.meeting(meeting.id), keys.MEETING),
                    actions=_meeting_actions(meeting),
                    condition=MeetingItem.pk.exists(),
                )
            if seal.day:
                add_to_day(transaction, seal.day)
                add_seal(transaction, seal.day.workspace_id, day_of(run.wanted_at), use_of_seal(seal))
            save_recording_cost(transaction, sealed.id, seal.cost)
            transaction.save(run_item(run, due_at=run.wanted_at), condition=RunItem.pk.does_not_exist())
            transaction.save(event_item(seal.event))
    except TransactWriteError:
        return False
    return True


def request_run(session: Session, run: PipelineRun) -> bool:
    try:
        with store(), Transaction() as transaction:
            transaction.update(
                SessionItem(keys.session(session.id), keys.SESSION),
                actions=[SessionItem.run.set(run.run)],
                condition=(SessionItem.run == run.run - 1) & (SessionItem.revision == run.revision),
            )
            transaction.save(run_item(run, due_at=run.wanted_at), condition=RunItem.pk.does_not_exist())
    except TransactWriteError:
        return False
    return True


def _free(meeting: Meeting) -> Any:
    """A new meeting's id is free; a scheduled one is there and has no session yet."""
    if meeting.version == 1:
        return MeetingItem.pk.does_not_exist()
    return (MeetingItem.version == meeting.version - 1) & MeetingItem.session_id.does_not_exist()


def _outcome(failed: list[bool], has_meeting: bool) -> OpenOutcome:
    """Which of the conditions of `open` it was, in the order in which they were written."""
    names = [OpenOutcome.SESSION_EXISTS]
    if has_meeting:
        names.append(OpenOutcome.MEETING_TAKEN)
    names += [OpenOutcome.HAS_WORKSPACE, OpenOutcome.HAS_WORKSPACE, OpenOutcome.SLUG_TAKEN]
    return next(name for name, is_failed in zip(names, failed, strict=False) if is_failed)


def _seal_actions(sealed: Session, due_at: datetime) -> list[Action]:
    statistics = sealed.statistics
    return [
        SessionItem.status.set(sealed.status.value),
        SessionItem.is_sealing.set(False),
        SessionItem.revision.set(sealed.revision),
        SessionItem.run.set(sealed.run),
        assign(SessionItem.digest, sealed.digest),
        assign(SessionItem.completed_at, sealed.completed_at),
        assign(SessionItem.first_sealed_at, sealed.first_sealed_at),
        SessionItem.sealed_late_batches.set(sealed.sealed_late_batches),
        SessionItem.total_segments.set(statistics.total_segments),
        assign(SessionItem.average_confidence, statistics.average_confidence),
        SessionItem.total_duration.set(statistics.total_duration),
        SessionItem.gaps.set([list(gap) for gap in sealed.gaps]),
        SessionItem.speakers.set(list(sealed.speakers)),
        SessionItem.due_shard.set(keys.due_shard(sealed.id)),
        SessionItem.due_at.set(keys.stamp(due_at)),
        *(getattr(SessionItem, f"step_{step}").set(StepState.PENDING.value) for step in Step),
    ]


def _meeting_actions(meeting: Meeting) -> list[Action]:
    statistics = meeting.statistics
    return [
        MeetingItem.status.set(meeting.status.value),
        MeetingItem.status_key.set(keys.workspace_status(meeting.workspace_id, meeting.status)),
        MeetingItem.task_key.remove(),
        MeetingItem.task_order.remove(),
        assign(MeetingItem.actual_end, meeting.actual_end),
        MeetingItem.total_segments.set(statistics.total_segments),
        assign(MeetingItem.average_confidence, statistics.average_confidence),
        MeetingItem.total_duration.set(statistics.total_duration),
        MeetingItem.speakers.set(list(meeting.speakers)),
        *(getattr(MeetingItem, f"step_{step}").set(StepState.PENDING.value) for step in Step),
        MeetingItem.row_recorded.set(rows.recorded(meeting)),
        *(rows.set_step(step, StepState.PENDING) for step in Step),
    ]
