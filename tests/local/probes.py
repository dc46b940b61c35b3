"""One question for each patch of the emulator: does it behave as AWS does?"""

import asyncio
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import websockets
from botocore.exceptions import ClientError
from local.users import ensure_user, sign_in
from tests.stack import Stack

Probe = Callable[[Stack, Path], bool]
PROBES: dict[str, Probe] = {}
PAGE_ORIGIN = "http://page.example"


def probe(function: Probe) -> Probe:
    """Registers the probe of the patch that has its name."""
    PROBES[function.__name__] = function
    return function


@probe
def worker_errors(stack: Stack, _: Path) -> bool:
    before = invoke(stack)["pid"]
    error = invoke(stack, {"do": "fail"})
    return bool(error["errorType"] == "PermanentError" and invoke(stack)["pid"] == before)


@probe
def worker_search_path(stack: Stack, _: Path) -> bool:
    return bool(invoke(stack)["who"] == "function")


@probe
def worker_isolation(stack: Stack, _: Path) -> bool:
    return not invoke(stack)["sees_emulator"]


@probe
def worker_log_wait(stack: Stack, _: Path) -> bool:
    invoke(stack)
    return min(_seconds(lambda: invoke(stack)) for _ in range(10)) < 0.05


@probe
def layer_cache(stack: Stack, _: Path) -> bool:
    return bool(invoke(stack)["layer"] == invoke(stack, function="other")["layer"])


@probe
def function_logs(stack: Stack, _: Path) -> bool:
    logs = stack.client("logs")
    for _number in range(120):
        invoke(stack, {"do": "print", "text": "followed in the file"})
    (group,) = logs.describe_log_groups(logGroupNamePrefix="/aws/lambda/plain")["logGroups"]
    pages = logs.get_paginator("describe_log_streams").paginate(logGroupName=group["logGroupName"])
    streams = [stream for page in pages for stream in page["logStreams"]]
    file = stack.data / "functions.log"
    return len(streams) <= 100 and file.exists() and "followed in the file" in file.read_text()


@probe
def origin_guard(stack: Stack, _: Path) -> bool:
    url = stack.emulator.url
    own = fetch(f"{url}/", {"Origin": PAGE_ORIGIN})[0]
    others = [fetch(f"{url}/", {"Origin": "http://evil.example"})[0], fetch(f"{url}/", {"Host": "evil.example:80"})[0]]
    deployed = get(stack, "/hello", {"Origin": "http://evil.example"})[0]
    return own != 403 and others == [403, 403] and deployed != 403


@probe
def websocket_routes(stack: Stack, _: Path) -> bool:
    (answer,) = talk(stack, ["silent", {}], "[" * 10_000, ["answered", {}], answers=1)
    try:
        (failure,) = talk(stack, ["answered", {"do": "fail"}], answers=1, seconds=5)
    except TimeoutError:
        return False
    is_masked: bool = json.loads(failure)["message"] == "Internal server error"
    return is_masked and json.loads(answer)["route"] == "answered"


@probe
def websocket_concurrency(stack: Stack, folder: Path) -> bool:
    file = str(folder / "touched")
    waiting = {"wait_for": file, "seconds": 3}
    answer, *_ = talk(stack, ["answered", waiting], ["silent", {"touch": file}], answers=1)
    Path(file).unlink(missing_ok=True)
    return bool(json.loads(answer)["seen"])


@probe
def websocket_limits(stack: Stack, _: Path) -> bool:
    try:
        talk(stack, ["answered", {"padding": "x" * 33_000}], answers=1)
    except websockets.ConnectionClosed as closed:
        return closed.rcvd is not None and closed.rcvd.code == 1009
    return False


@probe
def http_api_openapi(stack: Stack, _: Path) -> bool:
    status, _headers, body = get(stack, "/hello")
    allowed = get(stack, "/hello", {"Origin": "http://page.example"})[1].get("access-control-allow-origin")
    return status == 200 and json.loads(body)["path"].endswith("/hello") and allowed == "http://page.example"


@probe
def http_api_errors(stack: Stack, _: Path) -> bool:
    status, _headers, body = get(stack, "/fail")
    return status == 500 and "secret" not in body


@probe
def start_execution(stack: Stack, _: Path) -> bool:
    machine = stack.client("stepfunctions")
    request = {"stateMachineArn": stack.outputs["MachineArn"], "name": "once", "input": '{"seconds": 60, "do": ""}'}
    first = machine.start_execution(**request)["executionArn"]
    try:
        return bool(machine.start_execution(**request)["executionArn"] == first)
    except machine.exceptions.ExecutionAlreadyExists:
        return False
    finally:
        machine.stop_execution(executionArn=first)


