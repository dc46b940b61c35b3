"""The outside world in memory: a clock that is moved by hand, sockets that only exist here, a state machine's names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.builders import NOON

from mina.domain.errors import PipelineUnavailable
from mina.domain.outbox import PipelineRun
from mina.ports.broadcaster import Frame
from mina.ports.language_model import Prospect
from mina.ports.pipeline import ExecutionStatus


@dataclass
class FakeClock:
    """Stands still until it is moved."""

    time: datetime = NOON

    def now(self) -> datetime:
        return self.time

    def forward(self, **delta: float) -> None:
        """`forward(minutes=15)`"""
        self.time += timedelta(**delta)


@dataclass
class FakeSockets:
    """A `Broadcaster`. `gone` connections answer as API Gateway's 410 does; `deaf` ones lose what is pushed."""

    pushed: list[tuple[str, Frame]] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    deaf: set[str] = field(default_factory=set)
    heard: dict[str, datetime] = field(default_factory=dict)

    def push(self, connection_ids: Iterable[str], frame: Frame) -> frozenset[str]:
        targets = list(connection_ids)
        self.pushed += [(target, frame) for target in targets if target not in self.gone | self.deaf]
        return frozenset(target for target in targets if target in self.gone)

    def last_active(self, connection_id: str) -> datetime | None:
        return None if connection_id in self.gone else self.heard.get(connection_id)

    def seen_by(self, connection_id: str, kind: str | None = None) -> list[Frame]:
        """The frames that reached one connection, of one type or of all."""
        return [frame for target, frame in self.pushed if target == connection_id and kind in (None, frame["type"])]


@dataclass
class FakePipelines:
    """A `PipelineStarter`: one execution for each name, for ever."""

    executions: dict[str, PipelineRun] = field(default_factory=dict)
    statuses: dict[str, ExecutionStatus] = field(default_factory=dict)
    waits: dict[str, tuple[str, int]] = field(default_factory=dict)
    is_away: bool = False
    starts: int = 0

    def start(self, run: PipelineRun) -> str:
        if self.is_away:
            raise PipelineUnavailable("Step Functions did not answer.")
        self.starts += 1
        self.executions.setdefault(run.name, run)
        return f"arn:{run.name}"

    def status(self, execution_arn: str) -> ExecutionStatus:
        if self.is_away:
            raise PipelineUnavailable("Step Functions did not answer.")
        name = execution_arn.removeprefix("arn:")
        unknown = ExecutionStatus.RUNNING if name in self.executions else ExecutionStatus.FAILED
        return self.statuses.get(name, unknown)

    def seal_later(self, session_id: str, seconds: int, reason: str) -> None:
        self.waits.setdefault(f"{session_id}-{reason}", (session_id, seconds))


@dataclass
class FakeBreaker:
    """A `CircuitBreaker` that says what it is told to say."""

    answer: Prospect = Prospect.OPEN

    def allow(self) -> bool:
        return self.answer is not Prospect.SHUT

    def prospect(self) -> Prospect:
        return self.answer

    def record_success(self) -> None:
        self.answer = Prospect.OPEN

    def record_failure(self, *, is_fatal: bool = False, is_timeout: bool = False) -> None:
        self.answer = Prospect.SHUT


class NotFaked:
    """Stands for a store that no test of these needs."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, method: str) -> Any:
        raise NotImplementedError(f"there is no fake of {self._name}.{method}")
