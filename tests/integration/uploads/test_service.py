"""The transcription service over real HTTP: its forms, its faults, and nothing believed that does not fit."""

from collections.abc import Iterator
from typing import Any

import pytest
from local.stand_in import StandIn
from tests.integration.uploads.studio import sound, talk, text_of

from mina.adapters.aws_transcriber import _transcription
from mina.adapters.openai_hearing import transcription_from
from mina.adapters.openai_transcriber import OpenAITranscriber, TranscriberSettings
from mina.domain.model_errors import (
    ModelAnswerInvalid,
    ModelError,
    ModelRefused,
    ModelThrottled,
    ModelTimeout,
    ModelUnavailable,
)
from mina.ports.transcriber import Sound

WORDS = talk(16)
SPEECH = sound(WORDS)
PIECE = Sound(SPEECH, "audio/wav", "piece-1", len(SPEECH) // 32)


@pytest.fixture
def service(speech_service: StandIn) -> StandIn:
    speech_service.script.play([])
    speech_service.script.forget()
    return speech_service


@pytest.fixture(params=["whisper-1"])
def transcriber(service: StandIn, request: pytest.FixtureRequest) -> Iterator[OpenAITranscriber]:
    built = OpenAITranscriber(TranscriberSettings(service.url, request.param, timeout_seconds=1.0), "key")
    yield built
    built.close()


@pytest.mark.parametrize(
    ("transcriber", "has_words", "has_speakers"),
    [("whisper-1", True, False), ("gpt-4o-transcribe-diarize", False, True), ("gpt-4o-mini-transcribe", False, False)],
    indirect=["transcriber"],
)
def test_each_kind_of_model_is_asked_for_what_it_can_tell(
    transcriber: OpenAITranscriber, has_words: bool, has_speakers: bool
) -> None:
    heard = transcriber.transcribe(PIECE).heard

    assert " ".join(one.text for one in heard) == text_of(WORDS)
    assert any(one.words for one in heard) is has_words
    assert any(one.speaker for one in heard) is has_speakers
    assert transcriber.tells_speakers is has_speakers


def test_a_service_that_knows_plain_text_only_is_asked_more_only_once(
    service: StandIn, transcriber: OpenAITranscriber
) -> None:
    service.script.play([{"behaviour": "no_verbose_json", "forever": True}])

    first, second = transcriber.transcribe(PIECE), transcriber.transcribe(PIECE)

    assert first.heard[0].text == second.heard[0].text == text_of(WORDS)
    assert service.script.log()["total"] == 4


@pytest.mark.parametrize(
    ("behaviour", "error"),
    [
        ("401", ModelRefused), ("403", ModelRefused), ("404", ModelRefused), ("429", ModelThrottled),
        ("quota", ModelRefused), ("500", ModelUnavailable), ("hang", ModelTimeout), ("trickle", ModelTimeout),
        ("cut", ModelUnavailable), ("garbage", ModelAnswerInvalid), ("oversize", ModelAnswerInvalid),
        ("wrong_schema", ModelAnswerInvalid),
    ],
)  # fmt: skip
def test_each_fault_has_its_name(
    service: StandIn, transcriber: OpenAITranscriber, behaviour: str, error: type[ModelError]
) -> None:
    service.script.play([behaviour])

    with pytest.raises(error):
        transcriber.transcribe(PIECE)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": 5},
        {"segments": [7]},
        {"segments": [{"text": "x"}]},
        {"segments": [{"text": 5, "start": 0, "end": 1}]},
        {"segments": [{"text": "x", "start": "0", "end": 1}]},
        {"segments": [{"text": "x", "start": float("nan"), "end": 1}]},
    ],
)
def test_an_answer_of_another_shape_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(ModelAnswerInvalid):
        transcription_from(body, 1_000)


def test_what_the_service_takes_for_silence_itself_is_not_believed() -> None:
    rows = [
        {"text": "Thank you for watching!", "start": 0, "end": 2, "no_speech_prob": 0.95, "avg_logprob": -1.4},
        {"text": "Hello.", "start": 2, "end": 99, "no_speech_prob": 0.1, "avg_logprob": -0.2},
    ]

    heard = transcription_from({"text": "", "segments": rows}, 3_000).heard

    assert [(one.text, one.start_ms, one.end_ms) for one in heard] == [("Hello.", 2_000, 3_000)]


def test_amazon_s_items_become_sentences_of_one_speaker() -> None:
    def said(word: str, start: float, speaker: str) -> dict[str, Any]:
        times = {"start_time": str(start), "end_time": str(start + 0.3)}
        return {"type": "pronunciation", "speaker_label": speaker, **times,
                "alternatives": [{"content": word, "confidence": "0.98"}]}  # fmt: skip

    mark = {"type": "punctuation", "alternatives": [{"content": "."}]}
    items = [
        said("Shall", 0, "spk_0"),
        said("we", 0.4, "spk_0"),
        mark,
        said("Yes", 1.0, "spk_1"),
        said("now", 9.0, "spk_1"),
    ]

    heard = _transcription({"results": {"items": items, "language_code": "en-US"}}).heard

    assert [(one.text, one.speaker) for one in heard] == [("Shall we.", "spk_0"), ("Yes", "spk_1"), ("now", "spk_1")]
    assert (heard[0].start_ms, heard[0].end_ms, heard[0].confidence) == (0, 700, 0.98)
