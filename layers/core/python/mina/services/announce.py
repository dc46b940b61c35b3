"""Events: stored, then pushed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mina.domain.event import Event, EventKind, event_id

if TYPE_CHECKING:
    from mina.domain.session import Session
    from mina.ports.broadcaster import Broadcaster, Frame
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores


def announce(
    session: Session,
    run: int,
    kind: EventKind,
    body: dict[str, object],
    stores: Stores,
    broadcaster: Broadcaster,
    clock: Clock,
) -> None:
    """Tell everybody who is there, and keep it for everybody who is not.

    The same event of the same run is stored once, however often it is told; it is pushed again then, because
    whoever stored it may have died before the push, and readers know it by its id. A `dashboard_refresh` also
    goes to the open connections of the session's own workspace. `body` must hold no words of the meeting.
    """
    event = event_of(session, run, kind, body, clock)
    stores.events.put(event)
    tell(session, event, stores, broadcaster)


def event_of(session: Session, run: int, kind: EventKind, body: dict[str, object], clock: Clock) -> Event:
    """The event as it is stored. `body` must hold no words of the meeting."""
    return Event(session.id, event_id(run, kind), kind, {"run": run, **body}, clock.now())


def tell(session: Session, event: Event, stores: Stores, broadcaster: Broadcaster) -> None:
    """Push an event that is stored."""
    listeners = {connection.id for connection in stores.connections.of_session(session.id)}
    if event.kind is EventKind.DASHBOARD_REFRESH and session.workspace_id:
        listeners.update(stores.connections.of_workspace(session.workspace_id))
    send(listeners, event_frame(event), stores, broadcaster)


def tell_of_beginning(
    session: Session, recorder_connection_id: str, stores: Stores, broadcaster: Broadcaster, clock: Clock
) -> None:
    """Have the dashboards of the session's workspace look again: it has just begun. Its recorder knows.

    Pushed and not stored, under an id before all of the session's events: who is not there to hear it misses nothing.
    """
    if session.workspace_id is None:
        return
    listeners = set(stores.connections.of_workspace(session.workspace_id)) - {recorder_connection_id}
    event = Event(session.id, 0, EventKind.DASHBOARD_REFRESH, {"run": 0}, clock.now())
    send(listeners, event_frame(event), stores, broadcaster)


def missed_events(session: Session, last_seen: int | None, stores: Stores) -> tuple[int, list[Frame]]:
    """The id of the session's newest event, and the events after `last_seen`; none where the caller saw none yet."""
    if session.revision == 0:
        return 0, []
    events = stores.events.after(session.id, last_seen or 0)
    newest = events[-1].event_id if events else last_seen or 0
    return newest, [event_frame(event) for event in events] if last_seen is not None else []


def send(listeners: set[str], frame: Frame, stores: Stores, broadcaster: Broadcaster) -> frozenset[str]:
    """Push to these connections, and forget those that are gone. Answers who is gone."""
    gone = broadcaster.push(sorted(listeners), frame)
    for connection_id in gone:
        stores.connections.leave(connection_id)
    return gone


def event_frame(event: Event) -> Frame:
    return {
        "type": "event",
        "event_id": event.event_id,
        "kind": event.kind.value,
        "session_id": event.session_id,
        "body": event.body,
        "created_at": event.created_at.isoformat(),
    }
