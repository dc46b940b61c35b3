"""Canary words: what people say, and the secrets that let them in, stand in no log, whatever goes wrong."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from typing import Any

import httpx
from tests.e2e.meeting import Socket, socket, ticket
from tests.stack import Stack

CANARY = f"canary{secrets.token_hex(6)}"


def test_no_log_holds_what_was_said_or_what_lets_in(stack: Stack) -> None:
    ada = stack.new_user("Ada Lovelace")
    used = ticket(stack, ada)
    with socket(stack, ada) as room:
        room.join(title=f"About {CANARY}")
        room.say(1, [("Ada", f"I will send {CANARY} to Ben by Friday."), (CANARY, f"We decided on {CANARY}.")])
        hurt(room)
        room.end(2)
        room.wait_for("dashboard_refresh")
    with socket(stack) as nobody:
        capability = nobody.join()["capability"]
        nobody.say(1, [("Ada", CANARY)])
    hurt_http(stack, ada.authorization, room.session_id, capability)
    hurt_steps(stack, room.session_id)

    logged = list(logs(stack))
    seen = "\n".join(logged)

    assert room.session_id in seen, "the logs that are looked through are those of this meeting"
    told = {"words": CANARY, "token": ada.access_token, "capability": capability, "ticket": used}
    assert {name for name, secret in told.items() if secret in seen} == set()
    assert "Traceback" not in "".join(line for line in logged if CANARY in line)


def hurt(room: Socket) -> None:
    """Frames that cannot be right, with the canary wherever a text may stand."""
    row: dict[str, Any] = {"utterance_id": "u1", "text": CANARY, "start_ms": 0, "end_ms": 1}
    broken: list[dict[str, Any]] = [
        {"action": "segments", "first_seq": 1, "segments": [row]},
        {"action": "segments", "first_seq": CANARY, "segments": [row]},
        {"action": "segments", "first_seq": 3, "segments": [{**row, "confidence": CANARY}]},
        {"action": "segments", "first_seq": 3, "segments": [{**row, "text": CANARY * 1500}]},
        {"action": CANARY, "text": CANARY},
        {"action": "join_session", "session_id": CANARY * 9, "instance_id": "t"},
        {"action": "join_session", "session_id": room.session_id, "instance_id": "t", "role": CANARY},
        {"action": "interim", "utterance_id": CANARY, "rev": -1, "text": CANARY, "start_ms": 0, "end_ms": 0},
    ]
    for frame in broken:
        assert room.ask(frame)["type"] == "error"
    room.connection.send('{"action": "segments", "' + CANARY)
    assert room.receive()["type"] == "error"


def hurt_http(stack: Stack, signed_in: dict[str, str], session_id: str, capability: str) -> None:
    with httpx.Client(base_url=stack.http, headers=signed_in, trust_env=False, timeout=60) as http:
        http.get("/api/search", params={"q": CANARY})
        http.get("/api/meetings", params={"q": CANARY, "cursor": CANARY})
        http.get(f"/api/meetings/{CANARY}")
        http.get(f"/api/{CANARY}")
        http.post("/api/meetings", json={"title": CANARY * 100})
        http.post("/api/meetings", content='{"title": "' + CANARY)
        http.post("/api/tasks", json={"title": CANARY, "status": CANARY})
        http.post(f"/api/sessions/{session_id}/segments", json={"instance_id": CANARY, "batches": CANARY})
        http.get(f"/api/sessions/{session_id}", headers={"Authorization": f"Capability {capability}"})
        http.get(f"/api/sessions/{session_id}", headers={"Authorization": f"Bearer {CANARY}"})


def hurt_steps(stack: Stack, session_id: str) -> None:
    """The functions behind the state machine, called with what they cannot take."""
    functions = stack.client("lambda")
    for function in functions.list_functions()["Functions"]:
        name = function["FunctionName"]
        if any(step in name for step in ("SummaryFunction", "TasksFunction", "RevealFunction", "FailureFunction")):
            for payload in (
                {"session_id": CANARY},
                {"session_id": session_id, "revision": CANARY, "run": 1, "steps": []},
            ):
                functions.invoke(FunctionName=name, Payload=json.dumps(payload))


def logs(stack: Stack) -> Iterator[str]:
    """Every line that a function or an API has logged, from CloudWatch and from the emulator's files."""
    client = stack.client("logs")
    for group in client.get_paginator("describe_log_groups").paginate().search("logGroups[].logGroupName"):
        for page in client.get_paginator("filter_log_events").paginate(logGroupName=group):
            yield from (event["message"] for event in page["events"])
    for path in stack.data.rglob("*.log*"):
        yield from path.read_text(errors="replace").splitlines()
