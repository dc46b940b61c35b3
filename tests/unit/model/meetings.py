"""Meetings and models for tests: builders that supply what a test does not care about."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from mina.domain.circuit import CircuitState
from mina.domain.insight import MeetingContext
from mina.domain.segment import Segment
from mina.ports.language_model import ModelAnswer, ModelRequest, Prospect

LAUNCH = (
    ("Ana", "um so welcome everyone, let's talk about the launch in twenty twenty seven"),
    ("Ben", "I'll send the revised budget to finance by Friday."),
    ("Cleo", "Great. We decided to go with the blue design then."),
    ("Ana", "Ben, can you also prepare the slides for the customer workshop by next Tuesday?"),
    ("Ben", "Yes, I'll prepare the slides."),
    ("Cleo", "Who is going to talk to legal about the contract?"),
    ("Ana", "That's an open point, we don't know yet."),
    ("Ben", "uh the the database migration takes 3 days and it will not affect the customers."),
    ("Cleo", "We agreed to freeze the code on Monday."),
)


def a_segment(seq: int = 1, text: str = "We ship the parser on Friday.", speaker: str | None = "Ana") -> Segment:
    """Four seconds after four seconds, in the order of the seqs."""
    return Segment(seq, f"u{seq}", text, seq * 4_000, seq * 4_000 + 3_500, speaker, 0.9)


def a_meeting(lines: Sequence[tuple[str | None, str]] = LAUNCH, repeat: int = 1) -> tuple[Segment, ...]:
    said = [*lines] * repeat
    return tuple(a_segment(seq, text, speaker) for seq, (speaker, text) in enumerate(said, 1))


def a_context(**changes: Any) -> MeetingContext:
    values: dict[str, Any] = {
        "title": "Launch",
        "meeting_type": "general",
        "started_at": datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
        "time_zone": "Europe/Berlin",
        "participants": ("Ana", "Ben", "Cleo"),
    }
    return MeetingContext(**{**values, **changes})


def a_reading(**parts: Any) -> dict[str, object]:
    """An answer in the shape of READING with the given parts; the rest is null."""
    return {**dict.fromkeys(("topic_titles", "tasks", "decisions", "open_questions", "summary")), **parts}


def a_task(**changes: Any) -> dict[str, object]:
    values = {
        "title": "Send the revised budget to finance",
        "owner": "Ben",
        "due_phrase": "by Friday",
        "priority": "medium",
        "confidence": 0.9,
        "evidence": [{"line": 2, "quote": "send the revised budget to finance by Friday"}],
    }
    return {**values, **changes}


def a_sentence(text: str, line: int, quote: str) -> dict[str, object]:
    return {"text": text, "evidence": [{"line": line, "quote": quote}]}


def a_summary(**sections: Any) -> dict[str, object]:
    names = ("overview", "key_points", "decisions", "topics", "next_steps")
    return {**{name: [] for name in names}, **sections}


Reply = Mapping[str, object] | Exception


class FakeModel:
    """A `LanguageModel` that gives what `reply` makes of each request, and remembers the requests."""

    def __init__(self, *replies: Reply, by: Callable[[ModelRequest], Reply] | None = None) -> None:
        self._replies = list(replies)
        self._by = by
        self._lock = threading.Lock()
        self.requests: list[ModelRequest] = []

    def complete(self, request: ModelRequest) -> ModelAnswer:
        with self._lock:
            self.requests.append(request)
            reply = self._by(request) if self._by else self._replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return ModelAnswer(dict(reply), "fake-1", 100, 40, 10, 7)


class FakeBreaker:
    """A `CircuitBreaker` that allows what it is told and counts what it hears."""

    def __init__(self, *, allows: bool = True) -> None:
        self._allows = allows
        self.asked = 0
        self.heard: list[str] = []

    def allow(self) -> bool:
        self.asked += 1
        return self._allows

    def prospect(self) -> Prospect:
        return Prospect.OPEN if self._allows else Prospect.SHUT

    def record_success(self) -> None:
        self.heard.append("success")

    def record_failure(self, *, is_fatal: bool = False, is_timeout: bool = False) -> None:
        self.heard.append("fatal" if is_fatal else "failure")


class InMemoryCircuitStore:
    """A `CircuitStore` in memory; `before_save` lets another writer in between load and save."""

    def __init__(self) -> None:
        self.state = CircuitState()
        self.version = 0
        self.saves = 0
        self.before_save: Callable[[], None] = lambda: None

    def load(self) -> tuple[CircuitState, int]:
        return self.state, self.version

    def save(self, state: CircuitState, expected_version: int) -> bool:
        self.before_save()
        if expected_version != self.version:
            return False
        self.state, self.version, self.saves = state, self.version + 1, self.saves + 1
        return True
