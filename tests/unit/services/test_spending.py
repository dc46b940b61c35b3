"""What a meeting costs is written down, and at the bound of a budget local methods do the insights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.builders import a_batch, a_join, a_user
from tests.fakes.house import House
from tests.fakes.ledger import FakeMeter

from mina.domain.errors import StoreUnavailable
from mina.domain.insight import InsightResult, Method, Provenance, Step, Summary
from mina.domain.model_errors import ModelAnswerInvalid
from mina.domain.quota import ANONYMOUS_ACCOUNT, DEFAULT_LIMITS, DayUse, Limits, day_of
from mina.domain.session import StepState
from mina.services.insights.steps import digest_of
from mina.services.pipeline import PASSING_FAILURES, Pipeline, StepInput, StepRequest
from mina.services.spending import BUDGET, QUOTA, Spending

ADA = a_user()
PAID = Provenance(Method.MODEL, prompt_tokens=900, completion_tokens=100, cost_microdollars=4_000)
Made = tuple[InsightResult, Provenance]


def paid_or_local(step: Step, given: StepInput, reason: str | None) -> Made:
    return Summary("general"), Provenance(Method.DEGRADED, reason=reason) if reason else PAID


def sealed(house: House, principal: object = ADA) -> str:
    """Answers the account whose meeting it is."""
    joined = house.join(a_join("s-1"), principal=principal) if principal else house.join(a_join("s-1"))
    house.append(joined, a_batch(1))
    house.finalize("s-1", 5)
    return house.session("s-1").workspace_id or ANONYMOUS_ACCOUNT


def summarise(
    house: House,
    limits: Limits = DEFAULT_LIMITS,
    make: Callable[[Step, StepInput, str | None], Made] = paid_or_local,
    asks_model: bool = True,
    run: int = 1,
) -> StepState:
    spending = Spending(limits, FakeMeter(write_units=7), asks_model, seconds=iter(range(10)).__next__)
    pipeline = Pipeline(house.stores, house.sockets, house.clock, spending)
    return pipeline.run_step(StepRequest("s-1", 1, run, Step.SUMMARY), make, digest_of)


def reason_of(house: House) -> str | None:
    kept = house.plain.insights.get("s-1", Step.SUMMARY)
    assert kept is not None
    return kept.provenance.reason


def test_a_step_s_cost_is_added_to_the_meeting_s_and_to_the_month_s(house: House) -> None:
    account = sealed(house)
    before = house.plain.ledger.cost_of("s-1")

    summarise(house)

    cost = house.plain.ledger.cost_of("s-1")
    used = house.plain.ledger.use_of(account, day_of(house.clock.now()))
    assert cost.write_units - before.write_units == 7
    assert (cost.prompt_tokens, cost.completion_tokens, cost.model_microdollars) == (900, 100, 4_000)
    assert cost.mb_ms - before.mb_ms == 1_000 * 1769
    assert used.today.model_tokens == 1_000
    assert used.month.microdollars == pytest.approx(cost.microdollars, abs=1)


def test_the_recording_s_cost_is_that_of_its_newest_seal(house: House) -> None:
    joined = house.join(a_join("s-1"), principal=ADA)
    house.append(joined, a_batch(1))
    house.finalize("s-1", 5)
    once = house.plain.ledger.cost_of("s-1")
    house.append(joined, a_batch(6))
    house.finalizer.reconcile("s-1")

    twice = house.plain.ledger.cost_of("s-1")

    assert twice.messages - once.messages == 2
    assert twice.write_units - once.write_units == 1


def test_an_answer_that_did_not_fit_has_been_paid_for_all_the_same(house: House) -> None:
    sealed(house)

    def babble(step: Step, given: StepInput, reason: str | None) -> Made:
        raise ModelAnswerInvalid("Babble.", prompt_tokens=500, cost_microdollars=1_000)

    with pytest.raises(ModelAnswerInvalid):
        summarise(house, make=babble)

    assert house.plain.ledger.cost_of("s-1").prompt_tokens == 500


def test_a_workspace_that_has_spent_its_month_gets_local_insights_that_say_so(house: House) -> None:
    account = sealed(house)
    house.plain.ledger.set_budget(account, 5.0)
    house.plain.ledger.add(account, day_of(house.clock.now()).replace(day=1), DayUse(microdollars=5_000_000))

    assert summarise(house) is StepState.DEGRADED
    assert reason_of(house) == BUDGET
    assert house.plain.ledger.cost_of("s-1").model_microdollars == 0


def test_below_its_budget_the_model_is_asked(house: House) -> None:
    account = sealed(house)
    house.plain.ledger.set_budget(account, 5.0)
    house.plain.ledger.add(account, day_of(house.clock.now()), DayUse(microdollars=4_000_000))

    assert summarise(house) is StepState.READY


def test_the_deployment_s_budget_holds_where_the_owner_has_set_none(house: House) -> None:
    account = sealed(house)
    house.plain.ledger.add(account, day_of(house.clock.now()), DayUse(microdollars=2_000_000))

    summarise(house, replace(DEFAULT_LIMITS, budget_dollars=1.0))

    assert reason_of(house) == BUDGET


def test_a_day_s_tokens_that_are_used_up_leave_local_insights(house: House) -> None:
    account = sealed(house)
    share = DEFAULT_LIMITS.workspace.model_tokens
    house.plain.ledger.add(account, day_of(house.clock.now()), DayUse(model_tokens=share))

    assert summarise(house) is StepState.DEGRADED
    assert reason_of(house) == QUOTA


def test_an_anonymous_session_has_its_own_bound(house: House) -> None:
    sealed(house, principal=None)
    tight = replace(DEFAULT_LIMITS, session_tokens=1_000)
    asked: list[str | None] = []

    def noting(step: Step, given: StepInput, reason: str | None) -> Made:
        asked.append(reason)
        return paid_or_local(step, given, reason)

    for step in (Step.TASKS, Step.SUMMARY):
        spending = Spending(tight, FakeMeter(), asks_model=True)
        pipeline = Pipeline(house.stores, house.sockets, house.clock, spending)
        pipeline.run_step(StepRequest("s-1", 1, 1, step), noting, digest_of)

    assert asked == [None, QUOTA]


def test_what_was_spent_does_not_come_back_by_itself(house: House) -> None:
    assert not {BUDGET, QUOTA} & PASSING_FAILURES


def test_without_a_model_nothing_is_called_degraded(house: House) -> None:
    account = sealed(house)
    house.plain.ledger.set_budget(account, 0.0)

    summarise(house, asks_model=False)

    assert reason_of(house) is None


def test_a_ledger_that_does_not_answer_loses_a_count_and_no_insight(house: House) -> None:
    sealed(house)

    def away(operation: str, when: str) -> None:
        if operation.startswith("ledger."):
            raise StoreUnavailable("away")

    house.hook = away

    assert summarise(house) is StepState.READY
