"""What the topic classifier sees of a text: one to four syllables in a row, as numbers of 32 bits with their counts.

A number cannot be turned back into its syllables, and numbers are added up faster than strings are joined. The number
of a syllable is its CRC-32; that of a row is ``(row before) * STEP + last syllable``, cut to 32 bits.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from analysis.text.script.fold import plain

MOST_SYLLABLES = 300
"""Syllables of an article that are read, as many as the training texts have: with 400 or all of them fewer main topics
of full articles were right (.87 and .86 against .91)."""
TITLE_WEIGHT = 2
"""How often the first line counts."""
LONGEST = 4
"""Syllables of the longest row; a longer term is met by its beginning."""
STEP = np.uint32(0x9E3779B1)
"""2^32 divided by the golden ratio, made odd: spreads the sums over all numbers (Knuth, TAOCP 3, 6.4)."""

Numbers = np.ndarray[Any, np.dtype[np.uint32]]
Grams = tuple[Numbers, np.ndarray[Any, np.dtype[np.int64]]]
"""Distinct numbers, rising, and how often each was met."""

_SYLLABLE = re.compile(r"\w+")


@lru_cache(maxsize=100_000)
def _number(syllable: str) -> int:
    return _exact("0" if syllable.isdigit() else plain(syllable))


@lru_cache(maxsize=10_000)
def _exact(syllable: str) -> int:
    return zlib.crc32(syllable.encode("utf-8", "surrogatepass"))


def _is_acronym(syllable: str) -> bool:
    return len(syllable) > 1 and syllable.isupper()


def _rows(syllables: Sequence[str]) -> list[Numbers]:
    """Numbers of the single syllables, of the pairs, of the triples …"""
    row = np.fromiter(map(_number, syllables), np.uint32, len(syllables))
    found = [row]
    for length in range(1, LONGEST):
        found.append(found[-1][:-1] * STEP + row[length:])
    return found


def grams(text: str, *, most: int = MOST_SYLLABLES) -> Grams:
    """Counts of one to four syllables in a row within lines, those of the first line twice; figures count as ``0``.

    The first ``most`` syllables are read. A single syllable in capitals keeps them (``AI`` is not the pronoun ``ai``),
    unless most of its line is in capitals.

    >>> numbers, counts = grams("Chip 5 nm\\nAI mới")      # six rows of the title, three of the second line
    >>> counts.tolist().count(2), counts.tolist().count(1), key("AI") in numbers, key("ai") in numbers
    (6, 3, True, False)
    """
    parts: list[Numbers] = []
    left = most
    for number, line in enumerate(filter(None, text.split("\n"))):
        written = _SYLLABLE.findall(line)[:left]
        left -= len(written)
        rows = _rows(written)
        capitals = [index for index, syllable in enumerate(written) if syllable.isupper() and len(syllable) > 1]
        if capitals and len(capitals) * 2 <= len(written):
            single = rows[0].copy()
            single[capitals] = [_exact(written[index]) for index in capitals]
            rows[0] = single
        parts += rows * (1 if number else TITLE_WEIGHT)
        if left <= 0:
            break
    every = np.sort(np.concatenate(parts or [np.zeros(0, np.uint32)]))
    edges = np.ones(len(every) + 1, bool)
    edges[1:-1] = every[1:] != every[:-1]
    firsts = edges.nonzero()[0]
    return every[firsts[:-1]], np.diff(firsts)


def key(term: str) -> int:
    """The number under which a term is met: of its first four syllables; one in capitals alone keeps them.

    >>> key("Dữ liệu") == key("dữ  liệu"), key("AI") == key("ai")
    (True, False)
    """
    syllables = _SYLLABLE.findall(term)[:LONGEST]
    if len(syllables) == 1 and _is_acronym(syllables[0]):
        return _exact(syllables[0])
    return int(_rows(syllables)[len(syllables) - 1][0])
