"""What the reading network learns from: judged wordings, and how much a statement shares with its meeting's report."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from statistics import fmean, pstdev

from tools.insights_training.reader_model import digest_of, judgements
from tools.insights_training.reading_network import Example
from tools.insights_training.slips import countable, with_slip
from tools.insights_training.summary_models import LEAST_STATEMENTS, overlap

from mina.insights.meeting_text import MeetingText, read_meeting
from mina.insights.statements import statements_of, wordings_of
from mina_cli.evaluate.labelled import LabelledMeeting

_GOOD = 2


def examples_of(meetings: Sequence[LabelledMeeting]) -> list[Example]:
    """An example for each statement of meetings with references, and for each refused wording that was judged."""
    judged = judgements()
    examples: list[Example] = []
    for meeting in meetings:
        text = read_meeting(meeting.segments)
        shares = _shares(meeting, text)
        wordings = (wording for sentence in text.sentences for wording in wordings_of(sentence))
        for wording in dict.fromkeys([*shares, *wordings]):
            judgement = judged.get(digest_of(meeting.id, wording))
            if wording in shares or judgement is not None:
                known = None if judgement is None else min(judgement, _GOOD)
                examples.append(Example(wording, known, shares.get(wording)))
    return examples


def with_slips(examples: Sequence[Example], seed: int) -> list[Example]:
    """The examples, and every whole statement once more, broken by a slip."""
    chance = random.Random(seed)  # noqa: S311 - the same slips each time
    nouns = countable([example.text for example in examples])
    whole = [example.text for example in examples if example.judgement]
    broken = [slipped for text in whole if (slipped := with_slip(text, nouns, chance))]
    return [*examples, *(Example(text, 0, None) for text in broken)]


def _shares(meeting: LabelledMeeting, text: MeetingText) -> Mapping[str, float | None]:
    """How much more than others each statement shares with the report, in standard deviations; None in few."""
    shares = {s.text: overlap(meeting.references, s.text) for s in statements_of(text)}
    if len(shares) < LEAST_STATEMENTS:
        return dict.fromkeys(shares)
    mean, deviation = fmean(shares.values()), pstdev(shares.values()) or 1.0
    return {wording: (share - mean) / deviation for wording, share in shares.items()}
