"""What a meeting cost, and the migration, on the deployed template."""

from __future__ import annotations

import json
from typing import Any

import httpx
from rich.console import Console
from tests.e2e.meeting import hold_meeting
from tests.stack import Stack

from mina_cli.migrating import LOCAL_STACK, migrate_all


def test_a_meeting_s_cost_counts_its_frames_its_writes_and_its_insight_steps(stack: Stack) -> None:
    ada = stack.new_user("Ada Lovelace")
    room = hold_meeting(stack, ada)

    with httpx.Client(base_url=stack.http, trust_env=False, timeout=60, headers=ada.authorization) as http:
        meeting_id = http.get(f"/api/sessions/{room.session_id}").json()["meeting_id"]
        cost = http.get(f"/api/meetings/{meeting_id}/cost").json()
        hold_meeting(stack, ada)
        usage = http.get("/api/workspace/usage").json()

    assert cost["invocations"] == 8 + 1 + 5, "the round trip, one batch, four steps, the reveal"
    assert cost["write_units"] > 41 + 20, "what the steps wrote is metered"
    assert 0 < cost["estimated_dollars"] < 0.01
    assert usage["today"]["meetings"] == 2
    assert usage["today"]["speech_minutes"] > 0
    assert usage["month"]["estimated_dollars"] > cost["estimated_dollars"]


def test_the_migration_looks_at_everything_and_changes_nothing_that_is_new(stack: Stack) -> None:
    hold_meeting(stack, stack.new_user("Ada Lovelace"))
    lambdas = stack.cloud.client("lambda")

    def invoke(event: dict[str, Any]) -> dict[str, Any]:
        done = lambdas.invoke(FunctionName=f"{LOCAL_STACK}-migrate", Payload=json.dumps(event).encode())
        answer: dict[str, Any] = json.loads(done["Payload"].read())
        assert not done.get("FunctionError"), answer
        return answer

    assert migrate_all(invoke, Console(quiet=True), apply=True) == {}
