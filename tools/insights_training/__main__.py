"""Fits every weight: `python -m tools.insights_training DATA_DIR [--split train] [--output FILE]`."""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from tools.insights_training.lexicon import meetings_with, noun_odds
from tools.insights_training.summary_models import fit_summary_models
from tools.insights_training.task_models import fit_task_model
from tools.insights_training.topic_model import fit_topic_model

from mina.insights.meeting_text import read_meeting
from mina.insights.weights import Weights
from mina_cli.evaluate.labelled import load_meetings

_OUTPUT = Path(__file__).parents[2] / "layers/core/python/mina/insights/weights.json"


def train(data_dir: Path, split: str) -> Weights:
    """The weights fitted on every labelled meeting of a split. Deterministic; about a minute."""
    meetings = load_meetings(data_dir, split)
    texts = {id(meeting): read_meeting(meeting.segments) for meeting in meetings}
    summarised = [meeting for meeting in meetings if meeting.references]
    itemised = [meeting for meeting in meetings if "utterances" in meeting.labels]
    summarised_texts = [texts[id(meeting)] for meeting in summarised]
    itemised_texts = [read_meeting(meeting.segments, by_clause=True) for meeting in itemised]
    models = {
        "topics": fit_topic_model(summarised, summarised_texts),
        "tasks": fit_task_model(itemised, itemised_texts, "actions"),
        "decisions": fit_task_model(itemised, itemised_texts, "decisions"),
    }
    lexicon = Weights(len(summarised), meetings_with(summarised_texts), {}, noun_odds(summarised_texts), models)
    return fit_summary_models(summarised, summarised_texts, lexicon)


def stored(weights: Weights) -> str:
    """The weights as JSON: words gathered under their value, so that the file stays small."""

    def by_value(values: Mapping[str, float]) -> dict[str, str]:
        words: defaultdict[float, list[str]] = defaultdict(list)
        for word, value in values.items():
            words[value].append(word)
        return {f"{value:g}": " ".join(sorted(words[value])) for value in sorted(words)}

    return json.dumps(
        {
            "meetings": weights.meetings,
            "models": {name: list(values) for name, values in sorted(weights.models.items())},
            "meetings_with": by_value(weights.meetings_with),
            "summary_odds": by_value(weights.summary_odds),
            "noun_odds": by_value(weights.noun_odds),
        },
        ensure_ascii=False,
        indent=0,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("--split", default="train")
    parser.add_argument("--output", type=Path, default=_OUTPUT)
    arguments = parser.parse_args()
    arguments.output.write_text(stored(train(arguments.data_dir, arguments.split)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
