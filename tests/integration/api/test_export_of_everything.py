"""Everything that a workspace holds in one archive, and nothing of anybody else's."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import boto3
import pytest
from tests.integration.api.house import House

from mina.adapters.dynamodb.archives import DynamoArchives
from mina.adapters.s3_objects import S3Objects
from mina.domain.archive import Archive
from mina.domain.principal import User
from mina.services.archive_writing import ArchiveWriter, Step

LINES = [("ana", "I will send the zanzibar offer to Acme by Friday.")]
STRANGERS = [("eve", "Nobody shall read of xylophones.")]
SOUND = "sessions/s-1/audio/0000000001-0000000000-0000001900"


@dataclass
class Desk:
    """A machine that only notes what it was asked to write."""

    asked: list[Archive] = field(default_factory=list)

    def start(self, archive: Archive) -> None:
        self.asked.append(archive)


@pytest.fixture
def desk(house: House) -> Desk:
    desk = Desk()
    house.api = replace(house.api, archives=desk)
    return desk


def write(house: House, step: Step, seconds: float = 480) -> Step:
    stop_at = house.clock.now() + timedelta(seconds=seconds)
    return ArchiveWriter(house.stores, S3Objects("mina-files"), house.clock, stop_at).run(step)


def first_step(desk: Desk) -> Step:
    return Step(desk.asked[-1].workspace_id, desk.asked[-1].id)


def keys(prefix: str = "archives/") -> list[str]:
    listed = boto3.client("s3").list_objects_v2(Bucket="mina-files", Prefix=prefix).get("Contents", [])
    return [item["Key"] for item in listed]


def archive(key: str) -> dict[str, bytes]:
    body = boto3.client("s3").get_object(Bucket="mina-files", Key=key)["Body"].read()
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def a_workspace(house: House) -> tuple[User, str]:
    ada, eve = house.user("Ada Lovelace"), house.user("Eve Stranger")
    house.meeting(eve, STRANGERS, "s-eve", "Xylophones")
    meeting = house.meeting(ada, LINES, "s-1", "Über / Zanzibar")
    house.call(ada, "POST", f"/api/meetings/{meeting}/comments", {"seq": 1, "text": "Really?"})
    house.call(ada, "POST", "/api/tasks", {"title": "Buy stamps"})
    house.call(ada, "POST", "/api/webhooks", {"url": "https://hooks.example/", "events": ["insights.ready"]})
    house.call(ada, "POST", "/api/meetings", {"title": "Planned"})
    boto3.client("s3").put_object(Bucket="mina-files", Key=SOUND, Body=b"RIFF of zanzibar")
    return ada, meeting


def test_it_holds_everything_of_the_workspace_and_nothing_of_another(house: House, desk: Desk) -> None:
    ada, meeting = a_workspace(house)
    asked = house.call(ada, "POST", "/api/workspace/export")
    assert (asked.status, asked.json["status"], asked.json["files"]) == (202, "running", [])

    assert write(house, first_step(desk)).is_done

    (key,) = keys()
    held = archive(key)
    folder = f"meetings/2026-11-21-uber-zanzibar-{meeting}"
    assert {name for name in held if name.startswith(folder)} == {
        f"{folder}/meeting.json",
        f"{folder}/transcript.txt",
        f"{folder}/comments.json",
        f"{folder}/sound/0000000001-0000000000-0000001900",
    }
    assert json.loads(held[f"{folder}/meeting.json"])["segments"][0]["text"] == LINES[0][1]
    assert b"zanzibar offer" in held[f"{folder}/transcript.txt"]
    assert held[f"{folder}/sound/0000000001-0000000000-0000001900"] == b"RIFF of zanzibar"
    assert json.loads(held[f"{folder}/comments.json"])[0]["text"] == "Really?"
    titles = {json.loads(row)["title"] for row in held["tasks.jsonl"].splitlines()}
    assert "Buy stamps" in titles
    about = json.loads(held["workspace.json"])
    assert [one["name"] for one in about["members"]] == ["Ada Lovelace"]
    trail = {json.loads(row)["action"] for row in held["audit.jsonl"].splitlines()}
    assert trail == {"webhook.created", "export.requested"}
    everything = b"".join(held.values()).lower()
    assert b"xylophone" not in everything
    assert b"whsec_" not in everything

    shown = house.call(ada, "GET", "/api/workspace/export").json
    assert (shown["status"], shown["meetings"], len(shown["files"])) == ("ready", 2, 1)
    assert key in shown["files"][0]["url"]
    house.clock.forward(hours=24)
    late = house.call(ada, "GET", "/api/workspace/export").json
    assert (late["status"], late["files"]) == ("expired", [])


def test_asking_again_while_it_is_written_starts_no_second_one(house: House, desk: Desk) -> None:
    ada, _ = a_workspace(house)
    first = house.call(ada, "POST", "/api/workspace/export").json
    again = house.call(ada, "POST", "/api/workspace/export").json
    house.clock.forward(minutes=46)
    stalled = house.call(ada, "GET", "/api/workspace/export").json
    anew = house.call(ada, "POST", "/api/workspace/export").json

    assert first["id"] == again["id"]
    assert stalled["status"] == "failed"
    assert anew["id"] != first["id"]
    assert write(house, Step(desk.asked[0].workspace_id, first["id"])).is_done, "the old one finds no place"
    assert keys() == []


def test_what_is_not_done_in_one_run_goes_on_in_another_file(house: House, desk: Desk) -> None:
    ada, _ = a_workspace(house)
    house.call(ada, "POST", "/api/workspace/export")

    second = write(house, first_step(desk), seconds=0)
    running = house.call(ada, "GET", "/api/workspace/export").json
    again = write(house, first_step(desk), seconds=0)
    third = write(house, second, seconds=0)
    done = third if third.is_done else write(house, third, seconds=0)

    assert (second.part, second.is_done, running["meetings"], running["files"]) == (2, False, 1, [])
    assert again == second, "a run whose answer was lost does no harm"
    assert done.is_done
    shown = house.call(ada, "GET", "/api/workspace/export").json
    assert (shown["status"], shown["meetings"]) == ("ready", 2)
    folders = [{name.split("/")[1] for name in archive(key) if name.startswith("meetings/")} for key in keys()]
    assert [len(names) for names in folders if names] == [1, 1]
    assert len(set.union(*folders)) == 2


def test_erasing_a_meeting_takes_the_archive_that_holds_it_along(house: House, desk: Desk) -> None:
    ada, meeting = a_workspace(house)
    house.call(ada, "POST", "/api/workspace/export")
    write(house, first_step(desk))

    receipt = house.call(ada, "DELETE", f"/api/meetings/{meeting}").json

    assert keys() == keys("sessions/s-1/") == []
    assert receipt["objects"] == 2
    assert house.call(ada, "GET", "/api/workspace/export").status == 404


@pytest.mark.parametrize("moment", ["while it is written", "just before it is kept"])
def test_an_erasure_during_the_export_leaves_no_archive(
    house: House, desk: Desk, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    ada, meeting = a_workspace(house)
    house.call(ada, "POST", "/api/workspace/export")
    method = "tell" if moment == "while it is written" else "save"
    real: Callable[..., bool] = getattr(DynamoArchives, method)
    waiting = [lambda: house.call(ada, "DELETE", f"/api/meetings/{meeting}")]

    def interrupted(self: DynamoArchives, *args: Any) -> bool:
        if waiting:
            assert waiting.pop()().status == 200
        return real(self, *args)

    monkeypatch.setattr(DynamoArchives, method, interrupted)

    assert write(house, first_step(desk)).is_done
    assert keys() == []
    uploads = boto3.client("s3").list_multipart_uploads(Bucket="mina-files").get("Uploads", [])
    assert uploads == []


def test_a_file_of_sound_goes_through_in_pieces(house: House, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ada, _ = a_workspace(house)
    house.call(ada, "POST", "/api/workspace/export")
    asked: list[int] = []

    def stream(self: S3Objects, key: str, first: int, count: int | None, piece: int) -> Iterator[bytes]:
        asked.append(piece)
        yield from (b"12", b"34")

    monkeypatch.setattr(S3Objects, "stream", stream)
    write(house, first_step(desk))

    held = archive(keys()[0])
    assert [data for name, data in held.items() if "/sound/" in name] == [b"1234"]
    assert asked == [1024 * 1024]
