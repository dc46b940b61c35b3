"""The table of an older release gets the indexes of this one, and keeps what is in it."""

import json
from pathlib import Path
from typing import Any

import pytest
from local.deploy import Cloud, deploy
from local.emulator.process import Emulator
from local.places import ROOT
from local.template import read_template
from tests.local.test_packaging import a_packager
from tests.stack import free_port

from local import environments

TEMPLATE = read_template(ROOT / "template.yaml")
MEETING = {
    "pk": {"S": "MEETING#m-1"},
    "sk": {"S": "MEETING"},
    "workspace_key": {"S": "WS#ws-1"},
    "created_key": {"S": "2026-11-21T12:00:00.000Z#m-1"},
    "title": {"S": "Garden club"},
    "status": {"S": "live"},
}
ROW = {name: MEETING[name] for name in ("pk", "sk", "workspace_key", "created_key", "status")}


def only_the_table(folder: Path, is_former: bool) -> Path:
    """A template with the table of this release, or with what it was before there were rows."""
    table = json.loads(json.dumps(TEMPLATE["Resources"]["Table"]))
    del table["Properties"]["SSESpecification"]
    if is_former:
        rows, conditional, *others = table["Properties"]["GlobalSecondaryIndexes"]
        assert rows["IndexName"] == "workspace-rows"
        table["Properties"]["GlobalSecondaryIndexes"] = [conditional["Fn::If"][1], *others]
    condition = TEMPLATE["Conditions"]["KeepsFormerIndex"]
    template = {
        "Transform": TEMPLATE["Transform"],
        "Parameters": {"FormerIndex": TEMPLATE["Parameters"]["FormerIndex"]},
        "Conditions": {"KeepsFormerIndex": condition},
        "Resources": {"Table": table},
        "Outputs": {"Table": {"Value": {"Ref": "Table"}}},
    }
    path = folder / f"{is_former}.yaml"
    path.write_text(json.dumps(template))
    return path


class Machine:
    """An emulator on a folder of data, as `make run` has one."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.start()

    def start(self) -> None:
        python = environments.make_emulator(lambda _: None)
        data, log = self.folder / "state", self.folder / "emulator.log"
        self.emulator = Emulator.start(python=python, port=self.port, state=data, log=log)
        self.cloud = Cloud(self.emulator.url)
        self.dynamodb = self.cloud.client("dynamodb")

    def deploy(self, template: Path, **parameters: str) -> str:
        table = deploy(self.cloud, a_packager(self.folder), parameters, template)["Table"]
        self.emulator.save()
        return table

    def crash(self) -> None:
        self.emulator.kill()
        self.start()

    def indexes(self, table: str) -> set[str]:
        described = self.dynamodb.describe_table(TableName=table)["Table"]
        return {index["IndexName"] for index in described["GlobalSecondaryIndexes"]}

    def listed(self, table: str, index: str) -> list[dict[str, Any]]:
        found = self.dynamodb.query(
            TableName=table,
            IndexName=index,
            KeyConditionExpression="workspace_key = :key",
            ExpressionAttributeValues={":key": MEETING["workspace_key"]},
        )
        items: list[dict[str, Any]] = found["Items"]
        return items


@pytest.mark.parametrize("steps", [("no",), ("yes", "no")], ids=["at once", "one index at a time"])
def test_a_table_of_the_release_before_gets_the_index_of_rows_and_keeps_its_items(
    tmp_path: Path, steps: tuple[str, ...]
) -> None:
    machine = Machine(tmp_path)
    try:
        table = machine.deploy(only_the_table(tmp_path, is_former=True))
        machine.dynamodb.put_item(TableName=table, Item=MEETING)
        others = machine.indexes(table) - {"workspace-meetings"}
        for keeps_former in steps:
            assert machine.deploy(only_the_table(tmp_path, is_former=False), FormerIndex=keeps_former) == table
            machine.crash()

            former = {"workspace-meetings"} if keeps_former == "yes" else set()
            assert machine.indexes(table) == {*others, "workspace-rows", *former}
            assert machine.listed(table, "workspace-rows") == [ROW]
            assert all(machine.listed(table, index) == [MEETING] for index in former)
    finally:
        machine.emulator.stop()
