"""Events in order, each once, whatever the socket dropped, repeated or reordered."""

from __future__ import annotations

from collections.abc import Iterable

from mina_client.frames import PipelineEvent

FETCH_AGAIN_MS = 2_000
ASK_FOR_MORE_MS = 250
"""Between two fetches, where the first one was answered before the latest event came."""


class EventOrder:
    """Holds an event back until those before it are known. Ids count up by one within a session.

    It says when a fetch over HTTP is wanted: an event is held back, or the server told of one that never came.
    """

    def __init__(self, last_event: int = 0) -> None:
        self.last_event = last_event
        self._last_known = last_event
        self._is_fetching = False
        self._fetch_due_ms = 0
        self._held: dict[int, PipelineEvent] = {}

    def arrived(self, event: PipelineEvent) -> list[PipelineEvent]:
        """What can be told now. A repeated id is passed over."""
        self._hold(event)
        return self._released()

    def announced(self, event_id: int) -> None:
        """The server says that there is an event with this id."""
        self._last_known = max(self._last_known, event_id)

    def begin_fetch(self, now_ms: int) -> bool:
        """Whether to fetch now; if so, no other fetch is wanted until this one is answered."""
        due_ms = self.fetch_due_ms
        if due_ms is None or now_ms < due_ms:
            return False
        self._is_fetching = True
        return True

    def fetch_failed(self, now_ms: int) -> None:
        self._is_fetching = False
        self._fetch_due_ms = now_ms + FETCH_AGAIN_MS

    def fetched(self, events: Iterable[PipelineEvent], now_ms: int) -> list[PipelineEvent]:
        """Takes the answer to a fetch. It is the whole truth up to its last id, so gaps in it are no gaps.

        What was pushed with a later id is held back still: the answer may be older than the push.
        """
        self._is_fetching = False
        self._fetch_due_ms = now_ms + ASK_FOR_MORE_MS
        known = [event for event in events if event.event_id > self.last_event]
        for event in known:
            self._hold(event)
        complete_to = max((event.event_id for event in known), default=self.last_event)
        told = [self._held.pop(event_id) for event_id in sorted(self._held) if event_id <= complete_to]
        self.last_event = complete_to
        return told + self._released()

    @property
    def has_gap(self) -> bool:
        """Whether an event is held back for one that has not come."""
        return bool(self._held)

    @property
    def fetch_due_ms(self) -> int | None:
        """When to fetch; None where nothing is missing or a fetch is under way."""
        is_missing = self.has_gap or self._last_known > self.last_event
        return self._fetch_due_ms if is_missing and not self._is_fetching else None

    def _released(self) -> list[PipelineEvent]:
        told: list[PipelineEvent] = []
        while following := self._held.pop(self.last_event + 1, None):
            told.append(following)
            self.last_event = following.event_id
        return told

    def _hold(self, event: PipelineEvent) -> None:
        if event.event_id > self.last_event:
            self._held[event.event_id] = event
