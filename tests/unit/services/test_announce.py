"""Events: stored once, pushed to whoever is there, and to nobody else's workspace."""

from __future__ import annotations

import pytest
from tests.builders import a_batch, a_user
from tests.fakes.house import House

from mina.domain.errors import Conflict, NotFound
from mina.domain.event import EventKind
from mina.domain.session import Role
from mina.services.announce import announce, missed_events, tell_of_beginning
from mina.services.claim import claim
from mina.services.connect import connect, disconnect, issue_ticket, redeem_ticket
from mina.services.join import Joined
from mina.services.workspaces import workspace_of

ADA, BO, CY = a_user(), a_user("Bo Diddley"), a_user("Cy Twombly")


@pytest.fixture
def joined(house: House) -> Joined:
    return house.join(principal=ADA)


def tell(house: House, kind: EventKind, run: int = 1) -> None:
    announce(house.session(), run, kind, {}, house.stores, house.sockets, house.clock)


def test_an_event_told_twice_is_stored_once_and_pushed_twice(house: House, joined: Joined) -> None:
    tell(house, EventKind.TASKS_READY)
    tell(house, EventKind.TASKS_READY)

    assert [event.event_id for event in house.plain.events.after("s-1", 0)] == [7]
    assert len(house.sockets.seen_by(joined.connection.id, "event")) == 2


def test_an_event_is_stored_before_it_is_pushed(house: House, joined: Joined) -> None:
    pushed_before = []
    house.hook = lambda operation, moment: (
        pushed_before.append(len(house.sockets.pushed)) if (operation, moment) == ("events.put", "after") else None
    )

    tell(house, EventKind.TASKS_READY)

    assert (pushed_before, len(house.sockets.pushed)) == ([0], 1)


def test_a_connection_that_is_gone_is_forgotten_everywhere(house: House, joined: Joined) -> None:
    house.sockets.gone = {joined.connection.id}

    tell(house, EventKind.DASHBOARD_REFRESH)

    assert house.plain.connections.get(joined.connection.id) is None
    assert house.plain.connections.of_session("s-1") == []
    assert house.plain.connections.of_workspace(joined.session.workspace_id or "") == []


def test_a_push_that_is_only_lost_keeps_the_connection(house: House, joined: Joined) -> None:
    house.sockets.deaf = {joined.connection.id}

    tell(house, EventKind.TASKS_READY)

    assert house.plain.connections.get(joined.connection.id) is not None


def test_a_refresh_reaches_its_own_workspace_and_no_other(house: House, joined: Joined) -> None:
    house.join(principal=BO, session_id="s-2")
    for name, user in (("ada's dashboard", ADA), ("bo's dashboard", BO), ("cy's, without a workspace", CY)):
        connect(name, user, house.stores, house.clock)
    anonymous = house.join(session_id="s-3")

    tell(house, EventKind.DASHBOARD_REFRESH)
    tell(house, EventKind.POST_TRANSCRIPTION_REVEAL)

    reached = {target for target, frame in house.sockets.pushed if frame["kind"] == "dashboard_refresh"}
    assert reached == {joined.connection.id, "ada's dashboard"}
    assert {target for target, _ in house.sockets.pushed} == reached
    assert anonymous.connection.workspace_id is None


def test_the_dashboards_of_a_workspace_hear_that_a_meeting_begins_but_not_its_recorder(
    house: House, joined: Joined
) -> None:
    for name, user in (("ada's dashboard", ADA), ("bo's dashboard", BO)):
        connect(name, user, house.stores, house.clock)

    tell_of_beginning(joined.session, joined.connection.id, house.stores, house.sockets, house.clock)

    assert [frame["kind"] for frame in house.sockets.seen_by("ada's dashboard", "event")] == ["dashboard_refresh"]
    assert house.sockets.seen_by("bo's dashboard", "event") == []
    assert house.sockets.seen_by(joined.connection.id, "event") == []
    assert house.plain.events.after(joined.session.id, -1) == []


def test_only_the_join_that_creates_a_session_begins_it(house: House, joined: Joined) -> None:
    assert joined.has_begun
    assert not house.join(principal=ADA).has_begun


