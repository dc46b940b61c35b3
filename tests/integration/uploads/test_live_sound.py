"""Live sound: parts in any order, repeats, silence, noise, a service that fails; and the sound that is kept."""

import random
from dataclasses import dataclass

import httpx
import pytest
from local.stand_in.tone_words import Spoken, speak, word
from tests.integration.uploads.studio import Studio, sound, talk

from mina.adapters.dynamodb.sounds import DynamoSounds
from mina.domain.connection import Connection
from mina.domain.errors import BadFrame, Fenced, NotFound, Unavailable, UnreadableSound
from mina.domain.model_errors import ModelUnavailable
from mina.domain.principal import User
from mina.domain.session import Role
from mina.domain.sound import NOTHING_HEARD, SoundPart
from mina.edge.errors import error_frame
from mina.edge.frames import Audio
from mina.edge.sounds import to_part
from mina.services.append import Writer
from mina.services.join import JoinRequest, join
from mina.services.listen import Listener, Understood, listen, listen_again
from mina.services.recordings import delete_sound, sound_track
from mina.sound.pcm import wav

WORDS = [Spoken(word(n * 91 % 4096), n * 350 + 100, n * 350 + 340) for n in range(6)]
TEXT = " ".join(spoken.text for spoken in WORDS)
UTTERANCE = wav(speak(WORDS, 2_400, noise=20))


@dataclass
class Room:
    """A meeting that is recorded by its sound."""

    studio: Studio
    who: User
    writer: Writer
    listener: Listener

    @classmethod
    def open(cls, studio: Studio, *, is_kept: bool = False) -> "Room":
        who = studio.user()
        connection = Connection("c-1", who, studio.clock.now())
        request = JoinRequest("room-1", "tab-1", Role.RECORDER, title="Live", recording_enabled=is_kept)
        joined = join(request, connection, studio.desk.stores, studio.clock)
        desk = studio.desk
        listener = Listener(DynamoSounds(), desk.objects, desk.finalizer, desk.transcriber)
        return cls(studio, who, Writer("room-1", "tab-1", joined.session.epoch), listener)

    def say(self, part: SoundPart) -> Understood | None:
        return listen(self.writer, part, self.listener)

    def waiting(self, seq: int = 1) -> int:
        return len(self.listener.sounds.parts("room-1", seq))

    def meeting_id(self) -> str:
        session = self.studio.desk.stores.sessions.get("room-1")
        assert session is not None
        return session.meeting_id or ""


def parts_of(data: bytes, seq: int = 1, start_ms: int = 5_000, size: int = 13_000) -> list[SoundPart]:
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    end_ms = start_ms + len(data) // 32
    return [
        SoundPart(seq, n, len(pieces), "audio/wav", piece, start_ms, end_ms, "Ada") for n, piece in enumerate(pieces, 1)
    ]


@pytest.mark.parametrize("order", range(4))
def test_parts_in_any_order_become_a_segment_with_the_sound_s_times(studio: Studio, order: int) -> None:
    room = Room.open(studio)
    parts = parts_of(UTTERANCE)
    random.Random(order).shuffle(parts)

    answers = [room.say(part) for part in parts]
    heard = answers[-1]

    assert len(parts) > 3
    assert answers[:-1] == [None] * (len(parts) - 1)
    assert heard is not None
    assert heard.acknowledged.seqs == ((1, 1),)
    assert (heard.segment.text, heard.segment.speaker) == (TEXT, "Ada")
    assert abs(heard.segment.start_ms - 5_100) < 30
    assert heard.segment.end_ms <= 5_000 + len(UTTERANCE) // 32
    assert room.waiting() == 0


def test_a_repeat_gives_the_segment_again_and_costs_nothing(studio: Studio) -> None:
    room = Room.open(studio)
    parts = parts_of(UTTERANCE)

    first = [room.say(part) for part in [*parts[:2], *parts]][-1]
    again = [room.say(part) for part in parts]

    assert first is not None
    assert all(one is not None and one.segment == first.segment for one in again)
    assert studio.service.script.log()["total"] == 1
    assert room.waiting() == 0


HISS = wav(b"\x05\x00" * 8_000)


@pytest.mark.parametrize("data", [wav(bytes(32_000)), HISS], ids=["silence", "hiss"])
def test_silence_and_hiss_are_no_gap(studio: Studio, data: bytes) -> None:
    room = Room.open(studio)

    heard = [room.say(part) for part in parts_of(data)][-1]

    assert heard is not None
    assert heard.segment.text == NOTHING_HEARD
    assert studio.desk.stores.segments.ranges("room-1") == ((1, 1),)


def test_the_sound_is_kept_until_its_words_are_stored(studio: Studio) -> None:
    room = Room.open(studio)
    parts = parts_of(UTTERANCE)
    studio.service.script.play(["500"])

    waiting = [room.say(part) for part in parts[:-1]]
    with pytest.raises(ModelUnavailable):
        room.say(parts[-1])
    kept = room.waiting()
    heard = room.say(parts[-1])

    assert waiting == [None] * (len(parts) - 1)
    assert kept == len(parts)
    assert heard is not None
    assert heard.segment.text == TEXT
    assert room.waiting() == 0


