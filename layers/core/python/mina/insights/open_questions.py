"""Questions that no one answered."""

from __future__ import annotations

from mina.domain.evidence import Evidence
from mina.domain.insight import OpenQuestion
from mina.insights.meeting_text import MeetingText
from mina.insights.questions import is_question

_MOST = 8
_LEAST_WORDS = 6
_ANSWER_WORDS = 4


def open_questions_of(text: MeetingText) -> tuple[OpenQuestion, ...]:
    """Questions of substance after which no one else says more than a few words, or says that it is not known."""
    found = []
    for index, sentence in enumerate(text.sentences):
        if len(text.words[index]) < _LEAST_WORDS or len(text.stems[index]) < 2 or not is_question(sentence.text):
            continue
        confidence = _openness(text, index)
        if confidence:
            evidence = tuple(Evidence(seq, quote) for seq, quote in sentence.parts)
            found.append(OpenQuestion(sentence.text, evidence, confidence))
    return tuple(sorted(found, key=lambda question: -question.confidence)[:_MOST])


def _openness(text: MeetingText, index: int) -> float:
    """0 for an answered question; higher the surer it stayed open."""
    speaker = text.sentences[index].speaker
    stems = set(text.stems[index])
    answers = [
        later
        for later in range(index + 1, min(len(text), index + 6))
        if text.sentences[later].speaker != speaker or speaker is None
    ]
    said = " ".join(text.sentences[later].text.lower() for later in answers)
    if any(phrase in said for phrase in _UNKNOWN):
        return 0.6
    if any(len(text.words[later]) >= _ANSWER_WORDS or stems & set(text.stems[later]) for later in answers):
        return 0.0
    return 0.0 if any(word in said.split() for word in ("yes", "no", "yeah", "nope", "yep")) else 0.4


_UNKNOWN = (
    "don't know", "not sure", "no idea", "find out", "open question", "have to check", "need to check", "get back to",
    "good question", "to be decided", "we'll see", "unclear", "undecided", "leave it open", "leave that open",
    "keep it open", "keep that open", "still open", "can't answer", "cannot answer", "can't say yet", "can't decide",
)  # fmt: skip
