"""What the four steps ask a language model in an hour's meeting, in tokens."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from benchmarks.live.replay import utterances
from benchmarks.money import prices as listed
from benchmarks.money.hour import Plan
from local.stand_in.answers import answer

from mina.domain.insight import InsightResult, MeetingContext
from mina.domain.segment import Segment
from mina.domain.step import Step
from mina.ports.language_model import ModelAnswer, ModelRequest
from mina.services.insights.steps import InsightMaker
from mina.services.pipeline import StepInput

CHARACTERS = 4


@dataclass
class Tokens:
    """`shared` begins a prompt that another call of the same meeting began with before."""

    calls: int = 0
    prompt: int = 0
    shared: int = 0
    answer: int = 0

    @property
    def dollars(self) -> float:
        return self.prompt * listed.MODEL_INPUT + self.answer * listed.MODEL_OUTPUT

    @property
    def dollars_with_cache(self) -> float:
        return self.dollars - self.shared * (listed.MODEL_INPUT - listed.MODEL_CACHED)


class CountingModel:
    """A `LanguageModel` that answers as the stand-in does, and counts."""

    def __init__(self) -> None:
        self.tokens = Tokens()
        self._beginnings: set[str] = set()

    def complete(self, request: ModelRequest) -> ModelAnswer:
        prompt = request.system + request.shared_prefix + request.task
        found = answer(request.schema_name, dict(request.schema), [request.system, request.shared_prefix, request.task])
        beginning = request.system + request.shared_prefix
        self.tokens.calls += 1
        self.tokens.prompt += len(prompt + json.dumps(request.schema)) // CHARACTERS
        self.tokens.shared += len(beginning) // CHARACTERS if beginning in self._beginnings else 0
        self.tokens.answer += len(json.dumps(found)) // CHARACTERS
        self._beginnings.add(beginning)
        return ModelAnswer(data=found, model="counting")


def count_tokens(plan: Plan) -> dict[str, Tokens]:
    segments = tuple(Segment(**row) for row in utterances(plan.finals))
    context = MeetingContext("Weekly", "general", datetime(2026, 11, 21, 9, tzinfo=UTC))
    model = CountingModel()
    maker = InsightMaker(model, None)
    results: dict[Step, InsightResult] = {}
    found = {}
    for step in Step:
        model.tokens = Tokens()
        results[step] = maker.make(step, StepInput(segments, context, results), None)[0]
        found[step.value] = model.tokens
    return found
