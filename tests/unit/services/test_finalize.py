"""Finalizing: one seal and one pipeline, whoever asks and however often."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.builders import NOON, a_batch, a_join, a_run, a_segment, a_user, an_interim, texts
from tests.fakes.house import House

from mina.domain.errors import NotFound, Sealed, StoreUnavailable
from mina.domain.event import EventKind
from mina.domain.meeting import MeetingStatus
from mina.domain.outbox import RunState
from mina.domain.segment import Batch
from mina.domain.session import GAP_GRACE, SessionStatus
from mina.domain.transcript import Statistics
from mina.ports.stored import DueKind
from mina.services.finalize import RECONCILE_AFTER, Finalized, Pending
from mina.services.join import Joined

ADA = a_user()


@pytest.fixture
def joined(house: House) -> Joined:
    return house.join(principal=ADA)


def test_a_session_is_sealed_with_its_meeting_its_day_and_its_event(house: House, joined: Joined) -> None:
    house.append(joined, a_batch(1, confidence=0.8))
    house.append(joined, a_batch(6, confidence=None))
    house.clock.forward(minutes=3)

    result = house.finalize(last_seq=10)

    assert isinstance(result, Finalized)
    session, meeting = house.session(), house.plain.meetings.get(joined.session.meeting_id or "")
    assert meeting is not None
    assert (session.status, session.revision, session.gaps) == (SessionStatus.COMPLETED, 1, ())
    assert session.statistics == Statistics(10, 0.8, 19.9) == meeting.statistics
    assert (meeting.status, meeting.actual_end) == (MeetingStatus.COMPLETED, house.clock.now())
    assert [(day.meetings, day.segments, day.duration_ms) for day in house.memory.days] == [(1, 10, 19_900)]
    assert [event.kind for event in house.plain.events.after("s-1", 0)] == [EventKind.SESSION_FINALIZED]
    assert list(house.pipelines.executions) == ["s-1-r1"] == [result.execution]
    assert [frame["kind"] for frame in house.sockets.seen_by(joined.connection.id, "event")] == ["session_finalized"]


def test_everybody_who_asks_gets_the_same_answer(house: House, joined: Joined) -> None:
    house.append(joined, a_batch(1))
    others: list[Finalized | Pending] = []
    waiting = {"sessions.begin_finalizing", "sessions.begin_sealing", "segments.batches", "sessions.seal"}

    def hook(operation: str, moment: str) -> None:
        if moment == "before" and operation in waiting:
            waiting.remove(operation)
            others.append(house.finalize())

    house.hook = hook
    mine = house.finalize()
    again = house.finalize(last_seq=99)

    answers = [_answer(result) for result in (mine, again, *others)]
    assert len(answers) == 6
    assert answers == [answers[0]] * 6
    assert (house.session().revision, list(house.pipelines.executions)) == (1, ["s-1-r1"])
    assert len(house.memory.days) == 1


def _answer(result: Finalized | Pending) -> tuple[object, ...]:
    assert isinstance(result, Finalized)
    session = result.session
    return (session.status, session.revision, session.statistics, session.gaps, session.meeting_id, result.execution)


def test_nothing_said_is_sealed_too(house: House, joined: Joined) -> None:
    assert isinstance(house.finalize(last_seq=0), Finalized)
    assert house.session().statistics == Statistics(0, None, 0.0)
    assert house.session().status is SessionStatus.COMPLETED


def test_an_anonymous_session_is_sealed_without_a_meeting(house: House) -> None:
    house.append(house.join(), a_batch(1))

    house.finalize()

    assert (house.session().revision, house.memory.meetings, house.memory.days) == (1, {}, [])


def test_missing_words_are_waited_for(house: House, joined: Joined) -> None:
    house.append(joined, a_batch(1))
    house.append(joined, a_batch(11))

    pending = house.finalize(last_seq=20)

    assert pending == Pending("s-1", ((6, 10), (16, 20)), NOON + GAP_GRACE)
    assert house.session().status is SessionStatus.FINALIZING
    assert house.pipelines.waits == {"s-1-gaps": ("s-1", 10)}


def test_it_seals_at_once_when_the_missing_words_have_come(house: House, joined: Joined) -> None:
    house.append(joined, a_batch(6))
    house.finalize(last_seq=10)
    house.append(joined, a_batch(1))

    assert isinstance(house.finalize(last_seq=10), Finalized)
    assert (house.session().gaps, house.session().statistics.total_segments) == ((), 10)


@pytest.mark.parametrize("how", ["after ten seconds", "by force"])
def test_gaps_are_recorded(house: House, joined: Joined, how: str) -> None:
    house.append(joined, a_batch(6))
    house.finalize(last_seq=20)
    if how == "after ten seconds":
        house.clock.time += GAP_GRACE

    assert isinstance(house.finalize(force=how == "by force"), Finalized)
    assert house.session().gaps == ((1, 5), (11, 20))


def test_gaps_inside_what_is_stored_are_recorded_even_where_nobody_counted(house: House, joined: Joined) -> None:
    house.append(joined, a_batch(6))

    assert isinstance(house.finalize(), Finalized)
    assert house.session().gaps == ((1, 5),)


def test_a_guess_without_a_final_is_promoted_read_and_not_counted(house: House, joined: Joined) -> None:
    house.append(joined, Batch(1, (a_segment(1, "one"), a_segment(2, "two"))))
    house.guess(joined, an_interim("u-2", text="tw", start_ms=2_000, end_ms=2_500))
    house.guess(joined, an_interim("u-x", text="and", start_ms=1_000, end_ms=9_000, speaker="Bo"))

    house.finalize()

    assert [(segment.text, segment.is_promoted) for segment in house.read()] == [
        ("one", False),
        ("and", True),
        ("two", False),
    ]
    assert house.session().statistics == Statistics(2, None, 3.9)


def test_a_guess_that_was_taken_back_never_becomes_a_segment(house: House, joined: Joined) -> None:
    house.append(joined, a_batch(1))
    house.guess(joined, an_interim("u-x", rev=1, text="This stays between"))
    house.guess(joined, an_interim("u-x", rev=2, text=""))

    house.finalize()

    assert not any(segment.is_promoted for segment in house.read())


def test_a_promoted_guess_is_not_lost_by_a_finalizer_that_dies(house: House, joined: Joined) -> None:
    house.guess(joined, an_interim("u-x", text="and"))

    def die() -> None:
        raise SystemExit

    house.during("sessions.seal", "after", die)
    with pytest.raises(SystemExit):
        house.finalize()
    house.hook = None
    house.clock.time += RECONCILE_AFTER
    house.sweep()

    assert texts(house.read()) == ["and"]
    assert house.session().revision == 1


def test_late_words_make_a_new_revision_and_a_late_final_replaces_its_promoted_guess(
    house: House, joined: Joined
) -> None:
    house.append(joined, a_batch(1))
    house.guess(joined, an_interim("u-6", text="hello 6 perh"))
    house.finalize()
    house.append(joined, a_batch(6))

    house.finalizer.reconcile("s-1")

    session = house.session()
    assert (session.revision, session.run, session.statistics.total_segments) == (2, 2, 10)
    assert texts(house.read()) == [f"hello {i}" for i in range(1, 11)]
    assert list(house.pipelines.executions) == ["s-1-r1", "s-1-r2"]
    assert [(day.meetings, day.segments) for day in house.memory.days] == [(1, 5), (0, 5)]
    assert [event.event_id for event in house.plain.events.after("s-1", 0)] == [1, 12]


def test_a_revision_of_the_same_words_is_not_sealed_again(house: House, joined: Joined) -> None:
    house.append(joined, a_batch(1))
    house.finalize()
    house.append(joined, a_batch(1))

    result = house.finalizer.reconcile("s-1")

    assert (result.session.revision, house.session().sealed_late_batches) == (1, 1)
    assert list(house.pipelines.executions) == ["s-1-r1"]
    assert (DueKind.SESSION, "s-1", 0) in house.memory.due, "it is looked at once more when late words are over"


def test_two_reconciliations_at_once_seal_one_revision(house: House, joined: Joined) -> None:
    house.finalize()
    house.append(joined, a_batch(1))
    house.during("sessions.seal", "before", lambda: house.finalizer.reconcile("s-1"))

    assert house.finalizer.reconcile("s-1").session.revision == 2
    assert (house.session().revision, len(house.pipelines.executions)) == (2, 2)


def test_a_batch_that_comes_while_the_seal_reads_is_in_the_next_revision(house: House, joined: Joined) -> None:
    house.append(joined, a_batch(1))
    house.during("segments.batches", "after", lambda: house.append(joined, a_batch(6)))
    house.finalize()
    house.hook = None
    house.clock.time += RECONCILE_AFTER

    house.sweep()

    assert (house.session().revision, house.session().statistics.total_segments) == (2, 10)


def test_a_pipeline_that_cannot_be_started_stays_wanted(house: House, joined: Joined) -> None:
    house.pipelines.is_away = True
    house.finalize()
    run = house.plain.runs.get("s-1", 1)
    assert run is not None
    assert run.state is RunState.WANTED

    house.pipelines.is_away = False
    assert house.sweep()["run_started"] == 1
    assert list(house.pipelines.executions) == ["s-1-r1"]


@pytest.mark.parametrize(
    "point",
    [
        ("sessions.begin_finalizing", "after"),
        ("sessions.begin_sealing", "after"),
        ("sessions.seal", "before"),
        ("sessions.seal", "after"),
        ("runs.update", "before"),
    ],
    ids=" ".join,
)
def test_a_finalizer_that_dies_anywhere_is_finished_by_the_sweeper(
    house: House, joined: Joined, point: tuple[str, str]
) -> None:
    house.append(joined, a_batch(1))

    def die() -> None:
        raise SystemExit

    house.during(*point, die)
    with pytest.raises(SystemExit):
        house.finalize()
    house.hook = None
    house.clock.forward(minutes=2)
    house.sweep()

    run = house.plain.runs.get("s-1", 1)
    assert run is not None
    assert (house.session().revision, run.state) == (1, RunState.STARTED)
    assert [event.kind for event in house.plain.events.after("s-1", 0)] == [EventKind.SESSION_FINALIZED]
    assert list(house.pipelines.executions) == ["s-1-r1"]
    assert len(house.memory.days) == 1


def test_a_seal_that_loses_against_another_run_asks_to_be_tried_again(house: House, joined: Joined) -> None:
    house.plain.sessions.begin_finalizing("s-1", None, NOON)
    house.memory.runs["s-1", 1] = a_run()

    with pytest.raises(StoreUnavailable):
        house.finalize()
    assert house.session().revision == 0


def test_what_is_not_there_or_erased_is_not_finalized(house: House, joined: Joined) -> None:
    with pytest.raises(NotFound):
        house.finalizer.finalize("nobody")

    house.memory.sessions["s-1"] = replace(house.session(), status=SessionStatus.ERASED)
    with pytest.raises(Sealed):
        house.finalize()


def test_an_erasure_during_the_seal_wins(house: House, joined: Joined) -> None:
    def erase() -> None:
        house.memory.sessions["s-1"] = replace(house.session(), status=SessionStatus.ERASED)

    house.during("sessions.seal", "before", erase)

    with pytest.raises(Sealed):
        house.finalize()
    assert house.pipelines.executions == {}


def test_a_meeting_that_is_played_back_ends_when_its_last_word_was_said(house: House) -> None:
    joined = house.join(a_join(started_at=NOON - timedelta(days=30)), house.socket(ADA))
    house.append(joined, a_batch(1))

    house.finalize()

    meeting = house.plain.meetings.get(joined.session.meeting_id or "")
    assert meeting is not None
    assert meeting.actual_end == NOON - timedelta(days=30) + timedelta(milliseconds=9_900)
