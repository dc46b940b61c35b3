"""Erasing a meeting leaves nothing of what was said in it, in any kind of item that the product writes."""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import boto3
import pytest
from local.places import ROOT
from moto import mock_aws
from tests.dynamo import all_items
from tests.integration.api.house import House, Silence

from mina.adapters.dynamodb.circuits import DynamoCircuits
from mina.adapters.dynamodb.schema import DynamoSchema
from mina.adapters.dynamodb.sounds import DynamoSounds
from mina.adapters.dynamodb.uploads import DynamoUploads
from mina.adapters.s3_objects import S3Objects
from mina.domain.archive import Archive
from mina.domain.circuit import CircuitState
from mina.domain.principal import User
from mina.domain.segment import Interim
from mina.domain.sound import SoundPart
from mina.domain.upload import Upload, UploadStatus
from mina.ports.schema import Progress
from mina.services.append import Writer, put_interim
from mina.services.archive_writing import ArchiveWriter, Step
from mina.services.webhooks.delivering import Dispatcher

DESIGN = ROOT / "docs" / "table-design.md"
WORD = "zanzibar"
"""In everything that anybody says or writes in the meeting that is erased, and nowhere else."""
STAYS = {"CONN", "TICKET", "USER", "AUDIT", "ERASED", "DLV", "USE"}
"""Kinds of items that may still name the meeting, its session or its owner: by ids and numbers only."""


class Asked:
    def start(self, archive: Archive) -> None:
        return


def kinds_of_items() -> set[tuple[str, str]]:
    return {(beginning(item["pk"]["S"]), beginning(item["sk"]["S"])) for item in all_items()}


def beginning(key: str) -> str:
    return "a time" if key[:4].isdigit() or key.startswith("started_at") else key.partition("#")[0]


def documented_kinds() -> set[tuple[str, str]]:
    """The kinds of `docs/table-design.md`; the n-th partition key of a row goes with its n-th sort key."""
    kinds = set()
    for row in re.findall(r"^\| [^|]+ \| (`[^|]+`[^|]*) \| (`[^|]+`[^|]*) \|", DESIGN.read_text(), re.MULTILINE):
        partitions, sorts = (re.findall(r"`([^`]+)`", cell) for cell in row)
        sorts = [name for name in sorts if not name.startswith("WS#")]
        partitions = [name for name in partitions if name != "WS#anonymous"]
        longest = max(len(partitions), len(sorts))
        partitions += partitions[-1:] * (longest - len(partitions))
        sorts += sorts[-1:] * (longest - len(sorts))
        kinds |= {(beginning(pk), beginning(sk)) for pk, sk in zip(partitions, sorts, strict=True)}
    return kinds


def readable(value: object) -> str:
    """Everything in an item as text, also what is packed."""
    if isinstance(value, dict):
        return " ".join(f"{name} {readable(part)}" for name, part in value.items())
    if isinstance(value, list):
        return " ".join(readable(part) for part in value)
    if isinstance(value, bytes):
        try:
            return zlib.decompress(value).decode("utf-8", "replace")
        except zlib.error:
            return value.decode("utf-8", "replace")
    text = str(value)
    for packed in re.findall(r"[A-Za-z0-9+/=]{24,}", text):
        try:
            text += base64.b64decode(packed, validate=True).decode("utf-8", "replace")
        except binascii.Error:
            continue
    return text


def files() -> dict[str, bytes]:
    client = boto3.client("s3")
    listed = client.list_objects_v2(Bucket="mina-files").get("Contents", [])
    return {item["Key"]: client.get_object(Bucket="mina-files", Key=item["Key"])["Body"].read() for item in listed}


def live_a_life(house: House, ada: User, word: str, name: str) -> str:
    """One meeting through all that the product can do with one. Answers its id."""
    stores, now = house.stores, house.clock.now()
    lines = [
        (f"Ben {word}", f"I will send the {word} offer to Acme by Friday."),
        (f"Ada {word}", f"We decided to go to {word}."),
    ]
    joined = house.record(ada, lines, name, f"About {word}")
    writer = Writer(name, "tab-1", joined.session.epoch)
    guess = Interim("u-live", 1, f"and then {word} will", 9_000, 9_500, f"Ben {word}")
    put_interim(writer, guess, stores, Silence(), house.clock)
    sound = SoundPart(3, 1, 1, "audio/wav", f"RIFF {word}".encode(), 0, 100, f"Ben {word}")
    DynamoSounds().put(name, sound, now, now)
    upload = Upload(name, ada.id, ada.name, joined.session.workspace_id or "", UploadStatus.CREATED, word, now, now)
    DynamoUploads().create(replace(upload, filename=f"{word}.wav"), now)
    meeting = house.finish(name)
    stores.insights.want_upgrade(name, 1, now + timedelta(hours=1))
    below = f"/api/meetings/{meeting}"

    def do(method: str, path: str, body: object = None) -> dict[str, Any]:
        reply = house.call(ada, method, path, body, headers={"idempotency-key": f"{method} {path} {word}"})
        assert reply.status < 300, (path, reply.content)
        return reply.json if reply.headers.get("content-type") == "application/json" else {}

    do("PATCH", below, {"description": f"All of {word}"})
    do("PATCH", f"{below}/segments/1", {"text": f"I will send the {word} offer to Acme by Monday."})
    do("PATCH", f"{below}/segments/1", {"text": f"I will send the {word} offer to Acme by Tuesday."})
    do("PUT", f"{below}/speakers/Ben%20{word}", {"name": f"Benjamin of {word}"})
    do("POST", f"{below}/comments", {"seq": 1, "text": f"Why {word}?"})
    do("POST", "/api/tasks", {"title": f"Pack for {word}", "meeting_id": meeting})
    share = do("POST", f"{below}/share", {"sections": ["summary", "transcript", "tasks", "analytics"]})
    do("GET", f"/api/shared/{share['token']}")
    do("POST", f"{below}/insights", {"steps": ["summary", "tasks"]})
    house.walk(house.starter.runs[-1])
    do("GET", f"{below}/export/pdf")
    for event in stores.events.after(name, 0):
        Dispatcher(stores, house.courier, house.clock).take(name, event.event_id)
    for key in (f"sessions/{name}/audio/1-0-1900", f"uploads/{name}/original", f"exports/{meeting}/x/{word}.pdf"):
        boto3.client("s3").put_object(Bucket="mina-files", Key=key, Body=word.encode())
    return meeting


