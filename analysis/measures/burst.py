"""Burst days: a term in far more articles than on the same weekday of the four weeks before."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.significance import LEVEL, benjamini_hochberg

Floats = np.ndarray[Any, np.dtype[np.float64]]

Flags = np.ndarray[Any, np.dtype[np.bool_]]
Places = np.ndarray[Any, np.dtype[np.intp]]

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
    day = days.to_numpy("datetime64[D]")
    result = np.zeros(len(days), bool)
    for first in TET:
        result |= (day >= np.datetime64(first) - 7) & (day <= np.datetime64(first) + 6)
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


def expectation(counts: Floats, totals: Floats, usable: Flags, *, at: tuple[Places, Places]) -> tuple[Floats, Floats]:
    """Expected count of a term on a day, and the size parameter of its negative-binomial distribution.

    The expectation is the median count of the same weekday in the four weeks before. Where everything else holds more
    units than on those days it is raised in proportion, (others + 10)/(their median + 10), so that a new outlet is no
    burst and a few articles more are no change of volume. Four days fix a mean only so far: with a Gamma prior of shape
    ½ the predictive distribution of four days has mean (4·median + ½)/4 and size 4·median + ½. The overdispersion of
    the 28 days before, by the method of moments, (variance - mean)/mean², is added to 1/size.

    Args:
        counts: one row a term, one column a day, consecutive days.
        totals: units of each day.
        usable: days that may serve as baseline (no gaps, outside Tết).
        at: rows and columns of ``counts`` that are asked for; at least one of the four weekdays of each is usable.

    Returns:
        Mean and size, one for each place of ``at``.
    """
    mean, shape = _level(counts, totals, usable, at=at)
    term, day = at
    before = day[:, None] - np.arange(1, 7 * WEEKS + 1)
    known = (before >= 0) & usable[before]
    month = np.where(known, counts[term[:, None], before], 0.0)
    days = known.sum(axis=1)
    average = month.sum(axis=1) / days
    spread = (((month - average[:, None]) * known) ** 2).sum(axis=1) / (days - 1)
    over = np.divide(spread - average, average**2, out=np.zeros_like(average), where=average > 0)
    return mean, 1 / (1 / shape + np.maximum(over, 0.0))


def _level(counts: Floats, totals: Floats, usable: Flags, *, at: tuple[Places, Places]) -> tuple[Floats, Floats]:
    """Mean of ``expectation``, and the shape of the Gamma distribution behind it."""
    term, day = at
    same = day[:, None] - 7 * np.arange(1, WEEKS + 1)
    baseline = (same >= 0) & usable[same]
    weeks = baseline.sum(axis=1)
    own = counts[term[:, None], same]
    others = _median(np.where(baseline, totals[same] - own, np.inf), weeks)
    raised = (totals[day] - counts[term, day] + STEADY) / (others + STEADY)
    shape = weeks * _median(np.where(baseline, own, np.inf), weeks) + 0.5
    return shape / weeks * np.maximum(1.0, raised), shape


def _median(values: Floats, known: Places) -> Floats:
    """Median of each row, of which so many values are known and the others infinite."""
    row, ordered = np.arange(len(values)), np.sort(values, axis=1)
    return np.asarray((ordered[row, (known - 1) // 2] + ordered[row, known // 2]) / 2)


def tail(counts: Floats, mean: Floats, size: Floats) -> Floats:
    """Probability of at least this count under a negative binomial of this mean and size.

    >>> tail(np.array([3.0]), np.array([1.0]), np.array([1.0])).tolist()     # geometric: (1/2)³
    [0.125]
    """
    from scipy.special import betainc

    return np.asarray(betainc(counts, size, mean / (mean + size)), float)


def bursts(counts: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """Days on which a term bursts, surest first.

    A day is a test when at least three of the four weekdays before can serve as baseline, also where the term is not
    met on it; q corrects for all terms on all such days. A burst holds at least 5 units.

    Args:
        counts: term, day, n; days without the term may be left out.
        totals: day, total; days without any article may be left out (see ``gaps``).

    Returns:
        One row a burst (q < .05): term, day, n, expected, p, q.

    Source: negative-binomial predictive tail (e.g. Gelman et al., "Bayesian Data Analysis", 3rd ed., 2.6); correction of
    Benjamini and Hochberg (1995). Kleinberg (2002) is the two-state alternative.
    """
    if counts.empty or totals.empty:
        return pd.DataFrame({"term": [], "day": [], "n": [], "expected": [], "p": [], "q": []})
    days = pd.date_range(totals["day"].min(), totals["day"].max(), freq="D")
    whole = totals.set_index("day")["total"].reindex(days, fill_value=0).to_numpy(float)
    terms = pd.Index(counts["term"].unique())
    matrix = np.zeros((len(terms), len(days)))
    matrix[terms.get_indexer(pd.Index(counts["term"])), days.get_indexer(pd.Index(counts["day"]))] = counts["n"]
    usable = ~holidays(days) & ~gaps(whole)
    baseline = np.zeros(len(days))
    for back in range(7, 7 * WEEKS + 1, 7):
        baseline[back:] += usable[:-back]
    tested = (baseline >= FEWEST_WEEKS) & (whole > 0)
    term, day = np.nonzero((matrix >= FEWEST) & tested)
    above = matrix[term, day] > _level(matrix, whole, usable, at=(term, day))[0]
    term, day = term[above], day[above]  # the others have p = 1
    n = matrix[term, day]
    mean, size = expectation(matrix, whole, usable, at=(term, day))
    p = tail(n, mean, size)
    q = benjamini_hochberg(p, tests=int(tested.sum()) * len(terms))
    found = {"term": terms.to_numpy()[term], "day": days[day], "n": n, "expected": mean, "p": p, "q": q}
    frame = pd.DataFrame(found)
    frame = frame[frame["q"] < LEVEL]
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
