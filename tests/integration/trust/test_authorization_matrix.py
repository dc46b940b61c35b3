"""Every route and every frame × every kind of caller.

The routes are those of the API's table and of the template, the frames those of the protocol: one that is added and has
no line here fails a test, so that nothing is let in unnoticed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_args

import pytest
from tests.integration.trust.neighbours import WORD, Caller, Neighbours, expired, http_routes

from mina.domain.principal import Anonymous
from mina.domain.session import Role
from mina.edge import frames
from mina.edge.api.route import Access
from mina.edge.api.table import all_routes

SEGMENT = {"utterance_id": "u-9", "text": "hello", "start_ms": 0, "end_ms": 1}
BODIES: dict[str, object] = {
    "POST /api/meetings": {"title": "New"},
    "PATCH /api/meetings/{id}": {"title": "Changed"},
    "PATCH /api/meetings/{id}/segments/{seq}": {"text": "changed"},
    "POST /api/meetings/{id}/segments/{seq}/undo": {},
    "POST /api/meetings/{id}/speakers/merge": {"from": "Ben", "into": "Ada"},
    "PUT /api/meetings/{id}/speakers/{label+}": {"name": "Benjamin"},
    "POST /api/meetings/{id}/comments": {"seq": 1, "text": "Hm"},
    "PATCH /api/meetings/{id}/comments/{comment_id}": {"text": "Hm!"},
    "POST /api/tasks": {"title": "New"},
    "PATCH /api/tasks/{id}": {"title": "Changed"},
    "POST /api/meetings/{id}/share": {"sections": ["summary"]},
    "POST /api/webhooks": {"url": "https://hooks.example/other", "events": ["meeting.completed"]},
    "PATCH /api/webhooks/{id}": {"is_active": False},
    "PATCH /api/workspace": {"name": "Ours"},
    "PUT /api/me/workspace": {"workspace_id": "0" * 24},
    "PATCH /api/workspace/members/{user_id}": {"role": "viewer"},
    "POST /api/workspace/invitations": {},
    "PUT /api/workspace/budget": {"dollars": 5},
    "POST /api/meetings/{id}/insights": {"steps": ["summary"]},
    "POST /api/sessions/{id}/claim": {"capability": "x" * 43},
    "POST /api/sessions/{id}/segments": {"instance_id": "tab-9", "batches": [{"first_seq": 9, "segments": [SEGMENT]}]},
    "POST /api/sessions/{external_id}/complete": {"force": True},
    "POST /sessions/{session_id}/finalize": {"force": True},
    "POST /api/v1/sessions": {"title": "Upload"},
    "POST /api/v1/sessions/{id}/upload-url": {"filename": "a.wav", "size": 100, "content_type": "audio/wav"},
    "POST /api/v1/sessions/{id}/upload-complete": {},
    "POST /api/v1/sessions/{id}/retry": {},
    "POST /api/backfill": {},
    "POST /api/imports": {"name": "a.txt", "text": "Ada: hello"},
}
QUERIES = {"GET /api/search": {"q": WORD}}
REFUSALS = (401, 403, 404)


def access_by_route() -> dict[str, Access]:
    """Every route with who may call it; what only the template names needs a user."""
    table = {route.key: route.access for route in all_routes()}
    of_template = {f"{method} {path}" for method, path in http_routes() if method != "ANY"}
    return {key: table.get(key, Access.USER) for key in [*table, *sorted(of_template - set(table))]}


def path_of(key: str, near: Neighbours, session_id: str) -> tuple[str, str]:
    method, pattern = key.split(" ")
    things = {
        "/api/tasks": near.ids["task"],
        "/api/webhooks": near.ids["webhook"],
        "/api/v1": "s-done",
        "/api/sessions": session_id,
    }
    values = {
        "id": next((value for prefix, value in things.items() if pattern.startswith(prefix)), near.meeting),
        "session_id": session_id,
        "external_id": session_id,
        "seq": "1",
        "label": "Ben",
        "format": "txt",
        "delivery_id": "d-1",
        "user_id": near.ada.id,
        **near.ids,
    }
    if pattern.startswith("/api/invitations"):  # a real one lets whoever has it in
        values["token"] = near.ids["invitation"] if method == "GET" else "x" * 43
    return method, re.sub(r"\{(\w+)\+?\}", lambda m: values[m[1]], pattern)


def answers(near: Neighbours, caller: Caller, access: Access, session_id: str = "s-done") -> dict[str, tuple[int, str]]:
    found = {}
    for key, needed in access_by_route().items():
        if needed is access:
            method, path = path_of(key, near, session_id)
            found[key] = near.ask(caller, method, path, BODIES.get(key), **QUERIES.get(key, {}))
    return found


def hers(near: Neighbours) -> list[str]:
    """Everything in the table that is Ada's, as it stands."""
    mine = (near.meeting, "s-done", "s-live", near.ada.id, near.ids["task"])
    return sorted(line for line in near.house.everything().splitlines() if any(name in line for name in mine))


