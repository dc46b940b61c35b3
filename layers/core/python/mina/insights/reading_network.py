"""A small transformer that reads a statement as a person would who was not there.

Four layers of an encoder as in Devlin et al., "BERT" (2019), the first four of MiniLM (Wang et al., 2020), fitted to
what readers made of 14,290 wordings (`tools/insights_training`). Only the way forward is here; numbers are the
same on every machine as far as rounding goes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import mina_reader
import numpy as np
import numpy.typing as npt

from mina.insights.wordpieces import wordpieces

HEADS = 12
MOST_PIECES = 64
_AT_ONCE = 16
"""So many texts go through the network at once: all of a meeting would need 50 MB more."""
_LEAST_VARIANCE = 1e-12
_DIGITS = 4

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network thinks of a statement.

    `broken`: the chance, 0..1, that it is not whole or not understood alone; `good`: that it is and is worth having;
    `reported`: how much more than others it shares with a report, in standard deviations.
    """

    broken: float
    good: float
    reported: float


@dataclass(frozen=True, slots=True)
class Network:
    """The vocabulary and the weights by their names; a layer's begin with its number."""

    vocabulary: Mapping[str, int]
    weights: Mapping[str, Array]
    layers: int


def readings(texts: Sequence[str]) -> list[Reading]:
    """What the network thinks of each statement; about 5 ms of a processor for one of twenty words."""
    return [
        reading
        for start in range(0, len(texts), _AT_ONCE)
        for reading in _readings(stored_network(), texts[start : start + _AT_ONCE])
    ]


def _readings(network: Network, texts: Sequence[str]) -> list[Reading]:
    pieces = [wordpieces(text, network.vocabulary, MOST_PIECES) for text in texts]
    values = _linear(network, "heads", _encoded(network, pieces))
    chances = np.exp(values[:, :3] - values[:, :3].max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    return [
        Reading(round(float(broken), _DIGITS), round(float(good), _DIGITS), round(float(reported), _DIGITS))
        for (broken, _, good), reported in zip(chances, values[:, 3], strict=True)
    ]


@cache
def stored_network() -> Network:
    """The stored network. Its matrices are kept in bytes, each row with the value of one step.

    So do the pieces stay, of which few are used.
    """
    with np.load(mina_reader.WEIGHTS) as stored:
        weights = {name: stored[name] for name in stored.files}
    for name in [name for name in weights if f"{name}.step" in weights and name != "pieces"]:
        weights[name] = weights[name] * weights.pop(f"{name}.step")
    vocabulary = json.loads(weights.pop("vocabulary").tobytes())
    layers = len({name.split(".")[0] for name in weights if name[0].isdigit()})
    return Network({piece: number for number, piece in enumerate(vocabulary)}, weights, layers)


def _encoded(network: Network, texts: Sequence[Sequence[int]]) -> Array:
    """One row for each text: the mean of its pieces after the last layer.

    All pieces of all texts go through the network as one matrix; only where pieces look at each other each text is
    taken by itself, so that nothing has to be filled up to one length.
    """
    weights = network.weights
    ends = np.cumsum([len(text) for text in texts])
    bounds = list(zip([0, *ends[:-1]], ends, strict=True))
    places = np.concatenate([np.arange(len(text)) for text in texts])
    pieces = np.concatenate([np.asarray(text) for text in texts])
    state = weights["pieces"][pieces] * weights["pieces.step"][pieces] + weights["places"][places]
    state = _normal(network, "begin", state)
    for layer in range(network.layers):
        looks = _linear(network, f"{layer}.looks", state)
        seen = np.concatenate([_attended(looks[start:end]) for start, end in bounds])
        state = _normal(network, f"{layer}.after_looking", state + _linear(network, f"{layer}.seen", seen))
        wide = _gelu(_linear(network, f"{layer}.wide", state))
        state = _normal(network, f"{layer}.after_thinking", state + _linear(network, f"{layer}.narrow", wide))
    return np.stack([state[start:end].mean(axis=0) for start, end in bounds])


def _attended(looks: Array) -> Array:
    """Scaled dot-product attention among the pieces of one text; `looks` holds queries, keys and values."""
    size = looks.shape[1] // 3
    queries, keys, values = (
        looks[:, start : start + size].reshape(len(looks), HEADS, -1).transpose(1, 0, 2)
        for start in range(0, 3 * size, size)
    )
    scores = queries @ keys.transpose(0, 2, 1) / np.float32(np.sqrt(size // HEADS))
    shares = np.exp(scores - scores.max(axis=2, keepdims=True))
    shares /= shares.sum(axis=2, keepdims=True)
    attended: Array = (shares @ values).transpose(1, 0, 2).reshape(len(looks), size)
    return attended


def _linear(network: Network, name: str, state: Array) -> Array:
    value: Array = state @ network.weights[name] + network.weights[f"{name}.bias"]
    return value


def _normal(network: Network, name: str, state: Array) -> Array:
    """Layer normalisation (Ba et al., 2016)."""
    centred = state - state.mean(axis=1, keepdims=True)
    deviation = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + np.float32(_LEAST_VARIANCE))
    value: Array = centred / deviation * network.weights[f"{name}.scale"] + network.weights[f"{name}.shift"]
    return value


def _gelu(values: Array) -> Array:
    """The Gaussian error linear unit (Hendrycks & Gimpel, 2016), by its hyperbolic tangent."""
    inner = np.float32(0.7978845608) * (values + np.float32(0.044715) * values * values * values)
    value: Array = np.float32(0.5) * values * (1 + np.tanh(inner))
    return value
