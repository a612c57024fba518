"""How strongly two things go together, tests of it, and the correction for many tests at once."""

from __future__ import annotations

from typing import Any

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]

LEVEL = 0.05
"""A verdict is given only below this corrected probability."""


def log_likelihood(n: Any, total: Any, other: Any, other_total: Any) -> Floats:
    """G² of a fourfold table: n of total against other of other_total.

    Args:
        n: cases with the property in the first group, of ``total``.
        other: cases with the property in the second group, of ``other_total``.

    Returns:
        G² (never negative); 0 where a group is empty or the property is everywhere or nowhere.

    Source: Dunning (1993), "Accurate methods for the statistics of surprise and coincidence", Comp. Ling. 19(1).

    >>> round(float(log_likelihood(10, 100, 2, 100)), 3)
    6.163
    """
    a, na, b, nb = (np.asarray(value, float) for value in (n, total, other, other_total))
    cells = (a, na - a, b, nb - b)
    whole = na + nb
    rows = (na, na, nb, nb)
    columns = (a + b, whole - a - b, a + b, whole - a - b)
    result = np.zeros(np.broadcast_shapes(a.shape, na.shape, b.shape, nb.shape))
    with np.errstate(divide="ignore", invalid="ignore"):
        for cell, row, column in zip(cells, rows, columns, strict=True):
            expected = row * column / whole
            result = result + np.where((cell > 0) & (expected > 0), cell * np.log(cell / expected), 0.0)
    return np.maximum(2 * np.nan_to_num(result), 0.0)


def log_ratio(n: Any, total: Any, other: Any, other_total: Any) -> Floats:
    """log2 of the ratio of two shares, a count of 0 taken as 0.5; NaN where both are 0 or a group is empty.

    Source: Hardie (2014), "Log Ratio: an informal introduction".

    >>> log_ratio([8, 1, 0], 100, [1, 2, 4], 100).tolist()
    [3.0, -1.0, -3.0]
    """
    a, na, b, nb = (np.asarray(value, float) for value in (n, total, other, other_total))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log2((np.where(a > 0, a, 0.5) / na) / (np.where(b > 0, b, 0.5) / nb))
    return np.asarray(np.where((a + b > 0) & (na > 0) & (nb > 0), ratio, np.nan), float)


def ratio_interval(
    n: Any, total: Any, other: Any, other_total: Any, *, tests: int = 1, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Exact interval of the log ratio of two rates: the conditional Poisson test turned round.

    Given how often a term is met on both sides together, its part on the first side is binomial; the bounds of
    Clopper and Pearson for that part become bounds of the ratio.

    Args:
        n, total: met, of so many, on the first side; need not be whole numbers.
        other, other_total: the same on the second side.
        tests: comparisons made at once (Bonferroni): all intervals together hold with ``confidence``.
        confidence: coverage asked for.

    Returns:
        Lower and upper bounds of log2 of the ratio; -inf or inf where one side has none, NaN where a group is empty.

    Source: Evert (2022), "Measuring keyness", DH2022 (LRC), after Fay (2010), "Two-sided exact tests and matching
    confidence intervals for discrete data", The R Journal 2(1).

    >>> low, high = ratio_interval(49, 168329, 39, 19552238, tests=599)     # the first side's bound is Evert's LRC
    >>> round(float(low), 6)
    5.941562
    """
    from scipy.special import betainccinv, betaincinv

    a, na, b, nb = np.broadcast_arrays(*(np.asarray(value, float) for value in (n, total, other, other_total)))
    alpha = (1 - confidence) / 2 / max(tests, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        least = np.where(a > 0, betaincinv(np.maximum(a, 1e-300), b + 1, alpha), 0.0)
        most = np.where(b > 0, betainccinv(a + 1, np.maximum(b, 1e-300), alpha), 1.0)
        low, high = (np.log2(nb / na * part / (1 - part)) for part in (least, most))
    nothing = ~((na > 0) & (nb > 0))
    return np.where(nothing, np.nan, low), np.where(nothing, np.nan, high)


def may_differ(n: Any, total: Any, other: Any, other_total: Any, *, tests: int = 1, confidence: float = 0.95) -> Flags:
    """Where ``ratio_interval`` may lie above or below 0 altogether; elsewhere it holds 0 for sure.

    Its bounds pass 0 where the test itself reaches its level, and a test takes a tenth of the time of a bound.

    >>> may_differ([9, 5], 100, [1, 4], 100).tolist()
    [True, False]
    """
    from scipy.special import betainc

    a, na, b, nb = np.broadcast_arrays(*(np.asarray(value, float) for value in (n, total, other, other_total)))
    level = (1 - confidence) / 2 / max(tests, 1) * (1 + 1e-6)  # bounds are found to fewer digits than tests
    with np.errstate(divide="ignore", invalid="ignore"):
        more = a * nb > b * na
        near, far, own = np.where(more, a, b), np.where(more, b, a), np.where(more, na, nb)
        p = betainc(np.maximum(near, 1e-300), far + 1, own / (na + nb))
    return np.asarray((near > 0) & (p <= level), np.bool_)


def log_dice(joint: Any, one: Any, other: Any) -> Floats:
    """logDice = 14 + log2(2·f_ab / (f_a + f_b)): 14 where the two never stand apart, one less for half the score.

    Args:
        joint: how often both are met together.
        one, other: how often each is met.

    Returns:
        The score; -inf where they are never together, NaN where neither is met.

    Source: Rychlý (2008), "A lexicographer-friendly association score", RASLAN 2008.

    >>> log_dice([8, 8], [8, 16], [8, 16]).tolist()
    [14.0, 13.0]
    """
    both, a, b = (np.asarray(value, float) for value in (joint, one, other))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(14 + np.log2(2 * both / (a + b)), float)


def chi2_tail(g2: Any) -> Floats:
    """Probability of a G² at least this large when there is no association (one degree of freedom).

    The tail of χ² with one degree of freedom is erfc(√(G²/2)), which is ten times as quick to compute.
    """
    from scipy.special import erfc

    return np.asarray(erfc(np.sqrt(np.asarray(g2, float) / 2)), float)


def benjamini_hochberg(p: Any, *, tests: int | None = None) -> Floats:
    """Corrected probabilities (q): the share of false discoveries among all rows with at most this q.

    Args:
        p: probabilities, NaN where there was no test.
        tests: how many tests were made in all, when ``p`` holds only the smallest; default: those that are not NaN.

    Source: Benjamini and Hochberg (1995), "Controlling the false discovery rate", JRSS B 57(1).

    >>> benjamini_hochberg([0.01, 0.02, 0.9]).round(3).tolist()
    [0.03, 0.03, 0.9]
    """
    p = np.asarray(p, float)
    q = np.full(p.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    if tested.size == 0:
        return q
    order = tested[np.argsort(p[tested], kind="stable")]
    m = max(tests or 0, tested.size)
    steps = p[order] * m / np.arange(1, order.size + 1)
    q[order] = np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1.0)
    return q
