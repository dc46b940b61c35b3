"""What a finished meeting is turned into. Every claim carries the segments it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from mina.domain.evidence import Evidence
from mina.domain.step import Step as Step
from mina.domain.task import Priority


class Method(StrEnum):
    """How an insight was made. `degraded`: a language model is configured and failed, so local methods stood in."""

    MODEL = "model"
    LOCAL = "local"
    DEGRADED = "degraded"


@dataclass(frozen=True, slots=True)
class MeetingContext:
    """What a step may know besides the words. `time_zone` is an IANA name; `started_at` is aware."""

    title: str
    meeting_type: str
    started_at: datetime
    time_zone: str = "UTC"
    participants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefinedSegment:
    """A segment's text made readable; the raw text stays as it was heard."""

    seq: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Neighbouring segments of one speaker, merged for reading. `seqs` in reading order."""

    speaker: str | None
    seqs: tuple[int, ...]
    text: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Refinement:
    segments: tuple[RefinedSegment, ...]
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class SpeakerStatistics:
    """One speaker's part. Times in milliseconds, `talk_share` 0..1 of all talk time."""

    speaker: str
    talk_ms: int
    talk_share: float
    words: int
    words_per_minute: float
    turns: int
    interruptions: int
    longest_monologue_ms: int
    questions: int
    average_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A stretch of the meeting about one thing. `title` is made of its key phrases."""

    title: str
    key_phrases: tuple[str, ...]
    first_seq: int
    last_seq: int
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class SentimentPoint:
    """A tendency of a stretch of speech, -1 (negative) to 1 (positive); never a verdict on a person."""

    start_ms: int
    end_ms: int
    score: float


@dataclass(frozen=True, slots=True)
class PacePoint:
    start_ms: int
    end_ms: int
    words_per_minute: float


@dataclass(frozen=True, slots=True)
class Silence:
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Question:
    seq: int
    speaker: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Analytics:
    """Measures of one meeting; definitions and sources stand at the functions that compute them."""

    total_segments: int
    total_words: int
    duration_ms: int
    talk_ms: int
    silence_ms: int
    overlap_ms: int
    words_per_minute: float
    average_confidence: float | None
    average_sentiment: float
    speakers: tuple[SpeakerStatistics, ...] = ()
    silences: tuple[Silence, ...] = ()
    questions: tuple[Question, ...] = ()
    topics: tuple[Topic, ...] = ()
    key_phrases: tuple[str, ...] = ()
    sentiment: tuple[SentimentPoint, ...] = ()
    pace: tuple[PacePoint, ...] = ()


@dataclass(frozen=True, slots=True)
class ExtractedTask:
    """An action item as found. `owner` and `due_date` are empty unless spoken; `confidence` 0..1."""

    title: str
    evidence: tuple[Evidence, ...]
    confidence: float
    owner: str | None = None
    due_date: date | None = None
    due_phrase: str | None = None
    priority: Priority = Priority.MEDIUM


@dataclass(frozen=True, slots=True)
class Decision:
    text: str
    evidence: tuple[Evidence, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    text: str
    evidence: tuple[Evidence, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class TaskExtraction:
    tasks: tuple[ExtractedTask, ...] = ()
    decisions: tuple[Decision, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """One sentence and where it comes from. `attributed_to` is its speaker, or the owner of a next step."""

    text: str
    evidence: tuple[Evidence, ...]
    attributed_to: str | None = None


@dataclass(frozen=True, slots=True)
class TopicNotes:
    title: str
    sentences: tuple[SummarySentence, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """`template` is the shape chosen by the meeting's type: general, stand_up, one_to_one, customer_call."""

    template: str
    overview: tuple[SummarySentence, ...] = ()
    key_points: tuple[SummarySentence, ...] = ()
    decisions: tuple[SummarySentence, ...] = ()
    topics: tuple[TopicNotes, ...] = ()
    next_steps: tuple[SummarySentence, ...] = ()


InsightResult = Refinement | Analytics | TaskExtraction | Summary


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a result came to be. `reason` says why a model did not do it; costs are those of this step alone."""

    method: Method
    model: str | None = None
    reason: str | None = None
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    cost_microdollars: int = 0
    dropped_items: int = 0
    notes: tuple[str, ...] = field(default=())
