"""Apply the fitted model: from the features of blocks to the probability of each state.

A linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001) whose scores come
from a network of one hidden layer over step-coded features. It is fitted in `labels.training`; here
it is only applied, to many documents at once. Its numbers are in `model.npz`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final, Self
from zipfile import BadZipFile
from zlib import error as ZlibError  # noqa: N812 - it is a class

import numpy as np
from numpy.typing import NDArray

from articles.documents.labels.features import Features

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

# Of a probability; far more than decides a label, far less than processors differ in.
_DECIMALS: Final = 6
# The codes of so many blocks stay in a processor's cache.
_AT_ONCE: Final = 192
BUNDLED: Final = Path(__file__).with_name("model.npz")


class ChainState(IntEnum):
    """A state of the chain. Noise is three states: the last is never left again."""

    STANDFIRST = 0
    BODY = 1
    HEADING = 2
    NOISE_BEFORE = 3
    NOISE_BETWEEN = 4
    NOISE_AFTER = 5


CONTENT: Final = (ChainState.STANDFIRST, ChainState.BODY, ChainState.HEADING)
NOISE: Final = (ChainState.NOISE_BEFORE, ChainState.NOISE_BETWEEN, ChainState.NOISE_AFTER)


class ModelUnusable(Exception):
    """Raised for a file that holds no model, or one that was made for other features."""


@dataclass(frozen=True, slots=True)
class Model:
    """Thresholds of features, weights over whether each is exceeded, and the chain of states.

    Shapes: `feature` and `threshold` (codes,), `hidden` (units, codes + 1), `upper` (6, units),
    `direct` (6, codes + 1), `follow` (6, 6) from one state to the next, `begin` and `end` (6,). The
    last code is always on. `names` are the features that there were when it was made.
    """

    names: tuple[str, ...]
    feature: NDArray[np.int64]
    threshold: Floats
    hidden: Floats
    upper: Floats
    direct: Floats
    follow: Doubles
    begin: Doubles
    end: Doubles

    def probabilities(self, features: Features) -> Doubles:
        """Return the probability of each state of each block, given its document (blocks x 6).

        Rounded: the last bits of a product are another processor's own, and labels are to come out
        the same on every machine.
        """
        if features.names != self.names:
            raise ModelUnusable("the model was made for other features: train it again")
        layout = Layout([end - start for start, end in features.bounds])
        scores = self.scores(features.values).astype(np.float64)
        return layout.marginals(scores, self.follow, self.begin, self.end).round(_DECIMALS)

    def scores(self, values: Floats) -> Floats:
        """Return how well each state suits each block by itself (blocks x 6)."""
        # Both layers that look at codes are one product; the last code is always on.
        weights = np.concatenate([self.hidden, self.direct])
        weights, always = weights[:, :-1], weights[:, -1:]
        units = len(self.hidden)
        scores = np.empty((values.shape[1], len(ChainState)), np.float32)
        for start in range(0, len(scores), _AT_ONCE):
            sums = weights @ self._codes(values[:, start : start + _AT_ONCE])
            sums += always
            hidden = np.maximum(sums[:units], 0)
            scores[start : start + _AT_ONCE] = (self.upper @ hidden + sums[units:]).T
        return scores

    def _codes(self, values: Floats) -> Floats:
        """Return which thresholds each block exceeds, as 0 and 1 (codes x blocks)."""
        return (values.take(self.feature, axis=0) > self.threshold[:, None]).astype(np.float32)

    def save(self, path: Path) -> None:
        """Write the model as a NumPy archive, weights of the layers in half precision."""
        numbers = {_STORED.get(name, name): getattr(self, name) for name in self._numbers()}
        small = {name: _small(number) for name, number in numbers.items()}
        np.savez_compressed(path, allow_pickle=False, names=np.array(self.names), **small)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a model; raise `ModelUnusable` where the file holds none that works."""
        try:
            # Opened here: of a broken archive numpy would leave the file open.
            with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
                names = tuple(str(name) for name in data["names"])
                model = cls(
                    names,
                    **{
                        name: data[_STORED.get(name, name)].astype(_TYPES.get(name, np.float32))
                        for name in cls._numbers()
                    },
                )
        except (OSError, KeyError, ValueError, TypeError, EOFError, BadZipFile, ZlibError) as error:
            raise ModelUnusable(f"{path} holds no model of labels ({error})") from error
        if not model._fits_together():
            raise ModelUnusable(f"{path} holds a model whose numbers do not fit together")
        return model

    @classmethod
    def _numbers(cls) -> tuple[str, ...]:
        return tuple(name for name in cls.__slots__ if name != "names")

    def _fits_together(self) -> bool:
        states, codes, units = len(ChainState), len(self.feature) + 1, len(self.hidden)
        shapes = {
            "threshold": (codes - 1,),
            "hidden": (units, codes),
            "upper": (states, units),
            "direct": (states, codes),
            "follow": (states, states),
            "begin": (states,),
            "end": (states,),
        }
        numbers = [getattr(self, name) for name in shapes]
        known = (self.feature >= 0) & (self.feature < len(self.names))
        return (
            [number.shape for number in numbers] == list(shapes.values())
            and all(np.isfinite(number).all() for number in numbers)
            and bool(known.all())
        )


