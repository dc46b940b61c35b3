"""A `Transcriber` behind any OpenAI-compatible endpoint, by way of the `openai` SDK's transcriptions."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mina.adapters.openai_errors import error_of_status
from mina.adapters.openai_hearing import transcription_from
from mina.domain.model_errors import ModelAnswerInvalid, ModelRequestInvalid, ModelTimeout, ModelUnavailable

if TYPE_CHECKING:
    import openai

    from mina.domain.heard import Transcription
    from mina.ports.transcriber import Sound

_MAX_RESPONSE_BYTES = 8 * 1024 * 1024
_CONNECT_SECONDS = 5.0
_WHOLE = 240.0
_CHUNKED_FROM_MS = 30_000
"""Diarizing models take longer sound only with a chunking strategy."""


@dataclass(frozen=True, slots=True)
class TranscriberSettings:
    base_url: str
    model: str
    timeout_seconds: float = _WHOLE


class OpenAITranscriber:
    """As `Transcriber`. Asks for the richest form that the model's name promises, for less where it is not taken."""

    def __init__(self, settings: TranscriberSettings, api_key: str) -> None:
        self._settings = settings
        self._api_key = api_key
        self._client: openai.OpenAI | None = None
        self._lock = threading.Lock()
        self._forms = _forms_of(settings.model)

    @property
    def tells_speakers(self) -> bool:
        return self._forms[0].get("response_format") == "diarized_json"

    def transcribe(self, sound: Sound) -> Transcription:
        """As `Transcriber.transcribe`. An endpoint that rejects a form is asked for the next one, once each."""
        for form in self._forms:
            body = self._ask(sound, form)
            if body is not None:
                self._forms = self._forms[self._forms.index(form) :]
                return transcription_from(_object(body), sound.duration_ms)
        raise ModelRequestInvalid("The transcription service does not take this request.")

    def close(self) -> None:
        if self._client is not None:
            self._client.close()

    def _ask(self, sound: Sound, form: dict[str, Any]) -> bytes | None:
        """The answer's body, None where the endpoint does not take this form of request."""
        import openai

        create: Any = self._connected().audio.transcriptions.with_raw_response.create
        optional: dict[str, Any] = {"language": sound.language} if sound.language else {}
        if form.get("response_format") == "diarized_json" and sound.duration_ms > _CHUNKED_FROM_MS:
            optional["chunking_strategy"] = "auto"
        seconds = self._settings.timeout_seconds
        try:
            response = create(
                file=(_file_name(sound), sound.data, sound.media_type),
                model=self._settings.model,
                timeout=openai.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS)),
                **form,
                **optional,
            )
        # `from None`: the endpoint's error texts may repeat what was said, and a chained error is logged with it.
        except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
            if error.param in ("file", "language"):
                raise ModelRequestInvalid("The transcription service does not take this sound.") from None
            return None
        except openai.APITimeoutError:
            raise ModelTimeout("The transcription service did not answer in time.") from None
        except openai.APIConnectionError:
            raise ModelUnavailable("The transcription service cannot be reached.") from None
        except openai.APIStatusError as error:
            raise error_of_status(error) from None
        content: bytes = response.content
        return content

    def _connected(self) -> openai.OpenAI:
        import httpx2
        import openai

        from mina.adapters.bounded_transport import BoundedTransport

        with self._lock:
            if self._client is None:
                transport = BoundedTransport(httpx2.HTTPTransport(), _MAX_RESPONSE_BYTES)
                self._client = openai.OpenAI(
                    base_url=self._settings.base_url,
                    api_key=self._api_key,
                    max_retries=0,  # Step Functions retries, or whoever sent the sound
                    http_client=httpx2.Client(transport=transport),
                )
            return self._client


def _forms_of(model: str) -> list[dict[str, Any]]:
    """What to ask for, the richest first."""
    plain: dict[str, Any] = {"response_format": "json"}
    if "diarize" in model:
        return [{"response_format": "diarized_json"}, plain]
    if model.startswith("gpt-4o"):
        return [plain]
    verbose: dict[str, Any] = {"response_format": "verbose_json"}
    return [{**verbose, "timestamp_granularities": ["word", "segment"]}, verbose, plain]


def _file_name(sound: Sound) -> str:
    """Services tell the format by the name's end."""
    ends = {"audio/wav": "wav", "audio/webm": "webm", "audio/ogg": "ogg", "audio/mp4": "m4a", "audio/flac": "flac"}
    return f"sound.{ends.get(sound.media_type, 'mp3')}"


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise ModelAnswerInvalid("The transcription service's answer is not JSON.") from None
    if not isinstance(value, dict):
        raise ModelAnswerInvalid("The transcription service's answer is no transcription.")
    return value
