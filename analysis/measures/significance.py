"""Tests of association and the correction for many of them at once."""

from __future__ import annotations

from typing import Any

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]

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


def chi2_tail(g2: Any) -> Floats:
    """Probability of a G² at least this large when there is no association (one degree of freedom)."""
    from scipy.special import chdtrc

    return np.asarray(chdtrc(1, np.asarray(g2, float)), float)


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
