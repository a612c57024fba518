"""Articles in order of time → pairs that are copies of each other.

MinHash (Broder 1997) proposes pairs, the exact Jaccard coefficient of their shingles decides. A pair lies at most
``WINDOW`` apart, so that only the articles of that window are held, and new articles need only those around them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np
import numpy.typing as npt

from analysis.stories.grouping import Joined
from analysis.stories.shingles import Codes, Words, shingles, syllables

WINDOW = 14 * 24 * 3600
"""Copies appear within this time (seconds) of each other."""
ALIKE = 0.5
"""Least Jaccard coefficient of a copy."""
FEW = 20
"""A text of fewer shingles is a copy only of the very same one."""
SERIES = 20 * 3600
"""Texts of one outlet further apart (seconds) may be two parts of a series (``_series``)."""
SAME_TITLE = 0.5
"""Least Jaccard coefficient of the titles of such two, where they are no series."""
BANDS, ROWS = 48, 3
"""The signature's bands and the numbers in each: of pairs at ``ALIKE`` 99 in 100 share one."""
_SLACK = 0.14
"""An estimate from ``BANDS * ROWS`` numbers is further off in one pair of 1,000."""
_BLOCK = 4_096
_NEAREST = 50
"""Earlier articles of one band that an article is compared with, the latest first."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One article as copies are looked for."""

    article: int
    published: int
    """Seconds of the clock."""
    source: str
    text: str
    """Title, lead and body on lines of their own."""


