"""Appending: what is acknowledged is stored, once, and stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.builders import a_batch, a_segment, a_user, an_interim
from tests.fakes.house import House

from mina.domain.connection import Connection
from mina.domain.errors import Fenced, Forbidden, Sealed, SeqConflict, StoreUnavailable, Unauthorized
from mina.domain.principal import Anonymous
from mina.domain.segment import Batch
from mina.domain.session import LATE_DEBOUNCE, LATE_LIMIT, Role, SessionStatus
from mina.services.append import Writer, append, segments_frame, writer_of
from mina.services.join import Joined
from mina.services.tail import Tail, append_tail, finalize_with_tail

ADA = a_user()


@pytest.fixture
def joined(house: House) -> Joined:
    return house.join(principal=ADA)


def stored(house: House) -> list[Batch]:
    return [row.batch for row in house.plain.segments.batches("s-1")]


def test_a_repeated_batch_is_acknowledged_again_and_stored_once(house: House, joined: Joined) -> None:
    first = house.append(joined, a_batch(1))
    again = house.append(joined, a_batch(1))

    assert first == again
    assert first.seqs == ((1, 5),)
    assert stored(house) == [a_batch(1)]


def test_other_words_under_the_same_seqs_are_refused_and_the_first_stay(house: House, joined: Joined) -> None:
    house.append(joined, a_batch(1))

    with pytest.raises(SeqConflict) as refusal:
        house.append(joined, a_batch(1, text="other"))

    assert refusal.value.seq == 1
    assert stored(house) == [a_batch(1)]


def test_the_session_is_read_after_the_words_are_stored_and_before_they_are_acknowledged(
    house: House, joined: Joined
) -> None:
    order: list[str] = []
    house.hook = lambda operation, moment: order.append(f"{moment} {operation}")

    house.append(joined, a_batch(1))

    assert order == [
        "before segments.put",
        "after segments.put",
        "before sessions.write_state",
        "after sessions.write_state",
    ]


def test_a_recorder_fenced_between_put_and_read_leaves_nothing(house: House, joined: Joined) -> None:
    house.during("segments.put", "after", lambda: house.join(principal=ADA, instance_id="tab-2"))

    with pytest.raises(Fenced):
        house.append(joined, a_batch(1))

    assert stored(house) == []


def test_a_fenced_recorder_does_not_take_back_what_the_new_one_stored(house: House, joined: Joined) -> None:
    second = house.join(principal=ADA, instance_id="tab-2")
    house.append(second, a_batch(1))

    with pytest.raises(Fenced):
        house.append(joined, a_batch(1))

    assert stored(house) == [a_batch(1)]


def test_a_late_duplicate_of_a_fenced_recorder_does_not_take_back_what_was_acknowledged(
    house: House, joined: Joined
) -> None:
    house.append(joined, a_batch(1))
    house.join(principal=ADA, instance_id="tab-2")

    with pytest.raises(Fenced):
        house.append(joined, a_batch(1))

    assert stored(house) == [a_batch(1)]


def test_a_batch_acknowledged_to_its_duplicate_is_not_taken_back(house: House, joined: Joined) -> None:
    """Both deliveries of a frame are at work; the one that stored it is fenced after the other acknowledged."""

    def duplicate_then_takeover() -> None:
        assert house.append(joined, a_batch(1)).seqs == ((1, 5),)
        house.join(principal=ADA, instance_id="tab-2")

    house.during("segments.put", "after", duplicate_then_takeover)

    with pytest.raises(Fenced):
        house.append(joined, a_batch(1))

    assert stored(house) == [a_batch(1)]


def test_a_duplicate_of_a_batch_that_was_just_taken_back_is_not_acknowledged_unstored(
    house: House, joined: Joined
) -> None:
    house.append(joined, a_batch(1))
    withdraw = house.plain.segments.withdraw
    house.during("segments.hold", "before", lambda: withdraw("s-1", a_batch(1), joined.session.epoch))

    assert house.append(joined, a_batch(1)).seqs == ((1, 5),)

    assert stored(house) == [a_batch(1)]


def test_a_batch_that_keeps_being_taken_back_is_not_acknowledged(house: House, joined: Joined) -> None:
    house.append(joined, a_batch(1))

    def hook(operation: str, moment: str) -> None:
        if (operation, moment) == ("segments.hold", "before"):
            house.plain.segments.withdraw("s-1", a_batch(1), joined.session.epoch)
        if (operation, moment) == ("segments.put", "before") and not stored(house):
            house.plain.segments.put("s-1", a_batch(1), joined.session.epoch, house.clock.now())

    house.hook = hook

    with pytest.raises(StoreUnavailable):
        house.append(joined, a_batch(1))


def test_seqs_that_an_earlier_recorder_used_in_other_batches_are_taken(house: House, joined: Joined) -> None:
    house.append(joined, a_batch(10, 5))
    house.append(joined, a_batch(15, 2))
    second = house.join(principal=ADA, instance_id="tab-2")

    for _ in range(2):
        with pytest.raises(SeqConflict):
            house.append(second, a_batch(11, 5, text="other"))

    assert stored(house) == [a_batch(10, 5), a_batch(15, 2)]
    assert house.append(second, a_batch(17)).seqs == ((17, 21),)
    assert house.append(second, a_batch(15, 2)).seqs == ((15, 16),), "the same words are a repeat, whoever sends them"


def test_a_session_erased_during_the_put_keeps_no_words(house: House, joined: Joined) -> None:
    def erase() -> None:
        house.memory.sessions["s-1"] = replace(house.session(), status=SessionStatus.ERASED)

    house.during("segments.put", "after", erase)
    with pytest.raises(Sealed):
        house.append(joined, a_batch(1))

    house.memory.sessions["s-1"] = replace(house.session(), status=SessionStatus.ACTIVE)
    house.during("segments.put_interim", "after", erase)
    with pytest.raises(Sealed):
        house.guess(joined, an_interim())

    assert stored(house) == []
    assert house.plain.segments.interims("s-1") == []


def test_words_after_the_seal_are_late_and_cause_one_debounced_reseal(house: House, joined: Joined) -> None:
    house.append(joined, a_batch(1))
    house.finalize()

    late = [house.append(joined, a_batch(first)) for first in (6, 11)]

    assert [ack.is_late for ack in late] == [True, True]
    assert house.pipelines.waits == {"s-1-late-r1": ("s-1", int(LATE_DEBOUNCE.total_seconds()))}
    assert house.session().late_batches == 2


def test_words_that_meet_the_seal_count_as_late_because_nobody_knows(house: House, joined: Joined) -> None:
    house.plain.sessions.begin_finalizing("s-1", None, house.clock.now())
    house.plain.sessions.begin_sealing("s-1", 1, house.clock.now())

    house.append(joined, a_batch(1))

    assert house.session().late_batches == 1


@pytest.mark.parametrize("over", [timedelta(), timedelta(milliseconds=1)])
def test_a_day_after_the_seal_it_is_closed(house: House, joined: Joined, over: timedelta) -> None:
    house.finalize()
    house.clock.time += LATE_LIMIT + over

    if over:
        with pytest.raises(Sealed):
            house.append(joined, a_batch(1))
        assert stored(house) == []
    else:
        assert house.append(joined, a_batch(1)).is_late


def test_a_store_that_fails_after_the_put_leads_to_no_acknowledgement_and_the_repeat_to_one(
    house: House, joined: Joined
) -> None:
    def fail() -> None:
        raise StoreUnavailable("The store did not answer.")

    house.during("sessions.write_state", "before", fail)
    with pytest.raises(StoreUnavailable):
        house.append(joined, a_batch(1))

    assert house.append(joined, a_batch(1)).seqs == ((1, 5),)
    assert stored(house) == [a_batch(1)]


def test_words_for_no_session_leave_nothing(house: House) -> None:
    writer = Writer("nobody", "tab-1", 1)

    with pytest.raises(Forbidden):
        append(writer, a_batch(1), house.stores, house.sockets, house.pipelines, house.clock)

    assert house.memory.batches == {}


def test_viewers_see_words_and_guesses_as_they_come(house: House, joined: Joined) -> None:
    eye = house.join(principal=ADA, role=Role.VIEWER, instance_id="eye").connection.id

    house.guess(joined, an_interim("u-1", rev=1))
    house.guess(joined, an_interim("u-1", rev=1))
    ack = house.append(joined, a_batch(1))
    house.append(joined, a_batch(1))

    assert ack.is_watched
    assert [frame["rev"] for frame in house.sockets.seen_by(eye, "interim")] == [1]
    assert house.sockets.seen_by(eye, "segments") == [segments_frame(a_batch(1))]
    assert house.sockets.seen_by(joined.connection.id) == []


def test_a_viewer_that_is_gone_is_forgotten_and_the_last_one_ends_the_watching(house: House, joined: Joined) -> None:
    first = house.join(principal=ADA, role=Role.VIEWER, instance_id="eye-1").connection.id
    second = house.join(principal=ADA, role=Role.VIEWER, instance_id="eye-2").connection.id

    house.sockets.gone = {first}
    house.append(joined, a_batch(1))
    assert [c.id for c in house.plain.connections.of_session("s-1") if c.role is Role.VIEWER] == [second]
    assert house.session().is_watched

    house.sockets.gone = {first, second}
    house.append(joined, a_batch(6))
    assert not house.session().is_watched
    assert not house.append(joined, a_batch(11)).is_watched


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_viewer_who_comes_as_the_last_one_is_seen_to_be_gone_is_shown_what_follows(
    house: House, joined: Joined, moment: str
) -> None:
    gone = house.join(principal=ADA, role=Role.VIEWER, instance_id="eye-1").connection.id
    house.sockets.gone = {gone}
    came: list[str] = []

    def come() -> None:
        came.append(house.join(principal=ADA, role=Role.VIEWER, instance_id="eye-2").connection.id)

    house.during("sessions.set_watched", moment, come)
    house.append(joined, a_batch(1))
    house.hook = None
    house.append(joined, a_batch(6))

    assert house.sockets.seen_by(came[0], "segments") == [segments_frame(a_batch(6))]


def test_a_viewer_who_was_joining_as_the_last_one_was_seen_to_be_gone_is_shown_what_follows(
    house: House, joined: Joined
) -> None:
    gone = house.join(principal=ADA, role=Role.VIEWER, instance_id="eye-1").connection.id
    house.sockets.gone = {gone}
    house.during("connections.join", "before", lambda: house.append(joined, a_batch(1)))

    eye = house.join(principal=ADA, role=Role.VIEWER, instance_id="eye-2").connection.id
    house.append(joined, a_batch(6))

    assert house.sockets.seen_by(eye, "segments") == [segments_frame(a_batch(6))]


@pytest.mark.parametrize(
    "connection",
    [
        None,
        Connection("c", Anonymous(), a_user().expires_at),
        Connection("c", Anonymous(), a_user().expires_at, "s-1", None, "eye", Role.VIEWER),
    ],
    ids=["unknown", "not joined", "viewer"],
)
def test_who_has_not_joined_as_a_recorder_does_not_write(house: House, connection: Connection | None) -> None:
    with pytest.raises(Forbidden):
        writer_of(connection, house.clock)


def test_a_sign_in_that_expires_on_an_open_socket_writes_no_more(house: House, joined: Joined) -> None:
    assert writer_of(joined.connection, house.clock).session_id == "s-1"

    house.clock.time = ADA.expires_at
    with pytest.raises(Unauthorized):
        writer_of(joined.connection, house.clock)


def test_the_tail_of_a_closing_page_is_stored_by_whoever_may_write(house: House, joined: Joined) -> None:
    house.append(joined, a_batch(1))
    tail = Tail("s-1", ADA, (a_batch(1), a_batch(6, 2)), instance_id="tab-1")

    assert append_tail(tail, house.finalizer).seqs == ((1, 7),)
    assert append_tail(replace(tail, instance_id=None), house.finalizer).seqs == ((1, 7),)

    house.join(principal=ADA, instance_id="tab-2")
    with pytest.raises(Fenced):
        append_tail(replace(tail, batches=(a_batch(8),)), house.finalizer)


def test_the_tail_can_come_with_the_end(house: House, joined: Joined) -> None:
    house.append(joined, a_batch(1))

    finalize_with_tail(Tail("s-1", ADA, (a_batch(6, 1),)), house.finalizer, last_seq=6, force=False)

    assert (house.session().statistics.total_segments, house.session().gaps) == (6, ())


def test_an_empty_text_is_a_segment_too(house: House, joined: Joined) -> None:
    silence = Batch(1, (a_segment(1, ""),))

    house.append(joined, silence)

    assert stored(house) == [silence]
