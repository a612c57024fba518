"""Weights of underthesea's segmentation model, regrouped: what a syllable, a pair or a triple brings wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from operator import add

import numpy as np
from numpy.typing import NDArray

LEFT, RIGHT = "\0<", "\0>"
"""Stand for the places before and after the text; no token contains NUL."""
_PLACES = (
    ("T[-2]", "T[-1]", "T[0]", "T[1]", "T[2]"),
    ("T[-2,-1]", "T[-1,0]", "T[0,1]", "T[1,2]"),
    ("T[-2,0]", "T[-1,1]", "T[0,2]"),
)
"""Where in a window a syllable, a pair or a triple may stand."""
_KINDS = ("", ".lower", ".is_in_dict", ".istitle", ".isdigit")

Model = dict[str, dict[str, float]]
"""``{"T[0].lower": {"nam": 0.3}}``: the weight for I-W less that for B-W."""
Sums = tuple[float, ...]
"""One weight a place."""
Numbers = NDArray[np.intp]
Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pieces:
    """What the model holds about syllables, pairs or triples."""

    spelled: dict[str, Sums]
    lower: dict[str, Sums]
    shape: dict[tuple[bool, bool, bool], Sums]
    """By membership of the dictionary, title case, digits."""
    left: Sums
    right: Sums
    """For what reaches over the beginning or the end of the text."""
    dictionary: frozenset[str]
    size: int
    """Syllables of a piece."""

    def known(self, texts: Iterable[str]) -> list[str]:
        """Those of ``texts`` that have this many syllables, sorted."""
        return sorted(text for text in texts if text.count(" ") == self.size - 1 and "" not in text.split(" "))

    def syllables(self) -> Iterator[str]:
        """The syllables of all pieces."""
        for text in self.known({*self.spelled, *self.lower, *self.dictionary}):
            yield from text.split(" ")


def pieces(model: Model, size: int, dictionary: frozenset[str]) -> Pieces:
    """Regroup the model's weights for pieces of one, two or three syllables."""
    places = _PLACES[size - 1]

    def column(kind: str, value: str) -> Sums:
        return tuple(model.get(place + kind, {}).get(value, 0.0) for place in places)

    def table(kind: str) -> dict[str, Sums]:
        values = {value for place in places for value in model.get(place + kind, ())}
        return {value: column(kind, value) for value in values}

    left, right = (reduce(_plus, (column(kind, name) for kind in _KINDS)) for name in ("BOS", "EOS"))
    shape = {
        (known, title, digit): reduce(
            _plus, (column(".is_in_dict", str(known)), column(".istitle", str(title)), column(".isdigit", str(digit)))
        )
        for known, title, digit in product((False, True), repeat=3)
    }
    return Pieces(table(""), table(".lower"), shape, left, right, dictionary, size)


def _plus(a: Sums, b: Sums) -> Sums:
    return tuple(map(add, a, b))


