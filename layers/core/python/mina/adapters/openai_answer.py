"""Reads a chat completion with suspicion: the body may be anything at all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mina.adapters.openai_prices import Price, cost_microdollars
from mina.domain.model_errors import ModelAnswerInvalid
from mina.ports.language_model import ModelAnswer

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class _Usage:
    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int
    cost_microdollars: int


def answer_from(body: bytes, model: str, prices: Mapping[str, Price]) -> ModelAnswer:
    """The JSON object in the first choice of a chat completion.

    Raises `ModelAnswerInvalid` where there is none: no JSON, another shape, cut off, filtered, refused.
    """
    completion = _object(body, "not JSON")
    usage = _usage(completion, prices.get(model))
    message, finish_reason = _first_choice(completion)
    if finish_reason == "length":
        raise _invalid("cut off at its length limit", usage)
    if finish_reason == "content_filter" or message.get("refusal"):
        raise _invalid("a refusal", usage)
    content = message.get("content")
    if not isinstance(content, str):
        raise _invalid("without content", usage)
    return ModelAnswer(
        data=_object(content, "not a JSON object", usage),
        model=model,
        prompt_tokens=usage.prompt_tokens,
        cached_tokens=usage.cached_tokens,
        completion_tokens=usage.completion_tokens,
        cost_microdollars=usage.cost_microdollars,
        note=None if model in prices else f"no price is known for {model}: its cost is counted as 0",
    )


def _invalid(what: str, usage: _Usage | None = None) -> ModelAnswerInvalid:
    counted = usage or _Usage(0, 0, 0, 0)
    return ModelAnswerInvalid(
        f"The language model's answer is {what}.",
        prompt_tokens=counted.prompt_tokens,
        cached_tokens=counted.cached_tokens,
        completion_tokens=counted.completion_tokens,
        cost_microdollars=counted.cost_microdollars,
    )


def _object(text: str | bytes, complaint: str, usage: _Usage | None = None) -> dict[str, object]:
    try:
        value = json.loads(text, parse_constant=_no_constants)
    except (ValueError, RecursionError):  # UnicodeDecodeError is a ValueError; deep nesting ends in a RecursionError
        raise _invalid(complaint, usage) from None
    if not isinstance(value, dict):
        raise _invalid(complaint, usage)
    return value


def _no_constants(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def _first_choice(completion: dict[str, object]) -> tuple[dict[str, object], object]:
    choices = completion.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(choice, dict) or not isinstance(message, dict):
        raise _invalid("not a chat completion")
    return message, choice.get("finish_reason")


def _usage(completion: dict[str, object], price: Price | None) -> _Usage:
    usage = completion.get("usage")
    counts = usage if isinstance(usage, dict) else {}
    details = counts.get("prompt_tokens_details")
    prompt_tokens = _count(counts.get("prompt_tokens"))
    cached_tokens = min(_count(details.get("cached_tokens")) if isinstance(details, dict) else 0, prompt_tokens)
    completion_tokens = _count(counts.get("completion_tokens"))
    cost = cost_microdollars(price, prompt_tokens, cached_tokens, completion_tokens) if price else 0
    return _Usage(prompt_tokens, cached_tokens, completion_tokens, cost)


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9 else 0
