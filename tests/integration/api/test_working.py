"""People work with a meeting: they correct it, comment on it, and do what was agreed."""

from tests.integration.api.house import House

LINES = [
    ("ana", "Good morning everybody."),
    ("ben", "I will send the offer to Acme by Friday."),
    ("ana", "We decided to postpone the launch to March."),
]


def test_a_correction_is_an_overlay_that_can_be_taken_back(house: House) -> None:
    ada = house.user()
    path = f"/api/meetings/{house.meeting(ada, LINES)}"

    house.call(ada, "PATCH", f"{path}/segments/1", {"text": "Good evening everybody."})
    second = house.call(ada, "PATCH", f"{path}/segments/1", {"text": "Good night.", "speaker": "ben"})
    undone = house.call(ada, "POST", f"{path}/segments/1/undo")
    again = house.call(ada, "POST", f"{path}/segments/1/undo")
    nothing_left = house.call(ada, "POST", f"{path}/segments/1/undo")
    history = house.call(ada, "GET", f"{path}/segments/1/history").json["items"]

    assert second.json["text"] == "Good night."
    assert second.json["raw_text"] == "Good morning everybody."
    assert (second.json["speaker"], second.json["is_edited"]) == ("ben", True)
    assert undone.json["text"] == "Good evening everybody."
    assert (again.json["text"], again.json["is_edited"]) == ("Good morning everybody.", False)
    assert nothing_left.status == 409
    assert [row["kind"] for row in history] == ["edit", "edit", "undo", "undo"]


def test_an_edit_of_an_old_version_is_refused(house: House) -> None:
    ada = house.user()
    path = f"/api/meetings/{house.meeting(ada, LINES)}"
    first = house.call(ada, "PATCH", path, {"title": "Launch"})

    second = house.call(ada, "PATCH", path, {"title": "Start"}, headers={"if-match": first.headers["etag"]})
    stale = house.call(ada, "PATCH", path, {"title": "Take-off"}, headers={"if-match": first.headers["etag"]})

    assert (second.status, stale.status) == (200, 412)
    assert house.call(ada, "GET", path).json["title"] == "Start"


def test_a_named_speaker_is_known_in_the_next_meeting(house: House) -> None:
    ada = house.user()
    first = house.meeting(ada, LINES)

    named = house.call(ada, "PUT", f"/api/meetings/{first}/speakers/ben", {"name": "Ben Okri"})
    second = house.meeting(ada, LINES, "s-2")

    assert named.json == {"speakers": {"ana": "ana", "ben": "Ben Okri"}}
    assert house.call(ada, "GET", f"/api/meetings/{second}").json["speakers"] == ["ana", "Ben Okri"]
    lines = house.call(ada, "GET", f"/api/meetings/{first}/transcript").json["items"]
    assert [row["speaker_name"] for row in lines] == [None, "Ben Okri", None]


def test_merged_speakers_are_one(house: House) -> None:
    ada = house.user()
    path = f"/api/meetings/{house.meeting(ada, LINES)}"

    merged = house.call(ada, "POST", f"{path}/speakers/merge", {"from": "ben", "into": "ana"})
    circle = house.call(ada, "POST", f"{path}/speakers/merge", {"from": "ana", "into": "ben"})
    stranger = house.call(ada, "PUT", f"{path}/speakers/zoe", {"name": "Zoe"})

    assert merged.json == {"speakers": {"ana": "ana", "ben": "ana"}}
    assert (circle.status, stranger.status) == (409, 404)
    assert house.call(ada, "GET", path).json["speakers"] == ["ana"]


def test_comments_belong_to_their_authors(house: House) -> None:
    ada = house.user()
    path = f"/api/meetings/{house.meeting(ada, LINES)}"

    made = house.call(ada, "POST", f"{path}/comments", {"seq": 2, "text": "Really?"}).json
    changed = house.call(ada, "PATCH", f"{path}/comments/{made['id']}", {"text": "Really!"}).json
    nowhere = house.call(ada, "POST", f"{path}/comments", {"seq": 99, "text": "Hm"})
    lines = house.call(ada, "GET", f"{path}/transcript").json["items"]
    removed = house.call(ada, "DELETE", f"{path}/comments/{made['id']}")

    assert (changed["text"], changed["is_mine"]) == ("Really!", True)
    assert nowhere.status == 404
    assert [row["comments"] for row in lines] == [0, 1, 0]
    assert removed.status == 204
    assert house.call(ada, "GET", f"{path}/comments").json["items"] == []


def test_a_task_that_was_found_is_a_task_to_work_with(house: House) -> None:
    ada = house.user()
    meeting_id = house.meeting(ada, LINES)
    (task,) = house.call(ada, "GET", "/api/tasks").json["items"]

    done = house.call(ada, "PATCH", f"/api/tasks/{task['id']}", {"status": "done", "owner": "Zoe"})
    row = house.call(ada, "GET", f"/api/meetings/{meeting_id}").json
    house.call(ada, "POST", f"/api/meetings/{meeting_id}/insights", {"steps": ["tasks"]})
    house.walk(house.starter.runs[-1])

    assert (task["owner"], task["due_date"], task["source"]) == ("ben", "2026-11-27", "insight")
    assert done.json["is_edited"] is True
    assert row["open_tasks"] == 0
    (same,) = house.call(ada, "GET", "/api/tasks", meeting_id=meeting_id).json["items"]
    assert (same["id"], same["owner"], same["status"]) == (task["id"], "Zoe", "done")


