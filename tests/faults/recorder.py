"""A client of the live protocol on the network of these tests: the real machine of `mina_client`, and its log."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.checker import FIELDS, Log
from tests.faults.network import Network

from mina.domain.principal import Principal
from mina.ports.stores import Stores
from mina.services.announce import event_frame
from mina_client.effects import (
    Acked,
    CloseLink,
    Effect,
    FetchEvents,
    KeepBatch,
    OpenLink,
    RenumberBatch,
    Send,
    StoreEffect,
    Tell,
)
from mina_client.frames import Finalized, PipelineEvent, Profile, event_from
from mina_client.live_session import LiveSession
from mina_client.memory_outbox import MemoryOutbox
from mina_client.speech import Batch, Guess, Utterance


@dataclass
class Recorder:
    """`say`, `end`; `log` is what it was promised. `crash` loses all but the outbox, `start` comes back."""

    network: Network
    stores: Stores
    profile: Profile
    principal: Principal | None = None
    log: Log = field(init=False)
    outbox: MemoryOutbox = field(init=False)
    session: LiveSession = field(init=False)
    seen: list[Any] = field(default_factory=list)
    frames: int = 0

    def __post_init__(self) -> None:
        self.log = Log(self.profile.session_id)
        self.outbox = MemoryOutbox(self.profile)
        self._sockets: dict[str, int] = {}
        self._links: dict[int, str] = {}
        self._batches: dict[int, Batch] = {}
        self._life = 0
        self._planned_ms: int | None = None
        self.is_running = False
        self.start()

    @property
    def is_finalized(self) -> bool:
        return self.session.finalized is not None

    @property
    def is_settled(self) -> bool:
        """Everything that was said is acknowledged."""
        return self.is_running and self.session.delivery.is_empty

    def start(self) -> None:
        """Begin, or begin again on what the outbox kept."""
        kept = self.outbox.load()
        self._life += 1
        self.is_running = True
        self.session = LiveSession(self.profile, self.network.scheduler.random.random, kept.standing)
        self._carry_out(self.session.start(self._now, kept.utterances, kept.batches))

    def crash(self) -> None:
        """The tab is closed or killed: its sockets break, its memory goes, its outbox stays."""
        self.is_running = False
        for socket in list(self._sockets):
            self.network.close(socket)
        self._sockets, self._links = {}, {}

    def cut(self) -> None:
        """Every socket breaks."""
        for socket in list(self._sockets):
            self.network.close(socket)

    def say(self, *utterances: Utterance) -> None:
        self.log.said += [{**dict.fromkeys(FIELDS), **utterance.wire()} for utterance in utterances]
        self._carry_out(self.session.say(utterances, self._now))

    def say_if_running(self, utterance: Utterance) -> None:
        """Nobody talks into a tab that has crashed."""
        if self.is_running:
            self.say(utterance)

    def end_if_running(self) -> None:
        if self.is_running:
            self.end()

    def guess(self, guess: Guess) -> None:
        self._carry_out(self.session.guess(guess, self._now))

    def end(self, *, is_forced: bool = False) -> None:
        self._carry_out(self.session.end(self._now, is_forced=is_forced))

    # Peer.

    def opened(self, socket: str) -> None:
        if socket in self._sockets:
            self._carry_out(self.session.link_opened(self._sockets[socket], self._now))

    def received(self, socket: str, text: str) -> None:
        if socket in self._sockets:
            self.seen.append(json.loads(text))
            self._carry_out(self.session.received(self._sockets[socket], text, self._now))

    def closed(self, socket: str) -> None:
        link = self._sockets.pop(socket, None)
        if link is not None:
            self._links.pop(link, None)
            self._carry_out(self.session.link_closed(link, self._now))

    # Effects.

    @property
    def _now(self) -> int:
        return self.network.scheduler.now_ms

    def _carry_out(self, effects: Iterable[Effect]) -> None:
        if not self.is_running:
            return
        effects = list(effects)
        self.outbox.apply(effect for effect in effects if isinstance(effect, StoreEffect))
        for effect in effects:
            match effect:
                case OpenLink(link):
                    socket = self.network.open(self, self.principal)
                    self._sockets[socket], self._links[link] = link, socket
                case CloseLink(link):
                    self._close(link)
                case Send(link, frame):
                    self._send(link, frame)
                case FetchEvents(after):
                    self.network.scheduler.at(50, self._if_alive(lambda after=after: self._fetch(after)))
                case KeepBatch(batch):
                    self._batches[batch.first_seq] = batch
                case RenumberBatch(old_first_seq, batch):
                    self._batches.pop(old_first_seq, None)
                    self._batches[batch.first_seq] = batch
                case Tell(notice):
                    self._note(notice)
                case _:
                    pass
        self._plan()

    def _send(self, link: int, frame: dict[str, Any]) -> None:
        if link in self._links:
            self.frames += frame["action"] in ("segments", "segment")
            self.network.send(self._links[link], frame)

    def _close(self, link: int) -> None:
        socket = self._links.pop(link, None)
        if socket is not None:
            self._sockets.pop(socket, None)
            self.network.close(socket)

    def _note(self, notice: object) -> None:
        match notice:
            case Acked(seqs, _):
                batch = self._batches[seqs[0]]
                for i, utterance in enumerate(batch.utterances):
                    self.log.acknowledged[batch.first_seq + i] = {**dict.fromkeys(FIELDS), **utterance.wire()}
            case PipelineEvent():
                self.log.events.append((notice.event_id, notice.kind))
            case Finalized():
                self.log.is_over = True
            case _:
                pass

    def _fetch(self, after: int) -> None:
        events = [event_from(dict(event_frame(e))) for e in self.stores.events.after(self.profile.session_id, after)]
        self._carry_out(self.session.events_fetched(events, self._now))

    def _plan(self) -> None:
        deadline = self.session.deadline_ms()
        if deadline is None or (self._planned_ms is not None and self._now < self._planned_ms <= deadline):
            return
        self._planned_ms = max(deadline, self._now)
        self.network.scheduler.at(deadline - self._now, self._if_alive(self._tick))

    def _tick(self) -> None:
        self._planned_ms = None
        self._carry_out(self.session.tick(self._now))

    def _if_alive(self, action: Any) -> Any:
        life = self._life
        return lambda: action() if self.is_running and life == self._life else None


def an_utterance(number: int, who: str = "a") -> Utterance:
    """Two seconds of speech; the id names who said it."""
    start_ms = number * 2_000
    return Utterance(
        f"{who}-{number}", f"{who} says {number}", start_ms, start_ms + 1_900, who, 0.5 + number % 50 / 100
    )
