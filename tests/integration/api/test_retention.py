"""What is older than its workspace keeps it goes, and nothing else does."""

from collections import Counter
from datetime import timedelta

import boto3
import pytest
from tests.integration.api.house import House

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.erasure import DynamoErasure
from mina.adapters.dynamodb.items import MeetingItem
from mina.adapters.s3_objects import S3Objects
from mina.ports.erasure import Receipt
from mina.services import retention
from mina.services.retention import Keeper

LINES = [("ana", "I will send the zanzibar offer to Acme by Friday.")]
SOUND = "sessions/{}/audio/0000000001-0000000000-0000001900"


def keep(house: House, seconds: float = 240) -> Counter[str]:
    stop_at = house.clock.now() + timedelta(seconds=seconds)
    return Keeper(house.stores, S3Objects("mina-files"), house.clock, stop_at).run()


def files() -> list[str]:
    listed = boto3.client("s3").list_objects_v2(Bucket="mina-files").get("Contents", [])
    return [item["Key"] for item in listed]


def with_sound(house: House, who: object, session_id: str) -> str:
    boto3.client("s3").put_object(Bucket="mina-files", Key=SOUND.format(session_id), Body=b"zanzibar")
    return house.meeting(who, LINES, session_id)  # type: ignore[arg-type]  # a user


def actions(house: House, who: object) -> list[tuple[str, str | None, str | None]]:
    rows = house.call(who, "GET", "/api/workspace/audit").json["items"]  # type: ignore[arg-type]
    return [(row["action"], row["actor_id"], row["subject_id"]) for row in rows if "retention" in row["action"]]


def test_a_workspace_s_old_meetings_go_with_all_that_is_theirs_and_its_new_ones_stay(house: House) -> None:
    ada, eve = house.user("Ada Lovelace"), house.user("Eve Stranger")
    old = with_sound(house, ada, "s-old")
    with_sound(house, eve, "s-eve")
    planned: dict[str, object] = {"title": "Next year", "scheduled_at": "2027-11-21T12:00:00Z"}
    house.call(ada, "POST", "/api/meetings", planned)
    house.record(ada, LINES, "s-live")
    house.clock.forward(days=31)
    ada = house.user("Ada Lovelace")
    new = with_sound(house, ada, "s-new")
    house.call(ada, "PATCH", "/api/workspace", {"retention_days": 30})

    assert keep(house) == {}, "there is an hour to think again"
    house.clock.forward(hours=1)
    assert keep(house) == {"erased": 1}

    left = [row["id"] for row in house.call(ada, "GET", "/api/meetings").json["items"]]
    assert (new in left, old in left, len(left)) == (True, False, 3)
    assert files() == [SOUND.format("s-eve"), SOUND.format("s-new")]
    assert [key for key in house.items("s-old") if "CONN#" not in key] == ["SESSION#s-old SESSION"]
    assert actions(house, ada) == [("retention.erased", None, old)]
    (receipt,) = [row for row in house.everything().splitlines() if "ERASED#" in row]
    assert "'erased_by': {'S': 'retention'}" in receipt
    assert keep(house) == {}, "until tomorrow"
    house.clock.forward(days=1)
    assert keep(house) == {}, "nothing more is too old"


def test_a_meeting_whose_row_is_behind_is_not_erased_for_it(house: House) -> None:
    ada = house.user()
    planned: dict[str, object] = {"title": "This year", "scheduled_at": "2026-11-22T12:00:00Z"}
    meeting_id = house.call(ada, "POST", "/api/meetings", planned).json["id"]
    item = MeetingItem(keys.meeting(meeting_id), keys.MEETING)
    house.call(ada, "PATCH", "/api/workspace", {"retention_days": 30})
    house.clock.forward(days=60)
    item.update([MeetingItem.scheduled_at.set(house.clock.now())])
    ada = house.user()

    (row,) = house.call(ada, "GET", "/api/meetings").json["items"]
    assert row["scheduled_at"] == "2026-11-22T12:00:00Z", "as an older release would leave it"
    assert keep(house) == {}
    assert house.call(ada, "GET", f"/api/meetings/{meeting_id}").status == 200


