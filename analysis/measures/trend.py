"""Trend: does a share rise or fall over the periods, and how sure is that."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.intervals import FEW
from analysis.measures.significance import LEVEL, benjamini_hochberg

FEWEST_A_PERIOD = 5
"""Units a period must hold to be used."""

Floats = np.ndarray[Any, np.dtype[np.float64]]


def theil_sen(times: Floats, rows: Floats) -> Floats:
    """Median of the slopes between all pairs of points, one a row.

    Args:
        times: positions of the columns, ascending.
        rows: one series a row, no NaN.

    Returns:
        Slope a unit of time; NaN with fewer than two columns.

    Source: Sen (1968), "Estimates of the regression coefficient based on Kendall's tau", JASA 63.

    >>> theil_sen(np.array([0.0, 1, 2]), np.array([[1.0, 2, 9]])).tolist()
    [4.0]
    """
    first, second = np.triu_indices(len(times), k=1)
    if first.size == 0:
        return np.full(len(rows), np.nan)
    slopes = (rows[:, second] - rows[:, first]) / (times[second] - times[first])
    return np.asarray(np.median(slopes, axis=1), float)


def mann_kendall(rows: Floats) -> Floats:
    """Two-sided probability of so clear an order in time when there is no trend, one a row.

    Normal approximation with the correction for ties and for continuity.

    Returns:
        p; NaN with fewer than four columns, 1 for a constant series.

    Source: Mann (1945), Econometrica 13; variance with ties of Kendall (1975), "Rank Correlation Methods".

    >>> mann_kendall(np.array([[1.0, 2, 3, 4, 5], [2, 2, 2, 2, 2]])).round(4).tolist()
    [0.0275, 1.0]
    """
    from scipy.special import ndtr

    n = rows.shape[1]
    if n < 4:
        return np.full(len(rows), np.nan)
    first, second = np.triu_indices(n, k=1)
    score = np.sign(rows[:, second] - rows[:, first]).sum(axis=1)
    # Runs of equal values in every row at once: where they begin in the rows laid end to end, and how long they are.
    starts = np.ones(rows.shape, np.bool_)
    starts[:, 1:] = np.diff(np.sort(rows, axis=1), axis=1) != 0
    begin = np.flatnonzero(starts)
    ties = np.diff(begin, append=rows.size).astype(float)
    tied = np.bincount(begin // n, ties * (ties - 1) * (2 * ties + 5), minlength=len(rows))
    variance = n * (n - 1) * (2 * n + 5) - tied
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.maximum(np.abs(score) - 1, 0) / np.sqrt(variance / 18)
    return np.where(variance > 0, 2 * (1 - ndtr(z)), 1.0)


def changes(series: pd.DataFrame) -> pd.DataFrame:
    """Trend of the share of every term.

    Only whole periods with at least 5 units count: a gap, a partial period or a few stray articles are no evidence.

    Args:
        series: one row a term and period, every term with the same periods: term, period, n, total, partial.

    Returns:
        One row a term, surest first: term, n and total (over the periods used, as all that follows), slope (share points a period), p, q,
        first_share and last_share (first and last third of the periods), verdict (``up``, ``down``, or ``none`` when
        q > .05, n < 20 or the slope is 0), periods (used). Slope, p and q are NaN where too few periods can be used.
        Empty input gives an empty frame.
    """
    term, terms = pd.factorize(series["term"])
    periods, period = np.unique(series["period"].to_numpy(), return_inverse=True)
    counts, total, partial = np.zeros((len(terms), len(periods))), np.zeros(len(periods)), np.zeros(len(periods), bool)
    counts[term, period], total[period], partial[period] = (series[name] for name in ("n", "total", "partial"))
    used = np.flatnonzero((total >= FEWEST_A_PERIOD) & ~partial)
    times, counts, total = used.astype(np.float64), counts[:, used], total[used]
    shares = counts / total
    slope, p = theil_sen(times, shares), mann_kendall(shares)
    third = max(1, counts.shape[1] // 3)
    with np.errstate(divide="ignore", invalid="ignore"):
        first = counts[:, :third].sum(axis=1) / total[:third].sum()
        last = counts[:, -third:].sum(axis=1) / total[-third:].sum()
    q = benjamini_hochberg(p)
    sure = (q <= LEVEL) & (counts.sum(axis=1) >= FEW)
    frame = pd.DataFrame(
        {
            "term": terms.to_numpy(),
            "n": counts.sum(axis=1),
            "total": total.sum(),
            "slope": slope,
            "p": p,
            "q": q,
            "first_share": first,
            "last_share": last,
            "verdict": np.where(sure & (slope > 0), "up", np.where(sure & (slope < 0), "down", "none")),
            "periods": len(total),
        }
    )
    return frame.sort_values(["q", "n"], ascending=[True, False], kind="stable", ignore_index=True)
