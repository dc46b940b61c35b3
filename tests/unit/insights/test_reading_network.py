"""The network that reads statements, with the weights that the product has."""

import numpy as np
import pytest

from mina.insights import reading_network
from mina.insights.reading_network import readings, stored_network

GOOD = "Most of the people that we asked want fewer buttons on the remote control."
BROKEN = "The button it's will on the have other side of for that one."
SMALL_TALK = "I will just close the door and then we can start."


def test_a_good_statement_reads_better_than_a_broken_one_and_small_talk() -> None:
    good, broken, small_talk = readings([GOOD, BROKEN, SMALL_TALK])

    assert good.good > 2 * max(broken.good, small_talk.good)
    assert broken.broken > 0.5
    assert broken.broken > good.broken
    assert good.reported > small_talk.reported


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("The remote control has a small screen.", "The remote control have a small screen."),
        ("We agreed on a price of twenty five Euros.", "We agreed on a price of twenty five Euros on the."),
        ("The battery lasts for about two years.", "The battery last for for about two year it."),
    ],
)
def test_grammar_counts(right: str, wrong: str) -> None:
    whole, not_whole = readings([right, wrong])

    assert whole.broken < not_whole.broken


def test_what_is_read_beside_a_statement_makes_no_difference() -> None:
    texts = [GOOD, BROKEN, SMALL_TALK, "A short one.", " ".join([GOOD] * 3)]
    alone = [readings([text])[0] for text in texts]

    for together, single in zip(readings(texts), alone, strict=True):
        assert together.good == pytest.approx(single.good, abs=2e-4)
        assert together.broken == pytest.approx(single.broken, abs=2e-4)
        assert together.reported == pytest.approx(single.reported, abs=2e-3)


@pytest.mark.parametrize(
    "text", ["", "...", "電話会議を始めましょう。", "word " * 500, "\u0301\u0301", "مرحبا بالعالم"]
)
def test_any_text_has_a_reading(text: str) -> None:
    (reading,) = readings([text])

    assert 0 <= reading.good <= 1
    assert 0 <= reading.broken <= 1
    assert np.isfinite(reading.reported)


def test_nothing_to_read_loads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_network, "stored_network", lambda: pytest.fail("loaded"))

    assert readings([]) == []


def test_the_stored_network_is_whole() -> None:
    network = stored_network()
    pieces, places = network.weights["pieces"], network.weights["places"]

    assert len(network.vocabulary) == len(pieces)
    assert len(places) == reading_network.MOST_PIECES
    assert all(np.isfinite(weight).all() for weight in network.weights.values())
    assert network.layers == 4
