"""A small house for the tests of the HTTP API: a table, people, and meetings with words in them."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
from tests.dynamo import create_table, forget_connection

from mina import bootstrap
from mina.adapters.courier import PublicCourier
from mina.adapters.dynamodb.base import Item
from mina.adapters.s3_objects import S3Objects, _client
from mina.domain.connection import Connection
from mina.domain.outbox import PipelineRun
from mina.domain.principal import Anonymous, User
from mina.domain.segment import Batch, Segment
from mina.domain.session import Role
from mina.edge.api.context import Api
from mina.edge.api.cursors import Cursors
from mina.edge.api.dispatch import dispatch
from mina.ports.pipeline import ExecutionStatus
from mina.ports.stores import Stores
from mina.ports.webhooks import CourierFailed
from mina.services.append import Writer, append
from mina.services.finalize import Finalizer
from mina.services.insights.steps import InsightMaker, digest_of
from mina.services.join import Joined, JoinRequest, join
from mina.services.pipeline import Pipeline, StepRequest


class Hand:
    """A clock that only moves when it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def forward(self, **delta: float) -> None:
        self.time += timedelta(**delta)


class Silence:
    """A broadcaster that nobody listens to."""

    def push(self, connection_ids: Any, frame: Any) -> frozenset[str]:
        return frozenset()

    def last_active(self, connection_id: str) -> datetime | None:
        return None


@dataclass
class Recorder:
    """A pipeline starter that only notes what it was asked for."""

    runs: list[PipelineRun] = field(default_factory=list)

    def start(self, run: PipelineRun) -> str:
        self.runs.append(run)
        return f"arn:{run.name}"

    def status(self, execution_arn: str) -> ExecutionStatus:
        return ExecutionStatus.SUCCEEDED

    def seal_later(self, session_id: str, seconds: int, reason: str) -> None:
        return


@dataclass
class Pigeon:
    """A courier that carries everything to a list, and is told what it meets there."""

    sent: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    answers: list[int | str] = field(default_factory=list)

    def check(self, url: str) -> None:
        PublicCourier(resolve=lambda host, port: ["93.184.216.34"]).check(url)

    def post(self, url: str, headers: Mapping[str, str], body: str) -> int:
        self.sent.append((url, dict(headers), body))
        answer = self.answers.pop(0) if self.answers else 204
        if isinstance(answer, str):
            raise CourierFailed(answer)
        return answer


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)


@dataclass
class House:
    stores: Stores
    clock: Hand
    starter: Recorder
    api: Api
    requests: list[str]
    courier: Pigeon

    @classmethod
    def build(cls) -> "House":
        """Make the template's table in moto, and all stores on it."""
        forget_connection()
        _client.cache_clear()
        create_table()
        boto3.client("s3").create_bucket(Bucket="mina-files")
        clock, starter = Hand(), Recorder()
        stores = bootstrap.stores()
        objects = S3Objects("mina-files")
        courier = Pigeon()
        cursors = Cursors(lambda: b"a key")
        api = Api(stores, clock, Silence(), starter, cursors, courier, objects, "https://page.example")
        house = cls(stores, clock, starter, api, [], courier)
        client = Item._get_connection().connection.client
        client.meta.events.register("before-call.dynamodb", house._note)
        return house

    def tear_down(self) -> None:
        forget_connection()

    def user(self, name: str = "Ada Lovelace") -> User:
        first = name.split()[0].lower()
        return User(f"sub-{first}", name, f"{first}@example.com", self.clock.now() + timedelta(hours=1))

    def call(
        self,
        who: User | str | None,
        method: str,
        path: str,
        body: object = None,
        headers: dict[str, str] | None = None,
        raw: str | None = None,
        **query: str,
    ) -> Reply:
        """Ask as API Gateway would. `who`: a user, the capability of an anonymous caller, or nobody."""
        sent = {"content-type": "application/json", **(headers or {})}
        context: dict[str, Any] = {}
        if isinstance(who, User):
            claims = {"sub": who.id, "name": who.name, "email": who.email, "exp": int(who.expires_at.timestamp())}
            context = {"authorizer": {"lambda": claims}}
        elif who:
            sent["authorization"] = f"Capability {who}"
        event = {
            "version": "2.0",
            "rawPath": path,
            "headers": sent,
            "queryStringParameters": query or None,
            "requestContext": {"http": {"method": method, "path": path}, "requestId": "ref-1", **context},
            "body": raw if raw is not None else json.dumps(body) if body is not None else None,
            "isBase64Encoded": False,
        }
        self.requests.clear()
        answer = dispatch(event, self.api)
        text = answer.get("body", "")
        content = base64.b64decode(text) if answer.get("isBase64Encoded") else text.encode()
        return Reply(answer["statusCode"], answer["headers"], content)

    def record(
        self, who: User | None, lines: Sequence[tuple[str | None, str]], session_id: str = "s-1", title: str = "Weekly"
    ) -> Joined:
        """A meeting that is live, with these lines (speaker, text) of two seconds each."""
        connection = Connection(f"c-{session_id}", who or Anonymous(), self.clock.now())
        request = JoinRequest(session_id, "tab-1", Role.RECORDER, title=title)
        joined = join(request, connection, self.stores, self.clock)
        writer = Writer(session_id, "tab-1", joined.session.epoch)
        segments = [
            Segment(i, f"u{i}", text, i * 2000, i * 2000 + 1900, speaker, 0.9)
            for i, (speaker, text) in enumerate(lines, start=1)
        ]
        for i in range(0, len(segments), 5):
            batch = Batch(i + 1, tuple(segments[i : i + 5]))
            append(writer, batch, self.stores, Silence(), self.starter, self.clock)
        return joined

    def finish(self, session_id: str = "s-1") -> str:
        """End it, and walk the pipeline. Answers the meeting's id."""
        finalizer = Finalizer(self.stores, Silence(), self.starter, self.clock)
        finalizer.finalize(session_id)
        self.walk(self.starter.runs[-1])
        session = self.stores.sessions.get(session_id)
        assert session
        return session.meeting_id or ""

    def walk(self, run: PipelineRun) -> None:
        pipeline = Pipeline(self.stores, Silence(), self.clock)
        maker = InsightMaker(None, None)
        for step in run.steps:
            pipeline.run_step(StepRequest(run.session_id, run.revision, run.run, step), maker.make, digest_of)
        pipeline.reveal(run.session_id, run.revision, run.run)

    def meeting(
        self, who: User, lines: Sequence[tuple[str | None, str]], session_id: str = "s-1", title: str = "Weekly"
    ) -> str:
        """A meeting that is over. Answers its id."""
        self.record(who, lines, session_id, title)
        return self.finish(session_id)

    def items(self, containing: str) -> list[str]:
        """The keys of everything in the table whose partition or sort key has this text."""
        pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName="mina")
        found = [f"{item['pk']['S']} {item['sk']['S']}" for page in pages for item in page["Items"]]
        return sorted(key for key in found if containing in key)

    def everything(self) -> str:
        """The whole table as text."""
        pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName="mina")
        return "\n".join(repr(item) for page in pages for item in page["Items"])

    def _note(self, model: Any, **_: Any) -> None:
        self.requests.append(model.name)
