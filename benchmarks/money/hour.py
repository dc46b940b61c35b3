"""An hour of a meeting, counted from the first join to the last insight: what goes over which wire, how often."""

from __future__ import annotations

import json
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from benchmarks.live.replay import batches, utterances
from benchmarks.metering import Meter
from tests.builders import a_connection, a_user
from tests.dynamo import database_client, dynamo_stores
from tests.fakes.world import FakeClock, FakePipelines, FakeSockets
from tests.faults.lambdas import Container

from mina.domain.session import Role
from mina.domain.step import Step
from mina.ports.stores import Stores
from mina.services.insights.steps import InsightMaker, digest_of
from mina.services.join import JoinRequest, join
from mina.services.pipeline import Pipeline, StepRequest

SESSION, CONNECTION = "s-bench", "c-bench"
GUESSED = ("utterance_id", "text", "start_ms", "end_ms", "speaker")


@dataclass
class Part:
    """One kind of thing that happens in a meeting. `cpu_ms` of this machine, of one of them, the median."""

    times: int = 0
    messages: int = 0
    invocations: int = 0
    memory_mb: int = 512
    cpu_ms: float = 0.0
    requests: Counter[str] = field(default_factory=Counter)
    write_units: int = 0
    index_units: int = 0
    read_units: float = 0.0
    transitions: int = 0

    @property
    def round_trips(self) -> float:
        """Requests that one invocation waits for."""
        return sum(self.requests.values()) / max(1, self.invocations)


@dataclass(frozen=True)
class Plan:
    """What is said in an hour. Interims: one every five seconds while nobody watches."""

    finals: int = 1_800
    batch: int = 5
    interims: int = 720
    pings: int = 80


class Hour:
    """Drives the real handlers on moto. `parts` by name, in the order in which they happen."""

    def __init__(self, stores: Stores, plan: Plan) -> None:
        self._stores, self._plan = stores, plan
        self._clock, self._sockets, self._starter = FakeClock(), FakeSockets(), FakePipelines()
        self._container = Container(stores, self._sockets, self._starter, self._clock)
        self._meter = Meter()
        self._meter.watch(database_client())
        self._spent: list[float] = []
        self.parts: dict[str, Part] = {}

    def run(self) -> dict[str, Part]:
        connection = a_connection(CONNECTION, a_user(expires_at=self._clock.now() + timedelta(days=1)))
        self._stores.connections.join(connection)
        self._begin()
        join(JoinRequest(SESSION, "tab-1", Role.RECORDER), connection, self._stores, self._clock)
        self._end("join", Part(1, 2, 2))
        self._frames("words", "segments", batches(self._plan.finals, self._plan.batch), answers=1)
        self._frames("guesses", "interim", _guesses(self._plan), answers=0)
        self._frames("heartbeats", "ping", ['{"action":"ping"}'] * self._plan.pings, answers=1)
        ending = json.dumps({"action": "end_session", "last_seq": self._plan.finals})
        self._frames("end and seal", "end_session", [ending], answers=7, memory_mb=1024, transitions=2)
        self._insights()
        return self.parts

    def _frames(
        self, name: str, route: str, bodies: list[str], answers: int, memory_mb: int = 512, transitions: int = 0
    ) -> None:
        """`answers` are messages that go back to the client for each frame, events included."""
        handler = self._container.route(route)
        self._begin()
        for body in bodies:
            self._clock.forward(seconds=3_600 / len(bodies) * 0.9)
            self._timed(lambda body=body: handler(_event(route, body), None))
        times = len(bodies)
        self._end(name, Part(times, times * (1 + answers), times, memory_mb, transitions=transitions))

    def _insights(self) -> None:
        pipeline = Pipeline(self._stores, self._sockets, self._clock)
        maker = InsightMaker(None, None)
        self._begin()
        for step in Step:
            wanted = StepRequest(SESSION, 1, 1, step)
            self._timed(lambda wanted=wanted: pipeline.run_step(wanted, maker.make, digest_of))
        self._end("four insights, local", Part(4, 8, 4, 1769, transitions=8))
        self._begin()
        self._timed(lambda: pipeline.reveal(SESSION, 1, 1))
        self._end("reveal", Part(1, 2, 1, 1024, transitions=2))

    def _begin(self) -> None:
        self._meter.reset()
        self._spent.clear()

    def _timed(self, work: Any) -> None:
        started = time.process_time()
        work()
        self._spent.append((time.process_time() - started) * 1e3)

    def _end(self, name: str, part: Part) -> None:
        part.requests = Counter(self._meter.requests)
        part.write_units, part.index_units = self._meter.write_units, self._meter.index_units
        part.read_units = self._meter.read_units
        spent = sorted(self._spent)
        part.cpu_ms = spent[len(spent) // 2] if spent else 5.0
        self.parts[name] = part


def count_hour(plan: Plan) -> dict[str, Part]:
    with dynamo_stores() as stores:
        return Hour(stores, plan).run()


def _event(route: str, body: str) -> dict[str, Any]:
    context = {"routeKey": route, "connectionId": CONNECTION, "requestId": "r", "connectedAt": 1_795_000_000_000}
    return {"requestContext": context, "body": body}


def _guesses(plan: Plan) -> list[str]:
    """Of utterances whose final words are said too, as it is when a recorder ends well."""
    chosen = utterances(plan.finals)[:: max(1, plan.finals // plan.interims)][: plan.interims]
    return [json.dumps({"action": "interim", "rev": 1, **{name: row[name] for name in GUESSED}}) for row in chosen]
