"""Every alarm rings: for each there is a fault, made in the real handlers, after which the metric that the alarm
watches has a value that trips it. What AWS measures itself is derived from what the handlers and the template give it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from typing import Any

import pytest
import yaml
from botocore.exceptions import ClientError, EndpointConnectionError
from local.places import ROOT
from local.template import read_template
from moto import mock_aws
from tests.dynamo import database_client
from tests.integration.api.house import House, Recorder, Silence

from mina.adapters.websocket import ApiGatewayBroadcaster
from mina.domain.errors import PipelineUnavailable
from mina.domain.insight import Step
from mina.domain.outbox import PipelineRun
from mina.domain.segment import Batch, Segment
from mina.edge.observability import push_lost
from mina.edge.steps import walk
from mina.ports.pipeline import ExecutionStatus
from mina.services.append import Writer, append
from mina.services.finalize import Finalizer
from mina.services.insights.steps import InsightMaker, digest_of
from mina.services.pipeline import Pipeline

STACK = "a-stack"
TEMPLATE = read_template(ROOT / "template.yaml")["Resources"]
OPERATIONS = read_template(ROOT / "infra" / "operations.yaml")["Resources"]
ALARMS: dict[str, dict[str, Any]] = {
    name: resource["Properties"]
    for resources in (OPERATIONS, TEMPLATE)
    for name, resource in resources.items()
    if resource["Type"] == "AWS::CloudWatch::Alarm"
}
GIVEN = {"Service": STACK, "AWS::StackName": STACK}
"""What the names in an alarm stand for; those of other resources stand for themselves."""


@dataclass(frozen=True)
class Datum:
    """One value of a metric in one of the alarm's periods."""

    namespace: str
    name: str
    dimensions: frozenset[tuple[str, str]]
    value: float


def from_aws(namespace: str, name: str, value: float, **dimensions: str) -> Datum:
    return Datum(namespace, name, frozenset(dimensions.items()), value)


class Broken(Recorder):
    """A state machine that does not answer, or whose executions fail."""

    def __init__(self, *, is_away: bool = False) -> None:
        super().__init__()
        self.is_away = is_away

    def start(self, run: PipelineRun) -> str:
        if self.is_away:
            raise PipelineUnavailable("away")
        return super().start(run)

    def status(self, execution_arn: str) -> ExecutionStatus:
        return ExecutionStatus.FAILED


class Throttled(ApiGatewayBroadcaster):
    """Whoever pushes is told to slow down."""

    @property
    def _client(self) -> Any:
        return self

    def post_to_connection(self, **_: Any) -> None:
        raise ClientError({"Error": {"Code": "LimitExceededException"}}, "PostToConnection")


@dataclass
class Scene:
    """A house in which something goes wrong."""

    house: House
    starter: Recorder

    def handlers(self, folder: str, module: str = "handler", **adapters: Any) -> ModuleType:
        """The functions of a folder, with the house's clock, its stores and what is broken."""
        path = ROOT / "functions" / folder / f"{module}.py"
        spec = spec_from_file_location(f"{folder}_{module}_of_alarms", path)
        assert spec
        assert spec.loader
        loaded = module_from_spec(spec)
        spec.loader.exec_module(loaded)
        house, finalizer = self.house, Finalizer(self.house.stores, Silence(), self.starter, self.house.clock)
        ours = {
            "stores": house.stores,
            "clock": house.clock,
            "broadcaster": Silence(),
            "starter": self.starter,
            "finalizer": finalizer,
            "breaker": None,
            "pipeline": Pipeline(house.stores, Silence(), house.clock),
            "insight_maker": InsightMaker(None, None),
            **adapters,
        }
        for name, adapter in ours.items():
            if hasattr(loaded, name):
                setattr(loaded, name, lambda it=adapter: it)
        return loaded

    def sweep(self) -> None:
        self.handlers("finalize", "sweeper").handler({}, None)

    def sealed(self, session_id: str = "s-1") -> None:
        self.house.record(self.house.user(), [("Ana", "Hello.")], session_id)
        Finalizer(self.house.stores, Silence(), self.starter, self.house.clock).finalize(session_id)

    def late_words(self, session_id: str) -> None:
        """Come after the seal, while nobody is there to wait for more of them."""
        session = self.house.stores.sessions.get(session_id)
        assert session
        batch = Batch(2, (Segment(2, "u2", "One more thing.", 4_000, 5_000, "Ana", 0.9),))
        writer = Writer(session_id, "tab-1", session.epoch)
        append(writer, batch, self.house.stores, Silence(), self.starter, self.house.clock)

    def store_is_away(self) -> None:
        def fail(**_: Any) -> None:
            raise EndpointConnectionError(endpoint_url="https://dynamodb.example")

        database_client().meta.events.register("before-call.dynamodb", fail)

    def frame(self, action: str, **body: Any) -> dict[str, Any]:
        context = {"requestId": "r", "connectionId": "c-1", "routeKey": action, "connectedAt": 0, "authorizer": {}}
        return {"requestContext": context, "body": json.dumps({"action": action, "v": 1, **body})}


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", STACK)
    with mock_aws():
        house = House.build()
        yield Scene(house, house.starter)
        house.tear_down()


