"""The ledger, on the in-memory store and on the table alike; and the meter, which only the table has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.builders import NOON, a_batch, a_run, a_session
from tests.dynamo import dynamo_stores

from mina.adapters.dynamodb.meter import DynamoMeter, units_in
from mina.domain.cost import MeetingCost, cost_of_recording
from mina.domain.event import Event, EventKind
from mina.domain.quota import DayUse, Use
from mina.domain.session import SessionStatus
from mina.ports.days import DayDelta
from mina.ports.stored import Seal
from mina.ports.stores import Stores

TODAY = date(2026, 11, 21)


def test_no_more_than_the_bound_is_taken(stores: Stores) -> None:
    taken = [stores.ledger.take("ws-1", TODAY, Use.MEETINGS, {"meetings": 2, "speech_ms": 10}) for _ in range(4)]

    assert taken == [True, True, False, False]
    assert stores.ledger.use_of("ws-1", TODAY).today == DayUse(meetings=2)


def test_another_field_s_bound_refuses_as_well(stores: Stores) -> None:
    stores.ledger.add("ws-1", TODAY, DayUse(speech_ms=10))

    assert not stores.ledger.take("ws-1", TODAY, Use.UPLOADS, {"uploads": 2, "speech_ms": 10})


def test_a_bound_of_nothing_takes_nothing(stores: Stores) -> None:
    assert not stores.ledger.take("ws-1", TODAY, Use.EXPORTS, {"exports": 0})


def test_a_month_is_the_sum_of_its_days_and_knows_its_budget(stores: Stores) -> None:
    for day, spent in ((date(2026, 10, 31), 100), (date(2026, 11, 1), 3), (TODAY, 4)):
        stores.ledger.add("ws-1", day, DayUse(microdollars=spent))
    stores.ledger.set_budget("ws-1", 2.5)

    used = stores.ledger.use_of("ws-1", TODAY)

    assert (used.today.microdollars, used.month.microdollars, used.budget_dollars) == (4, 7, 2.5)
    stores.ledger.set_budget("ws-1", None)
    assert stores.ledger.use_of("ws-1", TODAY).budget_dollars is None


def test_costs_add_up(stores: Stores) -> None:
    stores.ledger.add_cost("s-1", MeetingCost(write_units=3, prompt_tokens=10))
    stores.ledger.add_cost("s-1", MeetingCost(write_units=4))

    assert stores.ledger.cost_of("s-1") == MeetingCost(write_units=7, prompt_tokens=10)
    assert stores.ledger.cost_of("s-2") == MeetingCost()


def test_a_seal_counts_speech_and_the_recording_s_cost_together_with_itself(stores: Stores) -> None:
    stores.sessions.open(a_session(workspace_id="ws-1"), None, None, None)
    session = a_session(workspace_id="ws-1", status=SessionStatus.COMPLETED, revision=1, run=1)
    event = Event("s-1", 1, EventKind.SESSION_FINALIZED, {}, NOON)
    cost = cost_of_recording([900, 2_000], [3])
    seal = Seal(session, None, DayDelta("ws-1", TODAY, 1, 5, 60_000, 0.9, 1), a_run(), event, NOON, cost)

    assert stores.sessions.seal(seal)
    assert not stores.sessions.seal(seal)

    used = stores.ledger.use_of("ws-1", NOON.date())
    assert stores.ledger.cost_of("s-1") == cost
    assert used.today == DayUse(speech_ms=60_000, microdollars=cost.microdollars)
    again = replace(seal, session=replace(session, revision=2, run=2), run=a_run(revision=2, run=2))
    assert stores.sessions.seal(replace(again, day=DayDelta("ws-1", TODAY, 0, 1, 500, 0, 0)))
    assert stores.ledger.use_of("ws-1", NOON.date()).today == replace(used.today, speech_ms=60_500)


def test_a_batch_costs_as_many_units_as_its_item_has_kilobytes() -> None:
    assert cost_of_recording([1], []).write_units + 1 == cost_of_recording([1_025], []).write_units


def test_a_client_s_word_for_its_guesses_is_not_believed_without_end() -> None:
    assert cost_of_recording([], [10**9]) == cost_of_recording([], [500])


def test_a_meter_counts_what_is_written_while_it_is_open_and_nothing_else() -> None:
    with dynamo_stores() as stores:
        with DynamoMeter().measuring() as reading:
            stores.segments.put("s-1", a_batch(1), 1, NOON)
            stores.segments.last_seq("s-1")
        stores.segments.put("s-1", a_batch(6), 1, NOON)

        assert (reading.write_units, reading.read_units) == (1, 1)


def test_a_transaction_counts_twice_and_an_index_once_more() -> None:
    item = {"pk": {"S": "a"}, "sk": {"S": "b"}, "text": {"S": "x" * 1_500}}
    in_index = {**item, "workspace_key": {"S": "w"}}

    assert units_in("PutItem", {"Item": item}) == (2, 0)
    assert units_in("PutItem", {"Item": in_index}) == (4, 0)
    assert units_in("TransactWriteItems", {"TransactItems": [{"Put": {"Item": item}}, {"Delete": {}}]}) == (6, 0)
    assert units_in("BatchWriteItem", {"RequestItems": {"t": [{"PutRequest": {"Item": item}}]}}) == (2, 0)
    assert units_in("UpdateItem", {"ExpressionAttributeNames": {"#0": "due_shard"}}) == (2, 0)