@probe
def redrive_execution(stack: Stack, _: Path) -> bool:
    machine = stack.client("stepfunctions")
    request = {"stateMachineArn": stack.outputs["MachineArn"], "input": '{"seconds": 0, "do": "crash"}'}
    arn = machine.start_execution(**request)["executionArn"]
    if await_end(stack, arn)["status"] != "FAILED":
        raise AssertionError("only a failed execution can be redriven")
    try:
        machine.redrive_execution(executionArn=arn)
    except ClientError:
        return False
    await_end(stack, arn)
    history = machine.get_execution_history(executionArn=arn)["events"]
    return [event["type"] for event in history].count("TaskFailed") == 2


@probe
def types_without_effect(stack: Stack, _: Path) -> bool:
    formation = stack.client("cloudformation")
    template = {"Resources": {"Traces": {"Type": "AWS::XRay::Group", "Properties": {"GroupName": "all"}}}}
    try:
        formation.create_stack(StackName="types", TemplateBody=json.dumps(template))
    except ClientError:
        return False
    return bool(
        until(lambda: _stack_status(formation), lambda status: "IN_PROGRESS" not in status) == "CREATE_COMPLETE"
    )


@probe
def stream_positions(stack: Stack, folder: Path) -> bool:
    for number in range(5):
        put(stack, f"before-{number}", touch=str(folder / f"before-{number}"))
    if not all(_appears(folder / f"before-{number}") for number in range(5)):
        raise AssertionError("the stream must be read before the restart")
    stack.emulator.save()
    stack.restart()
    put(stack, "after", touch=str(folder / "after"))
    return _appears(folder / "after", seconds=3)


@probe
def journaled_dynamodb(stack: Stack, _: Path) -> bool:
    put(stack, "acknowledged")
    stack.kill()
    stack.restart()
    key = {"PK": {"S": "acknowledged"}, "SK": {"S": "it"}}
    return "Item" in stack.client("dynamodb").get_item(TableName=stack.table, Key=key)


@probe
def saved_state(stack: Stack, _: Path) -> bool:
    ensure_user(stack.cloud, stack.deployment, "late@example.com", "Aa1!aa1!aa1!", "Late Comer")
    stack.kill()
    stack.restart()
    try:
        sign_in(stack.cloud, stack.deployment, "late@example.com", "Aa1!aa1!aa1!")
    except ClientError:
        return False
    return True


def invoke(stack: Stack, event: dict[str, Any] | None = None, function: str = "plain") -> Any:
    """The function's answer, or its error payload."""
    answer = stack.client("lambda").invoke(FunctionName=function, Payload=json.dumps(event or {}))
    return json.load(answer["Payload"])


def put(stack: Stack, key: str, **attributes: str) -> None:
    """Puts one item."""
    item = {"PK": key, "SK": "it", **attributes}
    stack.client("dynamodb").put_item(TableName=stack.table, Item={name: {"S": value} for name, value in item.items()})


def get(stack: Stack, path: str, headers: dict[str, str] | None = None) -> tuple[int, Any, str]:
    """Status, headers and body of a GET to the HTTP API."""
    return fetch(stack.http + path, headers)


def fetch(url: str, headers: dict[str, str] | None = None) -> tuple[int, Any, str]:
    """Status, headers and body of a GET, whatever the status."""
    request = urllib.request.Request(url, headers=headers or {})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read().decode()


def talk(stack: Stack, *frames: list[Any] | str, answers: int, seconds: float = 20) -> list[str]:
    """Sends the frames, `[action, fields]` or a text as it is, on one socket, and returns the first answers."""

    async def conversation() -> list[str]:
        async with websockets.connect(stack.websocket) as socket:
            for frame in frames:
                await socket.send(frame if isinstance(frame, str) else json.dumps({"action": frame[0], **frame[1]}))
            return [str(await asyncio.wait_for(socket.recv(), seconds)) for _ in range(answers)]

    return asyncio.run(conversation())


def await_end(stack: Stack, arn: str) -> Any:
    """The description of an execution that has ended."""
    machine = stack.client("stepfunctions")
    return until(lambda: machine.describe_execution(executionArn=arn), lambda found: found["status"] != "RUNNING")


def _stack_status(formation: Any) -> str:
    return str(formation.describe_stacks(StackName="types")["Stacks"][0]["StackStatus"])


def _appears(file: Path, seconds: float = 20) -> bool:
    return bool(until(file.exists, seconds=seconds))


def until(look: Callable[[], Any], is_enough: Callable[[Any], bool] = bool, seconds: float = 20) -> Any:
    """What `look` finds as soon as it is enough, or at the latest after `seconds`."""
    deadline = time.monotonic() + seconds
    while not is_enough(found := look()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
