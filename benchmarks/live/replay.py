"""The same words for everybody who is measured: utterances of about twelve words, two seconds each."""

from __future__ import annotations

import json
import random
from typing import Any

TEXT = """we should move the release to friday because the test plan is not ready and carla needs another day to check
what the customer said about the offline mode then ben sends the notes to everybody"""
WORDS = TEXT.split()


def utterances(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """Segments as a frame holds them, with their seqs."""
    draw = random.Random(seed)
    return [
        {
            "seq": seq,
            "utterance_id": f"{draw.getrandbits(64):016x}",
            "text": " ".join(draw.choices(WORDS, k=draw.randint(6, 18))).capitalize() + ".",
            "start_ms": seq * 2_000,
            "end_ms": seq * 2_000 + 1_800,
            "speaker": draw.choice(["Ada", "Ben", "Carla"]),
            "confidence": round(draw.uniform(0.7, 0.99), 3),
        }
        for seq in range(1, count + 1)
    ]


def batches(count: int, size: int = 5) -> list[str]:
    """`segments` frames of `size` segments, encoded."""
    rows = utterances(count)
    return [
        json.dumps(
            {
                "action": "segments",
                "first_seq": rows[start]["seq"],
                "segments": [{k: v for k, v in row.items() if k != "seq"} for row in rows[start : start + size]],
            }
        )
        for start in range(0, count, size)
    ]
