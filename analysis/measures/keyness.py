"""Keyness: which terms set one group of articles apart from another."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.measures.intervals import CONFIDENCE, Floats, effective
from analysis.measures.significance import (
    LEVEL,
    Flags,
    benjamini_hochberg,
    chi2_tail,
    log_likelihood,
    log_ratio,
    may_differ,
    ratio_interval,
)


def distinctive(counts: pd.DataFrame, *, tests: int | None = None, tested: bool = True) -> pd.DataFrame:
    """Terms more frequent in the group than in the rest, strongest evidence first.

    Articles are the sampling unit: ``n`` of ``total`` articles of the group hold the term, ``n_rest`` of
    ``total_rest`` others. The log ratio is log2 of the ratio of the two shares, a count of 0 taken as 0.5.

    Args:
        counts: term, n, total, n_rest, total_rest.
        tests: terms compared in all, for the correction, when ``counts`` holds only a part of them.
        tested: False where the same units stand in the group and in the rest, for which the test is not defined.

    Returns:
        The rows with a positive log ratio and q < .05: the columns above, log_ratio, g2, q. Untested, all rows with a
        positive log ratio, those whose shares are farthest apart first, and neither g2 nor q.

    Source: Dunning (1993) for G², Hardie (2014), "Log Ratio", for the effect size.

    >>> counts = pd.DataFrame({"term": ["a"], "n": [80], "total": [100], "n_rest": [100], "total_rest": [1000]})
    >>> distinctive(counts)["log_ratio"].tolist()
    [3.0]
    """
    n, total, rest, total_rest = (counts[name].to_numpy(float) for name in ("n", "total", "n_rest", "total_rest"))
    ratio = log_ratio(n, total, rest, total_rest)
    if not tested:
        frame = counts.assign(log_ratio=ratio, g2=np.nan, q=np.nan, apart=n / total - rest / total_rest)
        frame = frame[frame["log_ratio"] > 0].sort_values(["apart", "n", "term"], ascending=[False, False, True])
        return frame.drop(columns="apart").reset_index(drop=True)
    g2 = log_likelihood(n, total, rest, total_rest)
    frame = counts.assign(log_ratio=ratio, g2=g2, q=benjamini_hochberg(chi2_tail(g2), tests=tests))
    frame = frame[(frame["q"] < LEVEL) & (frame["log_ratio"] > 0)]
    return frame.sort_values(["g2", "term"], ascending=[False, True], ignore_index=True)


def contrasted(
    counts: pd.DataFrame, *, tests: int | None = None, confidence: float = CONFIDENCE, top: int | None = None
) -> pd.DataFrame:
    """How much more often each term stands in the articles of side A than in those of side B, and how sure that is.

    Articles are the sampling unit. Copies are no independent witnesses: counts enter interval and test as effective
    numbers (``intervals.effective``), after Rao and Scott (1992). Shares and the log ratio are those of the plain counts.

    Args:
        counts: one row a term: n of total articles of A, n_b of total_b of B; weight, squares, weight_b, squares_b
            (see ``intervals.effective``) where articles may be copies of each other.
        tests: terms compared in all, for both corrections, when ``counts`` holds only a part of them.
        confidence: coverage of all intervals together.
        top: only rows that may be among so many of a side with the surest effect (``lrc``, then G²); None: all.

    Returns:
        The same rows, helper columns gone, with share, share_b, log_ratio, low, high (its interval, Bonferroni over
        ``tests``), lrc (the bound nearest to 0, or 0 where the interval holds 0), g2, q (Benjamini-Hochberg), verdict
        (``a``, ``b``, or ``none`` where lrc is 0).

    Source: Evert (2022) for LRC; Dunning (1993) for G²; Rao and Scott (1992), "A simple method for the analysis of
    clustered binary data", Biometrics 48.

    >>> counts = pd.DataFrame({"term": ["chip"], "n": [80], "total": [1000], "n_b": [10], "total_b": [1000]})
    >>> contrasted(counts)[["log_ratio", "verdict"]].values.tolist()
    [[3.0, 'a']]
    """
    n, total, n_b, total_b = (counts[name].to_numpy(float) for name in ("n", "total", "n_b", "total_b"))
    tests = max(tests or 0, len(counts), 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        share, share_b = n / total, n_b / total_b
    trials, trials_b = _trials(counts, ""), _trials(counts, "_b")
    met, met_b = (np.nan_to_num(part) for part in (share * trials, share_b * trials_b))
    g2, ratio = log_likelihood(met, trials, met_b, trials_b), log_ratio(n, total, n_b, total_b)
    out = counts.drop(columns=["weight", "squares", "weight_b", "squares_b"], errors="ignore").assign(
        share=share, share_b=share_b, log_ratio=ratio, g2=g2, q=benjamini_hochberg(chi2_tail(g2), tests=tests)
    )
    rows = np.arange(len(counts))
    if top is not None:
        sure = may_differ(met, trials, met_b, trials_b, tests=tests, confidence=confidence)
        rows = rows[_strongest(sure, g2, ratio > 0, top) | _strongest(sure, g2, ratio < 0, top)]
    low, high = ratio_interval(
        *(part[rows] for part in (met, trials, met_b, trials_b)), tests=tests, confidence=confidence
    )
    first = (share >= share_b)[rows]
    lrc = np.nan_to_num(np.where(first, np.maximum(low, 0), np.minimum(high, 0)), posinf=0, neginf=0)
    verdict = np.where(lrc > 0, "a", np.where(lrc < 0, "b", "none"))
    return out.iloc[rows].assign(low=low, high=high, lrc=lrc, verdict=verdict)


def _strongest(sure: Flags, g2: Floats, side: Flags, top: int) -> Flags:
    """Rows of a side whose effect may be sure, and of the others as many as may be listed behind them."""
    rest = side & ~sure
    return np.asarray((side & sure) | (rest & (g2 >= np.sort(g2[rest])[-top:].min(initial=np.inf))), np.bool_)


def _trials(counts: pd.DataFrame, side: str) -> Floats:
    """How many independent articles each count of a side is worth."""
    n, total = counts[f"n{side}"], counts[f"total{side}"].to_numpy(float)
    if f"weight{side}" not in counts:
        return np.asarray(total, float)
    return effective(n, total, counts[f"weight{side}"], counts[f"squares{side}"])
