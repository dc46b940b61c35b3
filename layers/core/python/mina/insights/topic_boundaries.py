"""Where a meeting turns to something else: lexical cohesion and the words of transition, weighed by a logistic model.

Cohesion is the cosine of the words before and after a gap, its dips scored by depth as in Hearst, "TextTiling"
(1997); cues and speaker features follow Galley et al., "Discourse Segmentation of Multi-Party Conversation" (2003).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mina.insights.meeting_text import MeetingText
from mina.insights.weights import probability, weights

BOUNDARY_FEATURES = [
    "bias",
    "cue",
    "strong",
    "length",
    "short",
    "previous_length",
    "previous_short",
    "depth_6",
    "depth_12",
    "depth_24",
    "position",
    "early",
    "late",
    "chair",
    "thanked",
    "asks",
    "away",
    "novelty",
    "short_run",
    "acknowledged",
    "strongest_cue",
]
_BLOCK_WORDS = 20
_WINDOWS = (6, 12, 24)
_OPENING_CHARS = 220
_CUE = re.compile(
    r"^\W*(?:(?:okay|ok|alright|all right|right|so|well|and|now|um|uh|yeah|good|great|thanks?|thank you)\W+)*(?:so|okay"
    r"|alright|now|next|let's|let us|moving on|move on|the next|first|second|finally|anyway|we(?:'ll| will| should"
    r"| can)? (?:move|go|start|talk|discuss|come)|i(?:'ll| will| would like to| want to)? (?:start|begin|talk|present"
    r"|move)|shall we|can we|what about|how about|agenda|item|question|thank you|welcome|back to)\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:next (?:item|topic|point|thing|presentation|question|on the agenda)|move on|moving on|let's (?:start|begin"
    r"|move|go|talk|get)|agenda|first of all|last (?:item|thing)|any other business|wrap up|to (?:sum|finish)|go (?:on"
    r"|ahead) to|talk about|over to (?:you|the)|presentation|my turn|your turn|so we have|another (?:thing|issue|topic"
    r"|question)|the (?:other|second|third) (?:thing|issue|topic|point)|thank you|new topic|change topic|digits?"
    r"|i(?:'d| would) like to (?:ask|turn|start))\b",
    re.IGNORECASE,
)
_THANKS = re.compile(r"\b(?:thank you|thanks)\b", re.IGNORECASE)
_ACKNOWLEDGES = re.compile(r"^\W*(?:okay|ok|alright|right|yeah|good|great|cool|mm-hmm)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn as a place where a topic may begin. `first` and `last` are indices of sentences, `last` included."""

    first: int
    last: int
    speaker: str | None
    opening: str
    words: int


def turns_of_meeting(text: MeetingText) -> list[Turn]:
    """The turns of a meeting in the order of their first sentences; unfinished sentences belong where they began."""
    turns: list[Turn] = []
    start = 0
    for index in range(1, len(text) + 1):
        if index < len(text) and text.sentences[index].turn == text.sentences[start].turn:
            continue
        opening = " ".join(sentence.text for sentence in text.sentences[start : min(index, start + 4)])
        words = sum(map(len, text.words[start:index]))
        turns.append(Turn(start, index - 1, text.sentences[start].speaker, opening[:_OPENING_CHARS], words))
        start = index
    return turns


def boundary_probabilities(text: MeetingText, turns: Sequence[Turn]) -> list[float]:
    """For each turn the probability, 0..1, that a new topic begins with it."""
    coefficients = weights().models["topics"]
    return [probability(coefficients, row) for row in boundary_features(text, turns)]


def boundary_features(text: MeetingText, turns: Sequence[Turn]) -> list[list[float]]:
    """Features in the order of `BOUNDARY_FEATURES` for every turn."""
    total = sum(turn.words for turn in turns) or 1
    strength = [cue_strength(turn) for turn in turns]
    depths = [_depths(text, turns, window) for window in _WINDOWS]
    seen: set[str] = set()
    spoke_at: dict[str | None, int] = {}
    rows, spoken = [], 0
    for index, turn in enumerate(turns):
        stems = {word for row in text.stems[turn.first : min(turn.last + 1, turn.first + 6)] for word in row}
        before = turns[index - 1].words if index else 0
        position = spoken / total
        rows.append(
            [
                1.0,
                float(bool(_CUE.search(turn.opening))),
                float(bool(_STRONG.search(turn.opening))),
                math.log(1 + turn.words),
                float(turn.words < 5),
                math.log(1 + before),
                float(index > 0 and before < 5),
                *(depth[index] for depth in depths),
                position,
                float(position < 0.05),
                float(position > 0.95),
                float(turn.speaker is not None and turn.speaker == text.chair),
                float(any(_THANKS.search(turns[i].opening) for i in range(max(0, index - 2), index))),
                float("?" in turn.opening),
                min(1.0, (index - spoke_at.get(turn.speaker, index - 50)) / 50),
                len(stems - seen) / (len(stems) + 2),
                min(1.0, sum(turns[i].words < 8 for i in range(max(0, index - 5), index)) / 5),
                float(index > 0 and bool(_ACKNOWLEDGES.search(turns[index - 1].opening))),
                float(strength[index] >= max(strength[max(0, index - 4) : index + 5])),
            ]
        )
        seen |= stems
        spoke_at[turn.speaker] = index
        spoken += turn.words
    return rows


