"""What two texts are compared by: their runs of two syllables, without marks, case and punctuation.

Two syllables, not five: a headline with its lead has some 45 syllables, and one word changed in ten would leave a
third of its runs of five, but two thirds of its runs of two (``benchmarks/stories.py`` has the figures).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b
from itertools import chain

import numpy as np
import numpy.typing as npt

from analysis.text.script.fold import fold

Codes = npt.NDArray[np.uint32]

_SYLLABLE = re.compile(r"[^\W_]+")
_VOCABULARY = 300_000
"""Written words whose syllables are kept in memory."""
_LEFT, _RIGHT, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0xFF51AFD7ED558CCD)
_HALF = np.uint64(32)


class Words(dict[str, tuple[int, ...]]):
    """Written word (what stands between blanks) → one number for each of its syllables; each is made once."""

    def __missing__(self, word: str) -> tuple[int, ...]:
        if len(self) > _VOCABULARY:
            self.clear()
        self[word] = codes = tuple(_code(syllable) for syllable in syllables(word))
        return codes


def syllables(text: str) -> list[str]:
    """The syllables and numbers of a text, as they are compared.

    >>> syllables("Ngày 5/11, Hoà Bình họp.")
    ['ngay', '5', '11', 'hoa', 'binh', 'hop']
    """
    return _SYLLABLE.findall(fold(text))


def _code(syllable: str) -> int:
    return int.from_bytes(blake2b(syllable.encode("utf-8", "surrogatepass"), digest_size=4).digest())


def shingles(texts: Sequence[str], words: Words) -> tuple[Codes, npt.NDArray[np.int64]]:
    """The different runs of two syllables of each text, as numbers in rising order.

    Args:
        texts: the texts.
        words: kept between calls.

    Returns:
        All numbers one text after the other, and where each text begins, with the end: one more than texts. A text of
        one syllable has that one, a text without any has none.

    >>> codes, begins = shingles(["a b a b", "", "c"], Words())
    >>> begins.tolist()
    [0, 2, 2, 3]
    """
    parts = [list(chain.from_iterable(map(words.__getitem__, text.split()))) for text in texts]
    sizes = np.array([len(part) for part in parts], np.int64)
    flat = np.fromiter(chain.from_iterable(parts), np.uint64, int(sizes.sum()))
    rows = np.repeat(np.arange(len(texts), dtype=np.uint64), sizes)
    following = np.zeros_like(flat)
    following[:-1] = flat[1:] + np.uint64(1)
    ends = np.cumsum(sizes)[sizes > 0] - 1
    following[ends] = 0
    alone = np.zeros(len(flat), bool)
    alone[ends] = True
    kept = ~alone | (sizes[rows.astype(np.int64)] == 1)
    mixed = (flat * _LEFT) ^ ((following * _RIGHT) >> np.uint64(7))
    mixed = (mixed ^ (mixed >> np.uint64(33))) * _MIX
    told = np.unique((rows[kept] << _HALF) | (mixed[kept] >> _HALF))
    counts = np.bincount((told >> _HALF).astype(np.int64), minlength=len(texts))
    return told.astype(np.uint32), np.concatenate([[0], np.cumsum(counts)])
