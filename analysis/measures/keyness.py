"""Keyness: which terms set one group of articles apart from another."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.measures.significance import LEVEL, benjamini_hochberg, chi2_tail, log_likelihood


def distinctive(counts: pd.DataFrame, *, tests: int | None = None) -> pd.DataFrame:
    """Terms more frequent in the group than in the rest, strongest evidence first.

    Articles are the sampling unit: ``n`` of ``total`` articles of the group hold the term, ``n_rest`` of
    ``total_rest`` others. The log ratio is log2 of the ratio of the two shares, a count of 0 taken as 0.5.

    Args:
        counts: term, n, total, n_rest, total_rest.
        tests: terms compared in all, for the correction, when ``counts`` holds only a part of them.

    Returns:
        The rows with a positive log ratio and q < .05: the columns above, log_ratio, g2, q.

    Source: Dunning (1993) for G², Hardie (2014), "Log Ratio", for the effect size.

    >>> counts = pd.DataFrame({"term": ["a"], "n": [80], "total": [100], "n_rest": [100], "total_rest": [1000]})
    >>> distinctive(counts)["log_ratio"].tolist()
    [3.0]
    """
    n, total, rest, total_rest = (counts[name].to_numpy(float) for name in ("n", "total", "n_rest", "total_rest"))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log2((np.where(n > 0, n, 0.5) / total) / (np.where(rest > 0, rest, 0.5) / total_rest))
    g2 = log_likelihood(n, total, rest, total_rest)
    frame = counts.assign(log_ratio=ratio, g2=g2, q=benjamini_hochberg(chi2_tail(g2), tests=tests))
    frame = frame[(frame["q"] < LEVEL) & (frame["log_ratio"] > 0)]
    return frame.sort_values(["g2", "term"], ascending=[False, True], ignore_index=True)
