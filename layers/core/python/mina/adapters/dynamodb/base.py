"""What all items share: the table, one connection for every model, and the mapping of the database's errors."""

from __future__ import annotations

import random
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from botocore.config import Config
from botocore.exceptions import BotoCoreError
from pynamodb.attributes import Attribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, PynamoDBException, QueryError, TransactWriteError
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from mina.domain.errors import StoreUnavailable
from mina.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pynamodb.connection import Connection, TableConnection
    from pynamodb.expressions.condition import Condition
    from pynamodb.expressions.update import Action

CONDITION_FAILED = "ConditionalCheckFailedException"
CANCELLED = "TransactionCanceledException"
ROW_ATTRIBUTES = ["ra", "rb", "rq", "s1", "s2", "s3", "s4", "status", "open_tasks", "completed", "duration_ms"]
"""What `workspace-rows` projects: a meeting's row (`rows`), and a workspace's sums."""
CONFLICT_TRIES = 5
CONFLICT_PAUSE_SECONDS = 0.02


def assign(attribute: Attribute[Any], value: object) -> Action:
    """Set the attribute; a None takes it away."""
    return attribute.remove() if value is None else attribute.set(value)


class WorkspaceMeetings(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]  # pynamodb's __init_subclass__
    """What `WorkspaceRows` was, with all attributes: a deployed table has it until that is filled (decision 15)."""

    class Meta:
        index_name = "workspace-meetings"
        projection = AllProjection()

    workspace_key = UnicodeAttribute(hash_key=True)
    created_key = UnicodeAttribute(range_key=True)


class WorkspaceRows(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]  # pynamodb's __init_subclass__
    """Rows of a workspace's meetings, newest last; and, under `OWNER#…`, sessions that wait for a workspace."""

    class Meta:
        index_name = "workspace-rows"
        projection = IncludeProjection(ROW_ATTRIBUTES)

    workspace_key = UnicodeAttribute(hash_key=True)
    created_key = UnicodeAttribute(range_key=True)


class WorkspaceStatus(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]  # pynamodb's __init_subclass__
    class Meta:
        index_name = "workspace-status"
        projection = AllProjection()

    status_key = UnicodeAttribute(hash_key=True)
    created_key = UnicodeAttribute(range_key=True)


class WorkspaceTasks(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]  # pynamodb's __init_subclass__
    class Meta:
        index_name = "workspace-tasks"
        projection = AllProjection()

    task_key = UnicodeAttribute(hash_key=True)
    task_order = UnicodeAttribute(range_key=True)


class DueIndex(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]  # pynamodb's __init_subclass__
    """What wants looking at, by when. Sparse: an item without `due_at` is not in it."""

    class Meta:
        index_name = "due"
        projection = KeysOnlyProjection()

    due_shard = UnicodeAttribute(hash_key=True)
    due_at = UnicodeAttribute(range_key=True)


class Item(Model):
    """The base of every item. Index keys stand here, because all items share one table and one connection."""

    class Meta:
        table_name = settings.table_name
        region = settings.region
        host = settings.dynamodb_endpoint
        connect_timeout_seconds = 2
        read_timeout_seconds = 4
        max_retry_attempts = 4

    @classmethod
    def _get_connection(cls) -> TableConnection:
        """PynamoDB gives each model a client of its own, which costs a cold start as much again for each of them."""
        if cls is not Item:
            return Item._get_connection()
        is_new = Item._connection is None
        table = super()._get_connection()
        if is_new:
            # A name of our own: botocore composes its own long one anew for every request, a tenth of an append's CPU.
            table.connection.session.set_default_client_config(Config(user_agent="mina"))
        return table

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    workspace_key = UnicodeAttribute(null=True)
    created_key = UnicodeAttribute(null=True)
    status_key = UnicodeAttribute(null=True)
    task_key = UnicodeAttribute(null=True)
    task_order = UnicodeAttribute(null=True)
    due_shard = UnicodeAttribute(null=True)
    due_at = UnicodeAttribute(null=True)
    workspace_rows = WorkspaceRows()
    workspace_meetings = WorkspaceMeetings()
    workspace_status = WorkspaceStatus()
    workspace_tasks = WorkspaceTasks()
    due = DueIndex()


