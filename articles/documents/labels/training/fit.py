"""Fit a model to examples by gradient descent on the likelihood of the gold.

Gold that leaves several states open (noise is three, binary gold distinguishes less) counts as the
sum over all paths that agree with it. Dropout and weight decay keep the weights small; they are the
only guard against overfitting.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from articles.documents.labels.features import features_of
from articles.documents.labels.model import FOLLOWS, Beliefs, ChainState, Layout, Model
from articles.documents.labels.training.examples import Example

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Weights = dict[str, Doubles]

_MOST_THRESHOLDS: Final = 7
_MOST_OF_A_NEIGHBOUR: Final = 3
_RAREST: Final = 0.003
_IMPOSSIBLE: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Settings:
    """The hyperparameters. `units` is the size of the hidden layer, `drop_…` are dropout rates."""

    units: int = 48
    epochs: int = 12
    batch: int = 48
    rate: float = 4e-3
    decay: float = 0.02
    drop_codes: float = 0.3
    drop_units: float = 0.4
    seed: int = 0


def fit(examples: Sequence[Example], settings: Settings | None = None) -> Model:
    """Return a model fitted to the examples; the same examples and settings give the same model."""
    if not examples:
        raise ValueError("there is nothing to learn from")
    settings = settings or Settings()
    names, values = _features(examples)
    # Mixed pages are not what blocks will look like.
    real = [v for e, v in zip(examples, values, strict=True) if not e.is_mixed] or values
    feature, threshold = _codes(names, np.concatenate(real, axis=1))
    return _Fitting(examples, values, names, feature, threshold, settings).model()


def _features(
    examples: Sequence[Example], at_once: int = 200
) -> tuple[tuple[str, ...], list[Floats]]:
    found: list[Floats] = []
    names: tuple[str, ...] = ()
    for start in range(0, len(examples), at_once):
        table = features_of([e.blocks for e in examples[start : start + at_once]])
        names = table.names
        found += [table.values[:, low:high] for low, high in table.bounds]
    return names, found


def _codes(names: Sequence[str], values: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Return thresholds for each feature: between its values if they are few, else quantiles."""
    pairs: list[tuple[int, float]] = []
    for number, (name, row) in enumerate(zip(names, values, strict=True)):
        most = _MOST_OF_A_NEIGHBOUR if "@" in name else _MOST_THRESHOLDS
        distinct = np.unique(row)
        if len(distinct) <= most + 1:
            thresholds = (distinct[1:] + distinct[:-1]) / 2
        else:
            thresholds = np.unique(np.quantile(row, np.linspace(0.05, 0.95, most)))
        shares = [(row > threshold).mean() for threshold in thresholds]
        pairs += [
            (number, float(threshold))
            for threshold, share in zip(thresholds, shares, strict=True)
            if _RAREST < share < 1 - _RAREST
        ]
    return (
        np.array([number for number, _ in pairs], np.int64),
        np.array([threshold for _, threshold in pairs], np.float32),
    )


@dataclass(slots=True)
class _Batch:
    """Some documents in their layout: codes, allowed states and weight of each row."""

    layout: Layout
    codes: NDArray[np.uint8]
    allowed: Doubles
    weight: Doubles


@dataclass(slots=True)
class _Adam:
    """Adam with decoupled weight decay (Kingma and Ba, 2015; Loshchilov and Hutter, 2019)."""

    weights: Weights
    decay: float
    step: int = 0
    mean: Weights = field(default_factory=dict)
    square: Weights = field(default_factory=dict)

    def update(self, gradients: Weights, rate: float) -> None:
        self.step += 1
        norm = float(np.sqrt(sum(float((g**2).sum()) for g in gradients.values())))
        clip = min(1.0, 2.0 / (norm + 1e-9))
        for name, raw in gradients.items():
            gradient = raw * clip
            mean = self.mean[name] = 0.9 * self.mean.get(name, 0.0) + 0.1 * gradient
            square = self.square[name] = 0.999 * self.square.get(name, 0.0) + 0.001 * gradient**2
            moved = mean / (1 - 0.9**self.step)
            moved /= np.sqrt(square / (1 - 0.999**self.step)) + 1e-8
            weight = self.weights[name]
            # The chain is 48 numbers: it learns faster and is not drawn to nought.
            faster, decay = (4.0, 0.0) if weight.size <= 36 else (1.0, self.decay)
            weight -= rate * faster * (moved + decay * weight)