def test_sound_that_cannot_be_read_is_refused_by_its_seq_and_not_kept(studio: Studio) -> None:
    room = Room.open(studio)
    studio.service.script.play(["too_long"] * 3)

    with pytest.raises(UnreadableSound) as refused:
        room.say(SoundPart(7, 1, 1, "audio/webm", b"no sound", 0, 100))
    told = error_frame(refused.value, "ref-1")

    assert (told["code"], told["retryable"], told["seq"]) == ("BAD_FRAME", False, 7)
    assert room.waiting(7) == 0


def test_the_sweeper_listens_where_the_client_never_came_back(studio: Studio) -> None:
    room = Room.open(studio)
    studio.service.script.play(["500"])
    *before, last = parts_of(UTTERANCE)
    for part in before:
        room.say(part)
    with pytest.raises(ModelUnavailable):
        room.say(last)

    early = listen_again(room.listener)
    studio.clock.forward(minutes=3)
    done = listen_again(room.listener)

    assert (early, done) == ({}, {"heard": 1})
    assert studio.text(studio.new(room.who)) == ""
    batches = studio.desk.stores.segments.batches("room-1")
    assert [s.text for b in batches for s in b.batch.segments] == [TEXT]
    assert listen_again(room.listener) == {}


def test_an_utterance_that_never_became_whole_is_dropped_after_an_hour(studio: Studio) -> None:
    room = Room.open(studio)
    room.say(parts_of(UTTERANCE)[0])

    studio.clock.forward(minutes=10)
    waiting = listen_again(room.listener)
    studio.clock.forward(hours=1)
    dropped = listen_again(room.listener)

    assert (waiting, dropped) == ({"waiting": 1}, {"dropped": 1})
    assert room.waiting() == 0


def test_without_a_service_the_sound_stays(studio: Studio) -> None:
    room = Room.open(studio)
    studio.has_service = False
    parts = parts_of(UTTERANCE)

    for part in parts[:-1]:
        room.say(part)
    with pytest.raises(Unavailable):
        room.say(parts[-1])
    assert room.waiting() == len(parts)


def test_another_recorder_s_sound_is_not_taken(studio: Studio) -> None:
    room = Room.open(studio)

    with pytest.raises(Fenced):
        listen(Writer("room-1", "tab-2", 7), parts_of(UTTERANCE)[0], room.listener)
    assert room.waiting() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"part": 3, "parts": 2}, {"data": "!!!"}, {"data": ""}, {"format": "text/html"}, {"start_ms": 9, "end_ms": 3},
        {"data": "A" * 18_433}, {"parts": 101},
    ],
)  # fmt: skip
def test_a_frame_that_does_not_fit_is_refused(wrong: dict[str, object]) -> None:
    fields: dict[str, object] = {
        "seq": 1, "part": 1, "parts": 2, "format": "wav", "data": "AAAA", "start_ms": 0, "end_ms": 9,
    }  # fmt: skip

    assert to_part(Audio(**fields)).data == bytes(3)  # type: ignore[arg-type]
    with pytest.raises(BadFrame):
        to_part(Audio(**{**fields, **wrong}))  # type: ignore[arg-type]


def test_the_sound_of_a_recorded_meeting_can_be_played_and_deleted(studio: Studio) -> None:
    room = Room.open(studio, is_kept=True)
    for part in [*parts_of(UTTERANCE, 1, 0), *parts_of(UTTERANCE, 2, 9_000)]:
        room.say(part)

    track = sound_track(room.who, room.meeting_id(), studio.desk)

    assert [piece.start_ms for piece in track.pieces] == [0, 9_000]
    assert all("X-Amz-Signature" in piece.url for piece in track.pieces)
    assert studio.desk.objects.read(studio.keys("sessions/")[0]) == UTTERANCE
    with pytest.raises(NotFound):
        sound_track(studio.user("Eve Moneypenny"), room.meeting_id(), studio.desk)
    assert delete_sound(room.who, room.meeting_id(), studio.desk) == 2
    with pytest.raises(NotFound):
        sound_track(room.who, room.meeting_id(), studio.desk)


def test_the_sound_of_an_unrecorded_meeting_is_not_kept(studio: Studio) -> None:
    room = Room.open(studio)
    for part in parts_of(UTTERANCE):
        room.say(part)

    assert studio.keys("sessions/") == []
    with pytest.raises(NotFound):
        sound_track(room.who, room.meeting_id(), studio.desk)


def test_an_uploaded_recording_can_be_played(studio: Studio) -> None:
    ada = studio.user()
    done = studio.run(studio.uploaded(ada, sound(talk(8))))

    track = sound_track(ada, done.meeting_id or "", studio.desk)

    assert len(track.pieces) == 1
    assert httpx.URL(track.pieces[0].url).path.endswith("/original")
    assert track.pieces[0].end_ms == done.duration_ms
