"""What the reading network learns from: judged wordings, contrasts to them, and what statements share with reports."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean, pstdev

from tools.insights_training.contrasts import contrasts_of
from tools.insights_training.reader_model import digest_of, judgements
from tools.insights_training.reading_network import Example
from tools.insights_training.slips import countable, with_slip
from tools.insights_training.summary_models import LEAST_STATEMENTS, overlap

from mina.insights.meeting_text import MeetingText, read_meeting
from mina.insights.statements import statements_of, wordings_of
from mina_cli.evaluate.labelled import LabelledMeeting

_GOOD = 2


@dataclass(frozen=True, slots=True)
class Examples:
    """Statements and wordings that were said, and what was written in contrast to them."""

    said: list[Example] = field(default_factory=list)
    written: list[Example] = field(default_factory=list)


def examples_of(meetings: Sequence[LabelledMeeting]) -> Examples:
    """Each statement of meetings with references, each refused wording that was judged, and the contrasts to both."""
    judged = judgements()
    examples = Examples()
    for meeting in meetings:
        text = read_meeting(meeting.segments)
        shares = _shares(meeting, text)
        wordings = (wording for sentence in text.sentences for wording in wordings_of(sentence))
        for wording in dict.fromkeys([*shares, *wordings]):
            digest = digest_of(meeting.id, wording)
            judgement = judged.get(digest)
            if wording in shares or judgement is not None:
                known = None if judgement is None else min(judgement, _GOOD)
                examples.said.append(Example(wording, known, shares.get(wording)))
            examples.written.extend(Example(contrast, value, None) for contrast, value in contrasts_of(digest, wording))
    return examples


def draw_of(examples: Examples, seed: int, *, contrasts: bool) -> list[Example]:
    """What a fit learns from: what was said, whole statements of it broken by slips, and where wanted the contrasts."""
    chance = random.Random(seed)  # noqa: S311 - the same slips each time
    nouns = countable([example.text for example in examples.said])
    whole = [example.text for example in examples.said if example.judgement]
    broken = [slipped for text in whole if (slipped := with_slip(text, nouns, chance))]
    return [*examples.said, *(Example(text, 0, None) for text in broken), *(examples.written if contrasts else ())]


def _shares(meeting: LabelledMeeting, text: MeetingText) -> Mapping[str, float | None]:
    """How much more than others each statement shares with the report, in standard deviations; None in few."""
    shares = {s.text: overlap(meeting.references, s.text) for s in statements_of(text)}
    if len(shares) < LEAST_STATEMENTS:
        return dict.fromkeys(shares)
    mean, deviation = fmean(shares.values()), pstdev(shares.values()) or 1.0
    return {wording: (share - mean) / deviation for wording, share in shares.items()}
