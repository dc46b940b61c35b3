"""The language model as the workspace's people may know it: states, no settings."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from mina.domain.circuit import CircuitPhase
from mina.edge.api.answer import Answer, ok, utc
from mina.edge.api.context import Api
from mina.edge.api.route import Route
from mina.edge.http import Request


class ModelRow(msgspec.Struct, frozen=True):
    """`circuit` other than `closed`: after failures the model is left alone for a while, local methods stand in.
    `is_transcribing`: sound becomes words."""

    is_configured: bool
    model: str | None
    is_transcribing: bool
    circuit: CircuitPhase
    failures: int
    last_failed_at: datetime | None


def show(request: Request, api: Api) -> Answer:
    status = api.model_status()
    circuit = status.circuit
    row = ModelRow(
        is_configured=status.model is not None,
        model=status.model,
        is_transcribing=status.is_transcribing,
        circuit=circuit.phase,
        failures=circuit.failures,
        last_failed_at=utc(datetime.fromtimestamp(circuit.failed_at, UTC)) if circuit.failed_at else None,
    )
    return ok(row)


ROUTES = (Route("GET", "/api/workspace/model", show, "How the language model does", {200: ModelRow}),)
