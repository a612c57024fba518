"""The articles of a selection as arrays with a place for every article_id.

What is counted over millions of rows (an article and a term, a sentence and a name) is counted by them: the rows are
read as they lie in the store, and what is told of an article is looked up by its number. Joins and groups of the same
rows take three to five times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.store.corpus import Corpus, articles, corpus
from analysis.store.ints import Flags, Ints
from analysis.store.kept import Kept
from analysis.store.postings import Postings
from analysis.store.select import Selection


@dataclass(frozen=True, slots=True)
class Counted:
    """The articles that count, see ``store.select``."""

    corpus: Corpus
    unit: str
    ids: Ints
    """article_ids that count, rising."""
    size: Ints
    """Counted articles of its story in its period, itself among them; 0 where an article does not count."""
    own: Flags
    """Whether it is the earliest counted article of its story."""
    period: Ints
    """Number of its period in ``periods``."""
    periods: npt.NDArray[np.datetime64]
    flags: Flags
    """Which articles count."""

    @property
    def between(self) -> tuple[int, int]:
        """Least and greatest counted article_id; (0, -1) where none counts."""
        return (int(self.ids[0]), int(self.ids[-1])) if len(self.ids) else (0, -1)

    def units(self, article: Ints, key: Ints, keys: int) -> tuple[Ints, Ints]:
        """How many units rows are, and their weight (``intervals.effective``), by key.

        Args:
            article: of each row, one that counts; with its key it is there once.
            key: of each row, from 0.
            keys: how many there are.
        """
        n = self._number(article, key, keys)
        return n, n if self.unit == "outlets" else np.bincount(key, self.size[article], keys).astype(np.int64)

    def spread(self, article: Ints, key: Ints, keys: int) -> tuple[Ints, Ints]:
        """How many units and how many stories rows are, by key.

        Args:
            article: of each row, one that counts; it may be there several times with its key.
            key: of each row, from 0.
            keys: how many there are.
        """
        places = np.int64(len(self.size))
        once = distinct(key * places + article)
        key, article = once // places, once % places
        copied = self.corpus.copied[article]  # the others are alone in their stories
        told = distinct(key[copied] * places + self.corpus.story[article[copied]]) // places
        stories = np.bincount(key[~copied], minlength=keys) + np.bincount(told, minlength=keys)
        return self._number(article, key, keys), stories

    def _number(self, article: Ints, key: Ints, keys: int) -> Ints:
        if self.unit != "outlets":
            return np.bincount(key, minlength=keys)
        outlets = np.int64(len(self.corpus.sources))
        return np.bincount(distinct(key * outlets + self.corpus.source[article]) // outlets, minlength=keys)


_counted: Kept[Counted] = Kept(8)


def counted(selection: Selection) -> Counted:
    """The counted articles of a selection, kept for the next questions about it."""
    return _counted.get(selection.store, (selection.key, selection.by), lambda: _made(selection))


def _made(selection: Selection) -> Counted:
    whole, (_, ids) = corpus(selection.store), articles(selection)
    period, periods = _periods(whole, selection.by)
    size, flags = np.zeros(len(whole.story), np.int32), np.zeros(len(whole.story), np.bool_)
    size[ids] = flags[ids] = 1
    own = flags.copy()
    some = ids[whole.copied[ids]]  # the others are alone in their stories
    story = whole.story[some]
    _, place, sizes = np.unique(
        story.astype(np.int64) * max(len(periods), 1) + period[some], return_inverse=True, return_counts=True
    )
    size[some] = sizes[place]
    earliest = np.zeros(len(whole.story), np.int32)
    earliest[story[::-1]] = some[::-1]  # of several articles of a story the last one written here is the earliest
    own[some] = earliest[story] == some
    return Counted(whole, selection.scope.unit, ids, size, own, period, periods, flags)


def _periods(whole: Corpus, by: str) -> tuple[Ints, npt.NDArray[np.datetime64]]:
    """Number of each article's period, and the first days of all periods; one without a day for ``all``."""
    if by == "all":
        return np.zeros(len(whole.story), np.int32), np.array(["NaT"], "datetime64[s]")
    starts, number = np.unique(starting(whole.days, by), return_inverse=True)
    return number.astype(np.int32)[whole.day], starts


def starting(days: npt.NDArray[np.datetime64], by: str) -> npt.NDArray[np.datetime64]:
    """First day of the day, week (it begins on Monday) or month that each day lies in.

    >>> starting(np.array(["2025-10-08"], "datetime64[s]"), "week").astype(str).tolist()
    ['2025-10-06T00:00:00']
    """
    day = days.astype("datetime64[D]")
    if by == "month":
        day = day.astype("datetime64[M]")
    elif by == "week":
        day = day - (day.astype(np.int64) + 3) % 7  # day 0, 1970-01-01, was a Thursday
    return day.astype("datetime64[s]")


def distinct(numbers: Ints) -> Ints:
    """Each number once, rising. A sort is quicker than the hash table that NumPy uses."""
    ordered = np.sort(numbers)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def ends(key: Ints, value: Ints, keys: int) -> tuple[Ints, Ints]:
    """The least and the greatest value of each key's rows; of a key without rows they tell nothing.

    >>> [column.tolist() for column in ends(np.array([1, 0, 1]), np.array([5, 3, 4]), 2)]
    [[3, 4], [3, 5]]
    """
    least, greatest = np.full(keys, np.iinfo(np.int64).max), np.full(keys, -1)
    np.minimum.at(least, key, value)
    np.maximum.at(greatest, key, value)
    return least, greatest


