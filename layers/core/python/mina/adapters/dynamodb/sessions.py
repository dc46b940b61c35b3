"""Sessions: from join to the last sealed revision."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from pynamodb.exceptions import TransactWriteError, UpdateError
from pynamodb.expressions.update import Action

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item, Transaction, assign, failed_conditions, store
from mina.adapters.dynamodb.days import add_to_day
from mina.adapters.dynamodb.events import event_item
from mina.adapters.dynamodb.items import MeetingItem, RunItem, SessionItem
from mina.adapters.dynamodb.ledger import add_seal, save_recording_cost
from mina.adapters.dynamodb.meetings import add_workspace, meeting_item, to_pipeline, to_statistics
from mina.adapters.dynamodb.runs import run_item
from mina.domain.errors import NotFound
from mina.domain.meeting import Meeting
from mina.domain.outbox import PipelineRun
from mina.domain.principal import User
from mina.domain.quota import day_of
from mina.domain.session import IDLE_LIMIT, Session, SessionStatus, StepState, WriteState
from mina.domain.step import Step
from mina.domain.workspace import Workspace
from mina.ports.days import DayDelta
from mina.ports.ledger import use_of_seal
from mina.ports.stores import Due, DueKind, OpenOutcome, Seal

OPEN_STATES = (SessionStatus.ACTIVE.value, SessionStatus.FINALIZING.value)


class DynamoSessions:
    def get(self, session_id: str) -> Session | None:
        item = self._item(session_id)
        return to_session(item) if item else None

    def write_state(self, session_id: str) -> WriteState | None:
        item = self._item(session_id, _WRITE_STATE)
        return to_write_state(item) if item else None

    def open(
        self, session: Session, meeting: Meeting | None, workspace: Workspace | None, user: User | None
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

    def link(self, session: Session, meeting: Meeting, day: DayDelta | None) -> bool:
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

    def admit_recorder(self, session: Session, expected_epoch: int) -> bool:
        return self._update(
            session.id,
            [
                assign(SessionItem.recorder_id, session.recorder_id),
                SessionItem.epoch.set(session.epoch),
                assign(SessionItem.resume_token_hash, session.resume_token_hash),
            ],
            SessionItem.pk.exists() & (SessionItem.epoch == expected_epoch),
        )

    def begin_finalizing(self, session_id: str, declared_last_seq: int | None, finalize_after: datetime) -> Session:
        actions: list[Action] = [
            SessionItem.status.set(SessionStatus.FINALIZING.value),
            SessionItem.finalize_after.set(finalize_after),
            SessionItem.due_at.set(keys.stamp(finalize_after)),
        ]
        if declared_last_seq is not None:
            actions.append(SessionItem.declared_last_seq.set(declared_last_seq))
        self._update(session_id, actions, SessionItem.status == SessionStatus.ACTIVE.value)
        return self._required(session_id)

    def begin_sealing(self, session_id: str, revision: int, patience_until: datetime) -> Session:
        self._update(
            session_id,
            [SessionItem.is_sealing.set(True), SessionItem.due_at.set(keys.stamp(patience_until))],
            SessionItem.status.is_in(*OPEN_STATES) & (SessionItem.revision == revision - 1),
        )
        return self._required(session_id)

    def seal(self, seal: Seal) -> bool:
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

    def settle(self, session_id: str, late_batches: int, due_at: datetime | None) -> None:
        actions: list[Action] = [
            SessionItem.sealed_late_batches.set(late_batches),
            SessionItem.is_sealing.set(False),
            assign(SessionItem.due_at, due_stamp(due_at)),
        ]
        self._update(session_id, actions, SessionItem.late_batches == late_batches)

    def mark_late(self, session_id: str, due_at: datetime) -> None:
        self._update(
            session_id,
            [
                SessionItem.late_batches.add(1),
                SessionItem.due_at.set(keys.stamp(due_at)),
                SessionItem.due_shard.set(keys.due_shard(session_id)),
            ],
            SessionItem.pk.exists(),
        )

    def set_step(self, session_id: str, run: int, step: Step, state: StepState) -> None:
        attribute = getattr(SessionItem, f"step_{step}")
        self._update(session_id, [attribute.set(state.value)], SessionItem.run == run)

    def set_watched(self, session_id: str, is_watched: bool) -> None:
        self._update(session_id, [SessionItem.is_watched.set(is_watched)], SessionItem.pk.exists())

    def postpone(self, session_id: str, due_at: datetime) -> None:
        action = SessionItem.due_at.set(keys.stamp(due_at))
        self._update(session_id, [action], SessionItem.status == SessionStatus.ACTIVE.value)

    def request_run(self, session: Session, run: PipelineRun) -> bool:
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

    def without_workspace(self, owner_id: str) -> list[Session]:
        with store():
            items = SessionItem.workspace_meetings.query(keys.owner(owner_id))
            return [to_session(item) for item in items if not item.workspace_id]

    def due(self, before: datetime) -> list[Due]:
        found: list[tuple[str, str, str]] = []
        for shard in keys.due_shards():
            with store():
                items = Item.due.query(shard, Item.due_at <= keys.stamp(before))
                found.extend((item.due_at or "", item.pk, item.sk) for item in items)
        return [_due(pk, sk, datetime.fromisoformat(due_at)) for due_at, pk, sk in sorted(found) if due_at]

    def _item(self, session_id: str, attributes: list[str] | None = None) -> SessionItem | None:
        try:
            with store():
                return SessionItem.get(
                    keys.session(session_id), keys.SESSION, consistent_read=True, attributes_to_get=attributes
                )
        except SessionItem.DoesNotExist:
            return None

    def _required(self, session_id: str) -> Session:
        session = self.get(session_id)
        if session is None:
            raise NotFound("There is no such session.")
        return session

    def _update(self, session_id: str, actions: list[Action], condition: Any) -> bool:
        try:
            with store():
                SessionItem(keys.session(session_id), keys.SESSION).update(actions, condition)
        except UpdateError:
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


def due_stamp(moment: datetime | None) -> str | None:
    return keys.stamp(moment) if moment else None


def _due(pk: str, sk: str, since: datetime) -> Due:
    session_id = keys.id_of(pk)
    if sk == keys.SESSION:
        return Due(DueKind.SESSION, session_id, since=since)
    if sk.startswith(keys.RUN_PREFIX):
        return Due(DueKind.RUN, session_id, int(keys.id_of(sk)), since)
    return Due(DueKind.UPGRADE, session_id, int(keys.id_of(sk)), since)


def session_item(session: Session) -> SessionItem:
    """A new session, due when it would have been silent for too long."""
    waits = session.owner_id is not None and session.workspace_id is None
    return SessionItem(
        keys.session(session.id),
        keys.SESSION,
        workspace_key=keys.owner(session.owner_id) if waits and session.owner_id else None,
        created_key=keys.by_time(session.created_at or session.started_at, session.id) if waits else None,
        due_shard=keys.due_shard(session.id),
        due_at=keys.stamp((session.created_at or session.started_at) + IDLE_LIMIT),
        status=session.status.value,
        title=session.title,
        started_at=session.started_at,
        created_at=session.created_at,
        owner_id=session.owner_id,
        workspace_id=session.workspace_id,
        meeting_id=session.meeting_id,
        meeting_type=session.meeting_type,
        time_zone=session.time_zone,
        recorder_id=session.recorder_id,
        epoch=session.epoch,
        write_capability_hash=session.write_capability_hash,
        read_capability_hash=session.read_capability_hash,
        resume_token_hash=session.resume_token_hash,
        recording_enabled=session.recording_enabled,
    )


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
    ]


_WRITE_STATE = ["pk", *(field.name for field in fields(WriteState) if field.name != "id")]


def to_write_state(item: SessionItem) -> WriteState:
    return WriteState(
        id=keys.id_of(item.pk),
        status=SessionStatus(item.status),
        recorder_id=item.recorder_id,
        epoch=int(item.epoch),
        is_sealing=item.is_sealing,
        is_watched=item.is_watched,
        first_sealed_at=item.first_sealed_at,
        revision=int(item.revision),
    )


def to_session(item: SessionItem) -> Session:
    return Session(
        id=keys.id_of(item.pk),
        status=SessionStatus(item.status),
        title=item.title,
        started_at=item.started_at,
        created_at=item.created_at,
        owner_id=item.owner_id,
        workspace_id=item.workspace_id,
        meeting_id=item.meeting_id,
        meeting_type=item.meeting_type,
        time_zone=item.time_zone,
        recorder_id=item.recorder_id,
        epoch=int(item.epoch),
        write_capability_hash=item.write_capability_hash,
        read_capability_hash=item.read_capability_hash,
        resume_token_hash=item.resume_token_hash,
        declared_last_seq=int(item.declared_last_seq) if item.declared_last_seq is not None else None,
        finalize_after=item.finalize_after,
        is_sealing=item.is_sealing,
        is_watched=item.is_watched,
        late_batches=int(item.late_batches),
        sealed_late_batches=int(item.sealed_late_batches),
        completed_at=item.completed_at,
        first_sealed_at=item.first_sealed_at,
        revision=int(item.revision),
        run=int(item.run),
        digest=item.digest,
        statistics=to_statistics(item),
        gaps=tuple((int(first), int(last)) for first, last in item.gaps or ()),
        speakers=tuple(item.speakers),
        pipeline=to_pipeline(item),
        recording_enabled=item.recording_enabled,
    )
