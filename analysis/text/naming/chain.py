"""Decoding with the trained model of names: weights of features looked up once, then the best labels of every line.

The model is a linear chain (Lafferty et al. 2001) as CRFsuite trains it: a label's score at a token is the sum of the
weights of the token's features, and a step from label to label has a weight. The best labels are those of the best path
(Viterbi 1967) on which every name begins with its ``B-``. Lines of one text and of many are followed side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

OUTSIDE = "O"
_NEVER = -1e7
"""Lower than the sum of any line."""

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
        # All steps beside one that stays outside; the edge of a line is as good as any label.
        beside = between - between[0, 0]
        self._kinds = len(kinds)
        first = 1 + self._kinds
        self._steps = beside.T[:first, :, None]
        """What every step into ``O`` or into a ``B-`` brings: a row a label, a column the label before."""
        self._inner = np.stack([beside.diagonal(self._kinds)[1:], beside.diagonal()[first:]])[:, :, None]
        """What going on inside a name brings, after its ``B-`` and after its ``I-``."""
        self._back = np.full_like(beside, -np.inf)
        self._back[:, :first] = beside[:, :first]
        for kind in range(1, first):
            inside = kind + self._kinds
            self._back[[kind, inside], inside] = beside[[kind, inside], inside]

    def forget(self) -> None:
        """Drop what was remembered of bundles; features made before must be made anew."""
        self.bundles.forget()
        self._filled = len(self.bundles.made)
        self._weights[self._filled :] = 0

    def best(self, rows: Numbers, gaps: Numbers, at: Sequence[int] = (), more: Sequence[int] = ()) -> list[str]:
        """The best labels of every token of one text or of several one behind the other; a gap is outside.

        Args:
            rows: bundles of every token, a row each.
            gaps: places of the gaps between lines; the first and the last token are gaps.
            at: tokens that have more bundles ...
            more: ... and those bundles.
        """
        scores = self._scores(rows, np.array(at, dtype=np.intp), np.array(more, dtype=np.intp))
        scores -= scores[:, :1].copy()
        labels = np.zeros(len(rows), dtype=np.intp)
        # Long lines first: those still going on at any place are the first ones.
        lengths = np.diff(gaps) - 1
        order = np.argsort(-lengths, kind="stable")
        lengths = lengths[order]
        self._follow(scores, gaps[order] + 1, lengths[lengths > 0], labels)
        return [self.labels[label] for label in labels.tolist()]

    def _follow(self, scores: Scores, starts: Numbers, lengths: Numbers, labels: Numbers) -> None:
        """Put the best labels of all lines into ``labels``, a place of every line at a time.

        All sums are advantages over staying outside.
        """
        if not len(lengths):
            return
        going = np.searchsorted(-lengths, -np.arange(lengths[0]), side="left").tolist()
        """How many lines have a token at each place."""
        first, kinds = 1 + self._kinds, self._kinds
        here = np.ascontiguousarray(scores.take(starts[: going[0]], axis=0).T)
        here[first:] = _NEVER
        sums = [here]
        for place, count in enumerate(going[1:], 1):
            before = here[:, :count]
            here = np.ascontiguousarray(scores.take(starts[:count] + place, axis=0).T)
            here[:first] += (before + self._steps).max(axis=1)
            here[first:] += (before[1:].reshape(2, kinds, count) + self._inner).max(axis=0)
            sums.append(here)
        label = np.zeros(0, dtype=np.intp)
        for place in range(len(going) - 1, -1, -1):
            here, on = sums[place], len(label)
            onward = here[:, :on] + self._back[:, label]
            label = np.concatenate([onward, here[:, on:]], axis=1).argmax(axis=0)
            labels[starts[: len(label)] + place] = label

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
