"""What one segment costs: CPU beside the peer's, requests, write units, memory, and joining again."""

from __future__ import annotations

import gc
import json
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.baseline.server import Segment, make_server
from benchmarks.live.instant import Meter, instant
from benchmarks.live.replay import batches, utterances
from tests.builders import a_connection, a_session, a_user
from tests.dynamo import database_client, dynamo_stores
from tests.fakes.world import FakeClock, FakePipelines, FakeSockets
from tests.faults.lambdas import Container

from mina.adapters.dynamodb.sessions import session_item
from mina.domain.session import Role
from mina.services.finalize import Finalizer
from mina.services.join import JoinRequest, join

SEGMENTS = 1_000
ROUNDS = 7
CONNECTION = "c-bench"


def _event(body: str) -> dict[str, Any]:
    context = {"routeKey": "segments", "connectionId": CONNECTION, "requestId": "r", "connectedAt": 0}
    return {"requestContext": context, "body": body}


def cpu_per_segment() -> dict[str, float]:
    """Microseconds of CPU, medians over rounds that take turns: the whole handler, and the peer's."""
    frames, rows = batches(SEGMENTS), utterances(SEGMENTS)
    with dynamo_stores() as stores, tempfile.TemporaryDirectory() as folder:
        handler, clock = joined_container(stores)
        drive(handler, clock, frames[:1])  # what is remembered of a connection is read once
        app, socketio, database = make_server(Path(folder))
        peer = socketio.test_client(app)
        peer.emit("join_session", {"session_id": "bench"})
        ours: list[float] = []
        theirs: list[float] = []
        with instant(as_item()):
            for number in range(ROUNDS):
                ours.append(_timed(partial(drive, handler, clock, frames)))
                theirs.append(_timed(partial(drive_peer, socketio, peer.eio_sid, packets(rows, number))))
        with database() as store:
            stored = store.query(Segment).count()
    assert stored == SEGMENTS * ROUNDS, f"the peer stored {stored}"
    per_segment = 1e6 / SEGMENTS
    ratio = statistics.median(mine / other for mine, other in zip(ours, theirs, strict=True))
    return {
        "ours_us": statistics.median(ours) * per_segment,
        "peer_us": statistics.median(theirs) * per_segment,
        "ratio": ratio,
    }


def drive(handler: Callable[[Any, object], Any], clock: FakeClock, frames: list[str]) -> None:
    """Each frame at its time: five segments at two a second."""
    for frame in frames:
        clock.forward(seconds=2.5)
        answer = handler(_event(frame), None)
        assert '"ack"' in answer["body"], answer


def drive_peer(socketio: Any, sid: str, packets: list[str]) -> None:
    for packet in packets:
        socketio.server._handle_eio_message(sid, packet)


def packets(rows: list[dict[str, Any]], number: int) -> list[str]:
    """The peer's events as they arrive at its Engine.IO layer, with new seqs in each round."""
    return [f'2["segment",{json.dumps({**row, "seq": row["seq"] + number * SEGMENTS})}]' for row in rows]


def _timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def as_item() -> dict[str, Any]:
    item = session_item(a_session("s-bench"))
    attributes: dict[str, Any] = item.serialize()
    return attributes


def joined_container(stores: Any, name: str = "s-bench") -> tuple[Callable[[Any, object], Any], FakeClock]:
    clock = FakeClock()
    connection = a_connection(CONNECTION, a_user())
    stores.connections.join(connection)
    join(JoinRequest(name, "tab-1", Role.RECORDER), connection, stores, clock)
    container = Container(stores, FakeSockets(), FakePipelines(), clock)
    return container.route("segments"), clock


def requests_and_units() -> dict[str, Any]:
    """Of 1,000 segments in batches of five on an open session, by what goes over the wire."""
    with dynamo_stores() as stores:
        handler, clock = joined_container(stores)
        drive(handler, clock, batches(5))  # what is remembered of a connection is read once
        meter = Meter(database_client())
        drive(handler, clock, batches(SEGMENTS + 5)[1:])
        return {"write_units": meter.write_units, "requests": dict(meter.requests), "batches": SEGMENTS // 5}


def growth() -> list[dict[str, Any]]:
    """The same meeting at 100, 1,000 and 10,000 segments."""
    return [_grown(count) for count in (100, 1_000, 10_000)]


def _grown(count: int) -> dict[str, Any]:
    """Peaks of memory in KB of twenty more batches and of the seal; requests of joining again, writes of the seal."""
    with dynamo_stores() as stores:
        handler, clock = joined_container(stores)
        frames = batches(count)
        drive(handler, clock, frames[:-20])
        append_kb = _peak_kb(partial(drive, handler, clock, frames[-20:]))
        again = a_connection("c-again", a_user())
        stores.connections.join(again)
        meter = Meter(database_client())
        join(JoinRequest("s-bench", "tab-1", Role.RECORDER), again, stores, clock)
        joining = dict(meter.requests)
        meter.requests.clear()
        finalizer = Finalizer(stores, FakeSockets(), FakePipelines(), clock)
        seal_kb = _peak_kb(partial(finalizer.finalize, "s-bench"))
        writes = sum(n for name, n in meter.requests.items() if name not in ("GetItem", "Query"))
    return {
        "segments": count,
        "append_kb": append_kb,
        "seal_kb": seal_kb,
        "join_pages": joining.get("Query", 0),
        "join_requests": sum(joining.values()),
        "seal_writes": writes,
    }


def _peak_kb(work: Callable[[], object]) -> float:
    """What `work` holds at most. moto keeps what it stores in this process, too: a few KB a batch."""
    gc.collect()
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1024
