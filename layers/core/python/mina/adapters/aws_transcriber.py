"""A `Transcriber` by Amazon Transcribe: a job for each piece of sound, waited for. For AWS without another endpoint."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from mina.adapters.aws import client
from mina.domain.heard import Heard, Transcription
from mina.domain.model_errors import (
    ModelAnswerInvalid,
    ModelRefused,
    ModelRequestInvalid,
    ModelThrottled,
    ModelTimeout,
    ModelUnavailable,
)

if TYPE_CHECKING:
    from mina.ports.transcriber import Sound
    from mina.ports.uploads import Objects

POLL_SECONDS = 3.0
PATIENCE_SECONDS = 600.0
_PAUSE_MS = 1_200
_SENTENCE_ENDS = (".", "?", "!")


class AmazonTranscriber:
    """The job's sound and its answer lie under `work/transcribe/` in the bucket, and are deleted afterwards."""

    tells_speakers = True

    def __init__(self, objects: Objects, bucket: str) -> None:
        self._objects = objects
        self._bucket = bucket

    def transcribe(self, sound: Sound) -> Transcription:
        """As `Transcriber.transcribe`: a job by the sound's name, found again where it was started before."""
        source, answer = f"work/transcribe/{sound.name}.wav", f"work/transcribe/{sound.name}.json"
        self._objects.put(source, sound.data, sound.media_type)
        try:
            self._start(sound, source, answer)
            self._await(sound.name)
            return _transcription(json.loads(self._objects.read(answer)))
        finally:
            self._objects.delete([source, answer])

    @property
    def _client(self) -> Any:
        return client("transcribe")

    def _start(self, sound: Sound, source: str, answer: str) -> None:
        language = {"LanguageCode": sound.language} if sound.language else {"IdentifyLanguage": True}
        try:
            self._client.start_transcription_job(
                TranscriptionJobName=sound.name,
                Media={"MediaFileUri": f"s3://{self._bucket}/{source}"},
                OutputBucketName=self._bucket,
                OutputKey=answer,
                Settings={"ShowSpeakerLabels": True, "MaxSpeakerLabels": 10},
                **language,
            )
        except ClientError as error:
            if _code(error) != "ConflictException":  # started by an earlier try
                raise _translated(error) from error
        except BotoCoreError as error:
            raise ModelUnavailable("Amazon Transcribe cannot be reached.") from error

    def _await(self, name: str) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            try:
                job = self._client.get_transcription_job(TranscriptionJobName=name)["TranscriptionJob"]
            except ClientError as error:
                raise _translated(error) from error
            except BotoCoreError as error:
                raise ModelUnavailable("Amazon Transcribe cannot be reached.") from error
            if job["TranscriptionJobStatus"] == "COMPLETED":
                return
            if job["TranscriptionJobStatus"] == "FAILED":
                raise ModelRequestInvalid("Amazon Transcribe could not read this sound.")
            time.sleep(POLL_SECONDS)
        raise ModelTimeout("Amazon Transcribe did not finish in time.")


def _transcription(document: dict[str, Any]) -> Transcription:
    """Items joined into what one speaker said without a pause, up to the end of a sentence."""
    try:
        results = document["results"]
        heard: list[Heard] = []
        is_open = False
        for item in results["items"]:
            text = str(item["alternatives"][0]["content"])
            if item["type"] == "punctuation":
                if heard:
                    heard[-1] = _and(heard[-1], text, heard[-1].end_ms)
                    is_open = text not in _SENTENCE_ENDS
                continue
            start, end = (round(float(item[name]) * 1000) for name in ("start_time", "end_time"))
            speaker = item.get("speaker_label")
            sure = float(item["alternatives"][0].get("confidence") or 0)
            if is_open and heard[-1].speaker == speaker and start - heard[-1].end_ms < _PAUSE_MS:
                heard[-1] = _and(heard[-1], f" {text}", end)
            else:
                heard.append(Heard(text, start, end, speaker, sure))
            is_open = True
    except (KeyError, IndexError, TypeError, ValueError):
        raise ModelAnswerInvalid("Amazon Transcribe's answer is no transcription.") from None
    return Transcription(tuple(heard), results.get("language_code"))


def _and(heard: Heard, text: str, end_ms: int) -> Heard:
    return Heard(heard.text + text, heard.start_ms, end_ms, heard.speaker, heard.confidence)


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


def _translated(error: ClientError) -> Exception:
    code = _code(error)
    if code in ("LimitExceededException", "ThrottlingException"):
        return ModelThrottled("Amazon Transcribe asks to slow down.")
    if code in ("AccessDeniedException", "UnrecognizedClientException"):
        return ModelRefused("Amazon Transcribe refuses this configuration.")
    if code == "BadRequestException":
        return ModelRequestInvalid("Amazon Transcribe does not take this request.")
    return ModelUnavailable("Amazon Transcribe is not available.")
