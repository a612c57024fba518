"""Topics of one article: thirteen linear classifiers over one to four syllables in a row, and hints.

The weights are made by ``analysis.train``; here they are only applied, with numpy alone. Probabilities are calibrated
(Platt 1999, "Probabilistic outputs for support vector machines") on scores of texts the classifier had not seen.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from analysis.errors import ModelError
from analysis.paths import MODELS
from analysis.schema import TOPICS
from analysis.taxonomy import topics as taxonomy
from analysis.text import lexicon
from analysis.text.fold import plain

MODEL = "topics.npz"
VERSION = 3
"""Raised whenever the features change: a model made with other features is refused."""

LINES = 60
"""Lines of an article that are read; what it is about is said before."""
TITLE_WEIGHT = 2
HINT_WEIGHT = 0.6
LONGEST = 4
"""Syllables of the longest gram; a longer hint is met by its beginning."""
MOST = 3
"""Topics of one article."""

_SYLLABLE = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Topics:
    """What an article is about."""

    codes: tuple[str, ...]
    """One to three, main topic first."""
    scores: tuple[float, ...]
    """Calibrated probability of each of ``TOPICS``, same order."""


def grams(text: str) -> Counter[str]:
    """Counts of one to four syllables in a row within lines, those of the first line counted twice; numbers are ``0``.

    A single syllable in capitals keeps them (``AI`` is not the pronoun ``ai``), unless its whole line is in capitals.

    >>> sorted(grams("Chip 5 nm\\nAI mới").items())
    [('0', 2), ('0 nm', 2), ('AI', 1), ('ai mới', 1), ('chip', 2), ('chip 0', 2), ('chip 0 nm', 2), ('mới', 1), ('nm', 2)]
    """
    counts: Counter[str] = Counter()
    lines = [line for line in text.split("\n") if line]
    for number, line in enumerate(lines[:LINES]):
        weight = 1 if number else TITLE_WEIGHT
        written = _SYLLABLE.findall(line)
        row = ["0" if syllable.isdigit() else plain(syllable) for syllable in written]
        keep = sum(map(_is_acronym, written)) * 2 <= len(written)
        single = [a if keep and _is_acronym(a) else b for a, b in zip(written, row, strict=True)]
        pairs = [f"{a} {b}" for a, b in pairwise(row)]
        triples = [f"{a} {b}" for a, b in zip(pairs, row[2:], strict=False)]
        fours = [f"{a} {b}" for a, b in zip(triples, row[3:], strict=False)]
        for gram in (*single, *pairs, *triples, *fours):
            counts[gram] += weight
    return counts


def _is_acronym(syllable: str) -> bool:
    return len(syllable) > 1 and syllable.isupper()


Hints = dict[str, tuple[int, ...]]
"""Term to the positions in ``TOPICS`` it speaks for."""


def shipped_hints() -> Hints:
    """Seed terms of the taxonomy and the phrases of the lexicon whose field is a topic."""
    found: dict[str, list[int]] = {}
    terms = [(seed, topic.code) for topic in taxonomy() for seed in topic.seeds]
    terms += [(phrase, field) for phrase, field in lexicon.load().phrases.items() if field in TOPICS]
    for term, code in terms:
        row = _SYLLABLE.findall(term)[:LONGEST]
        key = row[0] if len(row) == 1 else plain(" ".join(row))
        where = found.setdefault(key, [])
        if TOPICS.index(code) not in where:
            where.append(TOPICS.index(code))
    return {term: tuple(found[term]) for term in sorted(found)}


def write_hints(hints: Hints) -> str:
    """Hints as the model file keeps them: one term a line, then the positions."""
    return "\n".join(f"{term}\t{' '.join(map(str, where))}" for term, where in hints.items())


def read_hints(written: str) -> Hints:
    """The inverse of ``write_hints``.

    >>> read_hints(write_hints({"chip": (1,), "trí tuệ": (0, 2)}))
    {'chip': (1,), 'trí tuệ': (0, 2)}
    """
    rows = (line.split("\t") for line in written.split("\n") if line)
    return {term: tuple(map(int, where.split())) for term, where in rows}


def hint_features(counts: Counter[str], hints: Hints) -> list[float]:
    """One figure a topic: how many of its hints stand in the text, damped, all together of length ``HINT_WEIGHT`` (or 0)."""
    values = [0.0] * len(TOPICS)
    for term in sorted(counts.keys() & hints.keys()):
        for index in hints[term]:
            values[index] += 1 + math.log(counts[term])
    length = math.sqrt(sum(value * value for value in values))
    return [HINT_WEIGHT * value / length for value in values] if length else values


def gram_features(counts: Counter[str], vocabulary: dict[str, int], idf: Any) -> tuple[list[int], list[float]]:
    """Columns and values of the known grams: damped count times inverse document frequency, of length one."""
    columns = []
    values = []
    for gram, count in counts.items():
        column = vocabulary.get(gram)
        if column is not None:
            columns.append(column)
            values.append((1 + math.log(count)) * idf[column])
    length = math.sqrt(sum(value * value for value in values)) or 1.0
    return columns, [value / length for value in values]


class Classifier:
    """The weights; one a process."""

    def __init__(self, arrays: dict[str, Any]) -> None:
        self._vocabulary = {gram: column for column, gram in enumerate(str(arrays["grams"]).split("\n"))}
        self._idf = [float(value) for value in arrays["idf"]]
        self._weights = arrays["weights"].astype("float32") * arrays["scale"].astype("float32")
        self._hints = read_hints(str(arrays["hints"]))
        self._hint_weights = arrays["hint_weights"].astype("float32")
        self._bias = arrays["bias"].astype("float32")
        self._slope, self._offset = (arrays[name].astype("float32") for name in ("slope", "offset"))
        self._floor = float(arrays["floor"])

    def decide(self, text: str) -> Topics:
        """Topics of one cleaned article; ``other`` for an empty text."""
        import numpy as np

        counts = grams(text)
        columns, values = gram_features(counts, self._vocabulary, self._idf)
        scores = self._bias + np.asarray(hint_features(counts, self._hints), "float32") @ self._hint_weights
        if columns:
            scores = scores + np.asarray(values, "float32") @ self._weights[columns]
        chances = 1 / (1 + np.exp(-(self._slope * scores + self._offset)))
        if not counts:
            return Topics((TOPICS[-1],), tuple(round(float(chance), 4) for chance in chances))
        return Topics(assigned(scores, floor=self._floor), tuple(round(float(chance), 4) for chance in chances))


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
    import numpy as np

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
