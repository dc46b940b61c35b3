"""The HTTP API of the deployed template."""

import json
import secrets
from typing import Any

import httpx
from tests.stack import Stack, User
from websockets.sync.client import connect


def test_the_api_answers_whoever_is_signed_in(stack: Stack) -> None:
    ada = stack.new_user("Ada Lovelace")

    with httpx.Client(base_url=stack.http, trust_env=False) as anybody:
        health = anybody.get("/api/health")
        refused = anybody.get("/api/me")
        forged = anybody.get("/api/me", headers={"Authorization": "Bearer nonsense"})
        me = anybody.get("/api/me", headers=ada.authorization)
        rows = anybody.get("/api/meetings", headers=ada.authorization)
        ticket = anybody.post("/api/ws-ticket", headers=ada.authorization)

    assert health.json()["status"] == "ok"
    assert (refused.status_code, forged.status_code) == (401, 401)
    assert refused.headers["content-type"] == "application/problem+json"
    assert me.json()["workspace"]["name"] == "Ada's Workspace"
    assert rows.json() == {"items": [], "next_cursor": None}
    assert len(ticket.json()["ticket"]) > 40


LINES = ["Good morning everybody.", "I will send the offer to Acme by Friday.", "We postpone the launch. 会議 😀"]


def record(stack: Stack, http: httpx.Client, user: User, session_id: str) -> dict[str, Any]:
    """A whole meeting over the real socket, until its insights are there. Answers its detail."""
    ticket = http.post("/api/ws-ticket", headers=user.authorization).json()["ticket"]
    with connect(f"{stack.websocket}?ticket={ticket}", proxy=None, open_timeout=60) as socket:
        socket.send(json.dumps({"action": "join_session", "session_id": session_id, "instance_id": "t"}))
        assert json.loads(socket.recv())["type"] == "session_joined"
        rows = [
            {
                "utterance_id": f"u{i}",
                "text": text,
                "start_ms": i * 2_000,
                "end_ms": i * 2_000 + 1_500,
                "speaker": "Ana",
            }
            for i, text in enumerate(LINES)
        ]
        socket.send(json.dumps({"action": "segments", "first_seq": 1, "segments": rows}))
        assert json.loads(socket.recv())["type"] == "ack"
        socket.send(json.dumps({"action": "end_session", "last_seq": len(rows)}))
        while json.loads(socket.recv(60)).get("kind") != "dashboard_refresh":
            continue
    meeting_id = http.get(f"/api/sessions/{session_id}", headers=user.authorization).json()["meeting_id"]
    detail: dict[str, Any] = http.get(f"/api/meetings/{meeting_id}", headers=user.authorization).json()
    return detail


def test_a_recorded_meeting_is_read_searched_corrected_exported_and_erased(stack: Stack) -> None:
    ada = stack.new_user("Ada Lovelace")
    session_id = f"s-{secrets.token_hex(6)}"

    with httpx.Client(base_url=stack.http, trust_env=False, timeout=60, headers=ada.authorization) as http:
        path = f"/api/meetings/{record(stack, http, ada, session_id)['id']}"
        tasks = http.get("/api/tasks").json()["items"]
        hits = http.get("/api/search", params={"q": '"postpone the launch"'}).json()["items"]
        named = http.put(f"{path}/speakers/Ana", json={"name": "Ana María / Team 1"})
        edited = http.patch(f"{path}/segments/1", json={"text": "Guten Morgen."})
        files = {name: http.get(f"{path}/export/{name}") for name in ("pdf", "docx", "txt", "ics")}
        board = http.get("/api/dashboard").json()
        receipt = http.delete(path)
        gone = http.get(path)

    assert [task["due_date"] is not None for task in tasks] == [True]
    assert hits[0]["seq"] == 3
    assert named.json()["speakers"] == {"Ana": "Ana María / Team 1"}
    assert edited.json()["speaker_name"] == "Ana María / Team 1"
    assert {name: reply.status_code for name, reply in files.items()} == dict.fromkeys(files, 200)
    assert files["pdf"].content.startswith(b"%PDF-")
    assert b"Ana Mar\xc3\xada / Team 1: Guten Morgen." in files["txt"].content
    assert board["counts"]["completed"] == 1
    assert (receipt.status_code, gone.status_code) == (200, 404)
    assert receipt.json()["index_entries"] > 0
