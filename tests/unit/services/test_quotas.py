"""What a workspace may begin in a day: a clear answer with a time where that is used up, and never a lost word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.builders import a_batch, a_connection, a_join, a_user
from tests.fakes.house import House

from mina.domain.errors import QuotaExceeded, StoreUnavailable
from mina.domain.principal import Anonymous, User
from mina.domain.quota import ANONYMOUS_ACCOUNT, DEFAULT_LIMITS, DayUse, Limits, Use, day_of, limits_from
from mina.domain.session import Role
from mina.edge.errors import error_frame
from mina.services.join import Joined, join
from mina.services.quotas import Quotas

ADA = a_user()
TWO = replace(DEFAULT_LIMITS.workspace, meetings=2, speech_minutes=60)
LIMITS = Limits(workspace=TWO, anonymous=replace(TWO, meetings=1))


def begin(house: House, session_id: str, principal: User | Anonymous = ADA, limits: Limits = LIMITS) -> Joined:
    quotas = Quotas(limits, house.stores, house.clock)
    return join(a_join(session_id), house.socket(principal), house.stores, house.clock, quotas)


def use_up(house: House) -> None:
    house.join(a_join("first"), principal=ADA)  # makes the workspace
    for number in range(TWO.meetings):
        begin(house, f"s-{number}")


def test_one_meeting_too_many_is_refused_until_the_day_s_end(house: House) -> None:
    use_up(house)

    with pytest.raises(QuotaExceeded) as refused:
        begin(house, "one-too-many")

    frame = error_frame(refused.value, "ref-1")
    assert (frame["code"], frame["retryable"]) == ("QUOTA", True)
    assert house.plain.sessions.get("one-too-many") is None
    house.clock.forward(milliseconds=refused.value.retry_after_ms)
    assert begin(house, "one-too-many").session.id == "one-too-many"


def test_a_moment_before_the_time_that_was_named_it_is_still_refused(house: House) -> None:
    use_up(house)
    with pytest.raises(QuotaExceeded) as refused:
        begin(house, "one-too-many")

    house.clock.forward(milliseconds=refused.value.retry_after_ms - 1)

    with pytest.raises(QuotaExceeded):
        begin(house, "one-too-many")


def test_a_meeting_under_way_is_let_in_again_and_its_words_are_stored(house: House) -> None:
    use_up(house)

    again = begin(house, "s-1")
    house.append(again, a_batch(1))

    assert house.plain.segments.last_seq("s-1") == 5


def test_whoever_watches_is_not_counted(house: House) -> None:
    use_up(house)
    quotas = Quotas(LIMITS, house.stores, house.clock)

    watching = join(a_join("s-1", "tab-2", Role.VIEWER), a_connection(principal=ADA), house.stores, house.clock, quotas)

    assert watching.connection.role is Role.VIEWER


def test_minutes_that_were_spoken_today_count(house: House) -> None:
    joined = begin(house, "long")
    house.append(joined, a_batch(1, end_ms=61 * 60_000))
    house.finalize("long", 5)

    with pytest.raises(QuotaExceeded):
        begin(house, "next")


def test_a_new_revision_counts_only_what_is_new(house: House) -> None:
    joined = begin(house, "s-1")
    house.append(joined, a_batch(1))
    house.finalize("s-1", 5)
    house.append(joined, a_batch(6))
    house.finalizer.reconcile("s-1")

    used = house.plain.ledger.use_of(str(joined.session.workspace_id), day_of(house.clock.now()))

    assert used.today.speech_ms == round(house.session("s-1").statistics.total_duration * 1000)


def test_a_ledger_that_does_not_answer_keeps_nobody_out(house: House) -> None:
    use_up(house)

    def away(operation: str, when: str) -> None:
        if operation == "ledger.take":
            raise StoreUnavailable("away")

    house.hook = away

    assert begin(house, "s-9").session.id == "s-9"


def test_anonymous_callers_share_a_tighter_day(house: House) -> None:
    begin(house, "a-1", Anonymous())

    with pytest.raises(QuotaExceeded):
        begin(house, "a-2", Anonymous())

    ours, theirs = DEFAULT_LIMITS.workspace, DEFAULT_LIMITS.anonymous
    assert theirs.model_tokens < ours.model_tokens
    assert theirs.speech_minutes < ours.speech_minutes
    assert (theirs.uploads, theirs.exports) == (0, 0)


def test_one_workspace_s_use_is_no_other_s(house: House) -> None:
    use_up(house)
    bo = a_user("Bo Diddley")
    house.join(a_join("bos-first"), principal=bo)

    assert begin(house, "bos", bo).session.id == "bos"


@pytest.mark.parametrize("use", Use)
def test_a_share_of_nothing_admits_nothing(house: House, use: Use) -> None:
    nothing = replace(TWO, **{use.value: 0})

    with pytest.raises(QuotaExceeded):
        Quotas(Limits(workspace=nothing), house.stores, house.clock).admit("ws-1", use)


def test_a_deployment_names_only_what_it_wants_otherwise() -> None:
    limits = limits_from({"workspace": {"meetings": 5}, "budget_dollars": 2.5})

    assert limits == replace(
        DEFAULT_LIMITS, workspace=replace(DEFAULT_LIMITS.workspace, meetings=5), budget_dollars=2.5
    )


@pytest.mark.parametrize("given", [{"meetings": 5}, {"workspace": {"cakes": 1}}, {"workspace": {"meetings": -1}}])
def test_a_limit_that_does_not_exist_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="LIMITS"):
        limits_from(given)


def test_days_of_another_month_and_of_another_account_are_not_this_month_s(house: House) -> None:
    ledger, today = house.plain.ledger, day_of(house.clock.now())
    ledger.add("ws-1", today, DayUse(microdollars=3))
    ledger.add("ws-1", today - timedelta(days=1), DayUse(microdollars=4))
    ledger.add("ws-1", today.replace(day=1) - timedelta(days=1), DayUse(microdollars=100))
    ledger.add(ANONYMOUS_ACCOUNT, today, DayUse(microdollars=1_000))

    assert ledger.use_of("ws-1", today).month.microdollars == 7
