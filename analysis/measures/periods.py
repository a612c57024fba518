"""Days, weeks that start on Monday, and months: the rows of every timeline."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import InputError

GRAINS = ("auto", "day", "week", "month", "all")


def grain(by: str, since: date, until: date, *, whole: bool = False) -> str:
    """The width of a period: ``by`` itself, or for ``auto`` the one that fits the span.

    Args:
        by: ``auto``, ``day``, ``week``, ``month``, or ``all`` where ``whole`` allows it.

    Raises:
        InputError: another value.

    >>> grain("auto", date(2025, 10, 1), date(2025, 12, 31))
    'week'
    """
    allowed = GRAINS if whole else GRAINS[:-1]
    if by not in allowed:
        raise InputError(f"unknown period: got by={by[:40]!r}, allowed {', '.join(allowed)}")
    if by != "auto":
        return by
    days = (until - since).days + 1
    return "day" if days <= 45 else "week" if days <= 400 else "month"


def first_day(day: date, by: str) -> date:
    """First day of the period that holds ``day``.

    >>> first_day(date(2025, 10, 29), "week"), first_day(date(2025, 10, 29), "month")
    (datetime.date(2025, 10, 27), datetime.date(2025, 10, 1))
    """
    if by == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if by == "month" else day


def spine(since: date, until: date, *, by: str) -> pd.DataFrame:
    """Every period from ``since`` to ``until``, both inclusive.

    Args:
        by: ``day``, ``week``, ``month`` or ``all`` (one period that begins on ``since``).

    Returns:
        One row a period: period (first day), partial (True where the span covers only a part of it). Empty when the
        span is reversed.

    >>> spine(date(2025, 10, 1), date(2025, 10, 14), by="week")["partial"].tolist()
    [True, False, True]
    """
    first, after = np.datetime64(since if by == "all" else first_day(since, by), "D"), np.datetime64(until, "D") + 1
    if by == "month":
        edges = np.arange(first.astype("datetime64[M]"), after.astype("datetime64[M]") + 2).astype("datetime64[D]")
    else:
        width = {"day": 1, "week": 7}.get(by, max(int((after - first).astype(int)), 1))
        edges = np.arange(first, after + width, width)
    starts, ends = edges[:-1], edges[1:]
    within = starts < after
    partial = (starts < np.datetime64(since, "D")) | (ends > after)
    return pd.DataFrame({"period": starts[within].astype("datetime64[s]"), "partial": partial[within]})


def fill(spine: pd.DataFrame, totals: pd.DataFrame, counts: pd.DataFrame, *, items: pd.DataFrame) -> pd.DataFrame:
    """Every item in every period, with zeros where it was not met and gaps where nothing was.

    Args:
        spine: period, partial.
        totals: one row a period with any article: period, total and whatever else belongs to the period.
        counts: one row an item and period, all of them among those of ``items`` and ``spine``: the columns of
            ``items``, period, n and other counts.
        items: one row an item, in the order wanted; the first column tells them apart.

    Returns:
        One row an item and period, items in their order, periods ascending: all columns above and gap. Counts and
        totals that are missing are 0.
    """
    width = len(spine)
    item, period = np.repeat(np.arange(len(items)), width), np.tile(np.arange(width), len(items))
    at = pd.Index(spine["period"]).get_indexer(pd.Index(totals["period"]))
    whole = {name: _spread(totals[name], at, width)[period] for name in totals.columns if name != "period"}
    keys = list(items.columns)
    rows = pd.Index(items[keys[0]])
    where = rows.get_indexer(pd.Index(counts[keys[0]])) * width
    where += pd.Index(spine["period"]).get_indexer(pd.Index(counts["period"]))
    own = [name for name in counts.columns if name not in {*keys, "period"}]
    own_values = {name: _spread(counts[name], where, len(item)) for name in own}
    columns = {
        **{name: items[name].array.take(item) for name in keys},
        **{name: spine[name].to_numpy()[period] for name in spine.columns},
        **whole,
        **own_values,
    }
    return pd.DataFrame({**columns, "gap": columns["total"] == 0}, copy=False)


def _spread(values: pd.Series[Any], where: np.ndarray[Any, Any], size: int) -> np.ndarray[Any, Any]:
    """Values put to their places, 0 elsewhere."""
    result = np.zeros(size, values.to_numpy().dtype)
    result[where] = values.to_numpy()
    return result