def test_a_workspace_that_keeps_everything_again_is_left_alone(house: House) -> None:
    ada = house.user()
    house.meeting(ada, LINES)
    house.call(ada, "PATCH", "/api/workspace", {"retention_days": 1})
    house.call(ada, "PATCH", "/api/workspace", {"retention_days": None})
    house.clock.forward(days=400)

    assert keep(house) == {}
    assert len(house.call(ada, "GET", "/api/meetings").json["items"]) == 1


def test_sound_goes_before_the_words_do(house: House) -> None:
    ada = house.user()
    meeting = with_sound(house, ada, "s-1")
    house.meeting(ada, LINES, "s-2")
    house.call(ada, "PATCH", "/api/workspace", {"audio_retention_days": 7})
    house.clock.forward(days=8)

    assert keep(house) == {"silenced": 2}
    assert files() == []
    assert house.call(ada, "GET", f"/api/meetings/{meeting}/transcript").json["items"]
    assert actions(house, ada) == [("retention.sound_erased", None, meeting)], "only what had sound"
    house.clock.forward(days=1)
    assert keep(house) == {}, "each is looked at once"


def test_a_long_past_goes_in_turns(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "MOST_A_TURN", 2)
    monkeypatch.setattr(retention, "PAGE", 1)
    ada = house.user()
    for number in range(3):
        house.meeting(ada, LINES, f"s-{number}")
    house.call(ada, "PATCH", "/api/workspace", {"retention_days": 1})
    house.clock.forward(days=2)

    assert keep(house, seconds=0) == {"left": 1}
    assert [keep(house), keep(house), keep(house)] == [{"erased": 2}, {"erased": 1}, {}]


class Died(Exception):
    pass


@pytest.mark.parametrize("by", ["ada", "retention"])
def test_an_erasure_that_died_half_way_is_finished(house: House, monkeypatch: pytest.MonkeyPatch, by: str) -> None:
    ada = house.user()
    meeting = with_sound(house, ada, "s-1")
    finish = DynamoErasure.finish

    def die(*_: object) -> None:
        raise Died

    monkeypatch.setattr(DynamoErasure, "finish", die)
    if by == "ada":
        assert house.call(ada, "DELETE", f"/api/meetings/{meeting}").status == 500
    else:
        house.call(ada, "PATCH", "/api/workspace", {"retention_days": 1})
        house.clock.forward(days=2)
        assert keep(house) == {"failed_Died": 1}
    receipts: list[Receipt] = []

    def note(self: DynamoErasure, workspace_id: str, receipt: Receipt, entry: object) -> None:
        receipts.append(receipt)
        finish(self, workspace_id, receipt, entry)  # type: ignore[arg-type]

    monkeypatch.setattr(DynamoErasure, "finish", note)
    house.clock.forward(minutes=11)

    assert keep(house)["finished"] == 1
    assert [receipt.erased_by for receipt in receipts] == [ada.id if by == "ada" else "retention"]
    assert house.items(meeting) == []
    assert keep(house)["finished"] == 0


def test_one_meeting_that_cannot_be_erased_keeps_no_other(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = house.user()
    stuck, *_ = [house.meeting(ada, LINES, f"s-{number}") for number in range(3)]
    house.call(ada, "PATCH", "/api/workspace", {"retention_days": 1})
    house.clock.forward(days=2)
    begin = DynamoErasure.begin

    def refuse(self: DynamoErasure, meeting: object, *rest: object) -> bool:
        if getattr(meeting, "id", "") == stuck:
            raise Died
        return begin(self, meeting, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(DynamoErasure, "begin", refuse)

    assert keep(house) == {"erased": 2, "failed_Died": 1}
    monkeypatch.undo()
    assert keep(house) == {"erased": 1}, "it is tried again with the next run"
