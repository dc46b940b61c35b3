"""How a stretch of speech leans, -1..1, by a word list. A tendency, never a verdict on a person.

The method is that of Hutto & Gilbert, "VADER" (2014): word valences, negation within three words turns and dampens,
intensifiers scale, the sum is normalised by x / sqrt(x² + 15). The word list below is this project's own, short, and
made for meetings: politeness and agreement tokens ("okay", "please", "like", "well", "sure") are left out because in
meetings they carry no mood.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from mina.domain.insight import SentimentPoint
from mina.domain.segment import Segment
from mina.insights.disfluency import is_negation
from mina.insights.words import tokens

_VALENCES: dict[float, str] = {
    3.0: "love loved excellent amazing awesome fantastic brilliant wonderful perfect perfectly thrilled delighted",
    2.2: "great happy glad excited exciting beautiful impressive impressed proud enjoy enjoyed best success successful"
    " win won congratulations celebrate superb",
    1.5: "good nice better helpful useful improve improved improvement easy easier benefit confident comfortable"
    " pleased thank thanks appreciate appreciated works solved fixed smooth clear strong positive fun attractive"
    " interesting promising reliable agree agreed progress popular fancy clever smart elegant cute",
    0.8: "fine interested hope hopefully ready simple simpler ok fair reasonable safe support",
    -0.8: "slow late expensive limited unclear unsure doubt missing difficult hard tricky complicated complex risk"
    " risky concern concerned concerns delay delayed limitation old boring odd strange weird",
    -1.5: "problem problems issue issues bad worse wrong confusing confused unhappy annoying annoyed worried worry"
    " fail failed fails failing broken bug bugs error errors mistake mistakes lost lose blocked blocker stuck"
    " disappointed disappointing frustrating frustrated poor weak ugly unfortunately sorry afraid complain complained"
    " complaint complaints cancel cancelled outage incident churn overrun ridiculous useless",
    -2.4: "hate hated terrible awful horrible worst angry disaster nightmare unacceptable furious disgusting"
    " painful crap sucks rubbish",
}
_LEXICON = {word: valence for valence, words in _VALENCES.items() for word in words.split()}
_STRONGER = frozenset(
    ["very", "really", "so", "extremely", "incredibly", "absolutely", "totally", "quite", "too", "highly"]
)
_WEAKER = frozenset(["slightly", "somewhat", "bit", "little", "kinda", "fairly", "partly"])
_NORMALISER = 15.0
_TURN = -0.74


def sentiment_of(text: str) -> float:
    """The lean of a text, -1 (negative) to 1 (positive); 0 where no listed word occurs."""
    words = tokens(text)
    total = 0.0
    for index, word in enumerate(words):
        valence = _LEXICON.get(word)
        if valence is None:
            continue
        before = words[max(0, index - 3) : index]
        if before and before[-1] in _STRONGER:
            valence *= 1.3
        elif before and before[-1] in _WEAKER:
            valence *= 0.7
        if any(is_negation(previous) for previous in before):
            valence *= _TURN
        total += valence
    return total / math.sqrt(total * total + _NORMALISER)


def sentiment_over_time(segments: Sequence[Segment], window_ms: int) -> tuple[SentimentPoint, ...]:
    """The mean lean of the segments in each window of `window_ms` that holds any, weighted by their words."""
    sums: defaultdict[int, float] = defaultdict(float)
    weights: defaultdict[int, int] = defaultdict(int)
    for segment in segments:
        window = segment.start_ms // window_ms
        weight = len(segment.text.split())
        sums[window] += weight * sentiment_of(segment.text)
        weights[window] += weight
    return tuple(
        SentimentPoint(window * window_ms, (window + 1) * window_ms, round(sums[window] / max(1, weights[window]), 4))
        for window in sorted(weights)
    )


def average_sentiment(segments: Sequence[Segment]) -> float:
    """The mean lean of a meeting, -1..1, weighted by words; 0 for an empty one."""
    weights = [len(segment.text.split()) for segment in segments]
    total = sum(w * sentiment_of(s.text) for w, s in zip(weights, segments, strict=True))
    return round(total / sum(weights), 4) if sum(weights) else 0.0
