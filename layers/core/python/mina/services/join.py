"""Joining: the session is created with all that belongs to it, or resumed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mina.domain.errors import BadFrame, Conflict, Forbidden, NotFound, Sealed, StoreUnavailable
from mina.domain.meeting import Meeting, MeetingStatus
from mina.domain.membership import WorkspaceRole
from mina.domain.principal import Anonymous, User
from mina.domain.secret import hash_secret, is_secret, new_secret
from mina.domain.session import Role, Session, SessionStatus
from mina.ports.stored import OpenOutcome
from mina.services.access import may_read, may_write, require_current, require_role
from mina.services.days import zone_of
from mina.services.workspaces import SLUG_TRIES, meeting_of, new_workspace, recording_workspace

if TYPE_CHECKING:
    from mina.domain import seqs
    from mina.domain.connection import Connection
    from mina.domain.workspace import Workspace
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores
    from mina.services.quotas import Quotas

MIN_CAPABILITY_LENGTH = 43


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """What a client says of itself. `capability` is the one it was given, or, on creation, brings along.

    `workspace_id` is never a client's to say: a recording that was announced earlier goes where it was announced.
    None: the workspace that the user works in.
    """

    session_id: str
    instance_id: str
    role: Role
    title: str | None = None
    meeting_type: str = "general"
    meeting_id: str | None = None
    time_zone: str = "UTC"
    capability: str | None = None
    resume_token: str | None = None
    started_at: datetime | None = None
    recording_enabled: bool = False
    workspace_id: str | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """`capability` and `read_capability` are told once, to the anonymous caller who created the session.

    `has_begun`: this call found no session, so its workspace has not heard of it.
    """

    session: Session
    connection: Connection
    stored: seqs.Ranges
    resume_token: str | None
    capability: str | None = None
    read_capability: str | None = None
    has_begun: bool = False


def join(
    request: JoinRequest, connection: Connection, stores: Stores, clock: Clock, quotas: Quotas | None = None
) -> Joined:
    """Create the session or come back to it. Doing it again is harmless, and tells what is stored.

    A session that is there is always let in again, so that no word is kept out that was said while it was under way.
    `quotas` None: what is recorded has been admitted elsewhere.

    Raises `NotFound` for a viewer's unknown session, `Forbidden` for somebody else's, `Sealed` for an erased one,
    `BadFrame` where this connection belongs to another session, `QuotaExceeded` for one meeting too many.
    """
    require_current(connection.principal, clock)
    if connection.session_id not in (None, request.session_id):
        raise BadFrame("This connection belongs to another session; open a new one.")
    session = stores.sessions.get(request.session_id)
    capability: str | None = None
    read_capability: str | None = None
    has_begun = session is None
    if session is None:
        if request.role is Role.VIEWER:
            raise NotFound("There is no such session.")
        if quotas:
            quotas.admit_meeting(connection.principal)
        if isinstance(connection.principal, Anonymous):
            capability, read_capability = _capability(request), new_secret()
        session = _create(request, connection, capability, read_capability, stores, clock)
        if capability and not is_secret(capability, session.write_capability_hash):
            capability = read_capability = None
    if session.status is SessionStatus.ERASED:
        raise Sealed("This session has been erased.")
    principal = _with_capability(connection, capability or request.capability)
    resume_token = None
    if request.role is Role.RECORDER:
        session, resume_token = _admit_recorder(request, session, principal, stores)
    elif not may_read(session, principal.principal, stores):
        raise Forbidden("This session is not yours.")
    bound = replace(
        connection,
        session_id=session.id,
        workspace_id=connection.workspace_id or _own_workspace(connection, session),
        instance_id=request.instance_id,
        role=request.role,
        epoch=session.epoch,
    )
    stores.connections.join(bound)
    if request.role is Role.VIEWER:
        stores.sessions.set_watched(session.id, True)
    # A seal that came before the connection was there to hear of it has to be in the answer.
    session = replace(stores.sessions.get(session.id) or session, epoch=bound.epoch)
    stored = stores.segments.ranges(session.id)
    return Joined(session, bound, stored, resume_token, capability, read_capability, has_begun)


def _capability(request: JoinRequest) -> str:
    """A client may bring its own secret, so that a lost answer to its first join locks nobody out."""
    brought = request.capability
    return brought if brought and len(brought) >= MIN_CAPABILITY_LENGTH else new_secret()


def _with_capability(connection: Connection, capability: str | None) -> Connection:
    if isinstance(connection.principal, Anonymous) and capability:
        return replace(connection, principal=Anonymous(capability))
    return connection


def _own_workspace(connection: Connection, session: Session) -> str | None:
    """Only a signed-in caller of that workspace hears its `dashboard_refresh`."""
    return session.workspace_id if isinstance(connection.principal, User) else None


def _admit_recorder(
    request: JoinRequest, session: Session, caller: Connection, stores: Stores
) -> tuple[Session, str | None]:
    """Let the recorder in, under a new epoch where it is another one; answers its new resume token."""
    for _ in range(5):
        if not may_write(session, caller.principal, stores) and not _resumes(request, session, caller):
            raise Forbidden("This session is not yours.")
        token = new_secret()
        is_same = session.recorder_id == request.instance_id
        admitted = replace(
            session,
            recorder_id=request.instance_id,
            epoch=session.epoch if is_same else session.epoch + 1,
            resume_token_hash=hash_secret(token),
        )
        if stores.sessions.admit_recorder(admitted, expected_epoch=session.epoch):
            return admitted, token
        again = stores.sessions.get(session.id)
        if again is None or again.status is SessionStatus.ERASED:
            raise Sealed("This session has been erased.")
        session = again
    raise Conflict("Others keep taking this session over; try again.")


def _resumes(request: JoinRequest, session: Session, caller: Connection) -> bool:
    """The same recorder may come back by its token when its login has gone; a user may what their role lets them."""
    is_same = session.recorder_id == request.instance_id
    is_nobody = isinstance(caller.principal, Anonymous)
    return is_nobody and is_same and is_secret(request.resume_token, session.resume_token_hash)


def _create(
    request: JoinRequest,
    connection: Connection,
    capability: str | None,
    read_capability: str | None,
    stores: Stores,
    clock: Clock,
) -> Session:
    """The session as it is afterwards, which may be one that somebody else created at the same moment."""
    session = _draft(request, connection, capability, read_capability, clock)
    if isinstance(connection.principal, User):
        try:
            return _open_with_workspace(request, session, connection.principal, stores, clock)
        except StoreUnavailable:
            pass  # the words come first: the session alone is tried, and linked later
    stores.sessions.open(session, None, None, None)
    return _existing(session.id, stores)


def _draft(
    request: JoinRequest, connection: Connection, capability: str | None, read_capability: str | None, clock: Clock
) -> Session:
    now = clock.now()
    user = connection.principal if isinstance(connection.principal, User) else None
    started_at = min(request.started_at or now, now + timedelta(minutes=1))
    return Session(
        id=request.session_id,
        status=SessionStatus.ACTIVE,
        title=request.title or f"Meeting of {started_at.astimezone(zone_of(request.time_zone)):%Y-%m-%d %H:%M}",
        started_at=started_at,
        created_at=now,
        owner_id=user.id if user else None,
        meeting_type=request.meeting_type,
        time_zone=request.time_zone,
        recorder_id=request.instance_id,
        write_capability_hash=hash_secret(capability) if capability else None,
        read_capability_hash=hash_secret(read_capability) if read_capability else None,
        recording_enabled=request.recording_enabled,
    )


def _open_with_workspace(request: JoinRequest, draft: Session, user: User, stores: Stores, clock: Clock) -> Session:
    scheduled_taken = False
    for attempt in range(SLUG_TRIES):
        known = _workspace(request, user, stores)
        workspace = known or new_workspace(user, clock, attempt)
        scheduled = None if scheduled_taken else _scheduled(request, workspace, stores)
        meeting = _started(scheduled, draft) if scheduled else meeting_of(draft, workspace, user.id, clock)
        session = replace(
            draft,
            title=meeting.title,
            meeting_type=meeting.meeting_type,
            workspace_id=workspace.id,
            meeting_id=meeting.id,
        )
        outcome = stores.sessions.open(session, meeting, None if known else workspace, user)
        if outcome is OpenOutcome.OPENED:
            return session
        if outcome is OpenOutcome.SESSION_EXISTS:
            return _existing(session.id, stores)
        scheduled_taken = outcome is OpenOutcome.MEETING_TAKEN
    raise StoreUnavailable("The workspace could not be created.")


def _workspace(request: JoinRequest, user: User, stores: Stores) -> Workspace | None:
    if request.workspace_id is None:
        return recording_workspace(user.id, stores)
    membership = stores.members.get(request.workspace_id, user.id)
    if membership is None:
        raise Forbidden("This workspace is not yours any more.")
    require_role(membership.role, WorkspaceRole.MEMBER)
    return stores.workspaces.get(request.workspace_id)


def _scheduled(request: JoinRequest, workspace: Workspace, stores: Stores) -> Meeting | None:
    """The scheduled meeting that this recording starts, if the caller names one of their workspace's."""
    meeting = stores.meetings.get(request.meeting_id) if request.meeting_id else None
    if meeting is None or meeting.workspace_id != workspace.id or meeting.status is not MeetingStatus.SCHEDULED:
        return None
    return meeting


def _started(scheduled: Meeting, draft: Session) -> Meeting:
    return replace(
        scheduled,
        status=MeetingStatus.LIVE,
        actual_start=draft.started_at,
        session_id=draft.id,
        recording_enabled=draft.recording_enabled,
        version=scheduled.version + 1,
    )


def _existing(session_id: str, stores: Stores) -> Session:
    session = stores.sessions.get(session_id)
    if session is None:
        raise StoreUnavailable("The session could not be stored; try again.")
    return session
