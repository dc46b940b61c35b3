"""The parts of one `segments` frame: what each costs, warm, against an instant database."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

import msgspec
from benchmarks.live import cost
from benchmarks.live.instant import instant
from benchmarks.live.replay import batches
from benchmarks.warm.stopwatch import Stopwatch, watched
from botocore.auth import SigV4Auth
from botocore.httpsession import URLLib3Session
from moto.core import models as moto
from tests.dynamo import database_client, dynamo_stores

from mina.adapters.dynamodb.segments import DynamoSegments
from mina.adapters.dynamodb.sessions import DynamoSessions
from mina.adapters.websocket import ApiGatewayBroadcaster
from mina.edge import frames, socket
from mina.edge.observability import note
from mina.services.append import segments_frame

FRAMES = 400
ROUNDS = 5


def microseconds() -> dict[str, float]:
    """Of one frame of five segments, medians over rounds; `push` and `log line` only where there is one."""
    found: dict[str, list[float]] = {}
    with dynamo_stores() as stores:
        handler, clock = cost.joined_container(stores)
        bodies = batches(FRAMES * 5)
        cost.drive(handler, clock, bodies[:1])
        with instant(cost.as_item()):
            for _ in range(ROUNDS):
                for name, spent in _round(handler, clock, bodies).items():
                    found.setdefault(name, []).append(spent)
            extra = {"push to one viewer": _push(), "log line": _per_call(lambda: note("refused", code="FENCED"))}
    return {name: statistics.median(values) for name, values in found.items()} | extra


def _round(handler: Callable[[Any, object], Any], clock: Any, bodies: list[str]) -> dict[str, float]:
    stopwatch = Stopwatch()
    wire = database_client()._endpoint.http_session
    assert isinstance(wire, URLLib3Session)
    places = [
        ("validate: typed decoding of the frame", socket, "decode"),
        ("domain: batch, digest", frames, "to_batch"),
        ("store: put, PynamoDB and botocore", DynamoSegments, "put"),
        ("store: read what decides, PynamoDB and botocore", DynamoSessions, "write_state"),
        ("sign: both requests", SigV4Auth, "add_auth"),
        ("not ours: the instant database", moto.botocore_stubber, "process_request"),
        ("answer", socket, "encode"),
    ]
    with watched(stopwatch, places):
        started = time.thread_time_ns()
        cost.drive(handler, clock, bodies)
        whole = time.thread_time_ns() - started
    parse = _per_call(lambda: msgspec.json.decode(bodies[0]))
    spent = {name: took / len(bodies) / 1e3 for name, took in stopwatch.spent.items()}
    rest = whole / len(bodies) / 1e3 - sum(spent.values())
    spent["validate: typed decoding of the frame"] -= parse
    return {"parse: JSON": parse, **spent, "handler and use case": rest}


def _push() -> float:
    broadcaster = ApiGatewayBroadcaster("https://x.execute-api.us-east-1.amazonaws.com/live", lambda _: None)
    batch = frames.to_batch(frames.decode(batches(5)[0]))  # type: ignore[arg-type]
    return _per_call(lambda: broadcaster.push(["c"], segments_frame(batch)), 200)


def _per_call(work: Callable[[], object], times: int = 2_000) -> float:
    work()
    started = time.thread_time_ns()
    for _ in range(times):
        work()
    return (time.thread_time_ns() - started) / times / 1e3
