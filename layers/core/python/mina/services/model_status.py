"""What is known of the language model without asking it."""

from __future__ import annotations

from dataclasses import dataclass, field

from mina.domain.circuit import CircuitState


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """`model` None: none is configured, insights are made by local methods. `is_transcribing`: sound becomes words."""

    model: str | None = None
    is_transcribing: bool = False
    circuit: CircuitState = field(default_factory=CircuitState)