def test_who_recorded_anonymously_hears_nothing_of_the_workspace_that_claimed_it(house: House) -> None:
    joined = house.join()
    claim("s-1", joined.capability or "", ADA, house.stores, house.clock)
    anonymous = house.join(resume_token=joined.resume_token).connection
    house.join(principal=ADA, session_id="s-2")

    announce(house.session("s-2"), 1, EventKind.DASHBOARD_REFRESH, {}, house.stores, house.sockets, house.clock)

    assert anonymous.workspace_id is None
    assert {c.workspace_id for c in house.plain.connections.of_session("s-1")} == {None}
    assert len(house.sockets.pushed) == 1


def test_who_comes_back_is_told_what_was_missed(house: House, joined: Joined) -> None:
    house.finalize()
    tell(house, EventKind.REFINEMENT_STARTED)
    tell(house, EventKind.REFINEMENT_READY)
    session = house.session()

    newest, missed = missed_events(session, 1, house.stores)
    nothing_seen = missed_events(session, None, house.stores)

    assert (newest, [frame["event_id"] for frame in missed]) == (3, [2, 3])
    assert nothing_seen == (3, [])
    assert [frame["event_id"] for frame in missed_events(session, 0, house.stores)[1]] == [1, 2, 3]


def test_a_live_session_has_no_events_and_asks_for_none(house: House, joined: Joined) -> None:
    asked: list[str] = []
    house.hook = lambda operation, moment: asked.append(operation)

    assert missed_events(joined.session, 0, house.stores) == (0, [])
    assert asked == []


def test_a_session_goes_on_without_its_socket(house: House, joined: Joined) -> None:
    disconnect(joined.connection.id, house.stores)
    disconnect(joined.connection.id, house.stores)

    assert house.session().is_open
    assert house.append(house.join(principal=ADA), a_batch(1)).seqs == ((1, 5),)


def test_a_ticket_opens_one_socket(house: House) -> None:
    ticket, _ = issue_ticket(ADA, house.stores, house.clock)

    assert redeem_ticket(ticket, house.stores, house.clock) == ADA
    assert redeem_ticket(ticket, house.stores, house.clock) is None

    late, expires_at = issue_ticket(ADA, house.stores, house.clock)
    house.clock.time = expires_at
    house.clock.forward(milliseconds=1)
    assert redeem_ticket(late, house.stores, house.clock) is None


def test_an_anonymous_session_is_claimed_with_its_words_and_its_old_secrets_are_void(house: House) -> None:
    joined = house.join(title="Walk")
    house.append(joined, a_batch(1))

    claimed = claim("s-1", joined.capability or "", ADA, house.stores, house.clock)
    again = claim("s-1", "whatever", ADA, house.stores, house.clock)
    house.finalize()

    meeting = house.plain.meetings.get(claimed.meeting_id or "")
    assert meeting is not None
    assert again == claimed
    assert claimed.workspace_id == workspace_of(ADA, house.stores, house.clock).id == meeting.workspace_id
    assert (meeting.title, meeting.statistics.total_segments) == ("Walk", 5)
    assert (claimed.write_capability_hash, claimed.read_capability_hash) == (None, None)
    with pytest.raises(NotFound):
        claim("s-1", joined.capability or "", BO, house.stores, house.clock)


def test_nobody_claims_with_a_wrong_or_reading_secret_or_what_is_owned(house: House) -> None:
    joined = house.join()
    house.join(principal=BO, session_id="s-2")

    for session_id, secret in (("s-1", "wrong"), ("s-1", joined.read_capability or ""), ("s-2", "x"), ("s-9", "x")):
        with pytest.raises((NotFound, Conflict)):
            claim(session_id, secret, ADA, house.stores, house.clock)
    assert house.session().owner_id is None


def test_of_two_who_claim_at_once_one_gets_it(house: House) -> None:
    secret = house.join().capability or ""
    house.during("sessions.link", "before", lambda: claim("s-1", secret, BO, house.stores, house.clock))

    with pytest.raises(NotFound):
        claim("s-1", secret, ADA, house.stores, house.clock)
    assert house.session().owner_id == BO.id


def test_a_viewer_is_recorded_as_one(house: House, joined: Joined) -> None:
    eye = house.join(principal=ADA, role=Role.VIEWER, instance_id="eye")

    assert [(c.id, c.role) for c in house.plain.connections.of_session("s-1")] == sorted(
        [(joined.connection.id, Role.RECORDER), (eye.connection.id, Role.VIEWER)]
    )
    assert house.session().recorder_id == "tab-1"
