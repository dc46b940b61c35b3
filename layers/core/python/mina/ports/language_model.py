"""A language model, and the breaker that keeps a dead one from being asked again and again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One question. The parts go out in this order, so that equal beginnings are cached by the endpoint.

    `shared_prefix` is data (a numbered transcript), never instructions. `schema` is a JSON schema within the
    strict subset: every property required, `additionalProperties` false, no numeric or length constraints.
    """

    system: str
    shared_prefix: str
    task: str
    schema_name: str
    schema: dict[str, object]
    max_output_tokens: int
    timeout_seconds: float


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """A JSON object as the model gave it, not yet checked against the schema, and what it cost.

    `prompt_tokens` includes `cached_tokens`. `cost_microdollars` is 0 where the model's price is not known;
    `note` then says so.
    """

    data: dict[str, object]
    model: str
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    cost_microdollars: int = 0
    note: str | None = None


class LanguageModel(Protocol):
    def complete(self, request: ModelRequest) -> ModelAnswer:
        """One call, no retries: Step Functions owns those. Safe to call from several threads.

        Raises the errors of `mina.domain.model_errors`, and returns or raises within about
        `request.timeout_seconds`.
        """
        ...


class Prospect(StrEnum):
    """What `allow` would say: yes to everybody, yes to one who tries it out, no."""

    OPEN = "open"
    PROBE = "probe"
    SHUT = "shut"


class CircuitBreaker(Protocol):
    """Shared between all invocations. Ask before the first call of a run, report every call's end."""

    def allow(self) -> bool:
        """Whether a call may be made now. True while half open means: this caller is the probe."""
        ...

    def prospect(self) -> Prospect:
        """What `allow` would answer, without asking: looking takes nobody's turn."""
        ...

    def record_success(self) -> None: ...

    def record_failure(self, *, is_fatal: bool = False, is_timeout: bool = False) -> None:
        """`is_fatal`: no later call can fare better (a wrong key), so the circuit opens at once.

        `is_timeout`: the caller has waited in vain, which counts for more than a quick refusal.
        """
        ...