def cue_strength(turn: Turn) -> float:
    """How much the opening of a turn sounds like a transition."""
    strength = 1.0 * bool(_CUE.search(turn.opening)) + 1.5 * bool(_STRONG.search(turn.opening))
    return strength + 0.7 * (turn.words > 25) - 1.0 * (turn.words < 5)


def _depths(text: MeetingText, turns: Sequence[Turn], window: int) -> list[float]:
    """The depth of the dip in cohesion near each turn, in standard deviations; 0 away from any block's edge."""
    starts, blocks = _blocks(text, turns)
    near = [0.0] * len(turns)
    depths = _dips(_smoothed(_similarities(blocks, window)))
    if not depths:
        return near
    mean = sum(depths) / len(depths)
    deviation = math.sqrt(sum((depth - mean) ** 2 for depth in depths) / len(depths)) or 1.0
    for start, depth in zip(starts[1:], depths, strict=True):
        for index in range(max(0, start - 3), min(len(turns), start + 4)):
            near[index] = max(near[index], (depth - mean) / deviation * (1 - 0.1 * abs(index - start)))
    return near


def _blocks(text: MeetingText, turns: Sequence[Turn]) -> tuple[list[int], list[dict[str, float]]]:
    """Runs of `_BLOCK_WORDS` content words: the turn each begins in, and its words by their rarity."""
    starts: list[int] = []
    blocks: list[list[str]] = []
    current: list[str] = []
    begun = 0
    for index, turn in enumerate(turns):
        if not current:
            begun = index
        current.extend(word for row in text.stems[turn.first : turn.last + 1] for word in row)
        while len(current) >= _BLOCK_WORDS:
            starts.append(begun)
            blocks.append(current[:_BLOCK_WORDS])
            current, begun = current[_BLOCK_WORDS:], index
    if current:
        starts.append(begun)
        blocks.append(current)
    spread = Counter(word for block in blocks for word in set(block))
    size = len(blocks)
    rarity = {word: math.log(size / count) if count > 1 else 0.0 for word, count in spread.items()}
    return starts, [{w: c * rarity[w] for w, c in Counter(block).items() if rarity[w]} for block in blocks]


def _similarities(blocks: Sequence[Mapping[str, float]], window: int) -> list[float]:
    """The cosine of the `window` blocks before and after each gap; both sums slide along."""
    before: defaultdict[str, float] = defaultdict(float)
    after: defaultdict[str, float] = defaultdict(float)
    for block in blocks[:window]:
        _add(after, block, 1.0)
    similarities = []
    for gap in range(1, len(blocks)):
        _add(before, blocks[gap - 1], 1.0)
        _add(after, blocks[gap - 1], -1.0)
        if gap + window <= len(blocks):
            _add(after, blocks[gap + window - 1], 1.0)
        if gap > window:
            _add(before, blocks[gap - window - 1], -1.0)
        similarities.append(cosine(before, after))
    return similarities


def _add(total: defaultdict[str, float], block: Mapping[str, float], sign: float) -> None:
    for word, value in block.items():
        total[word] += sign * value
        if total[word] < 1e-9:
            del total[word]


def cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """The cosine of two sparse vectors; 0 where either is empty."""
    dot = sum(value * right[word] for word, value in left.items() if word in right)
    norm = math.sqrt(sum(v * v for v in left.values()) * sum(v * v for v in right.values()))
    return dot / norm if norm else 0.0


def _smoothed(values: Sequence[float]) -> list[float]:
    return [sum(near := values[max(0, i - 1) : i + 2]) / len(near) for i in range(len(values))]


def _dips(values: Sequence[float]) -> list[float]:
    """For each place how far the curve climbs to the left and to the right of it."""
    depths = []
    for index, value in enumerate(values):
        left = index
        while left > 0 and values[left - 1] >= values[left]:
            left -= 1
        right = index
        while right < len(values) - 1 and values[right + 1] >= values[right]:
            right += 1
        depths.append(values[left] + values[right] - 2 * value)
    return depths
