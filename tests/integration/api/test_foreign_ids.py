"""Nobody gets at what is somebody else's, by any route. The routes are read from the table, so none is forgotten."""

from collections.abc import Iterator

import pytest
from moto import mock_aws
from tests.integration.api.house import House

from mina.edge.api.route import Access, Route
from mina.edge.api.table import routes

LINES = [("ana", "Good morning everybody."), ("ben", "I will send the offer to Acme by Friday.")]
SECRET_WORDS = ("Good morning", "Acme", "Quarterly secret", "offer")
BODIES: dict[str, object] = {
    "PATCH /api/meetings/{id}": {"title": "Mine now"},
    "PATCH /api/meetings/{id}/segments/{seq}": {"text": "Mine now"},
    "PUT /api/meetings/{id}/speakers/{label+}": {"name": "Mine"},
    "POST /api/meetings/{id}/speakers/merge": {"from": "ben", "into": "ana"},
    "POST /api/meetings/{id}/comments": {"seq": 1, "text": "Mine"},
    "PATCH /api/meetings/{id}/comments/{comment_id}": {"text": "Mine"},
    "POST /api/meetings/{id}/insights": {"steps": ["tasks"]},
    "POST /api/meetings/{id}/share": {"sections": ["summary"]},
    "PATCH /api/tasks/{id}": {"status": "done"},
    "PATCH /api/webhooks/{id}": {"is_active": False},
    "POST /api/sessions/{id}/claim": {"capability": "x" * 43},
    "PATCH /api/workspace/members/{user_id}": {"role": "viewer"},
}
WITH_IDS = [route for route in routes() if "{" in route.path and route.access is not Access.OPEN]
WITHOUT_IDS = [route for route in routes() if "{" not in route.path and route.method == "GET"]


Ids = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def furnished() -> Iterator[tuple[House, Ids]]:
    """One house for all tests, with Ada's things in it: whoever is refused changes nothing."""
    with mock_aws():
        house = House.build()
        yield house, _ids(house)
        house.tear_down()


def _ids(house: House) -> Ids:
    """Ada's things, by the first part of the path that names them."""
    ada = house.user("Ada Lovelace")
    meeting_id = house.meeting(ada, LINES, "s-ada", title="Quarterly secret")
    path = f"/api/meetings/{meeting_id}"
    comment = house.call(ada, "POST", f"{path}/comments", {"seq": 1, "text": "Acme?"}).json
    share = house.call(ada, "POST", f"{path}/share", {"sections": ["summary"]}).json
    hook = {"url": "https://hooks.example.com/", "events": ["insights.ready"]}
    webhook = house.call(ada, "POST", "/api/webhooks", hook).json
    invitation = house.call(ada, "POST", "/api/workspace/invitations", {}).json
    workspace = house.call(ada, "GET", "/api/workspace").json
    task = house.call(ada, "GET", "/api/tasks").json["items"][0]
    inside = {"seq": "1", "label": "ana", "comment_id": comment["id"], "share_id": share["id"], "format": "txt"}
    return {
        "meetings": {"id": meeting_id, **inside},
        "tasks": {"id": task["id"]},
        "webhooks": {"id": webhook["id"], "delivery_id": "0" * 24},
        "sessions": {"id": "s-ada"},
        "workspace": {"user_id": ada.id, "invitation_id": invitation["id"]},
        "me": {"workspace_id": workspace["id"]},
        "invitations": {"token": invitation["token"][::-1]},
    }


@pytest.mark.parametrize("route", WITH_IDS, ids=lambda route: route.key)
def test_somebody_elses_is_not_there(furnished: tuple[House, Ids], route: Route) -> None:
    house, ids = furnished
    before = house.everything()
    bob = house.user("Bob Marley")
    house.call(bob, "GET", "/api/me")
    path = route.path.replace("+}", "}").format(**ids[route.path.split("/")[2]])

    reply = house.call(bob, route.method, path, BODIES.get(route.key))

    assert (reply.status, reply.json["code"]) == (404, "NOT_FOUND"), reply.content
    assert not any(word in reply.content.decode() for word in SECRET_WORDS)
    assert _of_ada(house.everything()) == _of_ada(before)


@pytest.mark.parametrize("route", WITHOUT_IDS, ids=lambda route: route.key)
def test_lists_hold_only_what_is_ones_own(furnished: tuple[House, Ids], route: Route) -> None:
    house, _ = furnished
    bob = house.user("Bob Marley")
    query = {"q": "offer"} if route.path == "/api/search" else {}

    reply = house.call(bob, "GET", route.path, **query)  # type: ignore[arg-type]  # names of the query only

    assert reply.status == (404 if route.path == "/api/workspace/export" else 200)
    if route.path != "/api/openapi.json":
        assert not any(word in reply.content.decode() for word in SECRET_WORDS)


@pytest.mark.parametrize("route", [r for r in routes() if r.access is Access.USER], ids=lambda route: route.key)
def test_nobody_in_particular_is_asked_to_sign_in(furnished: tuple[House, Ids], route: Route) -> None:
    house, _ = furnished
    path = route.path.replace("+}", "}").replace("{", "").replace("}", "")

    nobody = house.call(None, route.method, path)
    anonymous = house.call("some-capability", route.method, path)

    assert (nobody.status, anonymous.status) == (401, 401)
    assert nobody.headers["content-type"] == "application/problem+json"


def _of_ada(table: str) -> list[str]:
    """What is stored, without what a first visit of somebody else leaves."""
    return sorted(row for row in table.splitlines() if "bob" not in row.lower() and "ONCE#" not in row)
