"""Which articles hold each term and each name, in memory, where a process that serves asks again and again.

A ranking of all terms of any scope is one pass over these arrays; SQL joins the same rows five times as slowly, and reads
the articles of the commonest terms anew for every scope. They are made on request, beside the first answers: until then, in
a process that asks once, and of a corpus too large to be held, the rows are read from the store. Both count the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np

from analysis.store.ints import Flags, Ints
from analysis.store.kept import Kept
from analysis.store.snapshot import Snapshot

MOST = 10_000_000
"""Rows of an article and a term, or a name, up to which they are held; each takes 5 or 6 bytes. Of a million articles the names are."""
AT_ONCE = 12_000
"""Rows looked at together: memory for more would be asked of the system anew each time, which takes longer than counting."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Of each thing, by its number: the articles that hold it, rising, and how often each does."""

    first: Ints
    """The rows of thing t are those from ``first[t]`` up to, without, ``first[t + 1]``."""
    article: Ints
    often: Ints
    met: Ints
    """The things that any article holds."""
    parts: list[tuple[int, int]]
    """Stretches of ``met`` with some ``AT_ONCE`` rows each, from a place up to, without, another."""

    @classmethod
    def of(cls, first: Ints, article: Ints, often: Ints) -> Self:
        """From rows in the order of their things."""
        met = np.flatnonzero(np.diff(first))
        cuts = np.searchsorted(first[met], np.arange(AT_ONCE, len(article), AT_ONCE))
        return cls(first, article, often, met, list(pairwise(np.unique([0, *cuts, len(met)]).tolist())))

    def sizes(self, flags: Flags, *, often: bool = False) -> Ints:
        """Of each thing, how many of the flagged articles hold it, or how often they do together.

        Args:
            flags: a place for each article_id.
            often: whether every occurrence is counted.

        >>> Postings.of(np.array([0, 2, 2, 3]), np.array([0, 2, 1]), np.array([1, 4, 1])).sizes(
        ...     np.array([False, True, True]), often=True).tolist()
        [4, 0, 1]
        """
        sizes = np.zeros(len(self.first) - 1, np.int64)
        for begin, end in self.parts:
            things = self.met[begin:end]
            starts, last = self.first[things], self.first[things[-1] + 1]
            rows = slice(starts[0], last)
            held = flags.view(np.int8).take(self.article[rows])
            if often:
                held = held * self.often[rows]
            sizes[things] = np.add.reduceat(held, starts - starts[0], dtype=np.int32)
        return sizes

    def rows(self, ids: Ints) -> tuple[Ints, Ints, Ints]:
        """The rows of some things: each one's place among ``ids``, article_id, how often."""
        begins, ends = self.first[ids], self.first[ids + 1]
        place = np.repeat(np.arange(len(ids), dtype=np.int32), ends - begins)
        at = [slice(0, 0), *map(slice, begins.tolist(), ends.tolist())]
        article, often = (np.concatenate([column[one] for one in at]) for column in (self.article, self.often))
        return place, article, often

    def joined(self, sizes: Ints, groups: Iterable[list[int]], flags: Flags, *, often: bool = False) -> Ints:
        """``sizes`` where the members of each group count as one thing, under the first one's number."""
        for members in groups:
            together = int(sizes[members].sum())
            if not often:
                _, article, _ = self.rows(np.array(members))
                together = len(np.unique(article[flags[article]]))
            sizes[members] = 0
            sizes[members[0]] = together
        return sizes


_held: Kept[tuple[Postings | None, Postings | None]] = Kept(1)
_KEY = "postings"


def hold(store: Snapshot) -> None:
    """Read the postings of a snapshot into memory, where they are not too many; they stay as long as it is open."""
    _held.get(store, _KEY, lambda: _read(store))


def asked(store: Snapshot) -> bool:
    """Whether they were read, or are being read."""
    return (store, _KEY) in _held


def terms(store: Snapshot) -> Postings | None:
    """Those of ``doc_terms``; None where they are not held."""
    found = _held.peek(store, _KEY)
    return found[0] if found else None


def names(store: Snapshot) -> Postings | None:
    """Those of ``article_mentions``; None where they are not held."""
    found = _held.peek(store, _KEY)
    return found[1] if found else None


def _read(store: Snapshot) -> tuple[Postings | None, Postings | None]:
    return (
        _postings(store, "doc_terms", "term_id", "occurrences", of="terms"),
        _postings(store, "article_mentions", "entity_id", "mentions", of="entities"),
    )


def _postings(store: Snapshot, table: str, thing: str, often: str, *, of: str) -> Postings | None:
    if store.query(f"SELECT count(*) AS n FROM {table}")["n"].iloc[0] > MOST:
        return None
    things = int(store.query(f"SELECT count(*) AS n FROM {of}")["n"].iloc[0])
    select = f"SELECT {thing}, article_id, {often} FROM {table} ORDER BY {thing}, article_id"
    parts: list[tuple[Ints, ...]] = [tuple(np.zeros((3, 0), np.int32))]
    parts += store.stream(select)
    number, article, times = (np.concatenate(column) for column in zip(*parts, strict=True))
    first = np.zeros(things + 1, np.int64)
    np.cumsum(np.bincount(number, minlength=things), out=first[1:])
    return Postings.of(first, article.astype(np.int32), times.astype(np.min_scalar_type(times.max(initial=0))))
