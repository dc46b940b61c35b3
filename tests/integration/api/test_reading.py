"""Reading meetings through the HTTP API."""

import pytest
from tests.integration.api.house import House

LINES = [("Ana", "Good morning everybody."), ("Ben", "I will send the offer to Acme by Friday.")]


def test_a_finished_meeting_shows_everywhere(house: House) -> None:
    ada = house.user()
    meeting_id = house.meeting(ada, LINES)

    board = house.call(ada, "GET", "/api/dashboard").json
    rows = house.call(ada, "GET", "/api/meetings").json
    detail = house.call(ada, "GET", f"/api/meetings/{meeting_id}").json
    transcript = house.call(ada, "GET", f"/api/meetings/{meeting_id}/transcript", view="refined").json
    session = house.call(ada, "GET", "/api/sessions/s-1").json

    assert [row["id"] for row in board["recent"]] == [meeting_id]
    assert [row["id"] for row in rows["items"]] == [meeting_id]
    assert detail["session"]["statistics"]["total_segments"] == 2
    assert detail["insights"]["tasks"]["body"]["tasks"][0]["owner"] == "Ben"
    assert [row["text"] for row in transcript["items"]] == [text for _, text in LINES]
    assert transcript["paragraphs"]
    assert session["last_seq"] == 2
    assert session["last_event"] == 11


def test_pages_hold_every_row_once(house: House) -> None:
    ada = house.user()
    for number in range(7):
        house.record(ada, [], f"s-{number}")
        house.clock.forward(minutes=1)

    first = house.call(ada, "GET", "/api/meetings", limit="3").json
    house.record(ada, [], "s-new")
    second = house.call(ada, "GET", "/api/meetings", limit="3", cursor=first["next_cursor"]).json
    third = house.call(ada, "GET", "/api/meetings", limit="3", cursor=second["next_cursor"]).json

    sessions = [row["session_id"] for page in (first, second, third) for row in page["items"]]
    assert sessions == [f"s-{number}" for number in reversed(range(7))]
    assert third["next_cursor"] is None


def test_every_export_is_a_file_of_the_corrected_words(house: House) -> None:
    ada = house.user()
    path = f"/api/meetings/{house.meeting(ada, LINES)}"
    house.call(ada, "PATCH", f"{path}/segments/1", {"text": "Guten Morgen."})

    for name in ("txt", "md", "json", "srt", "vtt", "csv", "docx", "pdf", "ics"):
        reply = house.call(ada, "GET", f"{path}/export/{name}")
        assert reply.status == 200, reply.content
        assert reply.headers["content-disposition"] == f'attachment; filename="2026-11-21-weekly.{name}"'
        assert name not in ("txt", "md", "json", "srt", "vtt") or b"Guten Morgen" in reply.content
    assert house.call(ada, "GET", f"{path}/export/exe").status == 404


def test_a_large_export_is_fetched_from_the_store(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = house.user()
    path = f"/api/meetings/{house.meeting(ada, LINES)}"
    monkeypatch.setattr("mina.edge.api.handlers.exports.MOST_INLINE", 100)

    link = house.call(ada, "GET", f"{path}/export/txt").json
    receipt = house.call(ada, "DELETE", path).json

    assert "/exports/" in link["url"]
    assert link["expires_at"] == "2026-11-21T09:15:00Z"
    assert receipt["objects"] == 1
