"""People of a workspace over HTTP, and what the audit trail keeps of them."""

import pytest
from tests.integration.api.house import House

from mina.adapters.dynamodb.audit import DynamoAudit
from mina.domain.errors import StoreUnavailable

LINES = [("ana", "I will send the zanzibar offer to Acme by Friday.")]


def test_a_colleague_is_invited_looks_joins_works_and_leaves(house: House) -> None:
    ada, bob = house.user("Ada Lovelace"), house.user("Bob Marley")
    meeting = house.meeting(ada, LINES)
    house.call(bob, "GET", "/api/me")
    house.clock.forward(seconds=1)
    made = house.call(ada, "POST", "/api/workspace/invitations", {"role": "viewer", "max_uses": 2}).json

    look = house.call(None, "GET", f"/api/invitations/{made['token']}")
    accepted = house.call(bob, "POST", f"/api/invitations/{made['token']}/accept").json
    listed = house.call(ada, "GET", "/api/workspace/invitations").json["items"]
    people = house.call(bob, "GET", "/api/workspace/members").json["items"]
    mine = house.call(bob, "GET", "/api/me/workspaces").json["items"]

    assert made["url"] == f"https://page.example/invitations/{made['token']}"
    assert look.headers["x-robots-tag"] == "noindex, nofollow"
    assert look.json["invited_by"] == "Ada Lovelace"
    assert (accepted["role"], accepted["is_new"]) == ("viewer", True)
    assert [(row["uses"], row["max_uses"], "token" in row) for row in listed] == [(1, 2, False)]
    assert [(row["name"], row["role"], row["is_me"]) for row in people] == [
        ("Ada Lovelace", "owner", False),
        ("Bob Marley", "viewer", True),
    ]
    assert [(row["role"], row["is_active"]) for row in mine] == [("owner", False), ("viewer", True)]
    assert house.call(bob, "GET", f"/api/meetings/{meeting}").status == 200
    assert house.call(bob, "GET", "/api/me").json["workspace"]["role"] == "viewer"

    home = house.call(bob, "PUT", "/api/me/workspace", {"workspace_id": mine[0]["id"]})
    assert [row["is_active"] for row in home.json["items"]] == [True, False]
    assert house.call(bob, "GET", f"/api/meetings/{meeting}").status == 404
    assert house.call(bob, "DELETE", f"/api/me/workspaces/{accepted['workspace_id']}").status == 204
    assert house.call(bob, "PUT", "/api/me/workspace", {"workspace_id": accepted["workspace_id"]}).status == 404
    assert house.call(ada, "DELETE", f"/api/me/workspaces/{accepted['workspace_id']}").status == 409


def test_a_member_made_a_viewer_writes_no_more(house: House) -> None:
    ada, bob = house.user("Ada Lovelace"), house.user("Bob Marley")
    token = house.call(ada, "POST", "/api/workspace/invitations", {}).json["token"]
    house.call(bob, "POST", f"/api/invitations/{token}/accept")
    assert house.call(bob, "POST", "/api/meetings", {"title": "Plan"}).status == 201

    changed = house.call(ada, "PATCH", f"/api/workspace/members/{bob.id}", {"role": "viewer"})

    assert changed.json["role"] == "viewer"
    refused = house.call(bob, "POST", "/api/meetings", {"title": "Another"})
    assert (refused.status, refused.json["code"]) == (403, "FORBIDDEN")


@pytest.mark.parametrize("way", ["export", "shared"])
def test_nothing_is_handed_out_that_cannot_be_written_down(
    house: House, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    ada = house.user()
    below = f"/api/meetings/{house.meeting(ada, LINES)}"
    share = house.call(ada, "POST", f"{below}/share", {"sections": ["transcript"]}).json

    def refuse(*_: object) -> None:
        raise StoreUnavailable("The store did not answer.")

    monkeypatch.setattr(DynamoAudit, "put", refuse)
    path = f"{below}/export/txt" if way == "export" else f"/api/shared/{share['token']}"
    reply = house.call(ada if way == "export" else None, "GET", path)

    assert reply.status == 503
    assert b"zanzibar" not in reply.content


def test_the_audit_trail_tells_who_did_what_and_nothing_that_was_said(house: House) -> None:
    ada, bob = house.user("Ada Lovelace"), house.user("Bob Marley")
    house.call(ada, "GET", "/api/me")
    house.call(ada, "GET", "/api/me")
    meeting = house.meeting(ada, LINES, title="About zanzibar")
    below = f"/api/meetings/{meeting}"

    def done(method: str, path: str, body: object = None, who: object = ada) -> dict[str, str]:
        house.clock.forward(seconds=1)
        reply = house.call(who, method, path, body)  # type: ignore[arg-type]  # a user or nobody
        assert reply.status < 300, (path, reply.content)
        return reply.json if reply.headers.get("content-type") == "application/json" else {}

    token = done("POST", "/api/workspace/invitations", {})["token"]
    done("POST", f"/api/invitations/{token}/accept", who=bob)
    done("PATCH", f"/api/workspace/members/{bob.id}", {"role": "viewer"})
    done("DELETE", f"/api/workspace/members/{bob.id}")
    unused = done("POST", "/api/workspace/invitations", {})
    done("DELETE", f"/api/workspace/invitations/{unused['id']}")
    done("PATCH", "/api/workspace", {"name": "Zanzibar", "retention_days": 90})
    share = done("POST", f"{below}/share", {"sections": ["summary"]})
    done("GET", f"/api/shared/{share['token']}", who=None)
    done("GET", f"/api/shared/{share['token']}", who=None)
    done("DELETE", f"{below}/share/{share['id']}")
    done("GET", f"{below}/export/txt")
    hook = done("POST", "/api/webhooks", {"url": "https://zanzibar.example/", "events": ["insights.ready"]})
    done("PATCH", f"/api/webhooks/{hook['id']}", {"is_active": False})
    done("DELETE", f"/api/webhooks/{hook['id']}")
    done("DELETE", below)

    first = house.call(ada, "GET", "/api/workspace/audit", limit="10").json
    rest = house.call(ada, "GET", "/api/workspace/audit", limit="10", cursor=first["next_cursor"]).json
    rows = [*first["items"], *rest["items"]]
    told = [(row["action"], row["actor_name"], row["detail"]) for row in rows if row["action"] != "share.opened"]

    assert told == [
        ("meeting.erased", "Ada Lovelace", None),
        ("webhook.deleted", "Ada Lovelace", None),
        ("webhook.changed", "Ada Lovelace", "is_active"),
        ("webhook.created", "Ada Lovelace", None),
        ("meeting.exported", "Ada Lovelace", "txt"),
        ("share.revoked", "Ada Lovelace", None),
        ("share.created", "Ada Lovelace", "summary"),
        ("settings.changed", "Ada Lovelace", "name,retention_days"),
        ("invitation.revoked", "Ada Lovelace", None),
        ("invitation.created", "Ada Lovelace", "member"),
        ("member.removed", "Ada Lovelace", "viewer"),
        ("member.role_changed", "Ada Lovelace", "viewer"),
        ("member.joined", None, "member"),
        ("invitation.created", "Ada Lovelace", "member"),
        ("signed_in", "Ada Lovelace", None),
    ]
    opened = [(row["subject_id"], row["actor_id"]) for row in rows if row["action"] == "share.opened"]
    assert opened == [(share["id"], None)], "once an hour"
    assert rest["next_cursor"] is None
    assert "zanzibar" not in repr(rows).lower()
    assert house.call(bob, "GET", "/api/workspace/audit").json["items"] == []
