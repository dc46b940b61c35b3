"""Sessions: from join to the last sealed revision."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pynamodb.exceptions import UpdateError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item, assign, rows_under, store
from mina.adapters.dynamodb.live_items import SessionItem
from mina.adapters.dynamodb.progress import to_pipeline, to_statistics
from mina.domain.errors import NotFound
from mina.domain.session import IDLE_LIMIT, Session, SessionStatus, StepState, WriteState
from mina.ports.stored import Due, DueKind, OpenOutcome, Seal

if TYPE_CHECKING:
    from pynamodb.expressions.update import Action

    from mina.domain.meeting import Meeting
    from mina.domain.outbox import PipelineRun
    from mina.domain.principal import User
    from mina.domain.step import Step
    from mina.domain.workspace import Workspace
    from mina.ports.days import DayDelta

OPEN_STATES = (SessionStatus.ACTIVE.value, SessionStatus.FINALIZING.value)


class DynamoSessions:
    """What writes several items at once is loaded by whoever opens or seals: it knows most of what is stored."""

    def get(self, session_id: str) -> Session | None:
        item = self._item(session_id)
        return to_session(item) if item else None

    def write_state(self, session_id: str) -> WriteState | None:
        item = self._item(session_id, _WRITE_STATE)
        return to_write_state(item) if item else None

    def open(
        self, session: Session, meeting: Meeting | None, workspace: Workspace | None, user: User | None
    ) -> OpenOutcome:
        from mina.adapters.dynamodb.session_transactions import open_session

        return open_session(session, meeting, workspace, user)

    def link(self, session: Session, meeting: Meeting, day: DayDelta | None) -> bool:
        from mina.adapters.dynamodb.session_transactions import link_session

        return link_session(session, meeting, day)

    def seal(self, seal: Seal) -> bool:
        from mina.adapters.dynamodb.session_transactions import seal_session

        return seal_session(seal)

    def request_run(self, session: Session, run: PipelineRun) -> bool:
        from mina.adapters.dynamodb.session_transactions import request_run

        return request_run(session, run)

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

    def without_workspace(self, owner_id: str) -> list[Session]:
        with store():
            waiting = rows_under(SessionItem, keys.owner(owner_id))
            items = list(SessionItem.batch_get([(item.pk, item.sk) for item in waiting], consistent_read=True))
        found = {item.pk: to_session(item) for item in items if not item.workspace_id}
        return [found[item.pk] for item in waiting if item.pk in found]

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
