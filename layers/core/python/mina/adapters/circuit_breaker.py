"""The breaker that all invocations share: one stored state, changed by compare-and-set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mina.domain import circuit
from mina.domain.circuit import CircuitPolicy, CircuitState
from mina.ports.language_model import Prospect

if TYPE_CHECKING:
    from collections.abc import Callable

_ATTEMPTS = 8


class CircuitStore(Protocol):
    """Where the state lives. A store that holds nothing yet gives `(CircuitState(), 0)`."""

    def load(self) -> tuple[CircuitState, int]: ...

    def save(self, state: CircuitState, expected_version: int) -> bool:
        """Store `state` as version `expected_version + 1`; False where another was quicker."""
        ...


class SharedCircuitBreaker:
    """A `CircuitBreaker` on a store. `clock` gives seconds since the epoch.

    A healthy circuit costs one read per run and no write: an unchanged state is not saved.
    """

    def __init__(self, store: CircuitStore, clock: Callable[[], float], policy: CircuitPolicy | None = None) -> None:
        self._store = store
        self._clock = clock
        self._policy = policy or CircuitPolicy()

    def allow(self) -> bool:
        """As `CircuitBreaker.allow`. Of several that ask at once for the probe, one gets it."""
        for _ in range(_ATTEMPTS):
            state, version = self._store.load()
            is_allowed, after = circuit.ask(state, self._clock(), self._policy)
            if after == state or self._store.save(after, version):
                return is_allowed
        return False

    def prospect(self) -> Prospect:
        """As `CircuitBreaker.prospect`."""
        state, _ = self._store.load()
        is_allowed, after = circuit.ask(state, self._clock(), self._policy)
        if not is_allowed:
            return Prospect.SHUT
        return Prospect.OPEN if after == state else Prospect.PROBE

    def record_success(self) -> None:
        self._change(circuit.after_success)

    def record_failure(self, *, is_fatal: bool = False, is_timeout: bool = False) -> None:
        def failed(state: CircuitState) -> CircuitState:
            return circuit.after_failure(state, self._clock(), self._policy, is_fatal=is_fatal, is_timeout=is_timeout)

        self._change(failed)

    def _change(self, change: Callable[[CircuitState], CircuitState]) -> None:
        # Under so much contention that every attempt is lost, the others' reports say the same as this one.
        for _ in range(_ATTEMPTS):
            state, version = self._store.load()
            after = change(state)
            if after == state or self._store.save(after, version):
                return
