"""A live session as its client sees it: a pure machine (after the fashion of sans-I/O protocol cores).

The driver tells it what happened and at what time (milliseconds of any clock that never runs backwards), and carries
out the effects that it answers with, in order. It never reads a clock, draws a random number or touches a socket.
Source: `docs/protocol.md`; `tests/vectors/` holds it and the page's client to the same behaviour.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mina_client import frames
from mina_client.delivery import Delivery
from mina_client.effects import (
    Acked,
    CloseLink,
    Complaint,
    Effect,
    FetchEvents,
    Joined,
    KeepSession,
    OpenLink,
    Pending,
    Refused,
    Send,
    Standing,
    Stopped,
    Tell,
    Waiting,
)
from mina_client.event_order import EventOrder
from mina_client.frames import ErrorFrame, PipelineEvent, Profile, SessionJoined
from mina_client.interims import Interims
from mina_client.links import Link, Links
from mina_client.pacing import Random, resend_after_ms
from mina_client.speech import Batch, Guess, Utterance, fit

PROMOTED_SEQ_BASE = 1_000_000_000
"""Seqs from here up are promoted interims, not a recorder's."""
ASK_AGAIN_MS = 10_000
"""After so long the server seals with the gaps that are left."""
FATAL_CODES = frozenset({"FENCED", "SEALED", "VERSION", "FORBIDDEN"})
REFUSING_CODES = frozenset({"BAD_FRAME", "TOO_LARGE"})


