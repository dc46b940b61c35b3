"""What tokens cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars per million tokens: of the prompt, of the part of it that was cached, of the answer."""

    prompt: float
    cached: float
    completion: float


def price_table(table: Mapping[str, Mapping[str, float]]) -> dict[str, Price]:
    """Prices as settings hold them: `{"model": {"prompt": 0.4, "cached": 0.1, "completion": 1.6}}`.

    Without `cached`, cached tokens cost what the others do. Raises KeyError where `prompt` or `completion` is missing.
    """
    return {
        model: Price(row["prompt"], row.get("cached", row["prompt"]), row["completion"]) for model, row in table.items()
    }


def cost_microdollars(price: Price, prompt_tokens: int, cached_tokens: int, completion_tokens: int) -> int:
    """A dollar per million tokens is a microdollar per token."""
    fresh_tokens = prompt_tokens - cached_tokens
    return round(fresh_tokens * price.prompt + cached_tokens * price.cached + completion_tokens * price.completion)
