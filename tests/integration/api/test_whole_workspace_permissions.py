"""The functions of a whole workspace are allowed what they do, and nothing else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import boto3
import pytest
from local.places import ROOT
from local.template import read_template
from tests.integration.api.house import House

from mina.adapters import s3_objects
from mina.adapters.dynamodb.base import Item
from mina.adapters.s3_objects import S3Objects
from mina.domain.archive import Archive
from mina.services.archive_writing import ArchiveWriter, Step
from mina.services.retention import Keeper

RESOURCES: dict[str, Any] = read_template(ROOT / "template.yaml")["Resources"]
ACTIONS = {
    "TransactWriteItems": {"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"},
    "ListObjectsV2": {"s3:ListBucket"},
    "DeleteObjects": {"s3:DeleteObject"},
    "CreateMultipartUpload": {"s3:PutObject"},
    "UploadPart": {"s3:PutObject"},
    "CompleteMultipartUpload": {"s3:PutObject"},
}
ONLY_WHEN_IT_GOES_WRONG = {"s3:AbortMultipartUpload", "s3:DeleteObject"}
"""An export that was voided meanwhile deletes what it wrote."""
FOR_OLD_MEETINGS = {"dynamodb:BatchGetItem"}
"""Those that bear no row yet are read by their ids."""


def granted(function: str) -> set[str]:
    (policy,) = RESOURCES[function]["Properties"]["Policies"]
    return {action for statement in policy["Statement"] for action in statement["Action"]}


def done_by(work: Callable[[], object]) -> set[str]:
    """The actions behind the requests that `work` makes."""
    found: set[str] = set()

    def note(model: Any, **_: Any) -> None:
        service = model.service_model.service_name
        found.update(ACTIONS.get(model.name, {f"{service}:{model.name}"}))

    for client in (Item._get_connection().connection.client, s3_objects._client()):
        client.meta.events.register("before-call", note)
    work()
    return found


@pytest.fixture
def full(house: House) -> House:
    ada = house.user()
    meeting = house.meeting(ada, [("ana", "I will send the offer to Acme by Friday.")])
    house.call(ada, "POST", f"/api/meetings/{meeting}/comments", {"seq": 1, "text": "Really?"})
    house.call(ada, "POST", f"/api/meetings/{meeting}/share", {"sections": ["summary"]})
    house.call(ada, "PUT", f"/api/meetings/{meeting}/speakers/ana", {"name": "Anastasia"})
    house.call(ada, "PATCH", "/api/workspace", {"retention_days": 1})
    boto3.client("s3").put_object(Bucket="mina-files", Key="sessions/s-1/audio/1-0-1900", Body=b"RIFF")
    return house


def test_retention_is_allowed_what_it_does(full: House) -> None:
    full.clock.forward(days=2)
    keeper = Keeper(full.stores, S3Objects("mina-files"), full.clock, full.clock.now() + timedelta(minutes=1))

    assert done_by(lambda: keeper.run()) | FOR_OLD_MEETINGS == granted("RetentionFunction")


def test_an_export_is_allowed_what_it_does(full: House) -> None:
    now, ada = full.clock.now(), full.user()
    workspace_id = full.stores.workspaces.id_of_user(ada.id) or ""
    full.stores.archives.begin(Archive("a-1", workspace_id, ada.id, now, now), None)
    writer = ArchiveWriter(full.stores, S3Objects("mina-files"), full.clock, now + timedelta(minutes=1))

    done = done_by(lambda: writer.run(Step(workspace_id, "a-1")))

    assert done | ONLY_WHEN_IT_GOES_WRONG | FOR_OLD_MEETINGS == granted("ExportFunction")
