"""Shares of topics whose errors people's labels tell, or nothing does."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.measures.intervals import binomial_variance, effective, quantile, wilson


def unmeasured(counts: pd.DataFrame, shares: pd.DataFrame) -> pd.DataFrame:
    """Shares of topics whose errors the classifier's rates do not tell: by people's labels, or as counted.

    Of the n units given a topic, ``sure`` have a label that says so; of the others a part p = rightly/checked is right,
    as far as labels tell. So share = (sure + (n - sure)·p) / total, with the sampling variance of a share and the
    variance of p carried through (delta method); what the topic misses is not known and not in it. Where ``measured``
    is ``none`` the share is n/total with Wilson's interval.

    Args:
        counts: one row a row of ``shares``: sure, measured, checked, rightly, and weight, squares as in
            ``intervals.effective``.
        shares: answer of ``adjusted``.

    Returns:
        ``shares`` with share, low, high, corrected of those rows whose ``measured`` is not ``classifier``.

    >>> counts = pd.DataFrame({"sure": [4], "measured": ["labels"], "checked": [20], "rightly": [15], "weight": [24],
    ...                        "squares": [100]})
    >>> shares = pd.DataFrame({"n": [24], "total": [100], "raw": [.24], "share": [.24], "low": [0.], "high": [1.],
    ...                        "corrected": [False]})
    >>> unmeasured(counts, shares)["share"].round(3).tolist()       # (4 + 20·15/20) / 100
    [0.19]
    """
    n, total, sure = (frame.to_numpy(float) for frame in (shares["n"], shares["total"], counts["sure"]))
    checked, kind = counts["checked"].to_numpy(float), counts["measured"].to_numpy(str)
    trials = effective(n, total, counts["weight"], counts["squares"])
    known = (kind == "labels") & (checked > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        right = np.where(known, counts["rightly"].to_numpy(float) / checked, 1.0)
        open_ = (n - sure) / total
        share = np.where(total > 0, sure / total + open_ * right, np.nan)
        spread = binomial_variance(share, trials) + open_**2 * np.where(known, binomial_variance(right, checked), 0.0)
    half = quantile() * np.sqrt(np.maximum(spread, 0))
    low, high = wilson(share, trials)
    low = np.where(known, np.clip(np.fmin(low, share - half), 0, 1), low)
    high = np.where(known, np.clip(np.fmax(high, share + half), 0, 1), high)
    ours = kind != "classifier"
    new = {"share": share, "low": low, "high": high, "corrected": known}
    return shares.assign(**{name: np.where(ours, values, shares[name]) for name, values in new.items()})