def test_a_task_that_was_thrown_away_stays_away(house: House) -> None:
    ada = house.user()
    meeting_id = house.meeting(ada, LINES)
    (task,) = house.call(ada, "GET", "/api/tasks").json["items"]

    house.call(ada, "DELETE", f"/api/tasks/{task['id']}")
    house.call(ada, "POST", f"/api/meetings/{meeting_id}/insights", {"steps": ["tasks"]})
    house.walk(house.starter.runs[-1])

    assert house.call(ada, "GET", "/api/tasks").json["items"] == []
    assert house.call(ada, "GET", f"/api/tasks/{task['id']}").status == 404


def test_tasks_are_filtered_by_what_is_due_and_whose_they_are(house: House) -> None:
    ada = house.user()
    for title, owner, due in (("old", "Ada", "2026-11-01"), ("new", "Ada", "2026-12-01"), ("hers", "Zoe", None)):
        made = house.call(ada, "POST", "/api/tasks", {"title": title, "owner": owner, "due_date": due})
        assert made.status == 201

    def titles(**query: str) -> list[str]:
        reply = house.call(ada, "GET", "/api/tasks", **query)  # type: ignore[arg-type]  # names of the query only
        return [row["title"] for row in reply.json["items"]]

    assert titles() == ["old", "new", "hers"]
    assert titles(overdue="true") == ["old"]
    assert titles(mine="true") == ["old", "new"]
    assert titles(owner="zoe") == ["hers"]
    assert titles(status="done") == []


def test_what_an_earlier_meeting_left_open_is_carried_over(house: House) -> None:
    ada = house.user()
    house.meeting(ada, LINES, "s-1", title="Weekly")
    house.clock.forward(days=7)
    ada = house.user()
    later = house.meeting(ada, [("ana", "Hello again.")], "s-2", title="Weekly")

    left = house.call(ada, "GET", f"/api/meetings/{later}/carry-over").json["items"]

    assert [task["owner"] for task in left] == ["ben"]


def test_the_dashboard_counts_and_costs_two_requests_after_the_one_that_tells_who_asks(house: House) -> None:
    ada = house.user()
    house.meeting(ada, LINES, "s-1")
    house.record(ada, [], "s-2")
    planned: dict[str, object] = {"title": "Tomorrow's", "scheduled_at": "2026-11-21T15:00:00+01:00"}
    house.call(ada, "POST", "/api/meetings", planned)
    house.call(ada, "GET", "/api/dashboard")

    board = house.call(ada, "GET", "/api/dashboard").json

    assert house.requests == ["Query", "Query", "Query"]
    assert {**board["counts"], "hours": 0} == {"meetings": 3, "completed": 1, "live": 1, "hours": 0, "open_tasks": 1}
    assert len(board["today"]) == 3
    assert [task["owner"] for task in board["tasks"]] == ["ben"]
    assert board["today"][-1]["scheduled_at"] == "2026-11-21T14:00:00Z"


def test_who_is_expected_stands_with_the_meeting_and_with_who_came(house: House) -> None:
    ada = house.user()
    planned: dict[str, object] = {"title": "Review", "participants": ["Cleo", " Ben ", "Cleo"]}
    meeting_id = house.call(ada, "POST", "/api/meetings", planned).json["id"]

    before = house.call(ada, "GET", f"/api/meetings/{meeting_id}").json["participants"]
    house.call(ada, "PATCH", f"/api/meetings/{meeting_id}", {"participants": ["Cleo", "Dora"]})
    house.call(ada, "PATCH", f"/api/meetings/{meeting_id}", {"title": "Review of the year"})
    after = house.call(ada, "GET", f"/api/meetings/{meeting_id}").json["participants"]

    assert (before, after) == (["Cleo", "Ben"], ["Cleo", "Dora"])


def test_what_was_said_is_found_with_its_moment(house: House) -> None:
    ada = house.user()
    meeting_id = house.meeting(ada, LINES)

    def found(text: str) -> list[tuple[str, int | None]]:
        rows = house.call(ada, "GET", "/api/search", q=text).json["items"]
        assert all(row["meeting_id"] == meeting_id for row in rows)
        return [(row["sentence"], row["seq"]) for row in rows if row["kind"] == "segment"]

    assert found("offer") == [("I will send the offer to Acme by Friday.", 2)]
    assert found('"postpone the launch"') == [("We decided to postpone the launch to March.", 3)]
    assert found('"launch the postpone"') == []
    assert found("postp*") == [("We decided to postpone the launch to March.", 3)]
    assert found("nowhere") == []


def test_a_correction_is_found_and_what_it_replaced_is_not(house: House) -> None:
    ada = house.user()
    meeting_id = house.meeting(ada, LINES)

    house.call(ada, "PATCH", f"/api/meetings/{meeting_id}/segments/1", {"text": "Guten Morgen zusammen."})

    def found(text: str) -> list[int]:
        rows = house.call(ada, "GET", "/api/search", q=text).json["items"]
        return [row["seq"] for row in rows if row["kind"] == "segment"]

    assert found("zusammen") == [1]
    assert found("everybody") == []