Fault = Callable[[Scene], list[Datum]]
"""Makes the fault. Answers what AWS measures of it; what the code measures is read from what it prints."""


def a_pipeline_that_cannot_be_started(scene: Scene) -> list[Datum]:
    scene.starter = Broken(is_away=True)
    scene.sealed()
    scene.house.clock.forward(minutes=6)
    scene.sweep()
    return []


def a_sweeper_that_was_dead_for_half_an_hour(scene: Scene) -> list[Datum]:
    scene.house.record(scene.house.user(), [("Ana", "Hello.")])
    scene.house.clock.forward(minutes=15 + 30)
    scene.sweep()
    return []


def a_batch_that_nobody_can_read(scene: Scene) -> list[Datum]:
    scene.house.record(scene.house.user(), [("Ana", "Hello.")])
    key = {"pk": {"S": "SESSION#s-1"}, "sk": {"S": "SEG#0000000001"}}
    database_client().update_item(
        TableName="mina", Key=key, UpdateExpression="SET b = :b", ExpressionAttributeValues={":b": {"B": b"no zlib"}}
    )
    scene.house.clock.forward(minutes=20)
    scene.sweep()
    return []


def a_pipeline_that_breaks_every_time(scene: Scene) -> list[Datum]:
    scene.starter = Broken()
    scene.sealed()
    for _ in range(5):
        scene.house.clock.forward(minutes=30)
        scene.sweep()
    return []


def a_settle_machine_that_never_comes(scene: Scene) -> list[Datum]:
    for number in range(3):
        scene.sealed(f"s-{number}")
        scene.late_words(f"s-{number}")
    scene.house.clock.forward(minutes=2)
    scene.sweep()
    return []


def pushes_that_are_throttled(scene: Scene) -> list[Datum]:
    broadcaster = Throttled("https://sockets.example", push_lost)
    for _ in range(50):
        broadcaster.push(["c-1"], {"type": "event"})
    return []


def a_step_that_fails_without_the_model_as_well(scene: Scene) -> list[Datum]:
    scene.sealed()
    event = {"session_id": "s-1", "revision": 1, "run": 1, "steps": [], "step": "summary", "error": "StepFailed"}
    scene.handlers("pipeline", "failure").handler(event, None)
    return []


def a_model_that_is_not_asked_any_more(scene: Scene) -> list[Datum]:
    scene.sealed()
    pipeline, maker = Pipeline(scene.house.stores, Silence(), scene.house.clock), InsightMaker(None, None)
    event = {"session_id": "s-1", "revision": 1, "run": 1, "steps": ["summary"], "error": "ModelCircuitOpen"}
    walk(event, Step.SUMMARY, lambda wanted: pipeline.run_step(wanted, maker.make, digest_of))
    return []


