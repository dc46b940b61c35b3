"""Frames that make no sense, or nearly do: each is answered with a type, and changes nothing that it should not."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from tests.checker import FIELDS, Log, violations
from tests.faults.lambdas import ROUTES
from tests.faults.raw_client import RawClient
from tests.faults.world import World

from mina.edge.errors import INTERNAL, SOCKET_CODES, TABLE

CODES = {SOCKET_CODES.get(entry.code, entry.code) for entry in TABLE.values()} - {INTERNAL.code}
NUMBERS: list[Any] = [0, -1, 1, 2**31, 2**53, 2**63, 10**400, 0.5, -0.0, 1e308]
TEXTS = ["", " ", "\x00", "\ud800", "é" * 40, "x" * 9_000, "../../etc", "s-1", "s-2", "null", "💥", "a" * 64, "a" * 65]
ODD: list[Any] = [None, True, False, *NUMBERS, *TEXTS, [], {}, [[]], [None] * 30, {"a": 1}, "2026-11-21T12:00:00Z"]


def fuzz(count: int, seed: int) -> list[str]:
    """Send `count` frames on sockets of two sessions; what was wrong: failures of ours, untyped answers, lost words."""
    draw, world = random.Random(seed), World(seed, has_sweeper=False)
    good = RawClient(world.network)
    world.run(1_000)
    good.join("s-1", "good")
    log, seq, wrong, bad = Log("s-1"), 1, [], None
    for number in range(count):
        if bad is None or not bad.is_open or draw.random() < 0.05:
            bad = RawClient(world.network)
            world.run(200)
            if draw.random() < 0.7:
                bad.join(draw.choice(["s-2", "s-3"]), "bad", role=draw.choice(["recorder", "viewer"]))
        before = len(bad.frames)
        text = _frame(draw)
        bad.send(text)
        world.run(300)
        wrong += [f"frame {number}: {answer}" for answer in bad.frames[before:] if not _is_typed(answer)]
        if number % 100 == 0:
            seq = _say_well(good, log, seq)
    wrong += [f"failure: {failure!r}" for failure in world.network.failures]
    return wrong + violations([log], world.record("s-1"))


def _say_well(client: RawClient, log: Log, seq: int) -> int:
    before = len(client.of_type("ack"))
    client.say(seq, "a word", "another")
    client.network.scheduler.run(500)
    rows = [
        {**dict.fromkeys(FIELDS), "utterance_id": f"{seq + i}-{text}", "text": text, "start_ms": i, "end_ms": i + 1}
        for i, text in enumerate(["a word", "another"])
    ]
    log.said += rows
    if len(client.of_type("ack")) > before:
        log.acknowledged.update({seq + i: row for i, row in enumerate(rows)})
    return seq + 2


def _is_typed(answer: dict[str, Any]) -> bool:
    if answer.get("type") == "error":
        return answer["code"] in CODES and set(answer) >= {"message", "retryable", "reference"}
    return isinstance(answer.get("type"), str)


def _frame(draw: random.Random) -> str:
    return draw.choice(_KINDS)(draw)


def _bytes(draw: random.Random) -> str:
    return "".join(chr(draw.randint(0, 0x2FF)) for _ in range(draw.randint(0, 60)))


def _value(draw: random.Random) -> str:
    return _encoded(draw.choice(ODD))


def _object(draw: random.Random) -> str:
    names = ["action", "session_id", "segments", "first_seq", "v", "role", "last_seq", "t", "x"]
    body = {name: draw.choice(ODD) for name in draw.sample(names, draw.randint(0, 5))}
    return _encoded(
        {**body, "action": draw.choice([*ROUTES, "audio", "audio_data", *(o for o in ODD if isinstance(o, str))])}
    )


def _nearly_right(draw: random.Random) -> str:
    """A right frame with one field wrong, gone or twice as long."""
    frame = _right(draw)
    place: Any = frame
    if draw.random() < 0.6 and isinstance(frame.get("segments"), list) and frame["segments"]:
        place = draw.choice(frame["segments"])
    name = draw.choice(list(place))
    change = draw.random()
    if change < 0.7:
        place[name] = draw.choice(ODD)
    elif change < 0.85:
        del place[name]
    else:
        frame["segments"] = frame.get("segments", []) * draw.choice([2, 30])
    return _encoded(frame)


def _right(draw: random.Random) -> dict[str, Any]:
    words = {"utterance_id": "u", "text": "t", "start_ms": 0, "end_ms": 1}
    row = {**words, "speaker": "A", "confidence": 0.5, "language": "en"}
    sound = {"part": 1, "parts": 1, "format": "opus", "data": "AAAA", "start_ms": 0, "end_ms": 1}
    seq = draw.randint(1, 50)
    return draw.choice(
        [
            {"action": "segments", "first_seq": seq, "segments": [dict(row), dict(row)]},
            {"action": "segment", "segment": {**row, "seq": seq}},
            {"action": "interim", "rev": 1, **words},
            {"action": "join_session", "session_id": "s-1", "instance_id": "thief", "resume_token": "r" * 43},
            {"action": "join_session", "session_id": "s-2", "instance_id": "bad", "capability": "c" * 43},
            {"action": "end_session", "last_seq": 3},
            {"action": "ping", "t": 1},
            {"action": "audio", "seq": 1, **sound},
        ]
    )


def _large(draw: random.Random) -> str:
    return _encoded(
        {"action": "segments", "first_seq": 1, "segments": [], "x": "y" * draw.choice([23_000, 25_000, 33_000])}
    )


def _deep(draw: random.Random) -> str:
    return '{"action":"segments","segments":' + "[" * draw.choice([10, 2_000, 9_000])


def _encoded(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False)


_KINDS: list[Callable[[random.Random], str]] = [
    _bytes,
    _value,
    _object,
    _nearly_right,
    _nearly_right,
    _nearly_right,
    _large,
    _deep,
]
