"""What the protocol machine asks its driver to do, in order, and what it has to tell its user."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mina_client.frames import Finalized, InterimSeen, PipelineEvent, SegmentsSeen, SessionJoined
from mina_client.ranges import Range
from mina_client.speech import Batch, Utterance


@dataclass(frozen=True, slots=True)
class OpenLink:
    """Open a socket; answer with `link_opened` or `link_closed` for this number."""

    link: int


@dataclass(frozen=True, slots=True)
class CloseLink:
    link: int


@dataclass(frozen=True, slots=True)
class Send:
    link: int
    frame: dict[str, Any]


@dataclass(frozen=True, slots=True)
class KeepUtterance:
    """Store a spoken utterance, before anything else happens to it."""

    utterance: Utterance


@dataclass(frozen=True, slots=True)
class KeepBatch:
    """Store a batch in place of the oldest utterances that it was formed of."""

    batch: Batch


@dataclass(frozen=True, slots=True)
class RenumberBatch:
    """Store `batch` in place of the one that began at `old_first_seq`."""

    old_first_seq: int
    batch: Batch


@dataclass(frozen=True, slots=True)
class DropBatch:
    """Forget a batch: it is acknowledged."""

    first_seq: int


@dataclass(frozen=True, slots=True)
class RefuseBatch:
    """Keep a batch that the server will never take, and do not send it again."""

    first_seq: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A session as the outbox remembers it. `epoch` 0: never joined.

    Seqs up to `unproven_until` were given before the epoch began: somebody else may have used them, too.
    """

    next_seq: int = 1
    epoch: int = 0
    unproven_until: int = 0
    resume_token: str | None = None
    capability: str | None = None
    read_capability: str | None = None
    meeting_id: str | None = None
    last_event: int = 0
    is_ending: bool = False
    is_finalized: bool = False


@dataclass(frozen=True, slots=True)
class KeepSession:
    """Store what resuming needs."""

    standing: Standing


@dataclass(frozen=True, slots=True)
class FetchEvents:
    """Ask HTTP for the events after this id (0: all); answer with `events_fetched` or `events_failed`."""

    after: int


@dataclass(frozen=True, slots=True)
class Joined:
    frame: SessionJoined


@dataclass(frozen=True, slots=True)
class Acked:
    """The seqs of one batch are stored; `late`: after the seal."""

    seqs: Range
    late: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """The server will never take this batch as it is; `code` says why."""

    batch: Batch
    code: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """The socket is gone; the next attempt comes after `delay_ms`."""

    reason: str
    delay_ms: int


@dataclass(frozen=True, slots=True)
class Pending:
    """The server waits for these seqs before it seals."""

    missing: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Stopped:
    """The session cannot go on from here. The outbox keeps what is not acknowledged."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """An error frame that concerns no batch and ends nothing."""

    code: str
    message: str
    reference: str


Notice = (
    Joined
    | Acked
    | Refused
    | Waiting
    | Pending
    | Stopped
    | Complaint
    | Finalized
    | PipelineEvent
    | SegmentsSeen
    | InterimSeen
)


@dataclass(frozen=True, slots=True)
class Tell:
    """Something for the user of the client."""

    notice: Notice


StoreEffect = KeepUtterance | KeepBatch | RenumberBatch | DropBatch | RefuseBatch | KeepSession
Effect = StoreEffect | OpenLink | CloseLink | Send | FetchEvents | Tell
