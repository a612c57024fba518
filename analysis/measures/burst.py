"""Burst days: a term in far more articles than on the same weekday of the four weeks before."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.significance import LEVEL, benjamini_hochberg

Floats = np.ndarray[Any, np.dtype[np.float64]]

Flags = np.ndarray[Any, np.dtype[np.bool_]]

WEEKS = 4
FEWEST_WEEKS = 3
"""Same weekdays with articles needed among the four before, else the day is not tested."""
DAILY = 0.9
"""Share of days with articles from which an empty day among them is a gap in the data."""
STEADY = 10
"""Units a day added to both sides when the volume of two days is compared."""
FEWEST = 5
"""Units a burst day must hold."""
TET = ("2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06",
       "2028-01-26", "2029-02-13", "2030-02-03")  # fmt: skip
"""First days of the lunar year in Vietnam."""


def holidays(days: pd.DatetimeIndex) -> Flags:
    """Whether each day lies in a Tết fortnight: from seven days before the lunar new year to six days after it."""
    result = np.zeros(len(days), bool)
    for first in TET:
        away = (days - pd.Timestamp(first)).days
        result |= (away >= -7) & (away <= 6)
    return result


def gaps(totals: Floats) -> Flags:
    """Empty days in a stretch of four weeks of which nine days in ten have articles.

    Elsewhere an empty day is one on which nothing was published, as is usual in a small corpus.

    >>> gaps(np.array([1.0] * 20 + [0.0] + [1.0] * 20)).sum(), gaps(np.array([1.0, 0.0] * 20)).sum()
    (np.int64(1), np.int64(0))
    """
    window, ones = np.ones(7 * WEEKS + 1), np.ones(len(totals))
    middle = slice(7 * WEEKS // 2, 7 * WEEKS // 2 + len(totals))
    filled = np.convolve(totals > 0, window)[middle] / np.convolve(ones, window)[middle]
    return np.asarray((totals == 0) & (filled >= DAILY), np.bool_)


def expectation(counts: Floats, totals: Floats, usable: Flags) -> tuple[Floats, Floats]:
    """Expected count of every day and the size parameter of its negative-binomial distribution.

    The expectation is the median count of the same weekday in the four weeks before. Where everything else holds more
    units than on those days it is raised in proportion, (others + 10)/(their median + 10), so that a new outlet is no
    burst and a few articles more are no change of volume. Four days fix a mean only so far: with a Gamma prior of shape ½ the predictive distribution of four days has
    mean (4·median + ½)/4 and size 4·median + ½. The overdispersion of the 28 days before, by the method of moments,
    (variance - mean)/mean², is added to 1/size.

    Args:
        counts: one row a term, one column a day, consecutive days.
        totals: units of each day.
        usable: days that may serve as baseline (no gaps, outside Tết).

    Returns:
        Mean and size, same shape as ``counts``; NaN where fewer than three of the four weekdays are usable, and on
        days without any unit.
    """
    weeks = _weekdays(usable.astype(float), usable).sum(axis=0)
    middle = _median(_weekdays(counts, usable), weeks)
    others = totals - counts
    raised = np.maximum(1.0, (others + STEADY) / (_median(_weekdays(others, usable), weeks) + STEADY))
    shape = weeks * middle + 0.5
    tested = (weeks >= FEWEST_WEEKS) & (totals > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(tested, shape / weeks * raised, np.nan)
        size = np.where(tested, 1 / (1 / shape + _overdispersion(counts, usable)), np.nan)
    return mean, size


def _weekdays(values: Floats, usable: Flags) -> Floats:
    """The same weekday one to four weeks before, first axis; NaN (0 for flags) where it is not usable."""
    result = np.full((WEEKS, *values.shape), 0.0 if values.ndim == 1 else np.nan)
    for week in range(1, WEEKS + 1):
        back = 7 * week
        result[week - 1, ..., back:] = np.where(usable[:-back], values[..., :-back], result[week - 1, ..., back:])
    return result


def _median(values: Floats, number: Floats) -> Floats:
    """Median over the first axis, of which ``number`` values are not NaN."""
    ordered = np.sort(values, axis=0)
    low, high = (np.maximum(number - 1, 0) // 2).astype(int), (number // 2).astype(int).clip(0, WEEKS - 1)
    days = np.arange(values.shape[-1])
    return np.asarray((ordered[low, :, days] + ordered[high, :, days]).T / 2, float)


def _overdispersion(counts: Floats, usable: Flags) -> Floats:
    """(variance - mean)/mean² of the usable among the 28 days before each day; 0 where it is not above 0."""

    def before(values: Floats) -> Floats:
        summed = np.cumsum(np.where(usable, values, 0.0), axis=-1)
        shifted = np.concatenate([np.zeros((*values.shape[:-1], 1)), summed[..., :-1]], axis=-1)
        older = np.concatenate([np.zeros((*values.shape[:-1], 7 * WEEKS)), shifted], axis=-1)[..., : values.shape[-1]]
        return np.asarray(shifted - older, float)

    number = before(np.ones(counts.shape[-1]))
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = before(counts) / number
        variance = (before(counts**2) - number * mean**2) / (number - 1)
        over = (variance - mean) / mean**2
    return np.where(np.isfinite(over), np.maximum(over, 0), 0.0)


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
        totals: day, total; days without any article may be left out (see ``gaps``).

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
    mean, size = expectation(matrix, whole, ~holidays(days) & ~gaps(whole))
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
    size = dict(zip(zip(found["term"], found["day"], strict=True), found["n"], strict=True))
    close: dict[tuple[str, pd.Timestamp], list[str]] = {burst: [] for burst in size}
    joint = joint.sort_values(["n", "other"], ascending=[False, True])
    for term, day, other, n in zip(joint["term"], joint["day"], joint["other"], joint["n"], strict=True):
        if n * 3 >= size.get((term, day), np.inf):
            close[term, day].append(other)
    return [", ".join(close[burst][:most]) for burst in zip(found["term"], found["day"], strict=True)]
