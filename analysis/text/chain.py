"""Decoding with the trained model of names: weights of features looked up once, then the best labels of every line.

The model is a linear chain (Lafferty et al. 2001) as CRFsuite trains it: a label's score at a token is the sum of the
weights of the token's features, and a step from label to label has a weight. Most tokens are so surely outside any name
that no path through another label can be the best; they are found first, all at once, and only what lies between is
searched (Viterbi 1967). The labels are those of CRFsuite's own decoder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
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
Tokens = Sequence[Sequence[int]]
"""Each token's bundles of features, by number."""


class Bundles:
    """Features by number, and bundles of features that go together by number; number 0 is the empty bundle.

    Args:
        known: the only features that count; None while learning, when every feature counts.

    >>> made = Bundles({"w=nam", "s=C"})
    >>> made.one("w=nam") > 0, made.one("w=xa"), made.many(["w=xa", "w=nam"]) == made.one("w=nam")
    (True, 0, True)
    """

    def __init__(self, known: Iterable[str] | None = None) -> None:
        self.learning = known is None
        self.made: list[tuple[str, ...]] = [()]
        self._numbers: dict[tuple[str, ...], int] = {(): 0}
        self._ones: dict[str, int] = {}
        for feature in sorted(known or ()):
            self._ones[feature] = self._number((feature,))
        self._singles = len(self.made)

    def one(self, feature: str) -> int:
        """The number of one feature; 0 when it has no weight."""
        found = self._ones.get(feature, 0)
        if not found and self.learning:
            found = self._ones[feature] = self._number((feature,))
        return found

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
        self.labels = sorted(labels, key=lambda label: (label != OUTSIDE, label))
        place = {label: number for number, label in enumerate(self.labels)}
        self.bundles = Bundles({feature for feature, _ in weights})
        self._rows = np.zeros((2 * len(self.bundles.made), len(place)))
        self._filled = len(self.bundles.made)
        for (feature, label), weight in weights.items():
            self._rows[self.bundles.one(feature), place[label]] = weight
        self._steps = np.array([[steps.get((a, b), 0.0) for b in self.labels] for a in self.labels])
        self._into = np.ascontiguousarray(self._steps.T)
        """Row: the label stepped into."""
        stay = self._steps[0, 0]
        inner = self._steps[1:, 1:].max(axis=0) - stay
        enter, leave = self._steps[0, 1:] - stay, self._steps[1:, 0].max() - stay
        self._gain = inner
        """The most that a step into each label but O brings, beside a step that stays outside."""
        self._turns = float((enter - inner).max() + leave)
        """What going in and coming out bring at most."""
        self._at_start = max(0.0, float((-inner).max() - (enter - inner).max()))
        self._at_end = max(0.0, float(-leave))
        """What is saved at the edges of a line, where no step leads in or out."""
        self._every = np.arange(len(self.labels))

    def forget(self) -> None:
        """Drop what was remembered of bundles; features made before must be made anew."""
        self.bundles.forget()
        self._filled = len(self.bundles.made)

    def best(self, lines: Sequence[Tokens]) -> list[list[str]]:
        """The best labels of each line; a line holds at least one token, a token at least one number."""
        if not lines:
            return []
        between: Tokens = ((0,),)
        tokens = list(chain.from_iterable(chain(line, between) for line in lines))
        ends = np.cumsum([len(line) + 1 for line in lines]) - 1
        edge = np.zeros(len(tokens) + 1, dtype=bool)
        edge[ends] = edge[-1] = True
        scores = self._scores(tokens)
        labels = [OUTSIDE] * len(tokens)
        for start, end in self._doubtful(scores, ends):
            path = self._search(scores[start:end], after_edge=bool(edge[start - 1]), before_edge=bool(edge[end]))
            labels[start:end] = [self.labels[label] for label in path]
        starts = [0, *(ends[:-1] + 1).tolist()]
        return [labels[start:end] for start, end in zip(starts, ends.tolist(), strict=True)]

    def _scores(self, tokens: Tokens) -> Scores:
        made = self.bundles.made
        if len(made) > len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros((len(made), self._rows.shape[1]))])
        if self._filled < len(made):
            one = self.bundles.one
            self._rows[self._filled : len(made)] = self._sums([[*map(one, new)] for new in made[self._filled :]])
            self._filled = len(made)
        return self._sums(tokens)

    def _sums(self, tokens: Tokens) -> Scores:
        counts = np.fromiter(map(len, tokens), dtype=np.intp, count=len(tokens))
        flat = np.fromiter(chain.from_iterable(tokens), dtype=np.intp, count=int(counts.sum()))
        sums: Scores = np.add.reduceat(self._rows[flat], np.cumsum(counts) - counts)
        return sums

    def _doubtful(self, scores: Scores, ends: NDArray[np.intp]) -> Iterator[tuple[int, int]]:
        """Stretches of tokens that may belong to a name; all others are outside on every best path.

        A path that leaves ``O`` for a stretch gains at most the sum of its tokens' best advantages over ``O``. A token
        is sure when no stretch around it has a positive sum (the largest sum of a stretch, as Kadane finds it).
        """
        most = (scores[:, 1:] - scores[:, :1] + self._gain).max(axis=1)
        most[0] += self._at_start
        most[ends[:-1] + 1] += self._at_start
        most[ends - 1] += self._at_end
        most[ends] = _NEVER
        sums = np.concatenate([[0.0], np.cumsum(most)])
        least_before = np.minimum.accumulate(sums)[:-1]
        most_after = np.maximum.accumulate(sums[::-1])[::-1][1:]
        open_ = most_after - least_before + self._turns >= -_SLACK
        open_[ends] = False
        turns = np.flatnonzero(np.diff(np.concatenate([[False], open_, [False]])))
        yield from zip(turns[::2].tolist(), turns[1::2].tolist(), strict=True)

    def _search(self, scores: Scores, *, after_edge: bool, before_edge: bool) -> list[int]:
        """Viterbi over one stretch between tokens outside (or the edges of the line)."""
        best = scores[0] if after_edge else scores[0] + self._steps[0]
        into, every = self._into, self._every
        back = []
        for score in scores[1:]:
            paths = into + best
            back.append(paths.argmax(axis=1))
            best = paths[every, back[-1]] + score
        label = int((best if before_edge else best + self._into[0]).argmax())
        path = [label]
        for choice in reversed(back):
            label = int(choice[label])
            path.append(label)
        return path[::-1]


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
