"""A kill of the emulator loses nothing that was acknowledged."""

import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError, ClientError
from tests.local.conftest import APP
from tests.local.probes import await_end, until
from tests.stack import Stack

pytestmark = pytest.mark.xdist_group("recovery")


@pytest.fixture(scope="module")
def killable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    running = Stack.start(tmp_path_factory.mktemp("killable"), template=APP, settings={"MINA_SAVE_SECONDS": "0.05"})
    yield running
    running.stop()


def items(stack: Stack, partition: str) -> dict[str, Any]:
    """All items of a partition, by sort key."""
    pages = (
        stack.client("dynamodb")
        .get_paginator("query")
        .paginate(
            TableName=stack.table,
            ConsistentRead=True,
            KeyConditionExpression="PK = :partition",
            ExpressionAttributeValues={":partition": {"S": partition}},
        )
    )
    return {item["SK"]["S"]: item for page in pages for item in page["Items"]}


def an_item(partition: str, sort: str, value: int = 0) -> dict[str, Any]:
    return {"PK": {"S": partition}, "SK": {"S": sort}, "value": {"N": str(value)}}


class Writer(threading.Thread):
    """Writes a pair of items per transaction until the emulator is gone, and remembers what was acknowledged."""

    def __init__(self, stack: Stack, partition: str) -> None:
        super().__init__()
        self._dynamodb, self._table, self._partition = stack.client("dynamodb"), stack.table, partition
        self.acknowledged: list[str] = []
        self.has_begun = threading.Event()

    def run(self) -> None:
        try:
            for number in range(100_000):
                pair = [an_item(self._partition, f"{number:06d}{side}") for side in "ab"]
                self._dynamodb.transact_write_items(
                    TransactItems=[{"Put": {"TableName": self._table, "Item": item}} for item in pair]
                )
                self.acknowledged.append(f"{number:06d}")
                if number == 50:
                    self.has_begun.set()
        except (BotoCoreError, ClientError):
            return


def test_every_acknowledged_transaction_is_there_and_none_is_there_in_half(killable: Stack) -> None:
    writers = [Writer(killable, f"writer-{number}") for number in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        assert writer.has_begun.wait(30)

    killable.emulator.save()  # a snapshot in the midst of the writing
    killable.kill()
    for writer in writers:
        writer.join()
    killable.restart()

    for number, writer in enumerate(writers):
        found = set(items(killable, f"writer-{number}"))
        assert {f"{name}{side}" for name in writer.acknowledged for side in "ab"} <= found
        assert {name[:-1] + "a" for name in found} | {name[:-1] + "b" for name in found} == found


def test_updates_deletes_and_batches_are_replayed_over_the_snapshot(killable: Stack) -> None:
    dynamodb, table = killable.client("dynamodb"), killable.table
    for sort in ("updated", "deleted", "kept"):
        dynamodb.put_item(TableName=table, Item=an_item("mixed", sort))
    killable.emulator.save()

    key = {"PK": {"S": "mixed"}, "SK": {"S": "updated"}}
    for _ in range(3):
        dynamodb.update_item(
            TableName=table,
            Key=key,
            UpdateExpression="SET #value = #value + :one",
            ExpressionAttributeNames={"#value": "value"},
            ExpressionAttributeValues={":one": {"N": "1"}},
        )
    dynamodb.delete_item(TableName=table, Key={**key, "SK": {"S": "deleted"}})
    dynamodb.batch_write_item(RequestItems={table: [{"PutRequest": {"Item": an_item("mixed", "batched")}}]})
    for _ in range(2):  # the second time, what the first replay saved is replayed over
        killable.kill()
        killable.restart()

    found = items(killable, "mixed")
    assert set(found) == {"updated", "kept", "batched"}
    assert found["updated"]["value"] == {"N": "3"}


def test_a_journal_that_has_grown_is_folded_into_a_snapshot(tmp_path: Path) -> None:
    stack = Stack.start(tmp_path / "data", template=APP, settings={"MINA_SNAPSHOT_BYTES": "2000"})
    for number in range(50):
        stack.client("dynamodb").put_item(TableName=stack.table, Item=an_item("grown", f"{number:02d}"))

    folder = tmp_path / "data" / "state" / "journal"
    assert until(lambda: sum(path.stat().st_size for path in folder.iterdir()) < 2000)  # all 50 are three times that
    stack.client("dynamodb").put_item(TableName=stack.table, Item=an_item("grown", "after the snapshot"))
    stack.kill()
    stack.restart()

    assert len(items(stack, "grown")) == 51
    stack.stop()


def test_objects_and_tokens_outlive_a_kill(killable: Stack) -> None:
    bucket = next(iter(killable.deployment.buckets.values()))
    user = killable.new_user("Grace Hopper")
    keys = read_keys(killable)
    killable.client("s3").put_object(Bucket=bucket, Key="recording", Body=b"sound", Metadata={"by": "grace"})
    before = killable.deployment

    killable.kill()
    killable.restart()

    kept = killable.client("s3").get_object(Bucket=bucket, Key="recording")
    assert (kept["Body"].read(), kept["Metadata"]) == (b"sound", {"by": "grace"})
    renewed = killable.client("cognito-idp").initiate_auth(
        ClientId=before.client_id,
        AuthFlow="REFRESH_TOKEN_AUTH",
        AuthParameters={"REFRESH_TOKEN": user.refresh_token},
    )
    assert renewed["AuthenticationResult"]["AccessToken"]
    assert read_keys(killable) == keys
    killable.deploy()
    assert killable.deployment == before


def test_what_ran_when_the_emulator_was_killed_is_failed_and_can_be_redriven(killable: Stack) -> None:
    machine = killable.client("stepfunctions")
    request = {"stateMachineArn": killable.outputs["MachineArn"], "input": '{"seconds": 0, "do": "wait"}'}
    ended = machine.start_execution(**request)["executionArn"]
    await_end(killable, ended)
    running = machine.start_execution(**{**request, "input": '{"seconds": 3600, "do": ""}'})["executionArn"]
    state = Path(killable.data / "state" / "stepfunctions.json")
    assert until(lambda: state.exists() and running in state.read_text())

    killable.kill()
    killable.restart()

    assert machine.describe_execution(executionArn=ended)["status"] == "SUCCEEDED"
    assert machine.describe_execution(executionArn=running)["status"] == "FAILED"
    assert machine.redrive_execution(executionArn=running)["redriveDate"]
    machine.stop_execution(executionArn=running)


def test_nothing_is_acknowledged_once_the_journal_cannot_be_written(killable: Stack) -> None:
    dynamodb = killable.client("dynamodb")
    journal = killable.data / "state" / "journal"
    killable.emulator.save()  # ends the present segment, so that the next change begins a new one
    journal.rename(journal.with_name("gone"))

    with pytest.raises((BotoCoreError, ClientError)):
        dynamodb.put_item(TableName=killable.table, Item=an_item("lost", "it"))

    assert killable.emulator.process.wait(10) == 74
    assert "disk" in killable.emulator.last_words()
    journal.with_name("gone").rename(journal)
    killable.restart()
    assert not items(killable, "lost")


def read_keys(stack: Stack) -> bytes:
    """The public keys that tokens are verified with."""
    url = f"{stack.cloud.url}/{stack.deployment.user_pool_id}/.well-known/jwks.json"
    with urllib.request.urlopen(url) as answer:
        return bytes(answer.read())
