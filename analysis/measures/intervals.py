"""Shares with 95 % intervals that know about copies.

An article is not an independent witness when it is a copy of another. The interval of a share over articles is
therefore Wilson's with the *effective* number of articles, from the closed form (delta method) of the
cluster-robust variance of a ratio, clusters being stories. Without copies both are the same.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd

CONFIDENCE = 0.95
FEW = 20
"""Below this many units in the denominator a share is shown greyed and no verdict is given."""

Floats = np.ndarray[Any, np.dtype[np.float64]]


@cache
def quantile(confidence: float = CONFIDENCE) -> float:
    """Two-sided normal quantile, 1.96 for 95 %."""
    from scipy.special import ndtri

    return float(ndtri(0.5 + confidence / 2))


def wilson(share: Any, total: Any, *, confidence: float = CONFIDENCE) -> tuple[Floats, Floats]:
    """Score interval of a proportion.

    Args:
        share: observed proportion, 0 to 1.
        total: number of independent trials behind it; need not be whole.
        confidence: coverage asked for.

    Returns:
        Lower and upper bounds; NaN where ``total`` is 0. The share itself always lies between them.

    Source: Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22.

    >>> low, high = wilson(0.1, 100)
    >>> round(float(low), 4), round(float(high), 4)
    (0.0552, 0.1744)
    """
    p, m = np.broadcast_arrays(np.asarray(share, float), np.asarray(total, float))
    z2 = quantile(confidence) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        middle = (p + z2 / (2 * m)) / (1 + z2 / m)
        half = np.sqrt(z2 * (p * (1 - p) / m + z2 / (4 * m * m))) / (1 + z2 / m)
    nothing = ~(m > 0)
    low = np.where(nothing, np.nan, np.clip(np.minimum(middle - half, p), 0, 1))
    high = np.where(nothing, np.nan, np.clip(np.maximum(middle + half, p), 0, 1))
    return low, high


def effective(n: Any, total: Any, weight: Any, squares: Any) -> Floats:
    """How many independent articles a share over ``total`` articles is worth.

    With story sizes m_c and y_c articles of story c in the numerator, the ratio p = Σy/Σm has the cluster-robust
    variance Σ(y_c - p·m_c)² / (Σm)²; p(1-p)/variance is the effective number. Σy_c² is taken as Σy_c·m_c, which is
    exact where copies agree and otherwise errs on the wide side. The factor C/(C-1) is left out so that without
    copies the answer is ``total`` itself. A share of 0 or 1 has the effective number of the whole, (Σm)²/Σm².

    Args:
        n: articles in the numerator, Σy_c.
        total: articles in the denominator, Σm_c.
        weight: Σ y_c·m_c, that is the story sizes summed over the articles of the numerator.
        squares: Σ m_c².

    Source: Cochran (1977), "Sampling Techniques", 3rd ed., ch. 9 (ratio to size); Kish (1965) for (Σm)²/Σm².

    >>> effective(2, 4, 4, 8).tolist()      # two stories of two copies, one of them counted: two witnesses
    [2.0]
    >>> effective(2, 4, 2, 4).tolist()      # no copies
    [4.0]
    """
    y, m, w, s = (np.atleast_1d(np.asarray(value, float)) for value in (n, total, weight, squares))
    with np.errstate(divide="ignore", invalid="ignore"):
        p = y / m
        spread = w * (1 - p) ** 2 + (s - w) * p**2
        inner = m * m * p * (1 - p) / spread
        whole = m * m / s
        result = np.where((p > 0) & (p < 1), inner, whole)
    return np.where(m > 0, np.clip(result, 1.0, m), 0.0)


def with_shares(counts: pd.DataFrame, *, confidence: float = CONFIDENCE) -> pd.DataFrame:
    """Add ``share``, ``low`` and ``high`` to counts.

    Args:
        counts: columns ``n`` and ``total``; ``weight`` and ``squares`` (see ``effective``) where articles may be
            copies of each other, else trials are taken as independent.

    Returns:
        The same rows with three more columns, NaN where ``total`` is 0; the helper columns are gone.

    >>> with_shares(pd.DataFrame({"n": [1], "total": [4]}))["share"].tolist()
    [0.25]
    """
    n, total = counts["n"].to_numpy(float), counts["total"].to_numpy(float)
    trials = total
    if "weight" in counts and "squares" in counts:
        trials = effective(n, total, counts["weight"], counts["squares"])
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(total > 0, n / total, np.nan)
    low, high = wilson(share, trials, confidence=confidence)
    # One frame of all columns: each that is added to a frame costs as much as all numbers here.
    kept = {name: counts[name].array for name in counts.columns if name not in ("weight", "squares")}
    return pd.DataFrame({**kept, "share": share, "low": low, "high": high}, index=counts.index, copy=False)


def binomial_variance(rate: Floats, trials: Floats) -> Floats:
    """Variance of a measured rate; one of 0 or 1 is drawn inward by one success and one failure, and is not taken as sure.

    >>> binomial_variance(np.array([0.5, 1.0]), np.array([100.0, 8.0])).round(4).tolist()
    [0.0025, 0.0112]
    """
    inward = (rate * trials + 1) / (trials + 2)
    used = np.where((rate <= 0) | (rate >= 1), inward, rate)
    return np.asarray(used * (1 - used) / trials, float)
