"""An outbox that is gone with its process: for tests, and for viewers, who say nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

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
from mina_client.frames import Profile
from mina_client.outbox import Kept
from mina_client.speech import Batch, Utterance


class MemoryOutbox:
    """For tests, and for what need not outlive the process."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._standing = Standing()
        self._said = 0
        self._utterances: list[Utterance] = []
        self._batches: dict[int, Batch] = {}
        self._refused: dict[int, Batch] = {}

    def load(self) -> Kept:
        batches = tuple(self._batches[first_seq] for first_seq in sorted(self._batches))
        said, refused = tuple(self._utterances), tuple(self._refused.values())
        return Kept(self._profile, self._standing, self._said, {}, said, batches, refused)

    def apply(self, effects: Iterable[StoreEffect]) -> None:
        for effect in effects:
            self._apply_one(effect)

    def discard(self) -> None:
        self.__init__(self._profile)  # type: ignore[misc]

    def close(self) -> None:
        """Nothing is open."""

    def _apply_one(self, effect: StoreEffect) -> None:
        match effect:
            case KeepUtterance(utterance):
                self._utterances.append(utterance)
                self._said += 1
            case KeepBatch(batch):
                del self._utterances[: len(batch.utterances)]
                self._batches[batch.first_seq] = batch
                self._standing = replace(self._standing, next_seq=batch.last_seq + 1)
            case RenumberBatch(old_first_seq, batch):
                del self._batches[old_first_seq]
                self._batches[batch.first_seq] = batch
                self._standing = replace(self._standing, next_seq=batch.last_seq + 1)
            case DropBatch(first_seq):
                del self._batches[first_seq]
            case RefuseBatch(first_seq):
                self._refused[first_seq] = self._batches.pop(first_seq)
            case KeepSession(standing):
                self._standing = replace(standing, next_seq=max(standing.next_seq, self._standing.next_seq))
