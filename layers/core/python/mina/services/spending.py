"""What an insight step costs, and whether its account may still ask the language model."""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mina.domain.cost import STEP_TRANSITIONS, MeetingCost
from mina.domain.errors import StoreUnavailable
from mina.domain.insight import Method, Provenance
from mina.domain.model_errors import ModelAnswerInvalid
from mina.domain.quota import ANONYMOUS_ACCOUNT, DayUse, Limits, day_of
from mina.services.quotas import account_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mina.domain.session import Session
    from mina.ports.clock import Clock
    from mina.ports.ledger import Meter, Reading
    from mina.ports.stores import Stores

STEP_MEMORY_MB = 1769
REVEAL_MEMORY_MB = 1024
QUOTA = "quota"
BUDGET = "budget"
"""Why the model is not asked, as an insight's `reason`. Neither passes by itself, so neither is upgraded by itself."""


@dataclass(frozen=True, slots=True)
class Spending:
    """`asks_model`: a language model is configured. `seconds` counts time that passes."""

    limits: Limits
    meter: Meter
    asks_model: bool
    seconds: Callable[[], float] = field(default=time.monotonic)

    def reason_against(self, session: Session, stores: Stores, clock: Clock) -> str | None:
        """`quota` or `budget` where local methods have to do; None where the model may be asked, or there is none."""
        if not self.asks_model:
            return None
        account = account_of(session)
        try:
            used = stores.ledger.use_of(account, day_of(clock.now()))
            spent = stores.ledger.cost_of(session.id).model_tokens if account == ANONYMOUS_ACCOUNT else 0
        except StoreUnavailable:
            return None  # the step's own reads will tell
        budget = self.limits.budget_dollars if used.budget_dollars is None else used.budget_dollars
        has_budget = account != ANONYMOUS_ACCOUNT and (budget > 0 or used.budget_dollars is not None)
        if has_budget and used.month.microdollars >= budget * 1_000_000:
            return BUDGET
        is_over = used.today.model_tokens >= self.limits.of(account).model_tokens
        return QUOTA if is_over or spent >= self.limits.session_tokens else None

    @contextmanager
    def attempt(
        self, session: Session, stores: Stores, clock: Clock, memory_mb: int = STEP_MEMORY_MB
    ) -> Iterator[Attempt]:
        """Measure what is done meanwhile, and add it to the meeting's cost and to its account's day, come what may.

        A ledger that does not answer loses a count, never an insight.
        """
        begun, attempt = self.seconds(), Attempt()
        try:
            with self.meter.measuring() as reading:
                yield attempt
        except ModelAnswerInvalid as error:
            attempt.asked = error
            raise
        finally:
            cost = cost_of(attempt.asked, reading, round((self.seconds() - begun) * 1000 * memory_mb))
            used = DayUse(model_tokens=cost.model_tokens, microdollars=cost.microdollars)
            with suppress(StoreUnavailable):
                stores.ledger.add_cost(session.id, cost)
                stores.ledger.add(account_of(session), day_of(clock.now()), used)


def book_sound(session_id: str, account: str, sound_ms: int, stores: Stores, clock: Clock) -> None:
    """Count sound that was transcribed. A ledger that does not answer loses the count, never the words."""
    cost = MeetingCost(sound_ms=sound_ms)
    with suppress(StoreUnavailable):
        stores.ledger.add_cost(session_id, cost)
        stores.ledger.add(account, day_of(clock.now()), DayUse(microdollars=cost.microdollars))


@dataclass(slots=True)
class Attempt:
    """One attempt at a step. `asked` is what the model was paid for, None where it was not asked."""

    asked: Provenance | ModelAnswerInvalid | None = None


def cost_of(asked: Provenance | ModelAnswerInvalid | None, reading: Reading, mb_ms: int) -> MeetingCost:
    """An answer that does not fit has been paid for all the same."""
    tokens = asked or Provenance(Method.LOCAL)
    return MeetingCost(
        invocations=1,
        mb_ms=mb_ms,
        write_units=reading.write_units,
        read_units=reading.read_units,
        transitions=STEP_TRANSITIONS,
        prompt_tokens=tokens.prompt_tokens,
        cached_tokens=tokens.cached_tokens,
        completion_tokens=tokens.completion_tokens,
        model_microdollars=tokens.cost_microdollars,
    )
