from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests.unit.model.meetings import InMemoryCircuitStore

from mina.adapters.circuit_breaker import SharedCircuitBreaker
from mina.domain import circuit
from mina.domain.circuit import CircuitPhase, CircuitPolicy, CircuitState

POLICY = CircuitPolicy(failure_threshold=3, open_seconds=60, probe_seconds=120)


class TheCircuit(RuleBasedStateMachine):
    """Two invocations with one stored state, compared with a history of what happened."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1_000.0
        self.store = InMemoryCircuitStore()
        self.breakers = [SharedCircuitBreaker(self.store, lambda: self.now, POLICY) for _ in range(2)]
        self.failures_in_a_row = 0
        self.last_opened = self.last_failed = 0.0
        self.probes: list[float] = []

    @rule(seconds=st.sampled_from([1.0, 59.0, 61.0, 121.0]))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule(who=st.sampled_from([0, 1]))
    def somebody_asks(self, who: int) -> None:
        before = self.store.state
        is_allowed = self.breakers[who].allow()
        if before.phase is CircuitPhase.CLOSED:
            assert is_allowed
        elif is_allowed:
            assert self.now >= self.last_opened + POLICY.open_seconds
            assert all(self.now >= started + POLICY.probe_seconds for started in self.probes)
            self.probes.append(self.now)

    @rule(who=st.sampled_from([0, 1]), is_fatal=st.booleans(), is_timeout=st.booleans())
    def a_call_fails(self, who: int, is_fatal: bool, is_timeout: bool) -> None:
        before = self.store.state.phase
        self.breakers[who].record_failure(is_fatal=is_fatal, is_timeout=is_timeout)
        if before is not CircuitPhase.OPEN:
            self.last_failed = self.now
        self.failures_in_a_row += POLICY.timeout_weight if is_timeout else 1
        after = self.store.state.phase
        if is_fatal or before is not CircuitPhase.CLOSED or self.failures_in_a_row >= POLICY.failure_threshold:
            assert after is CircuitPhase.OPEN
        if before is not CircuitPhase.OPEN and after is CircuitPhase.OPEN:
            self.last_opened, self.probes = self.now, []

    @rule(who=st.sampled_from([0, 1]))
    def a_call_succeeds(self, who: int) -> None:
        before = self.store.state.phase
        self.breakers[who].record_success()
        if before is not CircuitPhase.OPEN:
            assert self.store.state == CircuitState(failed_at=self.last_failed)
            self.failures_in_a_row, self.probes = 0, []

    @precondition(lambda self: self.store.state.phase is not CircuitPhase.CLOSED)
    @rule()
    def a_dead_circuit_is_tried_again_after_its_longest_wait(self) -> None:
        self.now += POLICY.open_seconds + POLICY.probe_seconds
        assert self.breakers[0].allow()
        assert not self.breakers[1].allow()
        self.probes = [self.now]

    @invariant()
    def few_failures_leave_it_closed(self) -> None:
        if self.failures_in_a_row == 0:
            assert self.store.state == CircuitState(failed_at=self.last_failed)


TestTheCircuit = TheCircuit.TestCase


def test_what_one_invocation_learns_stops_the_next() -> None:
    store = InMemoryCircuitStore()
    first, second = (SharedCircuitBreaker(store, lambda: 0.0, POLICY) for _ in range(2))

    for _ in range(3):
        first.record_failure()

    assert not second.allow()


def test_a_wrong_key_opens_the_circuit_at_once() -> None:
    store = InMemoryCircuitStore()

    SharedCircuitBreaker(store, lambda: 0.0, POLICY).record_failure(is_fatal=True)

    assert store.state.phase is CircuitPhase.OPEN


def test_of_two_that_ask_at_the_same_moment_one_becomes_the_probe() -> None:
    store = InMemoryCircuitStore()
    store.state = CircuitState(CircuitPhase.OPEN, failures=3, opened_at=0.0)
    mine, others = (SharedCircuitBreaker(store, lambda: 100.0, POLICY) for _ in range(2))
    answers: list[bool] = []

    def the_other_asks_first() -> None:
        store.before_save = lambda: None
        answers.append(others.allow())

    store.before_save = the_other_asks_first
    answers.append(mine.allow())

    assert answers == [True, False]


def test_a_healthy_circuit_is_never_written() -> None:
    store = InMemoryCircuitStore()
    breaker = SharedCircuitBreaker(store, lambda: 0.0, POLICY)

    assert breaker.allow()
    breaker.record_success()

    assert store.saves == 0


def test_failures_are_counted_through_contention() -> None:
    store = InMemoryCircuitStore()
    mine, others = (SharedCircuitBreaker(store, lambda: 0.0, POLICY) for _ in range(2))

    def the_other_fails_first() -> None:
        store.before_save = lambda: None
        others.record_failure()

    store.before_save = the_other_fails_first
    mine.record_failure()

    assert store.state.failures == 2


@given(failures=st.integers(0, 10), now=st.floats(0, 1e9), opened_at=st.floats(0, 1e9))
def test_success_after_the_circuit_has_opened_does_not_close_it(failures: int, now: float, opened_at: float) -> None:
    opened = CircuitState(CircuitPhase.OPEN, failures, opened_at)

    assert circuit.after_success(opened) == opened
    assert circuit.after_failure(opened, now, POLICY) == opened


def test_two_calls_that_were_waited_for_in_vain_open_the_circuit() -> None:
    store = InMemoryCircuitStore()
    breaker = SharedCircuitBreaker(store, lambda: 0.0)

    breaker.record_failure(is_timeout=True)
    after_one = breaker.allow()
    breaker.record_failure(is_timeout=True)

    assert (after_one, breaker.allow()) == (True, False)


def test_a_slow_call_between_good_ones_opens_nothing() -> None:
    store = InMemoryCircuitStore()
    breaker = SharedCircuitBreaker(store, lambda: 0.0)

    for _ in range(5):
        breaker.record_failure(is_timeout=True)
        breaker.record_success()

    assert breaker.allow()
