"""What the stand-in does with the next calls: a script of behaviours, and the log of what was asked."""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

BEHAVIOURS = {
    "ok": "an honest answer",
    "401": "the key is wrong",
    "403": "the key may not do this",
    "404": "there is no such model",
    "429": "too many requests; `retry_after` seconds go into the header",
    "quota": "429 with the code insufficient_quota",
    "500": "a server error",
    "too_long": "400 with the code context_length_exceeded",
    "no_json_schema": "400 where a schema is asked for (set `forever`: such is the endpoint)",
    "no_temperature": "400 that names the parameter where a temperature is given",
    "no_verbose_json": "400 where a transcription is asked for with times (set `forever`)",
    "hang": "no answer at all, until the client goes away",
    "trickle": "a body that never ends, a byte now and then",
    "cut": "the connection is closed in the middle of the body",
    "garbage": "200 with a body that is not JSON",
    "oversize": "200 with a body without end",
    "wrong_schema": "JSON of another shape",
    "truncated": "cut off at the length limit",
    "refusal": "the model declines",
    "lying_evidence": "honest items among lies: invented quotes, lines, names, numbers, owners and dates",
    "only_lies": "lies alone",
    "injected": "what a model does that obeys instructions in the transcript",
}


@dataclass(frozen=True, slots=True)
class Behaviour:
    name: str
    retry_after: int | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One request. Prompts are kept as digests: this log is shown to anyone who asks."""

    path: str
    behaviour: str
    model: str
    schema_name: str | None
    prefix_digest: str | None
    prompt_characters: int


class Script:
    """Thread-safe. Each behaviour is used for one call, then the next; `forever` ones stay; after all, "ok"."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._queue: list[Behaviour] = []
        self._forever = Behaviour("ok")
        self._calls: list[Call] = []
        self._running = 0
        self._most_at_once = 0

    def play(self, entries: Sequence[str | Mapping[str, object]]) -> None:
        """Replaces the script. An entry is a name or `{"behaviour", "times"?, "forever"?, "retry_after"?}`.

        Raises ValueError where a behaviour is not known.
        """
        queue: list[Behaviour] = []
        forever = Behaviour("ok")
        for entry in entries:
            row: Mapping[str, object] = {"behaviour": entry} if isinstance(entry, str) else entry
            behaviour = _behaviour(row)
            if row.get("forever"):
                forever = behaviour
            else:
                queue += [behaviour] * int(str(row.get("times", 1)))
        with self._lock:
            self._queue, self._forever = queue, forever

    def next(self) -> Behaviour:
        with self._lock:
            return self._queue.pop(0) if self._queue else self._forever

    @contextmanager
    def logged(self, path: str, behaviour: Behaviour, body: Mapping[str, object]) -> Iterator[None]:
        with self._lock:
            self._calls.append(_call(path, behaviour, body))
            self._running += 1
            self._most_at_once = max(self._most_at_once, self._running)
        try:
            yield
        finally:
            with self._lock:
                self._running -= 1

    def log(self) -> dict[str, object]:
        """`{"total", "by_behaviour", "most_at_once", "calls"}` since the start or the last `forget`."""
        with self._lock:
            return {
                "total": len(self._calls),
                "by_behaviour": dict(Counter(call.behaviour for call in self._calls)),
                "most_at_once": self._most_at_once,
                "calls": [{name: getattr(call, name) for name in Call.__slots__} for call in self._calls],
            }

    def forget(self) -> None:
        with self._lock:
            self._calls, self._most_at_once = [], self._running


def _behaviour(row: Mapping[str, object]) -> Behaviour:
    name = str(row.get("behaviour"))
    if name not in BEHAVIOURS:
        raise ValueError(f"unknown behaviour {name!r}; known are {', '.join(BEHAVIOURS)}")
    retry_after = row.get("retry_after")
    return Behaviour(name, int(str(retry_after)) if retry_after is not None else None)


def _call(path: str, behaviour: Behaviour, body: Mapping[str, object]) -> Call:
    messages = body.get("messages")
    contents = [str(message.get("content")) for message in messages] if isinstance(messages, list) else []
    response_format = body.get("response_format")
    schema = response_format.get("json_schema") if isinstance(response_format, dict) else None
    return Call(
        path=path,
        behaviour=behaviour.name,
        model=str(body.get("model")),
        schema_name=str(schema.get("name")) if isinstance(schema, dict) else None,
        prefix_digest=hashlib.sha256("\0".join(contents[:-1]).encode()).hexdigest()[:16] if contents else None,
        prompt_characters=sum(map(len, contents)),
    )
