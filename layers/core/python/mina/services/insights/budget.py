"""How much a step may ask of a language model at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """Tokens are estimates (`estimate_tokens`).

    `chunk_tokens` bounds the transcript in one question; a one-hour meeting has about 15,000. Refinement has its own,
    since its answer is as long as what it reads. `concurrency` bounds the calls that run at the same time. A call gets
    `timeout_seconds`; after `run_seconds` a run begins no further one, so that it ends before the state's own timeout.
    """

    chunk_tokens: int = 24_000
    refinement_chunk_tokens: int = 2_000
    max_output_tokens: int = 8_000
    timeout_seconds: float = 45.0
    run_seconds: float = 90.0
    concurrency: int = 4


def estimate_tokens(text: str) -> int:
    """About the number of tokens of `text`, rather too many: a quarter per ASCII character, one per other character."""
    ascii_characters = sum(map(str.isascii, text)) if not text.isascii() else len(text)
    return -(-ascii_characters // 4) + len(text) - ascii_characters
