"""What was said and is not yet acknowledged, kept where a crash, a lost network or a closed terminal cannot reach it.

One SQLite file a session, open in one process at a time: two processes would give one seq to two utterances.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from mina_client.effects import (
    DropBatch,
    KeepBatch,
    KeepSession,
    KeepUtterance,
    RefuseBatch,
    RenumberBatch,
    Standing,
    StoreEffect,
)
from mina_client.errors import OutboxBusy, OutboxFailed
from mina_client.frames import Profile
from mina_client.speech import Batch, Utterance, encoded

_SCHEMA = """
CREATE TABLE IF NOT EXISTS session (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1), profile TEXT NOT NULL, standing TEXT NOT NULL, note TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS utterance (position INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS batch (first_seq INTEGER PRIMARY KEY, segments TEXT NOT NULL, is_refused INTEGER NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """An outbox's contents. `refused` batches are for people to look at; they are not sent again.

    `said` counts every utterance that was ever kept, acknowledged ones included; `note` is the recorder's own.
    """

    profile: Profile
    standing: Standing
    said: int = 0
    note: dict[str, Any] = field(default_factory=dict)
    utterances: tuple[Utterance, ...] = ()
    batches: tuple[Batch, ...] = ()
    refused: tuple[Batch, ...] = ()

    @property
    def unsent(self) -> int:
        """How many segments are not known to be stored."""
        return len(self.utterances) + sum(len(batch.utterances) for batch in (*self.batches, *self.refused))


class Outbox(Protocol):
    """Applies a step's effects together, durably, before the step's frames go out."""

    def load(self) -> Kept: ...

    def apply(self, effects: Iterable[StoreEffect]) -> None: ...

    def discard(self) -> None:
        """Forgets everything: the session is over and all is acknowledged."""

    def close(self) -> None: ...


class SqliteOutbox:
    """The durable one: every `apply` is one transaction, written through to the disk.

    Raises OutboxBusy where another process has it open, OutboxFailed where the disk refuses."""

    def __init__(self, path: Path, profile: Profile | None = None, note: dict[str, Any] | None = None) -> None:
        """Opens the file, or makes it for `profile`. Its mode is 600: it holds the session's capability."""
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        self._connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            self._open(profile, note or {})
        except sqlite3.OperationalError as error:
            self._connection.close()
            raise OutboxBusy(f"another process is sending what is kept in {path.name}") from error

    def load(self) -> Kept:
        """Everything that is kept, in order."""
        profile, standing, note = self._connection.execute("SELECT profile, standing, note FROM session").fetchone()
        counted = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'utterance'").fetchone()
        said = self._connection.execute("SELECT body FROM utterance ORDER BY position")
        formed = self._connection.execute("SELECT first_seq, segments, is_refused FROM batch ORDER BY first_seq")
        batches = [(_batch(first_seq, body), refused) for first_seq, body, refused in formed]
        return Kept(
            Profile(**json.loads(profile)),
            Standing(**json.loads(standing)),
            counted[0] if counted else 0,
            json.loads(note),
            tuple(Utterance(**json.loads(body)) for (body,) in said),
            tuple(batch for batch, is_refused in batches if not is_refused),
            tuple(batch for batch, is_refused in batches if is_refused),
        )

    def apply(self, effects: Iterable[StoreEffect]) -> None:
        """One transaction; either all of it is on the disk or nothing is."""
        try:
            with _Transaction(self._connection):
                for effect in effects:
                    self._apply_one(effect)
        except sqlite3.Error as error:
            raise OutboxFailed(f"cannot keep what was said in {self.path}: {error}") from error

    def discard(self) -> None:
        self.close()
        for suffix in ("", "-wal", "-shm", "-journal"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def close(self) -> None:
        with suppress(sqlite3.Error):
            self._connection.close()

    def _open(self, profile: Profile | None, note: dict[str, Any]) -> None:
        self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.executescript(_SCHEMA)
        if profile is not None:
            row = (encoded(asdict(profile)), encoded(asdict(Standing())), encoded(note))
            self._connection.execute("INSERT OR IGNORE INTO session VALUES (1, ?, ?, ?)", row)

    def _apply_one(self, effect: StoreEffect) -> None:
        run = self._connection.execute
        match effect:
            case KeepUtterance(utterance):
                run("INSERT INTO utterance (body) VALUES (?)", (encoded(utterance.wire()),))
            case KeepBatch(batch):
                oldest = "SELECT position FROM utterance ORDER BY position LIMIT ?"
                run(f"DELETE FROM utterance WHERE position IN ({oldest})", (len(batch.utterances),))  # noqa: S608
                self._insert(batch)
            case RenumberBatch(old_first_seq, batch):
                run("DELETE FROM batch WHERE first_seq = ?", (old_first_seq,))
                self._insert(batch)
            case DropBatch(first_seq):
                run("DELETE FROM batch WHERE first_seq = ?", (first_seq,))
            case RefuseBatch(first_seq):
                run("UPDATE batch SET is_refused = 1 WHERE first_seq = ?", (first_seq,))
            case KeepSession(standing):
                self._keep_standing(standing)

    def _insert(self, batch: Batch) -> None:
        body = encoded({"segments": batch.frame()["segments"]})
        self._connection.execute("INSERT INTO batch VALUES (?, ?, 0)", (batch.first_seq, body))
        self._keep_standing(replace(self._standing(), next_seq=batch.last_seq + 1))

    def _standing(self) -> Standing:
        (body,) = self._connection.execute("SELECT standing FROM session").fetchone()
        return Standing(**json.loads(body))

    def _keep_standing(self, standing: Standing) -> None:
        newest = replace(standing, next_seq=max(standing.next_seq, self._standing().next_seq))
        self._connection.execute("UPDATE session SET standing = ?", (encoded(asdict(newest)),))


class _Transaction:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: Any) -> None:
        self._connection.execute("COMMIT" if kind is None else "ROLLBACK")


def kept_sessions(folder: Path) -> Iterator[Path]:
    """The outbox files of a folder, the one that was touched last first."""
    yield from sorted(folder.glob("*.sqlite"), key=lambda path: path.stat().st_mtime, reverse=True)


def _batch(first_seq: int, body: str) -> Batch:
    return Batch(first_seq, tuple(Utterance(**segment) for segment in json.loads(body)["segments"]))