class LiveSession:
    """One recorder or viewer of one session.

    `stopped` says why it cannot go on; `standing` is what the outbox remembers; `delivery` counts the words.
    """

    def __init__(self, profile: Profile, random: Random, standing: Standing | None = None) -> None:
        self.profile = profile
        self.standing = standing or Standing()
        self.standing = replace(self.standing, capability=self.standing.capability or profile.capability)
        self.stopped: Stopped | None = None
        self.finalized: frames.Finalized | None = None
        self.delivery = Delivery(random, self.standing.next_seq)
        self.interims = Interims()
        self._random = random
        self._links = Links(random)
        self._events = EventOrder(self.standing.last_event)
        self._end_due_ms = 0
        self._end_repeats = 0
        self._is_forced = False

    # What the user of the client does.

    def start(self, now_ms: int, utterances: Sequence[Utterance] = (), batches: Sequence[Batch] = ()) -> list[Effect]:
        """Opens the first socket and takes up what an outbox kept. What waited for a batch gets it at once, so that
        a repeat is the same as what a dying process may have sent."""
        self.delivery.restore(utterances, batches, now_ms)
        effects = self.delivery.form(now_ms, is_flushed=True)
        return [*effects, OpenLink(self._links.open_next().number), *self._advance(now_ms)]

    def say(self, utterances: Iterable[Utterance], now_ms: int) -> list[Effect]:
        """Takes final utterances, long ones in parts. Raises UtteranceRefused for impossible times."""
        effects: list[Effect] = []
        for part in [part for utterance in utterances for part in fit(utterance)]:
            self.interims.finished(part.utterance_id)
            effects += self.delivery.say(part, now_ms)
        return effects + self._advance(now_ms)

    def guess(self, guess: Guess, now_ms: int) -> list[Effect]:
        """Takes an interim guess; it may never be sent."""
        self.interims.guessed(guess)
        return self._advance(now_ms)

    def flush(self, now_ms: int) -> list[Effect]:
        """Forms what waits into a batch now, for whoever ends the session by another door."""
        return self.delivery.form(now_ms, is_flushed=True) + self._advance(now_ms)

    def end(self, now_ms: int, *, is_forced: bool = False) -> list[Effect]:
        """Finalizes, as soon as everything that was said is acknowledged."""
        self.standing = replace(self.standing, is_ending=True, is_finalized=False)
        self.finalized = None
        self._is_forced = is_forced
        self._end_due_ms = now_ms
        return [KeepSession(self.standing), *self._advance(now_ms)]

    def close(self) -> list[Effect]:
        """Leaves; the session stays as it is."""
        return [CloseLink(link.number) for link in self._links.living()]

    # What the network does.

    def link_opened(self, number: int, now_ms: int) -> list[Effect]:
        """The socket is there: join."""
        link = self._links.find(number)
        if link is None:
            return [CloseLink(number)]
        link.is_open = True
        link.ping_due_ms = now_ms + self.delivery.limits.heartbeat_ms
        link.join_due_ms = now_ms
        return self._advance(now_ms)

    def link_closed(self, number: int, now_ms: int, reason: str = "the connection was lost") -> list[Effect]:
        """The socket is gone, or could not be opened."""
        link = self._links.find(number)
        return [*self._lose(link, now_ms, reason), *self._advance(now_ms)] if link else []

    def received(self, number: int, text: str | bytes, now_ms: int) -> list[Effect]:
        """A frame arrived. Frames of a socket that was given up are passed over."""
        link = self._links.find(number)
        frame = frames.parse(text)
        if link is None or self.stopped:
            return []
        link.asked_ms = None if link.is_joined or isinstance(frame, SessionJoined) else link.asked_ms
        effects = self._take(link, frame, now_ms) if frame else []
        return effects + self._advance(now_ms)

    def events_fetched(self, events: Iterable[PipelineEvent], now_ms: int) -> list[Effect]:
        """The answer to FetchEvents."""
        return self._tell_events(self._events.fetched(events, now_ms)) + self._advance(now_ms)

    def events_failed(self, now_ms: int) -> list[Effect]:
        """FetchEvents led to nothing; it is asked again."""
        self._events.fetch_failed(now_ms)
        return self._advance(now_ms)

    def tick(self, now_ms: int) -> list[Effect]:
        """Time has passed; call it at `deadline_ms`."""
        return self._advance(now_ms)

    def deadline_ms(self) -> int | None:
        """When `tick` has something to do, if nothing else happens before."""
        if self.stopped:
            return None
        joined = self._links.current is not None
        times = [self._links.retry_ms, self.delivery.deadline_ms(is_joined=joined), self._events.fetch_due_ms]
        times += [time for link in self._links.living() for time in link.deadlines_ms()]
        if joined:
            times.append(self.interims.deadline_ms(self.delivery.limits, self.delivery.unsent_bytes))
            times.append(self._end_due_ms if self._is_end_due else None)
        return min((time for time in times if time is not None), default=None)

    @property
    def is_joined(self) -> bool:
        return self._links.current is not None

    # Frames.

    def _take(self, link: Link, frame: frames.ServerFrame, now_ms: int) -> list[Effect]:
        match frame:
            case SessionJoined():
                return self._take_joined(link, frame)
            case frames.Ack():
                self.interims.is_watched = self.interims.is_watched if frame.watched is None else frame.watched
                seqs, effects = self.delivery.acknowledge(frame.seqs, now_ms)
                return effects + [Tell(Acked(acked, frame.late)) for acked in seqs]
            case PipelineEvent():
                return self._tell_events(self._events.arrived(frame))
            case frames.FinalizePending():
                self.delivery.hasten(frame.missing)
                self._end_due_ms = now_ms + (ASK_AGAIN_MS if self.delivery.is_empty else 0)
                return [Tell(Pending(frame.missing))]
            case frames.Finalized():
                self.finalized = frame
                self.standing = replace(self.standing, is_finalized=True)
                return [KeepSession(self.standing), Tell(frame)]
            case ErrorFrame():
                return self._take_error(link, frame, now_ms)
            case frames.GoingAway():
                is_first = self._links.opening is None
                return [OpenLink(self._links.open_next().number)] if is_first else []
            case frames.SegmentsSeen() | frames.InterimSeen():
                return [Tell(frame)]
            case frames.Pong():
                return []

    def _take_joined(self, link: Link, frame: SessionJoined) -> list[Effect]:
        is_repeat = link.is_joined
        link.is_joined, link.join_due_ms = True, None
        replaced = self._links.promote(link)
        if not is_repeat:
            self.delivery.link_lost()
        self.delivery.limits = frame.limits
        self.interims.is_watched = frame.watched
        seqs, effects = self._trust(frame)
        self.standing = self._standing_after(frame)
        self._events.announced(frame.last_event)
        closing: list[Effect] = [CloseLink(replaced.number)] if replaced else []
        told: list[Effect] = [Tell(Joined(frame)), *(Tell(Acked(acked, late=False)) for acked in seqs)]
        return [*closing, *effects, KeepSession(self.standing), *told]

    def _trust(self, frame: SessionJoined) -> tuple[list[tuple[int, int]], list[Effect]]:
        """`stored` stands for our words only where nobody else can have used the seqs since we last joined.

        What was numbered before the first join of an epoch stays unproven for all later ones of it: only an ack tells
        whose words are stored under those seqs.
        """
        last_stored = max((last for first, last in frame.stored if first < PROMOTED_SEQ_BASE), default=0)
        unproven = self.delivery.last_seq
        self.delivery.next_seq = max(self.delivery.next_seq, last_stored + 1)
        if self.standing.epoch == frame.epoch:
            return self.delivery.acknowledge(frame.stored, None, self.standing.unproven_until)
        own = [(first, last) for first, last in frame.stored if first < PROMOTED_SEQ_BASE]
        moved = self.delivery.move_behind(own)
        self.standing = replace(self.standing, unproven_until=max(unproven, self.delivery.last_seq))
        return [], moved

    def _standing_after(self, frame: SessionJoined) -> Standing:
        known = self.standing
        return replace(
            known,
            next_seq=self.delivery.next_seq,
            epoch=frame.epoch,
            resume_token=frame.resume_token or known.resume_token,
            capability=frame.capability or known.capability,
            read_capability=frame.read_capability or known.read_capability,
            meeting_id=frame.meeting_id or known.meeting_id,
        )

    def _take_error(self, link: Link, frame: ErrorFrame, now_ms: int) -> list[Effect]:
        is_joining = not link.is_joined
        seq = frame.seq if frame.seq is not None else self.delivery.only_flight
        if frame.code == "UNAUTHORIZED":
            return [CloseLink(link.number), *self._lose(link, now_ms, frame.message)]
        if frame.code in FATAL_CODES or (is_joining and not frame.retryable):
            return self._stop(frame.code, frame.message)
        if frame.code == "SEQ_CONFLICT" and seq is not None:
            return self.delivery.renumber(seq)
        if frame.code in REFUSING_CODES and seq is not None:
            batch, effects = self.delivery.refuse(seq)
            return effects + ([Tell(Refused(batch, frame.code))] if batch else [])
        if frame.retryable:
            self._hold(link, frame, now_ms)
        return [Tell(Complaint(frame.code, frame.message, frame.reference))]

    def _hold(self, link: Link, frame: ErrorFrame, now_ms: int) -> None:
        self.delivery.hold(frame.seq, now_ms, frame.retry_after_ms)
        repeats = self._end_repeats if link.is_joined else link.join_repeats
        delay_ms = resend_after_ms(self.delivery.trip, repeats, self._random, frame.retry_after_ms)
        if not link.is_joined:
            link.join_due_ms = now_ms + delay_ms
        elif frame.seq is None and self._is_end_due:
            self._end_due_ms = now_ms + delay_ms

    def _tell_events(self, events: Iterable[PipelineEvent]) -> list[Effect]:
        told: list[Effect] = [Tell(event) for event in events]
        if told:
            self.standing = replace(self.standing, last_event=self._events.last_event)
            told.append(KeepSession(self.standing))
        return told

    # What is due.

    def _advance(self, now_ms: int) -> list[Effect]:
        if self.stopped:
            return []
        effects = self._advance_links(now_ms)
        effects += self.delivery.form(now_ms, is_flushed=self.standing.is_ending)
        if self._links.current is not None:
            effects += self._send_due(self._links.current, now_ms)
        if self._events.begin_fetch(now_ms):
            effects.append(FetchEvents(self._events.last_event))
        return effects

    def _advance_links(self, now_ms: int) -> list[Effect]:
        effects: list[Effect] = []
        for link in self._links.living():
            if link.is_dead(now_ms):
                effects += [CloseLink(link.number), *self._lose(link, now_ms, "the server no longer answers")]
            elif link.is_open:
                effects += self._join_or_ping(link, now_ms)
        if self._links.retry_ms is not None and now_ms >= self._links.retry_ms:
            effects.append(OpenLink(self._links.open_next().number))
        return effects

    def _join_or_ping(self, link: Link, now_ms: int) -> list[Effect]:
        effects: list[Effect] = []
        if link.join_due_ms is not None and now_ms >= link.join_due_ms:
            link.join_due_ms = now_ms + resend_after_ms(self.delivery.trip, link.join_repeats, self._random)
            link.join_repeats += 1
            link.asked_ms = now_ms if link.asked_ms is None else link.asked_ms
            profile = replace(self.profile, capability=self.profile.capability or self.standing.capability)
            join = frames.join_session(profile, self.standing.resume_token, self._events.last_event)
            effects.append(Send(link.number, join))
        if link.ping_due_ms is not None and now_ms >= link.ping_due_ms:
            link.ping_due_ms = now_ms + self.delivery.limits.heartbeat_ms
            link.asked_ms = now_ms if link.asked_ms is None else link.asked_ms
            effects.append(Send(link.number, frames.ping(now_ms)))
        return effects

    def _send_due(self, link: Link, now_ms: int) -> list[Effect]:
        effects: list[Effect] = [Send(link.number, batch.frame()) for batch in self.delivery.take_due(now_ms)]
        if due := self.interims.take_due(now_ms, self.delivery.limits, self.delivery.unsent_bytes):
            effects.append(Send(link.number, frames.interim(*due)))
        if self._is_end_due and now_ms >= self._end_due_ms:
            self._end_due_ms = now_ms + resend_after_ms(self.delivery.trip, self._end_repeats, self._random)
            self._end_repeats += 1
            effects.append(Send(link.number, frames.end_session(self.delivery.next_seq - 1, self._is_forced)))
        return effects

    @property
    def _is_end_due(self) -> bool:
        return self.standing.is_ending and not self.standing.is_finalized and self.delivery.is_empty

    def _lose(self, link: Link, now_ms: int, reason: str) -> list[Effect]:
        if self._links.current is link:
            self.delivery.link_lost()
            self._end_due_ms = now_ms
        delay_ms = self._links.lose(link, now_ms)
        return [Tell(Waiting(reason, delay_ms))] if not self._links.living() else []

    def _stop(self, code: str, message: str) -> list[Effect]:
        self.stopped = Stopped(code, message)
        return [*self.close(), Tell(self.stopped)]