def copies(pieces: Iterable[Piece], *, fresh: Container[int] | None = None) -> Iterator[tuple[int, int]]:
    """Pairs of articles that are copies of one text, the earlier first: as many as it takes to connect them all.

    Two are copies where they share ``ALIKE`` of their runs of two syllables. Of many with the very same shingles each
    is paired with the one before alone; two that other pairs connect are not compared, since thousands of reports made
    from one form would be alike each to each. Parts of a series of one outlet (results of every day, the news at noon)
    are none.

    Args:
        pieces: in order of time.
        fresh: numbers of the articles of which one must be in each pair; None: all.
    """
    window, words = _Window(fresh), Words()
    incoming = iter(pieces)
    while block := list(islice(incoming, max(_BLOCK, len(window.pieces) // 4))):
        yield from window.compare(block, words)


class _Window:
    """The articles that a later one may be a copy of."""

    def __init__(self, fresh: Container[int] | None) -> None:
        self._fresh, self._joined = fresh, Joined()
        self.pieces: list[Piece] = []
        self._sets: list[Codes] = []
        self._signatures = np.empty((0, BANDS * ROWS), np.uint32)

    def compare(self, block: list[Piece], words: Words) -> Iterator[tuple[int, int]]:
        self._forget(block[0].published - WINDOW)
        codes, begins = shingles([piece.text for piece in block], words)
        sets = [codes[first:last] for first, last in pairwise(begins)]
        held = len(self.pieces)
        newest = {one.tobytes(): place for place, one in enumerate(self._sets)}
        fresh: list[int] = []
        again: dict[int, int] = {}
        for number, (piece, own) in enumerate(zip(block, sets, strict=True)):
            if not own.size:
                continue
            place = held + len(fresh)
            fresh.append(number)
            before = newest.get(own.tobytes())
            newest[own.tobytes()] = place
            if before is not None:
                earlier = self.pieces[before] if before < held else block[fresh[before - held]]
                if piece.published - earlier.published <= WINDOW and self._asked(earlier, piece):
                    self._joined.join(earlier.article, piece.article)
                    yield earlier.article, piece.article
                again[before] = place
        self.pieces += [block[number] for number in fresh]
        self._sets += [sets[number] for number in fresh]
        self._signatures = np.vstack([self._signatures, signatures([sets[number] for number in fresh])])
        for a, b in self._proposed(held, again):
            one, other = self.pieces[a], self.pieces[b]
            if self._asked(one, other) and not self._joined.same(one.article, other.article) and self._alike(a, b):
                self._joined.join(one.article, other.article)
                yield one.article, other.article
        self._keep([place for place in range(len(self.pieces)) if place not in again])

    def _asked(self, one: Piece, other: Piece) -> bool:
        return self._fresh is None or one.article in self._fresh or other.article in self._fresh

    def _forget(self, before: int) -> None:
        self._keep([place for place, piece in enumerate(self.pieces) if piece.published >= before])

    def _keep(self, places: list[int]) -> None:
        if len(places) < len(self.pieces):
            self.pieces = [self.pieces[place] for place in places]
            self._sets = [self._sets[place] for place in places]
            self._signatures = self._signatures[places]

    def _proposed(self, held: int, again: dict[int, int]) -> list[tuple[int, int]]:
        """Places of pairs that share a band and may be alike enough, the later from ``held`` on.

        Args:
            held: articles that were compared with each other before.
            again: place → the next place with the very same shingles, which stands for it from there on.
        """
        until = np.full(len(self.pieces), len(self.pieces))
        until[list(again)] = list(again.values())
        big = np.array([len(one) >= FEW for one in self._sets], bool)
        places = np.flatnonzero(big)
        count = len(self.pieces)
        pairs = [np.empty(0, np.int64)]
        for band in range(BANDS):
            part = self._signatures[places, band * ROWS : (band + 1) * ROWS].astype(np.uint64)
            code = (part[:, 0] << np.uint64(32)) ^ (part[:, 1] << np.uint64(16)) ^ part[:, 2]
            order = np.argsort(code, kind="stable")
            code, sorted_places = code[order], places[order]
            for step in range(1, _NEAREST + 1):
                same = np.flatnonzero(code[step:] == code[:-step])
                if not same.size:
                    break
                early, late = sorted_places[same], sorted_places[same + step]
                new = (late >= held) & (late < until[early])
                pairs.append(early[new] * np.int64(count) + late[new])
        # One number a pair: rows of two are sorted many times slower.
        found = np.stack(np.divmod(np.unique(np.concatenate(pairs)), count), axis=1)
        kept = []
        for some in np.array_split(found, len(found) // 20_000 + 1):
            share = (self._signatures[some[:, 0]] == self._signatures[some[:, 1]]).mean(axis=1)
            kept += some[share >= ALIKE - _SLACK].tolist()
        return [(a, b) for a, b in kept]

    def _alike(self, a: int, b: int) -> bool:
        one, other = self.pieces[a], self.pieces[b]
        if abs(other.published - one.published) > WINDOW or jaccard(self._sets[a], self._sets[b]) < ALIKE:
            return False
        return not _series(one, other)


def signatures(sets: list[Codes]) -> npt.NDArray[np.uint32]:
    """MinHash signatures, one row a set; no set may be empty."""
    out = np.empty((len(sets), BANDS * ROWS), np.uint32)
    if sets:
        flat = np.concatenate(sets)
        begins = np.concatenate([[0], np.cumsum([len(one) for one in sets])[:-1]])
        for column, factor in enumerate(_FACTORS):
            out[:, column] = np.minimum.reduceat(flat * factor, begins)
    return out


_FACTORS = np.random.default_rng(1997).integers(1, 2**32, BANDS * ROWS, np.uint32) | np.uint32(1)
"""Multiplying by an odd number is a permutation of the 32-bit numbers."""


def jaccard(one: Codes, other: Codes) -> float:
    """Shared part of two sets, given as different numbers in rising order; 0 where both are empty.

    >>> jaccard(np.array([1, 2, 3], np.uint32), np.array([2, 3, 4], np.uint32))
    0.5
    """
    both = np.concatenate([one, other])
    both.sort()
    shared = int((both[1:] == both[:-1]).sum())
    return shared / (len(both) - shared) if len(both) else 0.0


def _series(one: Piece, other: Piece) -> bool:
    """Whether two texts of one outlet are parts of a series: on different days, with other numbers (the date, the
    results), or under titles that have little in common."""
    if one.source != other.source or abs(other.published - one.published) < SERIES:
        return False
    titles, numbers = [], []
    for piece in (one, other):
        titles.append(set(syllables(piece.text.partition("\n")[0])))
        numbers.append({word for word in syllables(piece.text) if word.isdecimal()})
    if numbers[0] != numbers[1]:
        return True
    return len(titles[0] & titles[1]) < SAME_TITLE * len(titles[0] | titles[1])
