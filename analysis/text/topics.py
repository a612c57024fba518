"""Topics of one article: thirteen linear classifiers over one to four syllables in a row, and hints.

The weights are made by ``analysis.train``; here they are only applied, with numpy alone. Probabilities are calibrated
(Platt 1999, "Probabilistic outputs for support vector machines") on scores of texts the classifier had not seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from analysis.errors import ModelError
from analysis.paths import MODELS
from analysis.schema import TOPICS
from analysis.taxonomy import topics as taxonomy
from analysis.text.grams import Grams, grams, key
from analysis.text.lexicons import lexicon

MODEL = "topics.npz"
VERSION = 5
"""Raised whenever the features change: a model made with other features is refused."""

HINT_WEIGHT = 0.6
MOST = 3
"""Topics of one article."""

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Topics:
    """What an article is about."""

    codes: tuple[str, ...]
    """One to three, main topic first."""
    scores: tuple[float, ...]
    """Calibrated probability of each of ``TOPICS``, same order."""


@dataclass(frozen=True, slots=True)
class Hints:
    """Terms that speak for topics."""

    keys: Array
    """Numbers of the terms (``grams.key``), rising."""
    topics: Array
    """A row a term, a column a topic: 1 where the term speaks for it."""

    def features(self, found: Grams) -> Array:
        """One figure a topic: how many of its hints stand in the text, damped, together of length ``HINT_WEIGHT`` or 0."""
        where, there = _places(self.keys, found[0])
        values = (1 + np.log(found[1][there])) @ self.topics[where[there]]
        length = np.sqrt(values @ values)
        return np.asarray(values * (HINT_WEIGHT / length if length else 0.0))


def shipped_hints() -> Hints:
    """Seed terms of the taxonomy and the phrases of the lexicon whose field is a topic."""
    terms = [(seed, topic.code) for topic in taxonomy() for seed in topic.seeds]
    terms += [(phrase, field) for phrase, field in lexicon.load().phrases.items() if field in TOPICS]
    keys = np.unique(np.array([key(term) for term, _ in terms], np.uint32))
    spoken = np.zeros((len(keys), len(TOPICS)), "int8")
    for term, code in terms:
        spoken[np.searchsorted(keys, key(term)), TOPICS.index(code)] = 1
    return Hints(keys, spoken)


def gram_features(found: Grams, keys: Array, idf: Array) -> tuple[Array, Array]:
    """Columns and values of the known grams: damped count times inverse document frequency, of length one.

    Args:
        found: the text.
        keys: numbers of the known grams, rising.
        idf: their inverse document frequency.
    """
    where, there = _places(keys, found[0])
    columns = where[there]
    values = (1 + np.log(found[1][there])) * idf[columns]
    return columns, values / (np.sqrt(values @ values) or 1.0)


def _places(keys: Array, numbers: Array) -> tuple[Array, Array]:
    """Where each number stands among the keys, and whether it is one of them."""
    where = np.searchsorted(keys, numbers)
    where[where == len(keys)] = 0
    return where, (keys[where] == numbers) if len(keys) else np.zeros(len(numbers), bool)


class Classifier:
    """The weights; one a process."""

    def __init__(self, arrays: dict[str, Array]) -> None:
        self._keys, self._idf = arrays["keys"], arrays["idf"].astype("float32")
        self._weights = arrays["weights"].astype("float32") * arrays["scale"]
        self._hints = Hints(arrays["hint_keys"], arrays["hint_topics"].astype("float32"))
        self._hint_weights, self._bias = arrays["hint_weights"], arrays["bias"]
        self._slope, self._offset = arrays["slope"], arrays["offset"]
        self._floor = float(arrays["floor"])

    def decide(self, text: str) -> Topics:
        """Topics of one cleaned article; ``other`` for an empty text."""
        found = grams(text)
        columns, values = gram_features(found, self._keys, self._idf)
        scores = self._bias + self._hints.features(found) @ self._hint_weights + values @ self._weights[columns]
        chances = tuple(np.round(1 / (1 + np.exp(-(self._slope * scores + self._offset))), 4).tolist())
        if not len(found[0]):
            return Topics((TOPICS[-1],), chances)
        return Topics(assigned(scores.tolist(), floor=self._floor), chances)


def assigned(scores: Iterable[float], *, floor: float) -> tuple[str, ...]:
    """The topic of the highest score, then those above ``floor``, at most three; ``other`` only alone.

    >>> assigned([2.0, 1.0, *[-3.0] * 10, 1.5], floor=0.5), assigned([-1.0] * 12 + [0.0], floor=0.5)
    (('ai', 'semiconductors'), ('other',))
    """
    ranked = sorted(zip(scores, range(len(TOPICS)), strict=True), key=lambda pair: (-pair[0], pair[1]))
    main = TOPICS[ranked[0][1]]
    if main == TOPICS[-1]:
        return (main,)
    more = [TOPICS[index] for score, index in ranked[1:] if score > floor and TOPICS[index] != TOPICS[-1]]
    return (main, *more)[:MOST]


@lru_cache(maxsize=2)
def load(folder: Path = MODELS) -> Classifier:
    """The classifier of a model folder (the shipped one by default).

    Raises:
        ModelError: the model is missing, cannot be read, or was made with other features or topics.
    """
    path = folder / MODEL
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
    except (OSError, ValueError) as error:
        raise ModelError(
            f"cannot read the model {path.name}: {error}; make it with: nhiptin train GOLD.jsonl"
        ) from error
    if int(arrays["version"]) != VERSION or str(arrays["topics"]).split("\n") != list(TOPICS):
        raise ModelError(f"{path.name} was made with other features or topics; renew it with: nhiptin train GOLD.jsonl")
    return Classifier(arrays)