def a_table_that_does_not_answer(scene: Scene) -> list[Datum]:
    segments = scene.handlers("segment").segments
    scene.store_is_away()
    row = {"utterance_id": "u", "text": "Hi.", "start_ms": 0, "end_ms": 1}
    for _ in range(20):
        segments(scene.frame("segments", first_seq=1, segments=[row]), None)
    return []


def code_that_is_wrong(scene: Scene) -> list[Datum]:
    scene.house.api = replace(scene.house.api, stores=None)  # type: ignore[arg-type]  # that is the fault
    for _ in range(3):
        assert scene.house.call(scene.house.user(), "GET", "/api/meetings").status == 500
    return []


def a_function_that_runs_out_of_time(scene: Scene) -> list[Datum]:
    """As the Lambda service writes it into the log, of which the filter makes the metric."""
    lines = [
        "2026-11-21T12:00:00.000Z 7c2b Task timed out after 15.00 seconds",
        "RequestId: 7c2b Error: Runtime exited with error: signal: killed",
        "[ERROR] Runtime.ImportModuleError: Unable to import module 'handler': No module named 'mina'",
    ]
    wanted = re.findall(r'\?"([^"]+)"', OPERATIONS["CrashesInTheLog"]["Properties"]["FilterPattern"])
    transformation = OPERATIONS["CrashesInTheLog"]["Properties"]["MetricTransformations"][0]
    crashes = sum(any(words in line for words in wanted) for line in lines)
    assert crashes == len(lines)
    return [from_aws(resolved(transformation["MetricNamespace"]), transformation["MetricName"], crashes)]


def more_calls_than_the_account_may_run(scene: Scene) -> list[Datum]:
    """Lambda's own doing: nothing of ours is asked."""
    return [from_aws("AWS/Lambda", "Throttles", 10)]


def an_outbox_record_that_fails_each_time(scene: Scene) -> list[Datum]:
    scene.sealed()
    outbox = scene.handlers("finalize", "outbox").handler
    scene.store_is_away()
    record = {
        "eventName": "INSERT",
        "dynamodb": {"SequenceNumber": "9", "Keys": {"pk": {"S": "SESSION#s-1"}, "sk": {"S": "RUN#000001"}}},
    }
    stream = TEMPLATE["OutboxFunction"]["Properties"]["Events"]["Outbox"]["Properties"]
    for _ in range(1 + stream["MaximumRetryAttempts"]):
        assert outbox({"Records": [record]}, None) == {"batchItemFailures": [{"itemIdentifier": "9"}]}
    queue = stream["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"][0]
    name = TEMPLATE["Operations"]["Properties"]["Parameters"]["DeadLettersName"]["Fn::GetAtt"]
    assert name == [queue, "QueueName"]
    return [from_aws("AWS/SQS", "ApproximateNumberOfMessagesVisible", 1, QueueName="DeadLettersName")]


def a_reveal_that_fails(scene: Scene) -> list[Datum]:
    assert fails_as_a_whole("infra/insight-pipeline.asl.yaml", "Reveal the meeting")
    arn = TEMPLATE["Operations"]["Properties"]["Parameters"]["InsightPipelineArn"]
    assert arn == {"Ref": "InsightPipeline"}
    return [from_aws("AWS/States", "ExecutionsFailed", 1, StateMachineArn="InsightPipelineArn")]


def seals_that_fail(scene: Scene) -> list[Datum]:
    assert fails_as_a_whole("infra/settle.asl.yaml", "Seal the session")
    assert TEMPLATE["Operations"]["Properties"]["Parameters"]["SettleMachineArn"] == {"Ref": "SettleMachine"}
    return [from_aws("AWS/States", "ExecutionsFailed", 3, StateMachineArn="SettleMachineArn")]


def an_api_that_cannot_read_its_table(scene: Scene) -> list[Datum]:
    scene.store_is_away()
    statuses = [scene.house.call(scene.house.user(), "GET", "/api/meetings").status for _ in range(10)]
    return [from_aws("AWS/ApiGateway", "5xx", sum(status >= 500 for status in statuses), ApiId="HttpApiId")]