def test_every_route_that_takes_a_body_has_one_here() -> None:
    wanting = {route.key for route in all_routes() if route.body} - set(BODIES)

    assert wanting == set()
    assert len(access_by_route()) >= 50


@pytest.mark.parametrize("kind", ["nobody", "expired token", "anonymous with a capability", "garbage"])
def test_routes_for_users_are_closed_to_everybody_else(neighbours: Neighbours, kind: str) -> None:
    callers = {
        "nobody": Caller(),
        "expired token": Caller(header="Bearer eyJhbGciOiJub25lIn0.e30."),
        "anonymous with a capability": Caller(header=f"Capability {neighbours.capability}"),
        "garbage": Caller(header="Basic YWRhOmFkYQ=="),
    }
    before = neighbours.house.everything()

    given = answers(neighbours, callers[kind], Access.USER)

    assert {key: status for key, (status, _) in given.items() if status != 401} == {}
    assert neighbours.house.everything() == before


def test_another_workspace_s_things_are_not_there(neighbours: Neighbours) -> None:
    before = hers(neighbours)

    given = answers(neighbours, Caller(neighbours.eve), Access.USER)

    named = {key: status for key, (status, _) in given.items() if "{" in key}
    assert {key: status for key, status in named.items() if status != 404} == {}
    assert [key for key, (_, body) in given.items() if WORD in body.lower()] == []
    assert hers(neighbours) == before


@pytest.mark.parametrize(
    ("who", "status"),
    [("nobody", 401), ("expired token", 401), ("another user", 404), ("another capability", 404), ("garbage", 401)],
)
@pytest.mark.parametrize("session_id", ["s-done", "s-live", "s-nobody"])
def test_a_session_is_closed_to_whoever_has_no_right_to_it(
    neighbours: Neighbours, who: str, status: int, session_id: str
) -> None:
    callers = {
        "nobody": Caller(),
        "expired token": Caller(header="Bearer x"),
        "another user": Caller(neighbours.eve),
        "another capability": Caller(header=f"Capability {neighbours.other_capability}"),
        "garbage": Caller(header="Basic x"),
    }
    before = neighbours.house.items("SEG#")

    given = answers(neighbours, callers[who], Access.SESSION, session_id)

    assert {key: answer for key, answer in given.items() if answer[0] != status} == {}
    assert neighbours.house.items("SEG#") == before


def test_a_capability_opens_its_own_session_and_the_reading_one_only_for_reading(neighbours: Neighbours) -> None:
    reader = Caller(header=f"Capability {neighbours.read_capability}")
    writer = Caller(header=f"Capability {neighbours.capability}")

    read = answers(neighbours, reader, Access.SESSION, "s-nobody")
    written = answers(neighbours, writer, Access.SESSION, "s-nobody")

    assert {key: status for key, (status, _) in read.items() if status in REFUSALS} == {
        key: 403 for key in read if key.startswith("POST")
    }
    assert {key: answer for key, answer in written.items() if answer[0] in REFUSALS} == {}


def test_open_routes_tell_nothing_of_anybody(neighbours: Neighbours) -> None:
    given = answers(neighbours, Caller(), Access.OPEN)

    by_link = ["GET /api/shared/{token}", "GET /api/invitations/{token}"]
    assert set(given) == {"GET /api/health", "GET /api/openapi.json", *by_link}
    assert [key for key, (_, body) in given.items() if WORD in body.lower()] == by_link