# What files of models call a field, where that is another name.
_STORED: Final = {"feature": "sign"}
_TYPES: Final = {
    "feature": np.int64, "follow": np.float64, "begin": np.float64, "end": np.float64,
}  # fmt: skip


def _small(number: NDArray[np.generic]) -> NDArray[np.generic]:
    """Return a weight matrix in half precision: it needs no more; all else stays as it is."""
    return number.astype(np.float16) if number.ndim == 2 and number.size > 100 else number


_chosen: list[Path] = [BUNDLED]


def use_model(path: Path) -> None:
    """Label with another model from now on, such as a site's own."""
    _chosen[0] = path


def path_in_use() -> Path:
    """Return the file of the model that labels now."""
    return _chosen[0]


def current_model() -> Model:
    """Return the model that labels now."""
    return _read(_chosen[0])


@cache
def _read(path: Path) -> Model:
    return Model.read(path)


def _follows() -> NDArray[np.bool_]:
    """Return which state may follow which: noise before only at first, noise after to the end."""
    allowed = np.ones((len(ChainState), len(ChainState)), bool)
    allowed[ChainState.NOISE_AFTER, : ChainState.NOISE_AFTER] = False
    allowed[:, ChainState.NOISE_BEFORE] = False
    allowed[ChainState.NOISE_BEFORE, ChainState.NOISE_BEFORE] = True
    allowed[ChainState.NOISE_BEFORE, [ChainState.NOISE_BETWEEN, ChainState.NOISE_AFTER]] = False
    return allowed


FOLLOWS: Final = _follows()
BEGINS: Final = np.array([state not in NOISE[1:] for state in ChainState])
_TINY: Final = 1e-30


class Layout:
    """An order of blocks, the longest document first: one step serves the n-th block of all."""

    def __init__(self, lengths: Sequence[int]) -> None:
        self.lengths = np.asarray(lengths, np.int64)
        order = np.argsort(-self.lengths, kind="stable")
        longest = int(self.lengths.max(initial=0))
        # How many documents have an n-th block.
        self.alive = [int((self.lengths > step).sum()) for step in range(longest)]
        self.offset = np.concatenate([[0], np.cumsum(self.alive)]).astype(np.int64)
        firsts = np.concatenate([[0], np.cumsum(self.lengths)[:-1]])
        steps = [firsts[order[:alive]] + step for step, alive in enumerate(self.alive)]
        # Row of this layout -> block, and the document of each row.
        self.block = np.concatenate(steps) if steps else np.zeros(0, np.int64)
        self.document = np.concatenate([order[:alive] for alive in self.alive] or [order])

    def steps(self) -> list[slice]:
        """Return the rows of each step."""
        return [slice(int(a), int(b)) for a, b in zip(self.offset, self.offset[1:], strict=False)]

    def marginals(self, scores: Doubles, follow: Doubles, begin: Doubles, end: Doubles) -> Doubles:
        """Return the probability of each state for each block, in the order of the blocks."""
        rows = self.forward_backward(scores[self.block], follow, begin, end).state
        found = np.empty_like(rows)
        found[self.block] = rows
        return found

    def forward_backward(
        self, scores: Doubles, follow: Doubles, begin: Doubles, end: Doubles
    ) -> Beliefs:
        """Run the forward-backward algorithm over rows of this layout, scaled at each step."""
        # States come first within, so that numpy goes along many rows for each of the few states.
        raw = np.ascontiguousarray(scores.T)
        potential = np.exp(raw - raw.max(0))
        move = np.exp(follow) * FOLLOWS
        forward, backward = np.empty_like(potential), np.empty_like(potential)
        backward[:] = np.exp(end)[:, None]
        steps = self.steps()
        for step in steps[:1]:
            forward[:, step] = _scaled((np.exp(begin) * BEGINS)[:, None] * potential[:, step])
        back, onwards = np.ascontiguousarray(move), np.ascontiguousarray(move.T)
        for step, following in pairwise(steps):
            going_on = slice(step.start, step.start + following.stop - following.start)
            reached = onwards @ forward[:, going_on]
            reached *= potential[:, following]
            forward[:, following] = _scaled(reached)
        for step, following in reversed(list(pairwise(steps))):
            going_on = slice(step.start, step.start + following.stop - following.start)
            ahead = potential[:, following] * backward[:, following]
            backward[:, going_on] = _scaled(back @ ahead)
        state = _scaled(forward * backward)
        return Beliefs(state.T, forward.T, backward.T, potential.T, move)


def _scaled(probabilities: Doubles) -> Doubles:
    """Scale probabilities (states x rows) in place to sums of one, and return them."""
    probabilities /= probabilities.sum(0) + _TINY
    return probabilities


@dataclass(frozen=True, slots=True)
class Beliefs:
    """The results of the forward and backward passes, by rows of a layout."""

    state: Doubles
    forward: Doubles
    backward: Doubles
    potential: Doubles
    move: Doubles
