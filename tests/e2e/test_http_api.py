"""The HTTP API of the deployed template."""

import httpx
from tests.stack import Stack


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