def sockets_that_cannot_be_opened(scene: Scene) -> list[Datum]:
    connect, refused = scene.handlers("connect").connect, 0
    scene.store_is_away()
    for _ in range(10):
        with suppress(Exception):
            connect(scene.frame("$connect"), None)
            continue
        refused += 1
    return [from_aws("AWS/ApiGateway", "ExecutionError", refused, ApiId="SocketApiId", Stage="StageName")]


FAULTS: dict[str, Fault] = {
    "OldestRunWaits": a_pipeline_that_cannot_be_started,
    "SessionsStayOpen": a_sweeper_that_was_dead_for_half_an_hour,
    "SweepsFail": a_batch_that_nobody_can_read,
    "RunsAreGivenUp": a_pipeline_that_breaks_every_time,
    "StatisticsDiffer": a_settle_machine_that_never_comes,
    "PushesFail": pushes_that_are_throttled,
    "StepsFail": a_step_that_fails_without_the_model_as_well,
    "ModelBreakerIsOpen": a_model_that_is_not_asked_any_more,
    "StoreDoesNotAnswer": a_table_that_does_not_answer,
    "CodeFails": code_that_is_wrong,
    "NewVersionFails": code_that_is_wrong,
    "FunctionsCrash": a_function_that_runs_out_of_time,
    "NewVersionCrashes": a_function_that_runs_out_of_time,
    "FunctionsAreThrottled": more_calls_than_the_account_may_run,
    "DeadLettersWait": an_outbox_record_that_fails_each_time,
    "PipelinesBreak": a_reveal_that_fails,
    "SettlingBreaks": seals_that_fail,
    "HttpApiFails": an_api_that_cannot_read_its_table,
    "SocketsFail": sockets_that_cannot_be_opened,
}


def test_every_alarm_has_its_fault() -> None:
    assert set(FAULTS) == set(ALARMS)


@pytest.mark.parametrize("name", ALARMS)
def test_an_alarm_rings_at_its_fault_and_not_before(
    name: str, scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    scene.sweep()
    assert not rings(ALARMS[name], measured(capsys.readouterr().out)), "a quiet system rings no alarm"

    of_aws = FAULTS[name](scene)

    assert rings(ALARMS[name], [*measured(capsys.readouterr().out), *of_aws])


def measured(printed: str) -> list[Datum]:
    """What CloudWatch makes of the lines in its embedded metric format."""
    found = []
    for line in printed.splitlines():
        row = json.loads(line) if line.startswith("{") else {}
        for group in row.get("_aws", {}).get("CloudWatchMetrics", []):
            dimensions = frozenset((name, row[name]) for names in group["Dimensions"] for name in names)
            for metric in group["Metrics"]:
                values = row[metric["Name"]]
                values = values if isinstance(values, list) else [values]
                found += [Datum(group["Namespace"], metric["Name"], dimensions, value) for value in values]
    return found


def rings(alarm: dict[str, Any], data: list[Datum]) -> bool:
    """Whether these values, in each of its periods, trip the alarm."""
    dimensions = frozenset((d["Name"], resolved(d["Value"])) for d in alarm.get("Dimensions", []))
    watched = (resolved(alarm["Namespace"]), alarm["MetricName"], dimensions)
    values = [datum.value for datum in data if (datum.namespace, datum.name, datum.dimensions) == watched]
    assert alarm["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"
    value = sum(values) if alarm["Statistic"] == "Sum" else max(values, default=0)
    assert alarm["Statistic"] in ("Sum", "Maximum")
    return bool(values) and value >= alarm["Threshold"]


def resolved(value: Any) -> str:
    if isinstance(value, str):
        return value
    if "Ref" in value:
        return GIVEN.get(value["Ref"], str(value["Ref"]))
    return re.sub(r"\$\{([^}]+)\}", lambda name: GIVEN.get(name[1], name[1]), str(value["Fn::Sub"]))


def fails_as_a_whole(machine: str, state: str) -> bool:
    """Whether an error that nobody foresaw in this state ends the execution."""
    catches = yaml.safe_load((ROOT / machine).read_text())["States"][state].get("Catch", [])
    return not [rule for rule in catches if "States.ALL" in rule["ErrorEquals"]]
