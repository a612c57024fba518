"""Burst days: a term in far more articles than on the same weekday of the four weeks before."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.significance import LEVEL, benjamini_hochberg

Floats = np.ndarray[Any, np.dtype[np.float64]]

WEEKS = 4
FEWEST_WEEKS = 3
"""Same weekdays with articles needed among the four before, else the day is not tested."""
FEWEST = 5
"""Units a burst day must hold."""
TET = ("2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06",
       "2028-01-26", "2029-02-13", "2030-02-03")  # fmt: skip
"""First days of the lunar year in Vietnam."""


def holidays(days: pd.DatetimeIndex) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Whether each day lies in a Tết fortnight: from seven days before the lunar new year to six days after it."""
    result = np.zeros(len(days), bool)
    for first in TET:
        away = (days - pd.Timestamp(first)).days
        result |= (away >= -7) & (away <= 6)
    return result


def expectation(counts: Floats, totals: Floats, usable: np.ndarray[Any, np.dtype[np.bool_]]) -> tuple[Floats, Floats]:
    """Expected count of every day and the size parameter of its negative-binomial distribution.

    The expected share is the median share of the same weekday in the four weeks before, times the day's total (so
    that a new outlet is no burst). Four days fix a mean only so far: with a Gamma prior of shape ½ the predictive
    distribution has mean (4·median + ½)/4 and size 4·median + ½; overdispersion of the 28 days before, by the method
    of moments, (variance - mean)/mean², is added to 1/size.

    Args:
        counts: one row a term, one column a day, consecutive days.
        totals: units of each day.
        usable: days that may serve as baseline (with articles, outside Tết).

    Returns:
        Mean and size, same shape as ``counts``; NaN where fewer than three of the four weekdays are usable.
    """
    mean, size = np.full(counts.shape, np.nan), np.full(counts.shape, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(usable & (totals > 0), counts / totals, np.nan)
    for day in range(7 * FEWEST_WEEKS, counts.shape[1]):
        same = [day - 7 * week for week in range(1, WEEKS + 1) if day >= 7 * week and usable[day - 7 * week]]
        if len(same) < FEWEST_WEEKS or totals[day] == 0:
            continue
        weeks = len(same)
        middle = np.median(shares[:, same], axis=1) * totals[day]
        before = shares[:, max(0, day - 7 * WEEKS) : day][:, usable[max(0, day - 7 * WEEKS) : day]] * totals[day]
        average = before.mean(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            over = np.where(average > 0, (before.var(axis=1, ddof=1) - average) / average**2, 0.0)
        shape = weeks * middle + 0.5
        mean[:, day] = shape / weeks
        size[:, day] = 1 / (1 / shape + np.clip(over, 0, None))
    return mean, size


def tail(counts: Floats, mean: Floats, size: Floats) -> Floats:
    """Probability of at least this count under a negative binomial of this mean and size; NaN where untested."""
    from scipy.special import betainc

    p = np.where(np.isnan(mean), np.nan, 1.0)
    hit = ~np.isnan(mean) & (counts >= FEWEST) & (counts > mean)
    p[hit] = betainc(counts[hit], size[hit], mean[hit] / (mean[hit] + size[hit]))
    return p


def bursts(counts: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """Days on which a term bursts, surest first.

    Every day with a baseline is a test, also the days without the term; q corrects for all of them.

    Args:
        counts: term, day, n; days without the term may be left out.
        totals: day, total; days without any article may be left out (gaps: never a baseline).

    Returns:
        One row a burst (q < .05): term, day, n, expected, p, q.

    Source: negative-binomial predictive tail (e.g. Gelman et al., "Bayesian Data Analysis", 3rd ed., 2.6); correction of
    Benjamini and Hochberg (1995). Kleinberg (2002) is the two-state alternative.
    """
    empty = pd.DataFrame({"term": [], "day": [], "n": [], "expected": [], "p": [], "q": []})
    if counts.empty or totals.empty:
        return empty
    days = pd.date_range(totals["day"].min(), totals["day"].max(), freq="D")
    whole = totals.set_index("day")["total"].reindex(days, fill_value=0).to_numpy(float)
    terms = pd.Index(counts["term"].unique())
    matrix = np.zeros((len(terms), len(days)))
    matrix[terms.get_indexer(pd.Index(counts["term"])), days.get_indexer(pd.Index(counts["day"]))] = counts[
        "n"
    ].to_numpy(float)
    mean, size = expectation(matrix, whole, (whole > 0) & ~holidays(days))
    p = tail(matrix, mean, size)
    q = benjamini_hochberg(p.ravel()).reshape(p.shape)
    term, day = np.nonzero(q < LEVEL)
    found = {"term": terms.to_numpy()[term], "day": days[day], "n": matrix[term, day], "expected": mean[term, day]}
    frame = pd.DataFrame({**found, "p": p[term, day], "q": q[term, day]})
    return frame.sort_values(["q", "n", "day"], ascending=[True, False, False], kind="stable", ignore_index=True)


def causes(found: pd.DataFrame, joint: pd.DataFrame, *, most: int = 5) -> list[str]:
    """What burst together: for every burst, the other terms that burst the same day and share its articles.

    Args:
        found: bursts: term, day, n.
        joint: day, term, other, n (articles of that day with both).
        most: terms named at most.

    Returns:
        One text a row of ``found``: terms that share at least a third of the burst's articles, most first, joined
        with ", "; empty when there is none.
    """
    shared = joint.merge(found[["term", "day", "n"]], on=["term", "day"], suffixes=("", "_burst"))
    shared = shared[shared["n"] * 3 >= shared["n_burst"]].sort_values(["n", "other"], ascending=[False, True])
    close = shared.groupby(["term", "day"])["other"].agg(lambda others: ", ".join(others.head(most))).to_dict()
    return [str(close.get(burst, "")) for burst in zip(found["term"], found["day"], strict=True)]
