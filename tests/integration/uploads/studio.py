"""A small studio for the tests of uploads: people, recordings, and the transcription machine by hand."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
from local.stand_in import StandIn
from local.stand_in.tone_words import WORD_MS, Spoken, speak, word
from tests.dynamo import create_table, forget_connection

from mina import bootstrap
from mina.adapters import s3_objects
from mina.adapters.dynamodb.uploads import DynamoUploads
from mina.adapters.ffmpeg import FfmpegDecoder
from mina.adapters.openai_transcriber import OpenAITranscriber, TranscriberSettings
from mina.adapters.s3_objects import S3Objects
from mina.domain.outbox import PipelineRun
from mina.domain.principal import User
from mina.domain.upload import Upload
from mina.ports.pipeline import ExecutionStatus
from mina.services.finalize import Finalizer
from mina.services.uploads import door, transcribe
from mina.services.uploads.arrival import arrive
from mina.services.uploads.desk import Desk
from mina.services.uploads.words import join_words
from mina.sound.pcm import wav

BUCKET = "mina-files"


class Hand:
    """A clock that only moves when it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def forward(self, **delta: float) -> None:
        self.time += timedelta(**delta)


@dataclass
class Listener:
    """A broadcaster that remembers."""

    frames: list[dict[str, Any]] = field(default_factory=list)

    def push(self, connection_ids: Any, frame: Any) -> frozenset[str]:
        self.frames.append(dict(frame))
        return frozenset()

    def last_active(self, connection_id: str) -> datetime | None:
        return None


@dataclass
class Pipelines:
    """A pipeline starter that only notes what it was asked for."""

    runs: list[PipelineRun] = field(default_factory=list)

    def start(self, run: PipelineRun) -> str:
        self.runs.append(run)
        return f"arn:{run.name}"

    def status(self, execution_arn: str) -> ExecutionStatus:
        return ExecutionStatus.SUCCEEDED

    def seal_later(self, session_id: str, seconds: int, reason: str) -> None:
        return


@dataclass
class Machine:
    """Notes which transcriptions were started, by the name that makes a repeat harmless."""

    names: set[str] = field(default_factory=set)

    def start(self, upload: Upload) -> None:
        self.names.add(upload.execution_name)


@dataclass
class Studio:
    desk: Desk
    clock: Hand
    machine: Machine
    listener: Listener
    service: StandIn
    decoder: FfmpegDecoder
    model: str = "whisper-1"
    has_service: bool = True
    transcribers: dict[str, OpenAITranscriber] = field(default_factory=dict)

    @classmethod
    def build(cls, service: StandIn) -> "Studio":
        service.script.play([])
        service.script.forget()
        forget_connection()
        s3_objects._client.cache_clear()
        create_table()
        boto3.client("s3").create_bucket(Bucket=BUCKET)
        clock, listener, machine, objects = Hand(), Listener(), Machine(), S3Objects(BUCKET)
        finalizer = Finalizer(bootstrap.stores(), listener, Pipelines(), clock)
        studio = cls.__new__(cls)
        desk = Desk(DynamoUploads(), objects, machine, finalizer, lambda: studio.transcriber())
        studio.__init__(desk, clock, machine, listener, service, FfmpegDecoder(objects))  # type: ignore[misc]
        return studio

    def tear_down(self) -> None:
        for transcriber in self.transcribers.values():
            transcriber.close()
        forget_connection()
        s3_objects._client.cache_clear()

    def transcriber(self) -> OpenAITranscriber | None:
        """A new one for each kind of model: what it learned of the endpoint is forgotten between tests."""
        if not self.has_service:
            return None
        if self.model not in self.transcribers:
            settings = TranscriberSettings(self.service.url, self.model)
            self.transcribers[self.model] = OpenAITranscriber(settings, "key")
        return self.transcribers[self.model]

    def user(self, name: str = "Ada Lovelace") -> User:
        first = name.split()[0].lower()
        return User(f"sub-{first}", name, f"{first}@example.com", self.clock.now() + timedelta(hours=1))

    def new(self, who: User, **wanted: Any) -> Upload:
        return door.create_session(who, door.NewUpload(**wanted), self.desk)

    def address(self, who: User, upload: Upload, content_type: str = "audio/wav", **more: Any) -> door.Address:
        return door.upload_address(who, upload.id, door.FileInfo("talk.wav", content_type, **more), self.desk)

    def send(self, upload: Upload, data: bytes) -> None:
        """What S3 does with a posted form."""
        boto3.client("s3").put_object(Bucket=BUCKET, Key=upload.key, Body=data)

    def uploaded(self, who: User, data: bytes, **wanted: Any) -> Upload:
        """A recording that has been sent and told of."""
        upload = self.new(who, **wanted)
        self.address(who, upload)
        self.send(upload, data)
        return door.complete_upload(who, upload.id, (), self.desk)

    def arrive(self, upload: Upload) -> Upload:
        return arrive(upload.id, self.desk)

    def run(self, upload: Upload, tries: int = 2) -> Upload:
        """Walk the transcription machine as its definition says. `tries`: how often a part is tried."""
        for number in transcribe.prepare(upload.id, self.desk, self.decoder):
            for attempt in range(1, tries + 1):
                try:
                    transcribe.transcribe_part(upload.id, number, self.desk)
                    break
                except Exception:
                    if attempt == tries:
                        transcribe.fail_part(upload.id, number, self.desk)
        return join_words(upload.id, self.desk)

    def text(self, upload: Upload) -> str:
        batches = self.desk.stores.segments.batches(upload.id)
        segments = sorted((s for b in batches for s in b.batch.segments), key=lambda s: (s.start_ms, s.seq))
        return " ".join(segment.text for segment in segments)

    def keys(self, prefix: str = "") -> list[str]:
        return self.desk.objects.keys(prefix)


def talk(
    count: int, pause_ms: int = 160, sentence: int = 8, sentence_pause_ms: int = 900, first: int = 1
) -> list[Spoken]:
    """Different words in sentences."""
    words: list[Spoken] = []
    at = 500
    for index in range(count):
        words.append(Spoken(word((first + index) * 37 % 4096), at, at + WORD_MS, index // sentence % 3))
        at += WORD_MS + (sentence_pause_ms if (index + 1) % sentence == 0 else pause_ms)
    return words


def sound(words: Sequence[Spoken], noise: int = 20) -> bytes:
    """A WAV file in which they are said."""
    return wav(speak(words, words[-1].end_ms + 500, noise))


def text_of(words: Sequence[Spoken]) -> str:
    return " ".join(word.text for word in words)


def decoded_policy(fields: dict[str, str]) -> dict[str, Any]:
    import base64

    policy: dict[str, Any] = json.loads(base64.b64decode(fields["policy"]))
    return policy
