"""People of a workspace, an export of everything and retention, on the deployed template."""

from __future__ import annotations

import io
import json
import time
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from tests.e2e.meeting import hold_meeting, socket
from tests.stack import Stack, User

from mina.adapters.dynamodb.keys import stamp

PATIENCE_SECONDS = 60


def call(stack: Stack, who: User | None, method: str, path: str, body: object = None) -> httpx.Response:
    headers = who.authorization if who else {}
    return httpx.request(method, f"{stack.http}{path}", json=body, headers=headers, timeout=30, trust_env=False)


def invoke(stack: Stack, name: str) -> dict[str, Any]:
    functions = stack.client("lambda").get_paginator("list_functions").paginate()
    function = next(f["FunctionName"] for page in functions for f in page["Functions"] if name in f["FunctionName"])
    answer = stack.client("lambda").invoke(FunctionName=function, Payload=b"{}")
    done: dict[str, Any] = json.loads(answer["Payload"].read())
    assert "errorMessage" not in done, done
    return done


def grow_old(stack: Stack, workspace_id: str, meeting_id: str) -> None:
    """As if the meeting had been held a year ago, and its workspace's turn had come."""
    table, then = stack.client("dynamodb"), datetime.now(UTC) - timedelta(days=365)
    key = {"pk": {"S": f"MEETING#{meeting_id}"}, "sk": {"S": "MEETING"}}
    item = table.get_item(TableName=stack.table, Key=key)["Item"]
    long_ago = {"S": then.strftime("%Y-%m-%dT%H:%M:%S.%f+0000")}
    item |= {"created_at": long_ago, "actual_end": long_ago, "created_key": {"S": f"{stamp(then)}#{meeting_id}"}}
    without_row = {name: value for name, value in item.items() if name not in ("ra", "rb")}
    table.put_item(TableName=stack.table, Item=without_row)
    table.update_item(
        TableName=stack.table,
        Key={"pk": {"S": f"WS#{workspace_id}"}, "sk": {"S": "WORKSPACE"}},
        UpdateExpression="SET due_at = :then",
        ExpressionAttributeValues={":then": {"S": stamp(then)}},
    )


def test_a_workspace_takes_somebody_in_hands_out_everything_and_forgets(stack: Stack) -> None:
    ada, bob = stack.new_user("Ada Lovelace"), stack.new_user("Bob Marley")
    session_id = hold_meeting(stack, ada).session_id
    meeting_id = call(stack, ada, "GET", f"/api/sessions/{session_id}").json()["meeting_id"]

    token = call(stack, ada, "POST", "/api/workspace/invitations", {"role": "viewer"}).json()["token"]
    assert call(stack, None, "GET", f"/api/invitations/{token}").json()["workspace_name"] == "Ada's Workspace"
    assert call(stack, bob, "POST", f"/api/invitations/{token}/accept").json()["role"] == "viewer"
    assert call(stack, bob, "GET", f"/api/meetings/{meeting_id}").status_code == 200
    assert call(stack, bob, "PATCH", f"/api/meetings/{meeting_id}", {"title": "Mine"}).status_code == 403
    assert call(stack, bob, "POST", "/api/imports").status_code == 403
    with socket(stack, bob) as room:
        assert room.join()["code"] == "FORBIDDEN"
    with socket(stack, bob, session_id) as room:
        assert room.join(role="viewer")["type"] == "session_joined"

    assert call(stack, ada, "POST", "/api/workspace/export").status_code == 202
    until = time.monotonic() + PATIENCE_SECONDS
    while (export := call(stack, ada, "GET", "/api/workspace/export").json())["status"] == "running":
        assert time.monotonic() < until, export
    assert (export["status"], export["meetings"]) == ("ready", 1)
    with zipfile.ZipFile(io.BytesIO(httpx.get(export["files"][0]["url"], trust_env=False).content)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert any(b"book the room" in data for name, data in held.items() if name.endswith("transcript.txt"))

    workspace_id = call(stack, ada, "PATCH", "/api/workspace", {"retention_days": 30}).json()["id"]
    grow_old(stack, workspace_id, meeting_id)
    invoke(stack, "RetentionFunction")
    assert call(stack, ada, "GET", f"/api/meetings/{meeting_id}").status_code == 404
    assert call(stack, ada, "GET", "/api/workspace/export").status_code == 404, "it held the meeting"
    trail = [row["action"] for row in call(stack, ada, "GET", "/api/workspace/audit").json()["items"]]
    assert {"member.joined", "export.requested", "export.fetched", "settings.changed"} < set(trail)
    assert trail[0] == "retention.erased"