ItemKind = TypeVar("ItemKind", bound=Item)


def rows_under(
    model: type[ItemKind], key: str, window: Condition | None = None, newest: int | None = None
) -> list[ItemKind]:
    """What the index of rows has under `key`, oldest first; or so many of the newest, newest first.

    While a deployed table's index is still being filled, its former one is asked.
    """
    try:
        return _under(model.workspace_rows, key, window, newest)
    except QueryError as error:
        if not _is_unreadable_index(error):
            raise
    return _under(model.workspace_meetings, key, window, newest)


def _under(
    index: GlobalSecondaryIndex[ItemKind], key: str, window: Condition | None, newest: int | None
) -> list[ItemKind]:
    return list(index.query(key, window, scan_index_forward=newest is None, limit=newest, page_size=newest))


def _is_unreadable_index(error: PynamoDBException) -> bool:
    return cause_code(error) == "ValidationException" and " index" in (error.cause_response_message or "")


def connection() -> Connection:
    """The one low-level connection, for transactions too."""
    table = Item._get_connection()
    return table.connection


def delete_of_meeting(model: type[Item], partition: str, prefix: str, meeting_id: str) -> int:
    """Delete the items under `prefix` whose `meeting_id` is this; answers how many there were."""
    with store():
        found = model.query(partition, model.sk.startswith(prefix), consistent_read=True)
        places = [item.sk for item in found if getattr(item, "meeting_id", None) == meeting_id]
    for sk in places:
        with store():
            model(partition, sk).delete()
    return len(places)


class Transaction(TransactWrite):
    """All of it or nothing. Where it meets another transaction on the same item, it tries again a little later.

    The SDK retries throttling and never a conflict; without this, of twenty callers who finalize one session at
    once nineteen would be told that the store does not answer.
    """

    def __init__(self) -> None:
        super().__init__(connection=connection())

    def _commit(self) -> Any:
        for attempt in range(1, CONFLICT_TRIES):
            try:
                return super()._commit()
            except TransactWriteError as error:
                if not is_conflict(error):
                    raise
            time.sleep(CONFLICT_PAUSE_SECONDS * 2**attempt * random.random())  # noqa: S311  # jitter, no secret
        return super()._commit()


def cause_code(error: PynamoDBException) -> str | None:
    """The service's error code; None where it never answered. (PynamoDB's own property fails on a timeout's cause.)"""
    response = getattr(error.cause, "response", None) or {}
    code: str | None = response.get("Error", {}).get("Code")
    return code


@contextmanager
def store() -> Iterator[None]:
    """Turn the database's failures into `StoreUnavailable`; a failed condition and a missing item are the caller's."""
    try:
        yield
    except DoesNotExist:
        raise
    except PynamoDBException as error:
        if cause_code(error) in (CONDITION_FAILED, CANCELLED) and not is_conflict(error):
            raise
        raise StoreUnavailable("The store did not answer; nothing is lost, try again.") from error
    except BotoCoreError as error:
        raise StoreUnavailable("The store did not answer; nothing is lost, try again.") from error


def is_conflict(error: PynamoDBException) -> bool:
    """A transaction that met another one on the same item: passing, to be tried again."""
    reasons = getattr(error, "cancellation_reasons", None) or []
    codes = {reason.code for reason in reasons if reason}
    return bool(codes) and "ConditionalCheckFailed" not in codes


def failed_conditions(error: PynamoDBException) -> list[bool]:
    """For each item of a cancelled transaction, whether it was its condition that failed."""
    reasons = getattr(error, "cancellation_reasons", None) or []
    return [bool(reason and reason.code == "ConditionalCheckFailed") for reason in reasons]
