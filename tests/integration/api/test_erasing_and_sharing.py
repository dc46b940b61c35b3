"""Erasing for good, sharing by links, statistics over days, and requests that come twice."""

from tests.integration.api.house import House

LINES = [("ana", "Good morning everybody."), ("ben", "I will send the offer to Acme by Friday.")]


def test_nothing_stays_of_an_erased_meeting_but_that_it_was_there(house: House) -> None:
    ada = house.user()
    meeting_id = house.meeting(ada, LINES)
    path = f"/api/meetings/{meeting_id}"
    house.call(ada, "PATCH", f"{path}/segments/1", {"text": "Guten Morgen."})
    house.call(ada, "POST", f"{path}/comments", {"seq": 1, "text": "Oh?"}, headers={"idempotency-key": "k-1"})
    token = house.call(ada, "POST", f"{path}/share", {"sections": ["summary"]}).json["token"]

    receipt = house.call(ada, "DELETE", path)
    again = house.call(ada, "DELETE", path)

    assert receipt.status == 200
    assert receipt.json["items"] > 10
    assert receipt.json["index_entries"] > 5
    assert again.status == 404
    assert house.call(None, "GET", f"/api/shared/{token}").status == 404
    assert house.call(ada, "GET", "/api/search", q="offer").json["items"] == []
    assert house.call(ada, "GET", "/api/meetings").json["items"] == []
    assert house.call(ada, "GET", "/api/tasks").json["items"] == []
    assert house.call(ada, "GET", "/api/sessions/s-1").status == 404
    assert house.call(ada, "GET", "/api/dashboard").json["counts"] == {
        "meetings": 0,
        "completed": 0,
        "live": 0,
        "hours": 0.0,
        "open_tasks": 0,
    }
    assert house.items(f"MEETING#{meeting_id}") == []
    assert house.items("SESSION#s-1") == ["SESSION#s-1 SESSION"]
    left = house.everything()
    assert not any(word in left for word in ("Guten", "Oh?", "offer", "Weekly", "'ana'", '"ana"'))


def test_an_erased_meeting_takes_no_more_words(house: House) -> None:
    ada = house.user()
    house.record(ada, LINES)
    meeting_id = house.call(ada, "GET", "/api/meetings").json["items"][0]["id"]

    house.call(ada, "DELETE", f"/api/meetings/{meeting_id}")

    assert house.items("SEG#") == []
    assert house.call(ada, "GET", "/api/analytics").json["totals"]["meetings"] == 0


def test_a_link_shows_its_sections_and_nothing_else(house: House) -> None:
    ada = house.user()
    path = f"/api/meetings/{house.meeting(ada, LINES)}/share"

    made = house.call(ada, "POST", path, {"sections": ["transcript"], "expires_in_days": 2}).json
    shown = house.call(None, "GET", f"/api/shared/{made['token']}")
    listed = house.call(ada, "GET", path).json["items"]
    house.clock.forward(days=2)
    late = house.call(None, "GET", f"/api/shared/{made['token']}")

    assert made["url"] == f"https://page.example/shared/{made['token']}"
    assert [row["text"] for row in shown.json["transcript"]] == [text for _, text in LINES]
    assert (shown.json["summary"], shown.json["tasks"], shown.json["analytics"]) == (None, None, None)
    assert "noindex" in shown.headers["x-robots-tag"]
    assert [(row["id"], "token" in row) for row in listed] == [(made["id"], False)]
    assert late.status == 404
    assert made["token"] not in house.everything()


def test_a_revoked_link_is_dead_at_once(house: House) -> None:
    ada = house.user()
    path = f"/api/meetings/{house.meeting(ada, LINES)}/share"
    made = house.call(ada, "POST", path, {"sections": ["summary", "tasks"]}).json

    revoked = house.call(ada, "DELETE", f"{path}/{made['id']}")

    assert revoked.status == 204
    assert house.call(None, "GET", f"/api/shared/{made['token']}").status == 404


def test_days_add_up_and_insights_count_once(house: House) -> None:
    ada = house.user()
    first = house.meeting(ada, LINES, "s-1")
    house.clock.forward(hours=1)
    house.meeting(house.user(), [("ana", "Only me today.")], "s-2")
    house.call(ada, "POST", f"/api/meetings/{first}/insights", {"steps": ["analytics"]})
    house.walk(house.starter.runs[-1])

    found = house.call(house.user(), "GET", "/api/analytics").json

    assert house.requests.count("Query") == 2, "who asks, and a range of days"
    assert (found["totals"]["meetings"], found["totals"]["segments"], found["totals"]["words"]) == (2, 3, 15)
    assert [day["date"] for day in found["days"]] == ["2026-11-21"]
    assert {row["name"]: row["words"] for row in found["speakers"]} == {"ana": 6, "ben": 9}


def test_a_request_with_a_key_happens_once(house: House) -> None:
    ada = house.user()
    key = {"idempotency-key": "abc"}

    first = house.call(ada, "POST", "/api/meetings", {"title": "Once"}, headers=key)
    second = house.call(ada, "POST", "/api/meetings", {"title": "Once"}, headers=key)
    other = house.call(ada, "POST", "/api/meetings", {"title": "Twice"}, headers=key)
    somebody_else = house.call(house.user("Bob"), "POST", "/api/meetings", {"title": "Once"}, headers=key)

    assert (first.status, second.status, other.status, somebody_else.status) == (201, 201, 400, 201)
    assert second.json == first.json
    assert somebody_else.json["id"] != first.json["id"]
    assert len(house.call(ada, "GET", "/api/meetings").json["items"]) == 1
