"""The client's machine and the fake server on a network that loses, repeats, delays and cuts, in virtual time."""

from __future__ import annotations

import heapq
import itertools
import json
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.unit.client.fake_mina import FakeMina, Frame

from mina_client.effects import CloseLink, Effect, FetchEvents, Notice, OpenLink, Send, StoreEffect, Tell
from mina_client.frames import Profile, event_from
from mina_client.live_session import LiveSession
from mina_client.memory_outbox import MemoryOutbox
from mina_client.speech import Utterance

PROFILE = Profile("s", "recorder-1")


@dataclass(frozen=True)
class Faults:
    """How likely each fault is, per frame and direction; delays in milliseconds."""

    drop: float = 0.0
    duplicate: float = 0.0
    cut: float = 0.0
    delay_ms: int = 20
    refuse_open: float = 0.0


@dataclass
class Simulation:
    """`say`, `end`, then `run` until `is_done`; everything that happened stays to be looked at."""

    seed: int = 0
    faults: Faults = field(default_factory=Faults)
    server: FakeMina = field(default_factory=FakeMina)
    profile: Profile = PROFILE
    now_ms: int = 0
    notices: list[Notice] = field(default_factory=list)
    sent: list[tuple[int, Frame]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._count = itertools.count()
        self._due: list[tuple[int, int, Callable[[], None]]] = []
        self._joined: dict[int, str | None] = {}
        self._life = 0
        self.outbox = MemoryOutbox(self.profile)
        self.session = LiveSession(self.profile, self._random.random)
        self.start()

    def start(self) -> None:
        kept = self.outbox.load()
        self._carry_out(self.session.start(self.now_ms, kept.utterances, kept.batches))

    def crash(self) -> None:
        """The client dies; a new one starts on the same outbox. What was on its way may still arrive."""
        self._joined = {}
        self._life += 1
        kept = self.outbox.load()
        self.session = LiveSession(self.profile, self._random.random, kept.standing)
        self.start()

    def say(self, *utterances: Utterance) -> None:
        self._carry_out(self.session.say(utterances, self.now_ms))

    def end(self) -> None:
        self._carry_out(self.session.end(self.now_ms))

    def cut(self) -> None:
        """Every socket breaks."""
        for link in list(self._joined):
            self._cut(link)

    def push(self, frame: Frame) -> None:
        """The server says something of its own accord, to every socket."""
        for link in list(self._joined):
            self._carry_out(self.session.received(link, json.dumps(frame), self.now_ms))

    def run(self, for_ms: int, is_done: Callable[[], bool] = lambda: False) -> bool:
        """Lets virtual time pass; answers whether it was done in time."""
        end_ms = self.now_ms + for_ms
        while not is_done():
            deadline = self.session.deadline_ms()
            arrival = self._due[0][0] if self._due else None
            upcoming = min((time for time in (deadline, arrival) if time is not None), default=None)
            if upcoming is None or upcoming > end_ms:
                self.now_ms = end_ms
                return is_done()
            self.now_ms = max(self.now_ms, upcoming)
            if arrival is not None and arrival <= self.now_ms:
                heapq.heappop(self._due)[2]()
            else:
                self._carry_out(self.session.tick(self.now_ms))
                assert self.session.deadline_ms() != deadline, "a deadline that nothing is done at"
        return True

    def _later(self, action: Callable[[], None]) -> None:
        delay = self._random.randint(1, self.faults.delay_ms)
        heapq.heappush(self._due, (self.now_ms + delay, next(self._count), action))

    def _later_if_alive(self, action: Callable[[], None]) -> None:
        life = self._life
        self._later(lambda: action() if life == self._life else None)

    def _chance(self, probability: float) -> bool:
        return self._random.random() < probability

    def _carry_out(self, effects: Iterable[Effect]) -> None:
        effects = list(effects)
        self.outbox.apply(effect for effect in effects if isinstance(effect, StoreEffect))
        for effect in effects:
            match effect:
                case OpenLink(link):
                    self._later_if_alive(lambda link=link: self._open(link))  # type: ignore[misc]
                case CloseLink(link):
                    self._joined.pop(link, None)
                case Send(link, frame):
                    self.sent.append((self.now_ms, frame))
                    self._transmit(link, frame)
                case FetchEvents(after):
                    self._later_if_alive(lambda after=after: self._fetch(after))  # type: ignore[misc]
                case Tell(notice):
                    self.notices.append(notice)

    def _open(self, link: int) -> None:
        if self._chance(self.faults.refuse_open):
            self._carry_out(self.session.link_closed(link, self.now_ms))
            return
        self._joined[link] = None
        self._carry_out(self.session.link_opened(link, self.now_ms))

    def _cut(self, link: int) -> None:
        if link in self._joined:
            del self._joined[link]
            self._carry_out(self.session.link_closed(link, self.now_ms))

    def _transmit(self, link: int, frame: Frame) -> None:
        if self._chance(self.faults.cut):
            self._later_if_alive(lambda: self._cut(link))
        for _ in range(self._copies()):
            self._later(lambda life=self._life: self._arrive(life, link, frame))  # type: ignore[misc]

    def _arrive(self, life: int, link: int, frame: Frame) -> None:
        # A frame that was on its way when the socket broke still reaches the server; its answer goes nowhere.
        joined_as = self._joined.get(link, self.profile.instance_id) if life == self._life else self.profile.instance_id
        answers = self.server.handle(json.loads(json.dumps(frame)), joined_as)
        if life != self._life:
            return
        if frame["action"] == "join_session" and link in self._joined:
            self._joined[link] = frame["instance_id"]
        for answer in answers:
            for _ in range(self._copies()):
                self._later_if_alive(lambda answer=answer: self._deliver(link, answer))  # type: ignore[misc]

    def _deliver(self, link: int, frame: Frame) -> None:
        if link in self._joined:
            self._carry_out(self.session.received(link, json.dumps(frame), self.now_ms))

    def _fetch(self, after: int) -> None:
        if self._chance(self.faults.drop):
            self._carry_out(self.session.events_failed(self.now_ms))
            return
        events = [event_from(event) for event in self.server.events if event["event_id"] > after]
        self._carry_out(self.session.events_fetched(events, self.now_ms))

    def _copies(self) -> int:
        if self._chance(self.faults.drop):
            return 0
        return 2 if self._chance(self.faults.duplicate) else 1