class Singles:
    """Syllables by number, and what each brings; 0 and 1 are the places before and after the text.

    Args:
        model: what the model holds about syllables.
        known: syllables of known pairs and triples.
    """

    def __init__(self, model: Pieces, known: Iterable[str]) -> None:
        self._model = model
        self.words = {word: number for number, word in enumerate(sorted(known), start=1)}
        """Numbers of the syllables of pairs and triples, as they are written there; 0 for all others."""
        self.forget()

    @property
    def count(self) -> int:
        """How many syllables are remembered."""
        return len(self._ids)

    def forget(self) -> None:
        """Drop the remembered syllables."""
        self._ids = {LEFT: 0, RIGHT: 1}
        self.sums: Table = np.array([self._model.left, self._model.right])
        """A row a syllable, a column a place."""
        self.forms: Numbers = np.zeros((2, 4), dtype=np.intp)
        """Its number as written and in lower case, whether a piece in title case may hold it, and may begin with it."""

    def ids(self, tokens: Sequence[str]) -> Numbers:
        """Numbers of syllables."""
        ids = self._ids
        new = [token for token in dict.fromkeys(tokens) if token not in ids]
        if new:
            first = len(ids)
            ids.update(zip(new, range(first, first + len(new)), strict=True))
            while len(self.sums) < len(ids):
                self.sums = np.concatenate([self.sums, np.zeros_like(self.sums)])
                self.forms = np.concatenate([self.forms, np.zeros_like(self.forms)])
            self.sums[first : len(ids)] = list(map(self._sum, new))
            self.forms[first : len(ids)] = list(map(self._form, new))
        return np.fromiter(map(ids.__getitem__, tokens), dtype=np.intp, count=len(tokens))

    def _sum(self, token: str) -> Sums:
        model, low = self._model, token.lower()
        title = all(self._form(token)[2:])
        total = model.shape[low in model.dictionary, title, token.isascii() and token.isdigit()]
        for table, text in ((model.spelled, token), (model.lower, low)):
            if text in table:
                total = _plus(total, table[text])
        return total

    def _form(self, token: str) -> tuple[int, int, int, int]:
        title = all(word[0].isupper() or not word[0].isalpha() for word in token.split(" "))
        return self.words.get(token, 0), self.words.get(token.lower(), 0), title, not token[0].islower()


class Runs:
    """What pairs or triples of syllables bring, for a row of syllables at once."""

    def __init__(self, model: Pieces, singles: Singles) -> None:
        self._singles, self._size = singles, model.size
        self._base = len(singles.words) + 1
        shape = model.shape
        shapes = [shape[known, title, False] for known in (False, True) for title in (False, True)]
        self._shapes = np.array([*shapes, model.left, model.right])
        nothing = (0.0,) * len(model.left)
        self._spelled_keys, spelled = self._keyed(model.known(model.spelled))
        self._spelled = np.array([*(model.spelled[text] for text in spelled), nothing])
        self._low_keys, low = self._keyed(model.known({*model.lower, *model.dictionary}))
        self._lower = np.array([*(model.lower.get(text, nothing) for text in low), nothing])
        self._known = np.array([*(2 * (text in model.dictionary) for text in low), 0])

    def sums(self, ids: Numbers) -> Table:
        """A row for every pair or triple of neighbours, a column a place."""
        forms = self._singles.forms.take(ids, axis=0).T
        low = self._find(self._low_keys, forms[1])
        title = self._every(forms[2]) * forms[3, : len(low)]
        edge = np.where(self._every(ids) == 0, 4, 5)
        inner = self._every((ids > 1).astype(np.intp)) > 0
        total: Table = self._shapes.take(np.where(inner, self._known[low] + title, edge), axis=0)
        total += self._spelled.take(self._find(self._spelled_keys, forms[0]), axis=0)
        total += self._lower.take(low, axis=0)
        return total

    def _every(self, values: Numbers) -> Numbers:
        """The product over the syllables of each pair or triple."""
        last = len(values) - self._size + 1
        return reduce(np.multiply, (values[k : k + last] for k in range(self._size)))

    def _find(self, keys: Numbers, numbers: Numbers) -> Numbers:
        """Where each pair or triple stands among the keys; the last place for an unknown one."""
        last = len(numbers) - self._size + 1
        key = numbers[:last]
        for k in range(1, self._size):
            key = key * self._base + numbers[k : k + last]
        where = keys.searchsorted(key)
        where[keys[where] != key] = len(keys) - 1
        return where

    def _keyed(self, texts: Sequence[str]) -> tuple[Numbers, list[str]]:
        """Keys, rising, and their texts; a key that none meets comes last."""
        words, base = self._singles.words, self._base
        keyed = sorted((reduce(lambda key, word: key * base + words[word], text.split(" "), 0), text) for text in texts)
        return np.array([*(key for key, _ in keyed), np.iinfo(np.intp).max]), [text for _, text in keyed]
