"""What DynamoDB has acknowledged survives `kill -9`.

Stock saves at a graceful stop only. Here every change of an item is written to the journal before its request is
answered, and the journal is replayed over the last snapshot at the start. Every change goes through two functions of
ministack (`_set_item`, `_remove_item`), so PartiQL, replicas and the TTL reaper are covered along with the five plain
requests; what one request changes is one record, so a transaction is replayed whole or not at all.

A journal that cannot be written ends the process at once: the item is in memory already, and an answer of any kind
would let a later conditional write take it for saved.
"""

import asyncio
import logging
import os
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from local.emulator import state_files
from local.emulator.journal import Journal
from local.emulator.patching import attribute, replace, service

DISK_FULL_EXIT = 74  # EX_IOERR

_log = logging.getLogger("local.journal")


def apply() -> None:
    """Puts the journal around every change, and its replay after the stock restore."""
    dynamodb, app = service("services.dynamodb"), service("app")
    attribute(dynamodb, "_lock")
    store = _JournaledStore(dynamodb, Journal(Path(os.environ["STATE_DIR"]) / "journal"))
    replace(dynamodb, "_set_item", store.wrap_set)
    replace(dynamodb, "_remove_item", store.wrap_remove)
    replace(dynamodb, "handle_request", store.wrap_request)
    replace(dynamodb, "get_state", store.wrap_get_state)
    replace(app, "_load_persisted_state", store.wrap_load)
    replace(app, "_run_ready_scripts", store.wrap_ready)
    state_files.when_saved("dynamodb", store.drop_saved)


class _JournaledStore:
    """ministack's tables, each change of which is journaled under one lock."""

    def __init__(self, dynamodb: Any, journal: Journal) -> None:
        self._dynamodb = dynamodb
        self._journal = journal
        self._lock = threading.RLock()
        self._changes: list[list[Any]] = []
        self._open_requests = 0
        self._snapshot_holds = 0
        self._snapshot_at_bytes = int(os.environ.get("MINA_SNAPSHOT_BYTES", str(64 * 1024 * 1024)))

    def wrap_set(self, stock: Any) -> Any:
        self._stock_set = stock

        def set_item(table: Any, partition: str, sort: str, item: Any) -> Any:
            with self._one_record():
                old = stock(table, partition, sort, item)
                self._changes.append([table["TableArn"], partition, sort, item])
                return old

        return set_item

    def wrap_remove(self, stock: Any) -> Any:
        self._stock_remove = stock

        def remove_item(table: Any, partition: str, sort: str) -> Any:
            with self._one_record():
                old = stock(table, partition, sort)
                self._changes.append([table["TableArn"], partition, sort, None])
                return old

        return remove_item

    def wrap_request(self, stock: Callable[..., Awaitable[Any]]) -> Any:
        async def handle(*arguments: Any) -> Any:
            # The stock handler runs through without awaiting, so the lock is never held over a switch of tasks.
            with self._one_record():
                return await stock(*arguments)

        return handle

    def wrap_get_state(self, stock: Callable[[], Any]) -> Any:
        def get_state() -> Any:
            with self._lock:
                self._snapshot_holds = self._journal.start_segment()
                return stock()

        return get_state

    def wrap_load(self, stock: Callable[[], None]) -> Any:
        def load() -> None:
            stock()
            changes = [change for record in self._journal.replay() for change in record]
            if not changes:
                return
            applied = sum(self._apply(*change) for change in changes)
            _log.info("Replayed %d of %d item changes from the journal", applied, len(changes))
            if applied == len(changes):
                state_files.save("dynamodb", self._dynamodb.get_state)

        return load

    def wrap_ready(self, stock: Callable[[], Awaitable[None]]) -> Any:
        async def ready() -> None:
            self._tending = asyncio.create_task(self._tend())
            await stock()

        return ready

    def drop_saved(self) -> None:
        self._journal.drop_through(self._snapshot_holds)

    @contextmanager
    def _one_record(self) -> Iterator[None]:
        with self._lock:
            self._open_requests += 1
            try:
                yield
            finally:
                self._open_requests -= 1
                if not self._open_requests and self._changes:
                    self._write()

    def _write(self) -> None:
        changes, self._changes = self._changes, []
        try:
            self._journal.append(changes)
        except OSError as error:
            _log.critical("The journal cannot be written (%s): stopping, so that nothing is acknowledged", error)
            logging.shutdown()
            os._exit(DISK_FULL_EXIT)

    def _apply(self, arn: str, partition: str, sort: str, item: Any) -> bool:
        _, _, _, region, account, resource = arn.split(":", 5)
        table = self._dynamodb._tables.get_scoped(account, region, resource.removeprefix("table/"))
        if table is None:
            _log.warning("The journal names a table that does not exist: %s", arn)
            return False
        if item is None:
            self._stock_remove(table, partition, sort)
        else:
            self._stock_set(table, partition, sort, item)
        return True

    async def _tend(self) -> None:
        while True:
            await asyncio.sleep(1)
            await asyncio.to_thread(self._journal.flush)
            if self._journal.size_bytes > self._snapshot_at_bytes:
                state_files.save("dynamodb", self._dynamodb.get_state)
