"""How likely each sentence hands out or takes on work, or settles something: the features of both models."""

from __future__ import annotations

import math
from collections import Counter

from mina.insights.meeting_text import MeetingText
from mina.insights.task_cues import ACCEPTS, AGAINST_PATTERNS, FOR_PATTERNS, SETTLES_PATTERN

_TASK_CUES = [
    "commit_act",
    "assign_act",
    "assign",
    "request",
    "we_must",
    "next_meeting",
    "date",
    "work_on",
    "task_noun",
    "role",
    "third",
]
_CIRCUMSTANCES = [
    "length",
    "short",
    "after_half",
    "after_75",
    "after_85",
    "after_93",
    "after_97",
    "early",
    "chair",
    "accepted",
    "cues_before",
    "cues_after",
    "cues_around",
    "same_speaker_before",
    "cues",
    "late_cues",
    "late_role",
    "late_assign",
    "topical",
    "topical_top",
    "agreement",
    "chair_decides",
    "decisions_around",
    "settles",
    "late_chair",
    "first_person",
    "remaining_5",
    "incomplete",
]
COMMITMENT_FEATURES = ["bias", *FOR_PATTERNS, *AGAINST_PATTERNS, *_CIRCUMSTANCES]


def commitment_features(text: MeetingText) -> list[list[float]]:
    """Features in the order of `COMMITMENT_FEATURES` for every sentence."""
    size = len(text)
    cues = [
        {name: float(bool(pattern.search(sentence.text))) for name, pattern in FOR_PATTERNS.items()}
        for sentence in text.sentences
    ]
    task_cues = [sum(row[name] for name in _TASK_CUES) for row in cues]
    deciding = [row["decide"] + row["should_be"] + 0.5 * row["accept"] for row in cues]
    accepting = [bool(ACCEPTS.search(sentence.text)) for sentence in text.sentences]
    counts = Counter(word for row in text.stems for word in set(row))
    rows = []
    for index, sentence in enumerate(text.sentences):
        own, words = cues[index], text.words[index]
        position = text.positions[index]
        late, chair = float(position > 0.85), float(sentence.speaker is not None and sentence.speaker == text.chair)
        topical = sorted((math.log(counts[w]) for w in set(text.stems[index]) if counts[w] > 1), reverse=True)
        row = [1.0, *own.values()]
        row += [float(bool(pattern.search(sentence.text))) for pattern in AGAINST_PATTERNS.values()]
        row += [math.log(1 + len(words)), float(len(words) < 4)]
        row += [float(position > share) for share in (0.5, 0.75, 0.85, 0.93, 0.97)]
        row += [
            float(position < 0.1),
            chair,
            float(_is_accepted(text, accepting, index)),
            (task_cues[index - 1] if index else 0) * 0.5,
            (task_cues[index + 1] if index + 1 < size else 0) * 0.5,
            sum(task_cues[max(0, index - 4) : index + 5]) / 9,
            float(index > 0 and text.sentences[index - 1].speaker == sentence.speaker),
            task_cues[index] * 0.5,
            late * task_cues[index] * 0.5,
            late * own["role"],
            late * own["assign"],
            sum(topical[:4]) / 8,
            topical[0] / 4 if topical else 0.0,
            sum(accepting[index + 1 : index + 6]) / 5,
            deciding[index] * chair,
            sum(deciding[max(0, index - 4) : index + 5]) / 9,
            float(bool(SETTLES_PATTERN.search(sentence.text))),
            late * chair,
            sum(word == "i" or word.startswith("i'") for word in words) / (len(words) + 1),
            float(index >= size - 5),
            float(not sentence.is_complete),
        ]
        rows.append(row)
    return rows


def _is_accepted(text: MeetingText, accepting: list[bool], index: int) -> bool:
    """Whether the next other speaker, within three sentences, begins by agreeing."""
    speaker = text.sentences[index].speaker
    for later in range(index + 1, min(len(text), index + 4)):
        if text.sentences[later].speaker != speaker:
            return accepting[later]
    return False
