"""Fits what the local insights know: `python -m tools.insights_training DATA_DIR [--folds 4] [--part weights]`."""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import mina_reader
import numpy as np
from tools.insights_training.lexicon import (
    function_words_reported,
    meetings_with,
    noun_odds,
    orders_reported,
    orders_spoken,
    pairs_again,
    pairs_reported,
    stumps,
)
from tools.insights_training.reader_model import fit_reader_models
from tools.insights_training.summary_models import (
    fit_pair_model,
    fit_statement_model,
    fit_summary_models,
    material_of,
)
from tools.insights_training.task_models import fit_task_model
from tools.insights_training.topic_model import fit_topic_model

from mina.domain.insight import Summary
from mina.insights.meeting_text import MeetingText, read_meeting
from mina.insights.reading_network import stored_network
from mina.insights.weights import Weights, weights
from mina_cli.evaluate.labelled import LabelledMeeting, load_meetings
from mina_cli.evaluate.runs import run_all
from mina_cli.evaluate.summaries import score_summaries

_OUTPUT = Path(__file__).parents[2] / "layers/core/python/mina/insights/weights.json"
_THREADS = 2
_FITS = 8
"""So many networks are fitted; what is stored is their mean."""
_WITH_CONTRASTS = 3
"""The first so many learn from contrasts too. Their mean with others reads better than that of either kind."""


def train_network(meetings: Sequence[LabelledMeeting]) -> None:
    """Fits the network that reads statements, on meetings with references, and stores it; an hour and a half."""
    import torch  # the weights do without it
    from tools.insights_training.reading_examples import draw_of, examples_of
    from tools.insights_training.reading_network import fit_reading_network

    torch.set_num_threads(_THREADS)
    summarised = [meeting for meeting in meetings if meeting.references]
    said = (segment.text for meeting in summarised for segment in meeting.segments)
    examples = examples_of(summarised)
    draws = [draw_of(examples, fit, contrasts=fit <= _WITH_CONTRASTS) for fit in range(1, _FITS + 1)]
    np.savez_compressed(mina_reader.WEIGHTS, allow_pickle=False, **fit_reading_network(draws, said))
    stored_network.cache_clear()


def train_weights(meetings: Sequence[LabelledMeeting]) -> None:
    """Fits the weights in words on labelled meetings and stores them. Deterministic; about two minutes.

    In two steps, because the later models build on the importance of words: each step reads what the one before stored.
    The file stays usable all the while: models not yet fitted anew keep their old coefficients.
    """
    summarised = [meeting for meeting in meetings if meeting.references]
    texts = [read_meeting(meeting.segments) for meeting in summarised]
    lexicon = lexicon_of(summarised, texts)
    lexicon = fit_summary_models(summarised, texts, lexicon)
    _store(replace(lexicon, models={**weights().models, **lexicon.models}))
    materials = material_of(summarised, texts)
    itemised = [meeting for meeting in meetings if "utterances" in meeting.labels]
    clauses = [read_meeting(meeting.segments, by_clause=True) for meeting in itemised]
    later = {
        "pair": fit_pair_model(materials),
        "statement": fit_statement_model(materials),
        **fit_reader_models(materials),
        "tasks": fit_task_model(itemised, clauses, "actions"),
        "decisions": fit_task_model(itemised, clauses, "decisions"),
    }
    _store(replace(lexicon, models={**lexicon.models, **later}))


def lexicon_of(meetings: Sequence[LabelledMeeting], texts: Sequence[MeetingText]) -> Weights:
    """What is counted rather than fitted, and the model of topics, which needs nothing else."""
    return Weights(
        meetings=len(meetings),
        meetings_with=meetings_with(texts),
        summary_odds={},
        noun_odds=noun_odds(texts),
        pairs_reported=pairs_reported(meetings),
        pairs_again=pairs_again(meetings),
        function_words=function_words_reported(meetings),
        orders_spoken=orders_spoken(texts),
        orders_reported=orders_reported(meetings),
        stumps=stumps(meetings, texts),
        models={"topics": fit_topic_model(meetings, texts)},
    )


def _store(fitted: Weights) -> None:
    _OUTPUT.write_text(stored(fitted) + "\n", encoding="utf-8")
    weights.cache_clear()


def stored(fitted: Weights) -> str:
    """The weights as JSON: words gathered under their value, so that the file stays small."""

    def by_value(values: Mapping[str, float]) -> dict[str, str]:
        words: defaultdict[float, list[str]] = defaultdict(list)
        for word, value in values.items():
            words[value].append(word)
        return {f"{value:g}": " ".join(sorted(words[value])) for value in sorted(words)}

    return json.dumps(
        {
            "meetings": fitted.meetings,
            "models": {name: list(values) for name, values in sorted(fitted.models.items())},
            "meetings_with": by_value(fitted.meetings_with),
            "summary_odds": by_value(fitted.summary_odds),
            "noun_odds": by_value(fitted.noun_odds),
            "pairs_reported": by_value(fitted.pairs_reported),
            "pairs_again": by_value(fitted.pairs_again),
            "function_words": by_value(fitted.function_words),
            "orders_spoken": by_value(fitted.orders_spoken),
            "orders_reported": by_value(fitted.orders_reported),
            "stumps": " ".join(sorted(fitted.stumps)),
        },
        ensure_ascii=False,
        indent=0,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("--split", default="train")
    parser.add_argument("--folds", type=int, help="cross-validate the summaries instead, in so many parts")
    parser.add_argument("--part", choices=PARTS, action="append", help="fit this alone")
    arguments = parser.parse_args()
    meetings = load_meetings(arguments.data_dir, arguments.split)
    parts = [PARTS[name] for name in arguments.part or PARTS]
    if arguments.folds:
        cross_validate(meetings, arguments.folds, parts)
    for train in parts if not arguments.folds else ():
        train(meetings)


Training = Callable[[Sequence[LabelledMeeting]], None]
PARTS: Mapping[str, Training] = {"weights": train_weights, "network": train_network}


def cross_validate(meetings: Sequence[LabelledMeeting], folds: int, parts: Sequence[Training]) -> None:
    """Prints how summaries score on meetings that the weights were not fitted on; the stored weights stay as they are.

    Meetings of one series (a team's four meetings) are in one part.
    """
    before = {path: path.read_bytes() for path in (_OUTPUT, mina_reader.WEIGHTS)}
    results: list[tuple[LabelledMeeting, Summary]] = []
    try:
        for part in range(folds):
            held_out = [m for m in meetings if m.references and part_of(m, folds) == part]
            for train in parts:
                train([m for m in meetings if part_of(m, folds) != part])
            results += [(run.meeting, run.summary) for run in run_all(held_out)]
            sys.stdout.write(f"part {part + 1} of {folds}: {len(held_out)} meetings\n")
    finally:
        for path, stored_before in before.items():
            path.write_bytes(stored_before)
        weights.cache_clear()
        stored_network.cache_clear()
    for method, mean in score_summaries(results).rouge.items():
        sys.stdout.write(f"{method}: R1 {mean.r1:.2f} R2 {mean.r2:.2f} RLsum {mean.rlsum:.2f}\n")


def part_of(meeting: LabelledMeeting, parts: int) -> int:
    """The part of the cross-validation that a meeting belongs to, by its id without the letter within its series."""
    series = re.sub(r"(?<=\d)[a-d]$", "", meeting.id)
    return int(hashlib.sha256(series.encode()).hexdigest(), 16) % parts


if __name__ == "__main__":
    main()
