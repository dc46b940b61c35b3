"""Time and memory of the local steps in a process of their own: `python -m mina_cli.evaluate.cost < segments.json`.

The child reads segments (as lists of the fields of `Segment`), runs the four steps twice, and answers with the seconds
of the first and of the second run and its peak memory; the interpreter and its imports count as memory.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from mina.domain.segment import Segment
from mina_cli.evaluate.labelled import LabelledMeeting
from mina_cli.evaluate.runs import run_local


@dataclass(frozen=True, slots=True)
class Cost:
    """`cold_seconds` is the first run of a fresh process (weights read, caches empty), `warm_seconds` the second."""

    segments: int
    words: int
    cold_seconds: float
    warm_seconds: float
    peak_megabytes: float


def cost_of(segments: Sequence[Segment]) -> Cost:
    """What the four steps cost on these segments, measured in a child process."""
    rows = [[s.seq, s.utterance_id, s.text, s.start_ms, s.end_ms, s.speaker] for s in segments]
    answer = subprocess.run(
        [sys.executable, "-m", "mina_cli.evaluate.cost"],
        input=json.dumps(rows),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    cold, warm, peak = json.loads(answer.stdout)
    return Cost(len(segments), sum(len(s.text.split()) for s in segments), cold, warm, peak)


def _measure() -> None:
    segments = tuple(Segment(*row) for row in json.load(sys.stdin))
    meeting = LabelledMeeting("cost", "cost", "cost", segments, {})
    cold, warm = run_local(meeting).total_seconds, run_local(meeting).total_seconds
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(json.dumps([cold, warm, peak]))


if __name__ == "__main__":
    _measure()