class _Fitting:
    """One fit on its way: the batches, the weights and the random generator."""

    def __init__(
        self,
        examples: Sequence[Example],
        values: Sequence[Floats],
        names: tuple[str, ...],
        feature: NDArray[np.int64],
        threshold: Floats,
        settings: Settings,
    ) -> None:
        self.names, self.feature, self.threshold = names, feature, threshold
        self.settings = settings
        self.random = np.random.default_rng(settings.seed)
        lengths = np.array([len(example.blocks) for example in examples])
        # Documents of like length share a batch, so that few steps serve few documents.
        order = np.argsort(lengths + self.random.random(len(lengths)) * 8)
        self.batches = [
            self._batch([examples[i] for i in chosen], [values[i] for i in chosen])
            for chosen in np.array_split(order, max(1, len(order) // settings.batch))
        ]
        codes, units = len(feature) + 1, settings.units
        spread = 1 / np.sqrt(codes)
        self.weights: Weights = {
            "hidden": self.random.uniform(-spread, spread, (units, codes)),
            "upper": self.random.uniform(-0.18, 0.18, (len(ChainState), units)),
            "direct": np.zeros((len(ChainState), codes)),
            "follow": np.zeros((len(ChainState), len(ChainState))),
            "begin": np.zeros(len(ChainState)),
            "end": np.zeros(len(ChainState)),
        }

    def _batch(self, examples: Sequence[Example], values: Sequence[Floats]) -> _Batch:
        layout = Layout([len(example.blocks) for example in examples])
        together = np.concatenate(list(values), axis=1)
        codes = np.ones((together.shape[1], len(self.feature) + 1), np.uint8)
        codes[:, :-1] = (together[self.feature] > self.threshold[:, None]).T
        allowed = np.concatenate([example.allowed() for example in examples])
        # A long document counts more than a short one, but not as much more as it is longer.
        counts = np.array([e.weight / len(e.blocks) ** 0.5 for e in examples])
        # A batch counts by the weights of its documents: those of one kind are often as long.
        mean = sum(example.weight for example in examples) / len(examples)
        weight = counts[layout.document] / counts.sum() * mean
        return _Batch(layout, codes[layout.block], allowed[layout.block], weight)

    def model(self) -> Model:
        adam = _Adam(self.weights, self.settings.decay)
        steps = self.settings.epochs * len(self.batches)
        for number, batch in enumerate(self._batches()):
            adam.update(self._gradients(batch), _rate(number / steps) * self.settings.rate)
        weights = self.weights
        return Model(
            self.names,
            self.feature,
            self.threshold,
            hidden=weights["hidden"].astype(np.float32),
            upper=weights["upper"].astype(np.float32),
            direct=weights["direct"].astype(np.float32),
            follow=weights["follow"],
            begin=weights["begin"],
            end=weights["end"],
        )

    def _batches(self) -> Iterator[_Batch]:
        for _ in range(self.settings.epochs):
            for number in self.random.permutation(len(self.batches)):
                yield self.batches[number]

    def _gradients(self, batch: _Batch) -> Weights:
        """Return the gradients of the negative log likelihood of gold, by back-propagation."""
        codes = batch.codes * self._kept(batch.codes.shape[1], self.settings.drop_codes)
        hidden, upper, direct = (
            self.weights[name].astype(np.float32) for name in ("hidden", "upper", "direct")
        )
        before = codes @ hidden.T
        kept = self._kept(before.shape, self.settings.drop_units)
        units = np.maximum(before, 0) * kept
        scores = (units @ upper.T + codes @ direct.T).astype(np.float64)
        error, follow = self._chain_error(batch, scores)
        small = error.astype(np.float32)
        back = (small @ upper) * kept * (before > 0)
        starts = batch.layout.steps()[0]
        ends = _last_rows(batch.layout)
        return {
            "hidden": (back.T @ codes).astype(np.float64),
            "upper": (small.T @ units).astype(np.float64),
            "direct": (small.T @ codes).astype(np.float64),
            "follow": follow,
            "begin": error[starts].sum(0),
            "end": error[ends].sum(0),
        }

    def _kept(self, shape: int | tuple[int, ...], dropped: float) -> Floats:
        kept = self.random.random(shape, dtype=np.float32) >= dropped
        return kept.astype(np.float32) / np.float32(1 - dropped)

    def _chain_error(self, batch: _Batch, scores: Doubles) -> tuple[Doubles, Doubles]:
        """Return the model's beliefs less those given gold, of states and of moves between them."""
        chain = tuple(self.weights[name] for name in ("follow", "begin", "end"))
        free = batch.layout.forward_backward(scores, *chain)
        bound = batch.layout.forward_backward(
            scores + np.log(np.maximum(batch.allowed, _IMPOSSIBLE)), *chain
        )
        error = (free.state - bound.state) * batch.weight[:, None]
        return error, _moves(free, batch) - _moves(bound, batch)


def _moves(beliefs: Beliefs, batch: _Batch) -> Doubles:
    """Return how often each state is believed to follow each, weighted."""
    found = np.zeros(FOLLOWS.shape)
    steps = batch.layout.steps()
    for here, following in pairwise(steps):
        alive = following.stop - following.start
        ahead = beliefs.potential[following] * beliefs.backward[following]
        joint = beliefs.forward[here][:alive, :, None] * beliefs.move * ahead[:, None, :]
        joint /= joint.sum((1, 2), keepdims=True) + 1e-30
        found += np.einsum("d,dij->ij", batch.weight[following], joint)
    return found


def _last_rows(layout: Layout) -> NDArray[np.int64]:
    """Return the row of each document's last block."""
    last = {int(document): row for row, document in enumerate(layout.document)}
    return np.array(list(last.values()), np.int64)


def _rate(done: float) -> float:
    """Return the factor of the learning rate: the one-cycle schedule (Smith, 2018)."""
    if done < 0.3:
        return 0.04 + 0.96 * (1 - math.cos(math.pi * done / 0.3)) / 2
    return (1 + math.cos(math.pi * (done - 0.3) / 0.7)) / 2
