"""The examples that the page's client and this one share (`tests/vectors/README.md`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mina_client import frames
from mina_client.delivery import Delivery
from mina_client.effects import CloseLink, Effect, Joined, KeepBatch, OpenLink, Send, Standing, Stopped, Tell, Waiting
from mina_client.frames import Finalized, Limits, Profile
from mina_client.live_session import LiveSession
from mina_client.pacing import RoundTrip, reconnect_after_ms, resend_after_ms
from mina_client.ranges import covers, merged, missing
from mina_client.speech import Batch, Guess, Utterance, fit

VECTORS = Path(__file__).parents[2] / "vectors"


def vectors(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))
    return content


def cases(name: str, key: str = "cases") -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in vectors(name)[key]])


def an_utterance(utterance_id: str, text: str = "hello", start_ms: int = 0, end_ms: int = 100) -> Utterance:
    return Utterance(utterance_id, text, start_ms, end_ms)


@cases("texts")
def test_what_is_said_is_made_fit_for_segments(case: dict[str, Any]) -> None:
    piece, count = case["text"]

    parts = fit(an_utterance("u", piece * count), case["max_text_bytes"])

    assert [[part.utterance_id, part.text] for part in parts] == case["expect"]


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    case = vectors("texts")["lone_surrogate"]

    (part,) = fit(an_utterance("u", "".join(chr(unit) for unit in case["code_units"])))

    assert part.text == case["expect"]


@cases("batches")
def test_waiting_segments_become_batches(case: dict[str, Any]) -> None:
    delivery = Delivery(lambda: 0.0, case.get("next_seq", 1))
    formed: list[dict[str, Any]] = []

    for step in case["steps"]:
        at_ms = step["at_ms"]
        piece, count = step.get("text", ["hello", 1])
        effects: list[Effect] = []
        for utterance_id in step.get("say", []):
            delivery.say(an_utterance(utterance_id, piece * count), at_ms)
            effects += delivery.form(at_ms, is_flushed=False)
        effects += delivery.form(at_ms, is_flushed=step.get("flush", False))
        formed += [
            {
                "at_ms": at_ms,
                "first_seq": effect.batch.first_seq,
                "utterances": [utterance.utterance_id for utterance in effect.batch.utterances],
            }
            for effect in effects
            if isinstance(effect, KeepBatch)
        ]

    assert formed == case["expect"]


@cases("ranges", "normalise")
def test_ranges_are_sorted_and_apart(case: dict[str, Any]) -> None:
    assert [list(r) for r in merged(case["given"])] == case["expect"]


@cases("ranges", "missing")
def test_what_is_missing_is_found(case: dict[str, Any]) -> None:
    assert [list(r) for r in missing(case["stored"], case["last_seq"])] == case["expect"]


@cases("ranges", "covers")
def test_ranges_cover_what_lies_inside_one(case: dict[str, Any]) -> None:
    assert covers(merged(case["ranges"]), case["first"], case["last"]) is case["expect"]


@cases("resend", "resend")
def test_a_batch_is_sent_again_when_no_answer_can_still_come(case: dict[str, Any]) -> None:
    trip = RoundTrip()
    for sample in case["round_trips_ms"]:
        trip = trip.measured(sample)

    delay = resend_after_ms(trip, case["attempt"], lambda: case["random"], case.get("retry_after_ms", 0))

    assert delay == case["expect_ms"]


@cases("resend", "reconnect")
def test_a_lost_socket_is_opened_again_with_jitter(case: dict[str, Any]) -> None:
    assert reconnect_after_ms(case["attempt"], lambda: case["random"]) == case["expect_ms"]


@cases("resume", "take_over")
def test_after_a_take_over_words_move_up_behind_what_is_stored(case: dict[str, Any]) -> None:
    test_a_join_tells_what_to_drop_and_what_to_send(case)


@cases("resume")
def test_a_join_tells_what_to_drop_and_what_to_send(case: dict[str, Any]) -> None:
    standing = Standing(next_seq=case["next_seq"], epoch=case["known_epoch"] or 0)
    batches = [
        Batch(b["first_seq"], tuple(an_utterance(f"u{b['first_seq'] + n}") for n in range(b["count"])))
        for b in case["outbox"]
    ]
    session = LiveSession(Profile("s", "i"), lambda: 0.0, standing)
    session.start(0, batches=batches)
    session.link_opened(1, 0)
    before = {batch.first_seq for batch in batches}
    joined = vectors("frames")["server"][0]["frame"] | {"epoch": case["epoch"], "stored": case["stored"]}

    effects = session.received(1, json.dumps(joined), 0)

    sent = [effect.frame["first_seq"] for effect in effects if isinstance(effect, Send)]
    dropped = [effect.first_seq for effect in effects if hasattr(effect, "first_seq")]
    assert sorted(dropped) == case["expect"]["drop"]
    assert sent == case["expect"]["send"]
    assert session.delivery.next_seq == case["expect"]["next_seq"]
    assert set(dropped) <= before


@cases("frames", "server")
def test_every_server_frame_is_read(case: dict[str, Any]) -> None:
    assert frames.parse(json.dumps(case["frame"])) is not None


def test_the_servers_limits_are_the_ones_that_a_client_begins_with() -> None:
    joined = frames.parse(json.dumps(vectors("frames")["server"][0]["frame"]))

    assert isinstance(joined, frames.SessionJoined)
    assert joined.limits == Limits()


def _client_frame(name: str) -> Any:
    return next(c["frame"] for c in vectors("frames")["client"] if c["name"] == name)


def test_client_frames_are_built_as_the_protocol_writes_them() -> None:
    session_id = "5f0c2b9e-7a2e-4c57-9d0a-6a1f0b1d2c3e"
    started = "2026-11-21T09:00:00.000Z"
    first = Profile(session_id, "tab-1", title="Stand-up", time_zone="Europe/Berlin", started_at=started)
    batch = Batch(
        1,
        (
            Utterance("u1", "Good morning.", 0, 900),
            Utterance("u2", "Grüezi 👋", 1200, 2500, speaker="A", confidence=0.91, language="de"),
        ),
    )

    assert frames.join_session(first, None, 0) == _client_frame("join as a recorder")
    again = _client_frame("join again")
    event_id = int(again["last_event"])
    assert frames.join_session(Profile(session_id, "tab-1"), "r-1", event_id) == again | {"last_event": event_id}
    viewer = Profile(session_id, "tab-2", role="viewer")
    assert frames.join_session(viewer, None, 0) == _client_frame("join as a viewer")
    anonymous = Profile(session_id, "tab-1", capability="c-1")
    assert frames.join_session(anonymous, None, 0) == _client_frame("join anonymously again")
    assert batch.frame() == _client_frame("a batch")
    assert frames.interim(Guess("u3", "So the next", 3000, 3600, "A"), 2) == _client_frame("an interim")
    assert frames.end_session(2, False) == _client_frame("the end")
    assert frames.end_session(9, True) == _client_frame("the end, whatever is missing")
    assert frames.ping(45000) == _client_frame("a ping")


class Player:
    """Plays a scenario: moves the clock through every deadline, notes what comes out."""

    def __init__(self, start: dict[str, Any]) -> None:
        self.session = LiveSession(Profile(start["session_id"], start["instance_id"]), lambda: 0.0)
        self._is_away = False

    def play(self, step: dict[str, Any]) -> list[dict[str, Any]]:
        at_ms, out = step["at_ms"], []
        if "start" not in step:
            while (due := self.session.deadline_ms()) is not None and due <= at_ms:
                effects = self.session.tick(due)
                assert effects or self.session.deadline_ms() != due, "a deadline that nothing is done at"
                out += self._outputs(effects)
        return out + self._outputs(self._input(step, at_ms))

    def _input(self, step: dict[str, Any], at_ms: int) -> list[Effect]:
        session = self.session
        match step:
            case {"start": _}:
                return session.start(at_ms)
            case {"socket": number, "opened": True}:
                return session.link_opened(number, at_ms)
            case {"socket": number, "closed": True}:
                return session.link_closed(number, at_ms)
            case {"socket": number, "receive": frame}:
                return session.received(number, json.dumps(frame), at_ms)
            case {"say": said}:
                return session.say([Utterance(**utterance) for utterance in said], at_ms)
            case {"interim": guess}:
                return session.guess(Guess(**guess), at_ms)
            case {"end": True}:
                return session.end(at_ms)
        assert "tick" in step, step
        return session.tick(at_ms)

    def _outputs(self, effects: list[Effect]) -> list[dict[str, Any]]:
        out: list[dict[str, Any]] = []
        for effect in effects:
            match effect:
                case OpenLink(number):
                    out.append({"connect": number})
                case CloseLink(number):
                    out.append({"disconnect": number})
                case Send(number, frame):
                    out.append({"send": number, "frame": frame})
                case Tell(Finalized()):
                    out.append({"status": "finalized"})
                case Tell(Stopped(code, _)):
                    out.append({"status": code.lower()})
                case Tell(Waiting()) if not self._is_away:
                    self._is_away = True
                    out.append({"status": "reconnecting"})
                case Tell(Joined()):
                    self._is_away = False
        return out


@cases("scenarios")
def test_the_recorder_does_as_the_scenario_says(case: dict[str, Any]) -> None:
    player = Player(case["steps"][0]["start"])

    for step in case["steps"]:
        seen = player.play(step)
        assert_outputs(seen, step)
        if "counters" in step:
            delivery = player.session.delivery
            assert [delivery.stored, delivery.spoken] == step["counters"]


def assert_outputs(seen: list[dict[str, Any]], step: dict[str, Any]) -> None:
    expected = step["expect"]
    if not any(e.get("frame", {}).get("action") == "ping" for e in expected):
        seen = [s for s in seen if s.get("frame", {}).get("action") != "ping"]
    assert len(seen) == len(expected), (step, seen)
    for got, wanted in zip(seen, expected, strict=True):
        named = dict(wanted.get("frame", {}))
        assert {name: got.get("frame", {}).get(name) for name in named} == named, (step, seen)
        assert {k: v for k, v in got.items() if k != "frame"} == {
            k: v for k, v in wanted.items() if k not in ("frame", "utterances")
        }
        if "utterances" in wanted:
            assert [s["utterance_id"] for s in got["frame"]["segments"]] == wanted["utterances"]