@dataclass(frozen=True, slots=True)
class Rows:
    """Counted articles that hold some things, one row an article and thing."""

    counted: Counted
    things: Ints
    """Ids of the things, in the order asked for."""
    place: Ints
    """Of each row's thing among ``things``."""
    article: Ints
    often: Ints

    def by(self, part: str = "", *, item: str, often: str = "occurrences") -> pd.DataFrame:
        """Counts of each thing, in each part where it was met.

        Args:
            part: source, day or period; nothing: in all.
            item: name of the column of things.
            often: name of the column that says how often.

        Returns:
            One row a thing and part: ``item``, ``part``, n (units), weight (``intervals.effective``), ``often``.
        """
        whole = self.counted.corpus
        number, names = {
            "source": (whole.source, whole.sources),
            "day": (whole.day, whole.days),
            "period": (self.counted.period, self.counted.periods),
        }.get(part, (np.zeros_like(whole.source), np.zeros(1)))
        count = len(names)
        shown, *sums = self._sums(self.place * np.int64(count) + number[self.article], len(self.things) * count)
        columns = {item: self.things[shown // count]} | ({part: names[shown % count]} if part else {})
        return pd.DataFrame(columns | dict(zip(("n", "weight", often), sums, strict=True)))

    def _sums(self, key: Ints, keys: int) -> list[Ints]:
        """The keys that were met, and of each how many units, their weight and how often."""
        shown = np.flatnonzero(np.bincount(key, minlength=keys))
        n, weight = self.counted.units(self.article, key, keys)
        often = np.bincount(key, weights=self.often, minlength=keys)
        return [shown, *(column[shown].astype(np.int64) for column in (n, weight, often))]


def held(
    selection: Selection,
    rows: str,
    things: Iterable[int],
    members: Callable[[int], Iterable[int]] = lambda thing: (thing,),
    params: Mapping[str, Any] | None = None,
    postings: Postings | None = None,
) -> Rows:
    """Which counted articles hold some things, and how often.

    Args:
        rows: SELECT of an id, article_id and how often, one row an article and id; or of an id and article_id, a row
            each time. It may be of any articles; ``$ids`` (the ids wanted),
            ``$since`` and ``$until`` (between which article_ids) spare reading others.
        things: ids of the things; a negative one was never met.
        members: the ids that count as a thing.
        params: further values of the query.
        postings: the same rows in memory; nothing is read then.
    """
    known = counted(selection)
    wanted = np.array([int(thing) for thing in things], np.int64)
    pairs = [(one, at) for at, thing in enumerate(wanted.tolist()) if thing >= 0 for one in members(thing)]
    ids, at = (np.array(column, np.int64) for column in zip(*pairs, strict=True)) if pairs else (wanted[:0], wanted[:0])
    batches = iter([postings.rows(ids)]) if postings else _read(selection, rows, ids, known.between, params or {})
    parts: list[list[Ints]] = []
    for item, within, *told in batches:
        kept = known.flags[within]
        parts.append([at[item[kept]], within[kept], *(times[kept] for times in told)])
    row, article, *told = (np.concatenate(column) for column in zip(*(parts or [[at[:0]] * 3]), strict=True))
    row, article, often = (row, article, told[0]) if told else _times(row, article)
    if len(set(at.tolist())) < len(at):  # an article that holds two members of a thing holds the thing once
        joined, twin = np.unique(row * np.int64(len(known.size)) + article, return_inverse=True)
        often = np.bincount(twin, weights=often, minlength=len(joined)).astype(np.int64)
        row, article = joined // len(known.size), joined % len(known.size)
    return Rows(known, wanted, row, article, often)


def _read(
    selection: Selection, rows: str, ids: Ints, between: tuple[int, int], params: Mapping[str, Any]
) -> Iterator[tuple[Ints, ...]]:
    """Place among ``ids``, article_id and how often, in batches."""
    place = np.zeros(ids.max(initial=0) + 1, np.int32)
    place[ids] = np.arange(len(ids))
    limits = dict(zip(("since", "until"), between, strict=True))
    for item, *more in selection.store.stream(rows, {"ids": ids.tolist(), **limits, **params}):
        yield place[item], *more


def _times(row: Ints, article: Ints) -> tuple[Ints, Ints, Ints]:
    """Rows that are there several times once, and how often they were.

    >>> [column.tolist() for column in _times(np.array([4, 7, 4, 4]), np.array([1, 2, 2, 1]))]
    [[4, 4, 7], [1, 2, 2], [2, 1, 1]]
    """
    # Batches come nearly in order, which this sort makes use of.
    key = np.sort((row.astype(np.int64) << 32) + article, kind="stable")
    first = np.flatnonzero(np.append(True, key[1:] != key[:-1])[: len(key)])
    times = np.diff(np.append(first, len(key)))
    key = key[first]
    return (key >> 32).astype(np.int32), (key & 0xFFFFFFFF).astype(np.int32), times
