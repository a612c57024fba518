"""Gaps: days on which an outlet that is otherwise daily has no article, drawn as gaps and never as zero."""

from __future__ import annotations

import numpy as np
import pandas as pd

DAILY = 0.8
"""Share of the days between its first and its last article on which a daily outlet has one."""
FEWEST = 14
"""Days between first and last article below which nobody can say whether an outlet is daily."""


def daily(days: pd.DataFrame) -> pd.DataFrame:
    """How regular every outlet is.

    Args:
        days: one row an outlet and day with any article: source, day, n.

    Returns:
        One row an outlet: source, first, last, with_any (days), span (days from first to last), usual (median articles
        of a day with any), daily. Empty for no row.

    >>> rows = pd.DataFrame({"source": ["a"] * 15, "day": pd.date_range("2025-10-01", periods=15), "n": 3})
    >>> daily(rows)[["with_any", "span", "usual", "daily"]].values.tolist()
    [[15, 15, 3.0, True]]
    """
    found = days.groupby("source", sort=True).agg(
        first=("day", "min"), last=("day", "max"), with_any=("day", "size"), usual=("n", "median")
    )
    found["span"] = (found["last"] - found["first"]).dt.days + 1
    found["daily"] = (found["span"] >= FEWEST) & (found["with_any"] >= DAILY * found["span"])
    return found.reset_index()[["source", "first", "last", "with_any", "span", "usual", "daily"]]


def gaps(days: pd.DataFrame) -> pd.DataFrame:
    """Every run of days without an article between two days with one, of daily outlets.

    Args:
        days: as ``daily`` takes them.

    Returns:
        One row a gap, the longest first, then the latest: source, first and last (days without an article), missing (how
        many), usual. Empty where no daily outlet has a gap.

    >>> rows = pd.DataFrame({"source": "a", "day": pd.date_range("2025-10-01", periods=20).delete([4, 5]), "n": 2})
    >>> gaps(rows)[["missing", "usual"]].values.tolist()
    [[2.0, 2.0]]
    """
    known = daily(days)
    kept = days[days["source"].isin(known.loc[known["daily"], "source"])].sort_values(["source", "day"])
    before = kept.groupby("source")["day"].shift()
    width = (kept["day"] - before).dt.days - 1
    one = np.timedelta64(1, "D")
    found = pd.DataFrame(
        {"source": kept["source"], "first": before + one, "last": kept["day"] - one, "missing": width}
    )[width > 0]
    found = found.merge(known[["source", "usual"]], on="source")
    return found.sort_values(["missing", "first", "source"], ascending=[False, False, True], ignore_index=True)
