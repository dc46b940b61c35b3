"""What annotators marked: action items, decisions and spoken commitments, as the segments they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mina_cli.evaluate.labelled import LabelledMeeting

_COMMITMENT_ACT = re.compile(r"\^cc\b")


@dataclass(frozen=True, slots=True)
class GoldItem:
    """One item of a section: the annotator's sentence and the seqs of the segments it is linked to."""

    text: str
    seqs: frozenset[int]


def gold_items(meeting: LabelledMeeting, section: str) -> list[GoldItem]:
    """The items of a section ("actions", "decisions", …) that are linked to any utterance."""
    seqs = {utterance["uid"]: seq for seq, utterance in enumerate(meeting.labels.get("utterances", ()), 1)}
    items = []
    for item in meeting.labels.get("sections", {}).get(section, ()):
        linked = frozenset(seqs[uid] for uid in {*item["links"], *item["ces"]} if uid in seqs)
        if linked:
            items.append(GoldItem(item["text"], linked))
    return items


def commitment_seqs(meeting: LabelledMeeting) -> set[int]:
    """Utterances tagged as a commitment (MRDA `cc`, Shriberg et al. 2004) of at least five words."""
    return {
        seq
        for seq, utterance in enumerate(meeting.labels.get("utterances", ()), 1)
        if _COMMITMENT_ACT.search(utterance["da"]) and len(utterance["text"].split()) >= 5
    }
