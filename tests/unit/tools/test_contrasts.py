"""Contrasts to judged wordings: stored as edits, so that no text of a meeting is in the repository."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools.insights_training import contrasts

_MOST_WORDS = 7


@pytest.fixture
def _written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    file = tmp_path / "contrasts.txt"
    edits = [[0, [3, 4, ""], [5, 6, "in shop."]], [2, [0, 0, "From March"], [0, 1, "the"]]]
    file.write_text(f"aa {json.dumps(edits)}\n")
    monkeypatch.setattr(contrasts, "_CONTRASTS", file)
    contrasts._stored.cache_clear()
    yield
    contrasts._stored.cache_clear()


@pytest.mark.usefixtures("_written")
def test_a_contrast_is_the_wording_with_its_edits() -> None:
    assert contrasts.contrasts_of("aa", "The phone has a case sold separately.") == [
        ("The phone has case in shop. separately.", 0),
        ("From March the phone has a case sold separately.", 2),
    ]
    assert contrasts.contrasts_of("bb", "Another one.") == []


def test_what_is_stored_is_a_few_words_each() -> None:
    stored = contrasts._stored()
    assert len(stored) > 0
    for digest, found in stored.items():
        assert len(digest) == 12
        for judgement, *edits in found:
            assert judgement in {0, 1, 2}
            assert edits
            assert max(len(instead.split()) for _, _, instead in edits) <= _MOST_WORDS
