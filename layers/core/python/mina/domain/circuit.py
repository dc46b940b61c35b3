"""The circuit breaker as a pure machine: a state and a time in, a state out.

closed ──failures reach the threshold, or one fatal──> open ──after `open_seconds`──> half open, one probe
half open ──success──> closed · ──failure──> open again · ──the probe never reports back──> another probe

After M. Nygard, "Release It!" (2007), chapter 5.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class CircuitPhase(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


@dataclass(frozen=True, slots=True)
class CircuitPolicy:
    """`failure_threshold` counts failures in a row. A probe that says nothing for `probe_seconds` has died.

    A timeout counts as `timeout_weight` failures: everybody who meets it has waited for all of its time, so that the
    second one in a row opens the circuit, where five quick refusals are needed.
    """

    failure_threshold: int = 5
    timeout_weight: int = 3
    open_seconds: float = 60.0
    probe_seconds: float = 300.0


@dataclass(frozen=True, slots=True)
class CircuitState:
    """Times are seconds since the epoch. `opened_at` counts while open, `probe_until` while half open; `failed_at`, of
    the last failure that counted, outlives success: for people to look at."""

    phase: CircuitPhase = CircuitPhase.CLOSED
    failures: int = 0
    opened_at: float = 0.0
    probe_until: float = 0.0
    failed_at: float = 0.0


def ask(state: CircuitState, now: float, policy: CircuitPolicy) -> tuple[bool, CircuitState]:
    """Whether a call may be made, and the state after asking: the one who is let through half open is its probe."""
    if state.phase is CircuitPhase.CLOSED:
        return True, state
    waited = now >= (state.opened_at + policy.open_seconds if state.phase is CircuitPhase.OPEN else state.probe_until)
    if not waited:
        return False, state
    return True, replace(state, phase=CircuitPhase.HALF_OPEN, probe_until=now + policy.probe_seconds)


def after_success(state: CircuitState) -> CircuitState:
    """Success closes a half-open circuit. An open one stays: the call was begun before it opened."""
    return state if state.phase is CircuitPhase.OPEN else CircuitState(failed_at=state.failed_at)


def after_failure(
    state: CircuitState, now: float, policy: CircuitPolicy, *, is_fatal: bool = False, is_timeout: bool = False
) -> CircuitState:
    """A failure counts while closed, and opens a half-open circuit again. An open one stays as it is."""
    if state.phase is CircuitPhase.OPEN:
        return state
    failures = state.failures + (policy.timeout_weight if is_timeout else 1)
    if state.phase is CircuitPhase.CLOSED and not is_fatal and failures < policy.failure_threshold:
        return replace(state, failures=failures, failed_at=now)
    return CircuitState(phase=CircuitPhase.OPEN, failures=failures, opened_at=now, failed_at=now)