FRAMES: dict[str, dict[str, Any]] = {
    "join_session": {"session_id": "s-live", "instance_id": "tab-9"},
    "start_session": {"session_id": "s-live", "instance_id": "tab-9"},
    "segments": {"first_seq": 9, "segments": [SEGMENT]},
    "segment": {"segment": {**SEGMENT, "seq": 9}},
    "interim": {"utterance_id": "u-9", "rev": 1, "text": "hel", "start_ms": 0, "end_ms": 1},
    "audio": {"seq": 9, "part": 1, "parts": 1, "format": "wav", "data": "AA==", "start_ms": 0, "end_ms": 1},
    "audio_data": {"seq": 9, "part": 1, "parts": 1, "format": "wav", "data": "AA==", "start_ms": 0, "end_ms": 1},
    "end_session": {"force": True},
    "finalize_session": {"force": True},
    "ping": {"t": 1},
}
HARMLESS = {"ping"}
JOINS = {"join_session", "start_session"}


def actions() -> set[str]:
    return {frame.__struct_config__.tag for frame in get_args(frames.Frame)}


def test_every_frame_of_the_protocol_is_in_the_matrix() -> None:
    assert set(FRAMES) == actions()


@pytest.mark.parametrize("action", sorted(FRAMES))
@pytest.mark.parametrize(
    "kind", ["unknown connection", "not joined", "viewer", "another user", "another capability", "expired"]
)
def test_a_frame_does_nothing_for_whoever_may_not_write(neighbours: Neighbours, kind: str, action: str) -> None:
    near = neighbours
    opened: dict[str, Callable[[], str]] = {
        "unknown connection": lambda: "c-unknown",
        "not joined": lambda: near.connection(Anonymous(), None),
        "viewer": lambda: near.connection(near.ada, "s-live", Role.VIEWER),
        "another user": lambda: near.connection(near.eve, None),
        "another capability": lambda: near.connection(Anonymous(near.other_capability), None),
        "expired": lambda: expired_recorder(near),
    }
    connection_id: str = opened[kind]()
    before = [line for line in hers(near) if "CONN#" not in line]
    frame = {"action": action, **FRAMES[action]}
    if kind == "another capability" and action in JOINS:
        frame["capability"] = near.other_capability

    reply = near.say(connection_id, frame)

    if action in HARMLESS:
        assert reply["type"] == "pong"
    elif kind == "viewer" and action in JOINS:
        assert reply["type"] == "session_joined"  # Ada's own, in another role
    else:
        assert reply["code"] in {"FORBIDDEN", "UNAUTHORIZED", "BAD_FRAME"}, reply
        assert reply["code"] != "BAD_FRAME" or action.startswith("audio"), reply
        assert [line for line in hers(near) if "CONN#" not in line] == before
    assert WORD not in repr(reply).lower() or kind == "viewer"


def expired_recorder(near: Neighbours) -> str:
    """Ada's own socket, whose token has run out since it was opened."""
    connection_id = near.connection(near.ada, "s-live")
    connection = near.house.stores.connections.get(connection_id)
    assert connection
    near.house.stores.connections.join(replace(connection, principal=expired(near.ada, near.house)))
    return connection_id


def test_the_owner_reaches_every_route(neighbours: Neighbours) -> None:
    deletes_last = sorted(answers_in_order(), key=lambda key: (key.startswith("DELETE"), -len(key)))
    unreachable = {}
    for key in deletes_last:
        method, path = path_of(key, neighbours, "s-done")
        status, body = neighbours.ask(Caller(neighbours.ada), method, path, BODIES.get(key), **QUERIES.get(key, {}))
        if status in REFUSALS:
            unreachable[key] = (status, body)

    not_there = {
        "POST /api/sessions/{id}/claim",
        "POST /api/invitations/{token}/accept",
        "PUT /api/me/workspace",
        "GET /api/workspace/export",
        "POST /api/webhooks/{id}/deliveries/{delivery_id}/replay",
        "GET /api/meetings/{id}/audio",
    }
    uploads = {key for key in unreachable if key.startswith(("GET /api/v1", "POST /api/v1"))}
    assert set(unreachable) - not_there - uploads == set(), unreachable


def answers_in_order() -> list[str]:
    return [key for key, access in access_by_route().items() if access is not Access.OPEN]
