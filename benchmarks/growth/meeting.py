"""One meeting that grows: what one more batch, joining again, ending and reading its first page cost."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from benchmarks.live.replay import batches
from benchmarks.metering import Meter
from tests.builders import a_connection, a_user
from tests.dynamo import database_client, dynamo_stores
from tests.fakes.world import FakeClock, FakePipelines, FakeSockets
from tests.faults.lambdas import Container

from mina.adapters.state_machine import StepFunctionsStarter
from mina.domain.session import Role
from mina.services.finalize import Finalizer
from mina.services.join import JoinRequest, join

SESSION, CONNECTION = "s-grown", "c-grown"


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one operation: what it asks the table for, and CPU of this machine, moto included.

    `payload_bytes` is what it hands to Step Functions.
    """

    requests: int
    read_units: float
    write_units: int
    cpu_ms: float
    payload_bytes: int = 0


class _Weighed(StepFunctionsStarter):
    """Starts nothing, and weighs what it would start with."""

    payload_bytes = 0

    def _start(self, machine_arn: str, name: str, payload: dict[str, object]) -> str:
        self.payload_bytes = len(json.dumps(payload))
        return f"{machine_arn}:{name}"


def costs_at(segments: int) -> dict[str, Cost]:
    """What operations cost in a meeting of so many segments."""
    with dynamo_stores() as stores:
        clock, sockets = FakeClock(), FakeSockets()
        user = a_user(expires_at=clock.now() + timedelta(days=30))
        connection = a_connection(CONNECTION, user)
        stores.connections.join(connection)
        join(JoinRequest(SESSION, "tab-1", Role.RECORDER), connection, stores, clock)
        handler = Container(stores, sockets, FakePipelines(), clock).route("segments")
        frames = batches(segments + 5)
        for frame in frames[:-1]:
            clock.forward(seconds=2.5)
            handler(_event(frame), None)
        again = a_connection("c-again", user)
        stores.connections.join(again)
        meter = Meter()
        meter.watch(database_client())
        clock.forward(seconds=2.5)
        request = JoinRequest(SESSION, "tab-1", Role.RECORDER)
        starter = _Weighed("insights", "settle")
        finalizer = Finalizer(stores, sockets, starter, clock)
        return {
            "append": _counted(meter, lambda: handler(_event(frames[-1]), None)),
            "join again": _counted(meter, lambda: join(request, again, stores, clock)),
            "finalize": replace(
                _counted(meter, lambda: finalizer.finalize(SESSION)), payload_bytes=starter.payload_bytes
            ),
            "page of the transcript": _counted(meter, lambda: stores.segments.page(SESSION, 0, 100)),
        }  # fmt: skip


def _counted(meter: Meter, work: Callable[[], object]) -> Cost:
    meter.reset()
    started = time.process_time()
    work()
    spent = (time.process_time() - started) * 1e3
    return Cost(meter.total, meter.read_units, meter.write_units, spent)


def _event(frame: str) -> dict[str, object]:
    context = {"routeKey": "segments", "connectionId": CONNECTION, "requestId": "r", "connectedAt": 0}
    return {"requestContext": context, "body": frame}
