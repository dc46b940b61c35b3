"""Frames that are refused say where and why, and repeat nothing."""

from __future__ import annotations

import json

import pytest

from mina.domain.errors import BadFrame
from mina.edge.frames import decode


@pytest.mark.parametrize(
    "more",
    [
        {"role": "whispered words"},
        {"role": "whispered' words'\n"},
        {"v": "whispered words"},
        {"instance_id": "whispered words"},
    ],
)
def test_a_refusal_repeats_nothing_of_what_was_sent(more: dict[str, str]) -> None:
    frame = {"action": "join_session", "session_id": "s-1", "instance_id": "i-1", **more}

    with pytest.raises(BadFrame) as refused:
        decode(json.dumps(frame))

    assert "whispered" not in str(refused.value)
    assert f"$.{next(iter(more))}" in str(refused.value)
