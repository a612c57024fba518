"""Made words and names that look Vietnamese, and how often each is drawn (Zipf)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analysis.schema import TOPICS

WORDS, NAMES = 200_000, 20_000
OWN_FROM, OWN_WORDS = 500, 300
"""Rank of the first word that a topic draws more often, and how many each has."""
ONSETS = ("b", "c", "ch", "d", "đ", "g", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "s", "t", "th", "tr", "v", "x")
RIMES = (
    "a",
    "an",
    "ang",
    "anh",
    "at",
    "e",
    "en",
    "i",
    "in",
    "inh",
    "o",
    "on",
    "ong",
    "ô",
    "ôn",
    "ông",
    "u",
    "un",
    "ung",
    "ư",
)
TONES = ("", "\u0301", "\u0300", "\u0309", "\u0323")
KINDS = ("PER", "ORG", "LOC", "PROD", "EVENT")
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Vocabulary:
    """Words are numbered by rank; names follow them."""

    terms: pa.Array
    names: pa.Array
    kinds: pa.Array
    written: npt.NDArray[np.str_]
    length: Ints
    syllables: Ints
    topics: npt.NDArray[np.float64]
    """How often each topic is drawn."""
    _words: npt.NDArray[np.float64]
    _names: npt.NDArray[np.float64]

    def drawn(self, dice: np.random.Generator, topic: Ints, *, named: float, own: float) -> Ints:
        """One token for each place, whose article is about ``topic``."""
        luck = dice.random((2, len(topic)))
        ids = np.searchsorted(self._words, luck[0])
        ids = np.where(luck[1] < named, WORDS + np.searchsorted(self._names, luck[0]), ids)
        special = (luck[1] > 1 - own) & (topic < len(TOPICS) - 1)
        rank = (luck[0] ** 3 * OWN_WORDS).astype(np.int64)
        return np.where(special, OWN_FROM + topic * OWN_WORDS + rank, ids).astype(np.int64)


@cache
def vocabulary() -> Vocabulary:
    """The same words and names each time."""
    syllables = [
        unicodedata.normalize("NFC", onset + rime[0] + tone + rime[1:])
        for tone in TONES
        for rime in RIMES
        for onset in ONSETS
    ]
    order = np.random.default_rng(1).permutation(len(syllables))
    one = [syllables[place] for place in order]
    pairs = [f"{one[number % 2000]} {one[(number * 7 + number // 2000) % 2000]}" for number in range(WORDS - 1000)]
    words = list(dict.fromkeys(one[:1000] + pairs))
    words += [f"{word} {one[number % 1999]}" for number, word in enumerate(words[1000 : 1000 + WORDS - len(words)])]
    parts = (f"{one[n % 89]} {one[n // 89 % 97]} {one[1000 + n % 911]}" for n in range(NAMES))
    names = [name.title() for name in dict.fromkeys(parts)]
    names += [f"{name} {number}" for number, name in enumerate(names[: NAMES - len(names)])]
    written = np.array(words + names)
    shares = np.array([3, 1, 2, 2, 3, 4, 3, 2, 3, 4, 3, 6, 64]) / 100
    return Vocabulary(
        pa.array(words + [name.lower() for name in names]),
        pa.array(names),
        pa.array([KINDS[number % len(KINDS)] for number in range(NAMES)]),
        written,
        np.char.str_len(written).astype(np.int64),
        (np.char.count(written, " ") + 1).astype(np.int64),
        shares,
        _zipf(WORDS),
        _zipf(NAMES),
    )


def _zipf(size: int) -> npt.NDArray[np.float64]:
    """Sums of 1 / (rank + 2.7) up to each rank, the last 1."""
    weights = 1 / (np.arange(size) + 2.7)
    sums = np.cumsum(weights) / weights.sum()
    sums[-1] = 1.0
    return sums
