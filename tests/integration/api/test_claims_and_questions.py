"""Recordings without an owner are claimed by whoever holds their capability; what makes no sense is refused clearly."""

import pytest
from tests.integration.api.house import House

from mina.adapters.dynamodb.live_items import SessionItem

LINES = [("ana", "Good morning everybody."), ("ben", "I will send the offer to Acme by Friday.")]


def test_a_capability_opens_its_own_session_only(house: House) -> None:
    mine = house.record(None, LINES, "s-mine").capability
    house.record(None, LINES, "s-other")

    own = house.call(mine, "GET", "/api/sessions/s-mine/segments")
    other = house.call(mine, "GET", "/api/sessions/s-other/segments")

    assert [row["text"] for row in own.json["items"]] == [text for _, text in LINES]
    assert other.status == 404


def test_an_anonymous_recording_is_claimed_once_with_its_tasks(house: House) -> None:
    capability = house.record(None, LINES, "s-mine").capability
    house.finish("s-mine")
    ada, bob = house.user("Ada Lovelace"), house.user("Bob Marley")

    wrong = house.call(bob, "POST", "/api/sessions/s-mine/claim", {"capability": "x" * 43})
    claimed = house.call(ada, "POST", "/api/sessions/s-mine/claim", {"capability": capability})
    again = house.call(ada, "POST", "/api/sessions/s-mine/claim", {"capability": capability})
    late = house.call(bob, "POST", "/api/sessions/s-mine/claim", {"capability": capability})

    assert (wrong.status, claimed.status, again.status, late.status) == (404, 200, 200, 404)
    assert house.call(capability, "GET", "/api/sessions/s-mine").status == 404
    assert len(house.call(ada, "GET", "/api/meetings").json["items"]) == 1
    assert len(house.call(ada, "GET", "/api/tasks").json["items"]) == 1
    assert house.call(ada, "GET", "/api/analytics").json["totals"]["words"] == 12
    assert house.call(ada, "GET", "/api/search", q="offer").json["items"]


def test_recordings_without_a_workspace_are_found_first_and_linked_then(house: House) -> None:
    ada = house.user()
    for number in range(3):
        house.record(None, LINES, f"s-{number}")
        house.finish(f"s-{number}")
        _give_to(ada.id, f"s-{number}")
        house.clock.forward(minutes=1)

    dry = house.call(ada, "POST", "/api/backfill", {"dry_run": True}, limit="2").json
    rest = house.call(ada, "POST", "/api/backfill", {"dry_run": True}, limit="2", cursor=dry["next_cursor"]).json
    nothing = house.call(ada, "GET", "/api/meetings").json["items"]
    real = house.call(ada, "POST", "/api/backfill", {"dry_run": False}, limit="2").json
    house.call(ada, "POST", "/api/backfill", {"dry_run": False}, limit="2", cursor=real["next_cursor"])
    again = house.call(ada, "POST", "/api/backfill", {"dry_run": False}).json

    assert [row["session_id"] for row in (*dry["items"], *rest["items"])] == ["s-0", "s-1", "s-2"]
    assert {row["outcome"] for row in dry["items"]} == {"would_link"}
    assert (nothing, rest["next_cursor"]) == ([], None)
    assert {row["outcome"] for row in real["items"]} == {"linked"}
    assert again["items"] == []
    assert len(house.call(ada, "GET", "/api/meetings").json["items"]) == 3
    assert house.call(ada, "GET", "/api/analytics").json["totals"]["meetings"] == 3


def _give_to(user_id: str, session_id: str) -> None:
    """As a recording is kept whose workspace could not be made."""
    item = SessionItem.get(f"SESSION#{session_id}", "SESSION")
    created_key = f"2020-01-01T00:00:00.000Z#{session_id}"
    item.update(
        [
            SessionItem.owner_id.set(user_id),
            SessionItem.workspace_key.set(f"OWNER#{user_id}"),
            SessionItem.created_key.set(created_key),
        ]
    )


@pytest.mark.parametrize("cursor", ["", "x", "AAAA", "a" * 300, "\ud800", "../../etc"])
def test_a_tampered_cursor_is_refused(house: House, cursor: str) -> None:
    ada = house.user()
    for number in range(3):
        house.record(ada, [], f"s-{number}")
        house.clock.forward(seconds=1)
    real = house.call(ada, "GET", "/api/meetings", limit="1").json["next_cursor"]

    flipped = real[:-2] + ("AA" if real[-2:] != "AA" else "BB")
    replies = [
        house.call(ada, "GET", "/api/meetings", cursor=cursor or flipped),
        house.call(ada, "GET", "/api/meetings", cursor=real, status="live"),
        house.call(ada, "GET", "/api/tasks", cursor=real),
        house.call(house.user("Bob"), "GET", "/api/meetings", cursor=real),
    ]

    assert [(reply.status, reply.json["errors"][0]["field"]) for reply in replies] == [(400, "cursor")] * 4


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/api/meetings", {"from": "2026-02-30"}),
        ("/api/meetings", {"from": "2026-11-02", "to": "2026-11-01"}),
        ("/api/meetings", {"status": "gone"}),
        ("/api/meetings", {"limit": "0"}),
        ("/api/meetings", {"limit": "１２"}),
        ("/api/meetings", {"q": "x" * 201}),
        ("/api/analytics", {"from": "yesterday"}),
        ("/api/analytics", {"from": "1000-01-01", "to": "2026-01-01"}),
        ("/api/analytics", {"from": "9999-12-31", "to": "0001-01-01"}),
        ("/api/search", {}),
        ("/api/search", {"q": '"" !'}),
        ("/api/search", {"q": "a b c d e f g h i"}),
        ("/api/tasks", {"mine": "perhaps"}),
        ("/api/tasks", {"status": "abandoned"}),
    ],
)
def test_a_strange_question_gets_a_clear_problem(house: House, path: str, query: dict[str, str]) -> None:
    reply = house.call(house.user(), "GET", path, **query)  # type: ignore[arg-type]  # names of the query only

    assert (reply.status, reply.json["code"]) == (400, "INVALID")
    assert reply.json["errors"][0]["field"] in {*query, "q"}


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        ("{", 400),
        ("[]", 400),
        ('{"title": 5}', 400),
        ('{"title": ""}', 400),
        ('{"title": "x", "scheduled_at": "2026-13-01T00:00:00Z"}', 400),
        ('{"title": "x", "scheduled_at": "2026-12-01T00:00:00"}', 400),
        ('{"title": "x", "scheduled_at": "0001-01-01T00:00:00+14:00"}', 400),
        ('{"title": "\\ud800"}', 400),
        ("[" * 100_000, 400),
        ('{"title": "' + "x" * 10_000_000 + '"}', 413),
        ("\udcff", 400),
    ],
)
def test_a_strange_body_gets_a_clear_problem(house: House, raw: str, status: int) -> None:
    reply = house.call(house.user(), "POST", "/api/meetings", raw=raw)

    assert (reply.status, reply.json["status"]) == (status, status)
    assert reply.json["reference"] == "ref-1"
    assert len(reply.content) < 1_000


def test_a_wrong_method_and_a_wrong_path_are_told_apart(house: House) -> None:
    wrong_method = house.call(house.user(), "PUT", "/api/meetings")
    wrong_path = house.call(house.user(), "GET", "/api/nothing")

    assert (wrong_method.status, wrong_method.headers["allow"]) == (405, "GET, POST")
    assert wrong_path.status == 404
