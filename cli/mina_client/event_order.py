"""Events in order, each once, whatever the socket dropped, repeated or reordered."""

from __future__ import annotations

from collections.abc import Iterable

from mina_client.frames import PipelineEvent


class EventOrder:
    """Holds an event back until those before it are known. Ids count up by one within a session."""

    def __init__(self, last_event: int = 0) -> None:
        self.last_event = last_event
        self._held: dict[int, PipelineEvent] = {}

    def arrived(self, event: PipelineEvent) -> list[PipelineEvent]:
        """What can be told now. A repeated id is passed over."""
        self._hold(event)
        return self._released()

    def fetched(self, events: Iterable[PipelineEvent]) -> list[PipelineEvent]:
        """Takes the answer to a fetch. It is the whole truth up to its last id, so gaps in it are no gaps.

        What was pushed with a later id is held back still: the answer may be older than the push.
        """
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

    def is_behind(self, event_id: int) -> bool:
        """Whether there are events up to this id that have not been told."""
        return event_id > self.last_event

    def _released(self) -> list[PipelineEvent]:
        told: list[PipelineEvent] = []
        while following := self._held.pop(self.last_event + 1, None):
            told.append(following)
            self.last_event = following.event_id
        return told

    def _hold(self, event: PipelineEvent) -> None:
        if event.event_id > self.last_event:
            self._held[event.event_id] = event
