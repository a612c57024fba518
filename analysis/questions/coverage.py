"""What the store holds: which outlet when, where days are missing, and which rows were refused and why."""

from __future__ import annotations

import pandas as pd

from analysis.measures import coverage
from analysis.questions.answers import answer
from analysis.questions.settings import count
from analysis.questions.timelines import timeline
from analysis.scope import Scope
from analysis.store import counts_coverage
from analysis.store.select import selection
from analysis.store.snapshot import Snapshot


def source_coverage(store: Snapshot, scope: Scope, *, by: str = "auto", top: int = 25) -> pd.DataFrame:
    """How much every outlet published in each period, with the periods in which it is missing.

    Args:
        by: auto, day, week, month.
        top: outlets, the largest first.

    Returns:
        One row an outlet and period: source, period, n, size (of the outlet in the whole scope), partial, gap (the
        outlet has nothing in the period, between its first and its last, and is otherwise daily), unit, rows (outlets
        in all).

    Raises:
        InputError: another ``by``, or ``top`` out of range.
    """
    line = timeline(store, scope, by)
    if line is None:
        return answer("source_coverage")
    counts = counts_coverage.by_source(line.selection, top=count("top", top))
    regular = coverage.daily(counts_coverage.days(line.selection)).set_index("source")
    frame = counts[["source", "size", "rows"]].drop_duplicates().merge(line.spine, how="cross")
    frame = frame.merge(counts[["source", "period", "n"]], on=["source", "period"], how="left")
    first, last, daily = (frame["source"].map(regular[name]) for name in ("first", "last", "daily"))
    missing = frame["n"].isna() & (frame["period"] > first) & (frame["period"] < last) & daily
    return answer("source_coverage", frame.assign(gap=missing, n=frame["n"].fillna(0)), scope)


def coverage_gaps(store: Snapshot, scope: Scope, *, top: int = 50) -> pd.DataFrame:
    """On which days an outlet that is otherwise daily has nothing.

    Args:
        top: gaps listed.

    Returns:
        One row a gap, the longest first (``measures.coverage.gaps``): source (empty: all outlets together), first, last
        (days without an article), missing (how many), usual (units of a usual day), unit, rows (gaps in all).

    Raises:
        InputError: ``top`` out of range.
    """
    found = coverage.gaps(counts_coverage.days(selection(store, scope)))
    return answer("coverage_gaps", found.head(count("top", top)), scope, rows=len(found))


def refused_rows(store: Snapshot, scope: Scope, *, top: int = 100, offset: int = 0) -> pd.DataFrame:
    """Which rows of the files became no article, and why; the same for every scope, since they have no day.

    Args:
        top, offset: which part of the list.

    Returns:
        One row a refused row, in order of file and line: file, line (0: the whole file), field, reason, raw (the row
        as read, cut at 2,000 characters), rows (refused in all).

    Raises:
        InputError: ``top`` or ``offset`` out of range.
    """
    page = counts_coverage.refused(store, top=count("top", top), offset=count("offset", offset))
    return answer("refused_rows", page)