def live_in_a_workspace(house: House, ada: User) -> None:
    house.api = replace(house.api, archives=Asked())
    house.call(ada, "GET", "/api/me")
    house.call(ada, "POST", "/api/ws-ticket")
    house.call(ada, "POST", "/api/webhooks", {"url": "https://hooks.example/", "events": ["insights.ready"]})
    house.call(ada, "POST", "/api/workspace/invitations", {})
    house.call(ada, "POST", "/api/tasks", {"title": "Of no meeting"}, headers={"idempotency-key": "one"})
    house.call(ada, "POST", "/api/meetings", {"title": "Planned"}, headers={"idempotency-key": "two"})
    DynamoCircuits().save(CircuitState(), 0)
    DynamoSchema().save(Progress())


def write_archive(house: House, ada: User) -> None:
    asked = house.call(ada, "POST", "/api/workspace/export").json
    workspace_id = house.call(ada, "GET", "/api/workspace").json["id"]
    stop_at = house.clock.now() + timedelta(minutes=5)
    ArchiveWriter(house.stores, S3Objects("mina-files"), house.clock, stop_at).run(Step(workspace_id, asked["id"]))


@pytest.fixture(scope="module")
def lived() -> Iterator[tuple[House, User, str, str]]:
    """Ada's meeting that is to go, another of hers that stays, and one that went before."""
    with mock_aws():
        house = House.build()
        yield live(house)
        house.tear_down()


def live(house: House) -> tuple[House, User, str, str]:
    ada = house.user("Ada Lovelace")
    live_in_a_workspace(house, ada)
    gone = house.meeting(ada, [("x", "Nothing.")], "s-before")
    house.call(ada, "DELETE", f"/api/meetings/{gone}")
    kept = live_a_life(house, ada, "madagascar", "s-kept")
    erased = live_a_life(house, ada, WORD, "s-gone")
    write_archive(house, ada)
    return house, ada, erased, kept


def test_every_kind_of_item_is_documented_and_was_lived_through(lived: tuple[House, User, str, str]) -> None:
    found, documented = kinds_of_items(), documented_kinds()

    assert found - documented == set(), "written and not documented"
    assert documented - found == set(), "documented and not tried here"


def test_nothing_of_an_erased_meeting_is_left_anywhere(lived: tuple[House, User, str, str]) -> None:
    house, ada, erased, kept = lived
    before = {key for key, data in files().items() if WORD.encode() in data or WORD in key}
    assert len(before) >= 3
    telling = [item for item in all_items() if WORD in readable(item).lower()]
    assert len(telling) >= 15, "it was everywhere"
    others = {readable(item) for item in all_items() if "madagascar" in readable(item).lower()}

    receipt = house.call(ada, "DELETE", f"/api/meetings/{erased}").json

    assert [readable(item) for item in all_items() if WORD in readable(item).lower()] == []
    assert [key for key, data in files().items() if WORD.encode() in data or WORD in key or "s-gone" in key] == []
    naming = {beginning(item["sk"]["S"]) for item in all_items() if any(n in repr(item) for n in ("s-gone", erased))}
    assert naming <= STAYS | {"SESSION"}, "ids, and the tombstone"
    least = {"items": 30, "objects": 4, "index_entries": 2, "derived": 6}
    assert {name: count for name, count in least.items() if receipt[name] < count} == {}, receipt
    assert house.call(ada, "GET", "/api/search", q=WORD).json["items"] == []
    left = {readable(item) for item in all_items() if "madagascar" in readable(item).lower()}
    sums = {row for row in others ^ left if "DAY#" not in row}
    assert sums == set(), "and everything of the other one is"
    assert house.call(ada, "GET", f"/api/meetings/{kept}").status == 200
