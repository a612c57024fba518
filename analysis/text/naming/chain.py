"""Decoding with the trained model of names: weights of features looked up once, then the best labels of every line.

The model is a linear chain (Lafferty et al. 2001) as CRFsuite trains it: a label's score at a token is the sum of the
weights of the token's features, and a step from label to label has a weight. The best labels are those of the best path
(Viterbi 1967) on which every name begins with its ``B-``. Most tokens are so surely outside any name that no path
through one can be the best; only from tokens where a name may begin are paths followed, while they can still win.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

OUTSIDE = "O"
_NEVER = -1e7
"""Lower than the sum of any line; stands between two lines."""
_SLACK = 0.01
"""More than rounding can change."""

Scores = NDArray[np.float64]
"""One row a token, one column a label."""
Numbers = NDArray[np.intp]


class Bundles:
    """Features by number, and bundles of features that go together by number; number 0 is the empty bundle.

    Args:
        known: the only features that count; None while learning, when every feature counts.

    >>> made = Bundles({"w=nam", "s=C"})
    >>> made.one("w=nam", 0) > 0, made.one("w=xa", 0), made.many(["w=xa", "w=nam"]) == made.one("w=nam", 0)
    (True, 0, True)
    """

    def __init__(self, known: Iterable[str] | None = None) -> None:
        self.learning = known is None
        self.made: list[tuple[str, ...]] = [()]
        self._numbers: dict[tuple[str, ...], int] = {(): 0}
        self._ones: dict[str, int] = {}
        for feature in sorted(known or ()):
            self._learn(feature)
        self._singles = len(self.made)
        self.one: Callable[[str, int], int] = self._learn if self.learning else self._ones.get
        """The number of one feature; the second value (0) when it has no weight."""

    def _learn(self, feature: str, _unknown: int = 0) -> int:
        number = self._ones.get(feature)
        if number is None:
            number = self._ones[feature] = self._number((feature,))
        return number

    def many(self, features: Sequence[str]) -> int:
        """The number of a bundle, less the features without weight."""
        if not self.learning:
            features = [feature for feature in features if feature in self._ones]
        return self._number(tuple(features))

    def known(self, prefix: str) -> list[str]:
        """What follows ``prefix`` in every feature that begins with it."""
        return [feature[len(prefix) :] for feature in self._ones if feature.startswith(prefix)]

    def forget(self) -> None:
        """Drop all bundles but the single features; their numbers are given anew."""
        if not self.learning:
            for features in self.made[self._singles :]:
                del self._numbers[features]
            del self.made[self._singles :]

    def _number(self, features: tuple[str, ...]) -> int:
        number = self._numbers.get(features)
        if number is None:
            number = self._numbers[features] = len(self.made)
            self.made.append(features)
        return number


class Chain:
    """The weights of one model.

    Args:
        labels: all labels, ``O`` among them.
        weights: (feature, label) to weight.
        steps: (label, next label) to weight; missing ones weigh nothing.
    """

    def __init__(
        self,
        labels: Sequence[str],
        weights: Mapping[tuple[str, str], float],
        steps: Mapping[tuple[str, str], float],
    ) -> None:
        # O comes first: its number is 0.
        kinds = sorted({label[2:] for label in labels if label != OUTSIDE})
        self.labels = [OUTSIDE, *[place + kind for place in ("B-", "I-") for kind in kinds]]
        place = {label: number for number, label in enumerate(self.labels)}
        self.bundles = Bundles({feature for feature, _ in weights})
        self._weights = np.zeros((2 * len(self.bundles.made), len(place)))
        self._filled = len(self.bundles.made)
        for (feature, label), weight in weights.items():
            self._weights[self.bundles.one(feature, 0), place[label]] = weight
        never = set(self.labels) - set(labels)
        between = np.array(
            [[_NEVER if b in never else steps.get((a, b), 0.0) for b in self.labels] for a in self.labels]
        )
        self._begin = [place["B-" + kind] for kind in kinds]
        self._inside = [place["I-" + kind] for kind in kinds]
        self._kind = {label: kind for pair in (self._begin, self._inside) for kind, label in enumerate(pair)}
        # Beside a step that stays outside; the last row is the edge of a line, from where every step is free.
        beside = np.vstack([between - between[0, 0], np.zeros(len(place))])
        self._steps: list[list[float]] = beside.tolist()
        self._inner = np.maximum(beside[self._begin, self._inside], beside[self._inside, self._inside])
        """The most that a step into the inside of each kind brings."""
        self._fresh, self._after_any = beside[0, self._begin], (beside[:-1, self._begin] - beside[:-1, :1]).max(axis=0)
        """What a step into the beginning of each kind brings from outside; the most from anywhere, beside going outside."""
        self._into: list[float] = beside[:, self._begin].max(axis=0).tolist()
        self._out = float(beside[1:-1, 0].max())
        self._on = max(self._out, float((beside[1:-1, self._begin] - beside[0, self._begin]).max()))
        """The most that the end of a name brings with nothing after it, and with another name after it."""

    def forget(self) -> None:
        """Drop what was remembered of bundles; features made before must be made anew."""
        self.bundles.forget()
        self._filled = len(self.bundles.made)
        self._weights[self._filled :] = 0

    def best(self, rows: Numbers, gaps: Numbers, at: Sequence[int] = (), more: Sequence[int] = ()) -> list[str]:
        """The best labels of every token of a text; a gap is outside.

        Args:
            rows: bundles of every token, a row each.
            gaps: places of the gaps between lines; the first and the last token are gaps.
            at: tokens that have more bundles ...
            more: ... and those bundles.
        """
        scores = self._scores(rows, np.array(at, dtype=np.intp), np.array(more, dtype=np.intp))
        scores -= scores[:, :1].copy()
        edges = frozenset(gaps.tolist())
        fresh, after_any, ahead = self._hopes(scores, gaps)
        begins: dict[int, list[int]] = {}
        for token, kind in np.argwhere(after_any).tolist():
            begins.setdefault(token, []).append(kind)
        labels = [0] * len(rows)
        free = 0
        for token in np.flatnonzero(fresh.any(axis=1)).tolist():
            if token >= free:
                path = self._path(token, scores, ahead, begins, edges)
                free = token + len(path)
                labels[token:free] = path
        return [self.labels[label] for label in labels]

    def _hopes(self, scores: Scores, gaps: Numbers) -> tuple[NDArray[np.bool_], NDArray[np.bool_], Scores]:
        """For each token and kind: whether a name may begin after a token outside, whether after another name, and the
        most that going on with an open name can still bring.
        """
        inside = scores[:, self._inside] + self._inner
        inside[gaps] = _NEVER
        sums = inside.cumsum(axis=0)
        begin = scores[:, self._begin]
        begin[gaps] = _NEVER
        after_any = begin + self._after_any + _SLACK

        def ahead(ends: Scores | float) -> Scores:
            most: Scores = np.maximum.accumulate((sums + ends)[::-1], axis=0)[::-1] - sums
            return most

        on = (after_any + ahead(max(self._on, 0.0)) > 0).any(axis=1)
        ends = np.where(np.append(on[1:], False), self._on, self._out)
        ends[gaps[1:] - 1] = 0.0
        most = ahead(ends[:, None])
        fresh = begin + self._fresh + _SLACK
        fresh[gaps[:-1] + 1] -= self._fresh
        return fresh + most > 0, after_any + most > 0, most

    def _path(
        self, token: int, scores: Scores, ahead: Scores, begins: Mapping[int, list[int]], edges: AbstractSet[int]
    ) -> list[int]:
        """The best labels from a token on (outside before it), until no name can be open or the line ends.

        All sums are advantages over staying outside. A path into a name is dropped when nothing ahead can bring it back
        over the best path outside.
        """
        steps, begin, inside, into, kind_of = self._steps, self._begin, self._inside, self._into, self._kind
        states = {len(steps) - 1 if token - 1 in edges else 0: 0.0}
        trail: list[dict[int, int]] = []
        while True:
            row, future = scores[token].tolist(), ahead[token].tolist()
            new: dict[int, float] = {}
            back: dict[int, int] = {}
            outside, back[0] = max([(value + steps[label][0], label) for label, value in states.items()])
            new[0] = outside
            least = outside - _SLACK
            top = max(states.values())
            for kind in begins.get(token, ()):
                to = begin[kind]
                if top + into[kind] + row[to] + future[kind] < least:
                    continue
                value, label = max([(value + steps[label][to], label) for label, value in states.items()])
                value += row[to]
                if value + future[kind] >= least:
                    new[to], back[to] = value, label
            for label, value in states.items():
                if label in kind_of:
                    kind = kind_of[label]
                    to = inside[kind]
                    longer = value + steps[label][to] + row[to]
                    if longer + future[kind] >= least and longer > new.get(to, longer - 1):
                        new[to], back[to] = longer, label
            trail.append(back)
            token += 1
            states = new
            if token in edges or len(states) == 1:
                break
        label = max(states, key=lambda label: (states[label], -label)) if token in edges else 0
        path = [label]
        for back in reversed(trail[1:]):
            label = back[label]
            path.append(label)
        return path[::-1]

    def _scores(self, rows: Numbers, at: Numbers, more: Numbers) -> Scores:
        made, filled = self.bundles.made, self._filled
        if len(made) > len(self._weights):
            self._weights = np.concatenate([self._weights, np.zeros((len(made), self._weights.shape[1]))])
        for number in range(filled, len(made)):
            for feature in made[number]:
                self._weights[number] += self._weights[self.bundles.one(feature, 0)]
        self._filled = len(made)
        sums: Scores = np.add.reduce(self._weights.take(rows, axis=0), axis=1)
        if len(at):
            order = np.argsort(at, kind="stable")
            at = at[order]
            first = np.concatenate([[0], (at[1:] != at[:-1]).nonzero()[0] + 1])
            sums[at[first]] += np.add.reduceat(self._weights.take(more[order], axis=0), first)
        return sums


def load(path: Path) -> Chain:
    """The chain of a model file of CRFsuite.

    Raises:
        OSError, ValueError: it is missing or no such model.
    """
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    info = tagger.info()
    return Chain(tagger.labels(), info.state_features, info.transitions)
