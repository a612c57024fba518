"""How many articles of a selection hold each term, from the rollups of a large snapshot (``store.rollups``)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from typing import Any

import numpy as np

from analysis.scope import Scope
from analysis.store import rollups
from analysis.store.arrays import Counted, counted
from analysis.store.ints import Flags, Ints
from analysis.store.kept import Kept
from analysis.store.select import Selection, lens_acts, span, versions
from analysis.store.select import selection as select
from analysis.store.snapshot import Snapshot

_DAY = timedelta(days=1)
Ranges = list[tuple[date, date]]
MOST = 1_000
"""Terms whose days are told at once."""
_frequent: Kept[frozenset[int]] = Kept(1)


def tally(selection: Selection, measure: str) -> Ints | None:
    """By term_id, what a ranking goes by: whole cells, and row by row the days that fill none and the versions of articles.

    Args:
        measure: ``n`` (articles that hold it) or ``occurrences``.

    Returns:
        None where there are no rollups, where the selection is more than a period, outlets and the lens, where another
        unit than articles is counted, and where articles are so few that their rows are read as quickly.
    """
    if selection.without or not _plain(selection) or not _many(selection):
        return None
    sizes: Ints = _tallied(selection, (measure,))[0]
    return sizes


def sides(a: Selection, b: Selection) -> list[Ints] | None:
    """Of each side of a comparison by term_id, how many articles hold it and how often it occurs: two rows a side.

    Args:
        b: where it leaves articles out, those of ``a``, and has all others of its scope.

    Returns:
        None as for ``tally``, the rows of both sides taken together; but ``a`` may be any scope where ``b`` is all the rest.
    """
    # Of the rest ``a`` is a part: the lens leaves out the same articles on both sides.
    part = bool(b.without) and lens_acts(a.store, a.scope) == lens_acts(b.store, b.scope)
    if not (_plain(b) and (part if b.without else _plain(a)) and _many(a, b)):
        return None
    measures = ("n", "occurrences")
    single = _single(a, measures) if _plain(a) else _read(a, measures)
    one = single + _versions(a, measures)
    if not b.without:
        return [one, _tallied(b, measures)]
    return [one, _single(select(b.store, b.scope), measures) - single + _versions(b, measures)]


def by_day(selection: Selection, ids: Sequence[int]) -> tuple[Ints, Ints, list[int]] | None:
    """How many articles hold each of some terms on each day, and how often it occurs on it.

    Args:
        ids: different term_ids.

    Returns:
        Articles and occurrences, a row a term and a column a day of the corpus, and the terms whose days are not added up,
        since few articles hold them: their rows are 0. None as for ``tally``, and of too many terms.
    """
    if selection.without or len(ids) > MOST or not _plain(selection) or not _many(selection):
        return None
    store, known, covered = selection.store, counted(selection), span(selection.store, selection.scope)
    frequent = _frequent.get(store, "days", lambda: _added_up(store))
    told = [one for one in ids if one in frequent]
    if covered is None or not told:
        return None
    place = np.zeros(max(told) + 1, np.int64)
    place[told] = [at for at, one in enumerate(ids) if one in frequent]
    dates = known.corpus.days.astype("datetime64[D]").astype(np.int64)
    sums = np.zeros((2, len(ids) * len(dates)), np.int64)

    def add(term: Ints, day: Ints, *numbers: Ints) -> None:
        for row, number in enumerate(numbers):
            sums[row] += summed(place[term] * len(dates) + day, number, sums.shape[1])

    where, params = _which(selection)
    params |= {"ids": told, "since": covered[0], "until": covered[1]}
    wanted = "term_id IN (SELECT unnest($ids::INTEGER[]))"
    rows = f"""
    SELECT term_id, (day - DATE '1970-01-01')::INTEGER, n, occurrences FROM days
    WHERE {wanted} AND day BETWEEN $since AND $until AND {where}
    """
    for term, day, *numbers in store.stream(rows, params, rollups=True):
        add(term, np.searchsorted(dates, day), *numbers)
    rows = f"SELECT term_id, article_id, occurrences FROM versioned WHERE {wanted}"
    for term, article, often in store.stream(rows, {"ids": told}, rollups=True):
        counts = known.flags[article]
        add(term, known.corpus.day[article], counts, counts * often)
    n, often = sums.reshape(2, len(ids), len(dates))
    return n, often, [one for one in ids if one not in frequent]


def _added_up(store: Snapshot) -> frozenset[int]:
    """The terms whose days are added up; rollups of older snapshots hold none."""
    there = "SELECT count(*)::INTEGER FROM duckdb_tables() WHERE table_name = 'frequent'"
    if not next(store.stream(there, rollups=True))[0][0]:
        return frozenset()
    return frozenset(
        chain.from_iterable(ids.tolist() for (ids,) in store.stream("SELECT term_id FROM frequent", rollups=True))
    )


def _many(*sides: Selection) -> bool:
    """Whether there are rollups, and so many rows of an article and a term that they are worth asking."""
    store = sides[0].store
    if not store.rolled:
        return False
    each = int(store.query("SELECT count(*) AS n FROM doc_terms")["n"].iloc[0]) / int(store.meta["articles"])
    return sum(len(counted(side).ids) for side in sides) * each >= rollups.ROWS


def _plain(selection: Selection) -> bool:
    """Whether it is of cells and days: a period, outlets and the lens, counted by article."""
    alike = replace(selection.scope, since=None, until=None, source=(), lens="auto")
    return alike == Scope() and selection.part == "true"


def _tallied(selection: Selection, measures: tuple[str, ...]) -> Ints:
    """A row for each measure, a place for each term_id."""
    return _single(selection, measures) + _versions(selection, measures)


def _single(selection: Selection, measures: tuple[str, ...]) -> Ints:
    """Over articles of which there is one version."""
    store, scope = selection.store, selection.scope
    sizes, covered = _zeros(selection, measures), span(store, scope)
    if covered is None:
        return sizes
    first, last = covered
    # Before the corpus and after it there is nothing: its first and last year are whole.
    if scope.since is None or scope.since < first:
        first = date(first.year, 1, 1)
    if scope.until is None or scope.until > last:
        last = date(last.year, 12, 31)
    years, months, days = cover(first, last)
    for whole, ranges in ((True, years), (False, months)):
        for since, until in ranges:
            _cells(selection, sizes, measures, whole, since, until)
    if days:
        known = counted(selection)
        among = known.flags.copy()
        among[versions(store)["article_id"].to_numpy()] = False
        rows = "SELECT term_id, article_id, occurrences FROM doc_terms WHERE article_id >= $low AND article_id < $high"
        for since, until in days:
            low, high = _articles(known, since, until)
            for term, article, often in store.stream(rows, {"low": low, "high": high}):
                _add(sizes, measures, term, among[article], often)
    return sizes


def _read(selection: Selection, measures: tuple[str, ...]) -> Ints:
    """``_single`` of any selection, row by row."""
    known, sizes = counted(selection), _zeros(selection, measures)
    among = known.flags.copy()
    among[versions(selection.store)["article_id"].to_numpy()] = False
    rows = "SELECT term_id, article_id, occurrences FROM doc_terms WHERE article_id IN (SELECT unnest($ids::INTEGER[]))"
    for term, article, often in selection.store.stream(rows, {"ids": known.ids.tolist()}):
        _add(sizes, measures, term, among[article], often)
    return sizes


def _versions(selection: Selection, measures: tuple[str, ...]) -> Ints:
    """Over articles of which there are several versions: which one counts depends on the scope."""
    sizes, flags = _zeros(selection, measures), counted(selection).flags
    rows = "SELECT term_id, article_id, occurrences FROM versioned"
    for term, article, often in selection.store.stream(rows, rollups=True):
        _add(sizes, measures, term, flags[article], often)
    return sizes


def _zeros(selection: Selection, measures: tuple[str, ...]) -> Ints:
    terms = int(selection.store.query("SELECT count(*) AS n FROM terms")["n"].iloc[0])
    return np.zeros((len(measures), terms), np.int64)


def _cells(selection: Selection, sizes: Ints, measures: tuple[str, ...], years: bool, since: date, until: date) -> None:
    store, (where, params) = selection.store, _which(selection)
    params |= {"years": years, "since": since, "until": until}
    wanted = ", ".join(measures)
    rows = f"SELECT term_id, {wanted} FROM cells WHERE years = $years AND since BETWEEN $since AND $until AND {where}"
    for term, *numbers in store.stream(rows, params, rollups=True):
        for row, number in enumerate(numbers):
            sizes[row] += summed(term, number, sizes.shape[1])


def _which(selection: Selection) -> tuple[str, dict[str, Any]]:
    """Predicate over what was added up: which outlets, and whether technology alone; and its values."""
    outlets = list(selection.scope.source)
    where = "source IN (SELECT unnest($outlets))" if outlets else "source IS NULL"
    if lens_acts(selection.store, selection.scope):
        where += " AND technology"
    return where, {"outlets": outlets} if outlets else {}


def _add(sizes: Ints, measures: tuple[str, ...], term: Ints, counts: Flags, often: Ints) -> None:
    for row, measure in enumerate(measures):
        sizes[row] += summed(term, counts * (1 if measure == "n" else often), sizes.shape[1])


def summed(term: Ints, number: Ints, terms: int) -> Ints:
    """Numbers added up by term_id."""
    return np.bincount(term, number, terms).astype(np.int64)


def _articles(known: Counted, since: date, until: date) -> tuple[int, int]:
    """article_ids of a period: from the first up to, without, the last; they are in order of time."""
    days = known.corpus.days
    first = np.searchsorted(days, np.datetime64(since, "s"), side="left")
    after = np.searchsorted(days, np.datetime64(until, "s"), side="right")
    low, high = np.searchsorted(known.corpus.day, [first, after])
    return int(low), int(high)


def cover(first: date, last: date) -> tuple[Ranges, Ranges, Ranges]:
    """A period as whole years, whole months, and the days that are left, each as ranges from a day to a day.

    >>> years, months, days = cover(date(2021, 11, 30), date(2024, 2, 10))
    >>> [(str(a), str(b)) for a, b in years], [(str(a), str(b)) for a, b in months]
    ([('2022-01-01', '2023-12-31')], [('2021-12-01', '2021-12-31'), ('2024-01-01', '2024-01-31')])
    >>> [(str(a), str(b)) for a, b in days]
    [('2021-11-30', '2021-11-30'), ('2024-02-01', '2024-02-10')]
    """
    start = first if first.day == 1 else _end(first) + _DAY
    end = last if last == _end(last) else last.replace(day=1) - _DAY
    if start > end:
        return [], [], [(first, last)]
    days = [(first, start - _DAY), (end + _DAY, last)]
    new_year = start if (start.month, start.day) == (1, 1) else date(start.year + 1, 1, 1)
    year_end = end if (end.month, end.day) == (12, 31) else date(end.year - 1, 12, 31)
    if new_year > year_end:
        return [], [(start, end)], _some(days)
    return [(new_year, year_end)], _some([(start, new_year - _DAY), (year_end + _DAY, end)]), _some(days)


def _end(day: date) -> date:
    """Last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _some(ranges: Ranges) -> Ranges:
    return [(since, until) for since, until in ranges if since <= until]
