"""Topic shares, corrected for what the classifier is known to get wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import numpy as np
import pandas as pd

from analysis.measures.intervals import CONFIDENCE, effective, quantile, wilson

LEAST_CONTRAST = 0.05
"""A classifier whose true and false positive rates are closer than this tells nothing: the share is not corrected."""
LEAST_KEPT = 0.5
"""Where the false positive rate would take away more than half of a topic's articles, it was measured on texts too
unlike these: rare topics in general news would all be cut to 0. The raw share is kept, in a wider interval."""


class Rates(Protocol):
    """Cross-validated rates of one topic (``analysis.quality.Rates``)."""

    @property
    def tpr(self) -> float: ...
    @property
    def tpr_n(self) -> int: ...
    @property
    def fpr(self) -> float: ...
    @property
    def fpr_n(self) -> int: ...


def adjusted(counts: pd.DataFrame, rates: Mapping[str, Rates], *, confidence: float = CONFIDENCE) -> pd.DataFrame:
    """Adjusted count: (raw - fpr) / (tpr - fpr), cut to 0..1, with an interval that holds both errors.

    The variance is that of the raw share (cluster-robust over stories, see ``intervals.effective``) plus those of
    the two rates, tpr(1-tpr)/tpr_n and fpr(1-fpr)/fpr_n, carried through the formula (delta method). Rates of
    exactly 0 or 1 are drawn one case inwards, (k+1)/(n+2), for their variance only. The interval is never narrower
    than Wilson's round the corrected share, so that a share cut at 0 or 1 keeps one.

    A topic is corrected in all periods or in none. It is not corrected without rates, with tpr - fpr < .05, or where
    over all periods fpr exceeds half of the raw share or the corrected share exceeds 1. Then the share is the raw one;
    its interval reaches from the corrected share's lower bound to the upper bound of raw/tpr, since either error may
    be the larger.

    Args:
        counts: topic, n (articles assigned), total, and weight, squares as in ``intervals.effective``.
        rates: by topic.

    Returns:
        The same rows with raw (n/total), share, low, high, corrected; NaN where total is 0.

    Source: Forman (2008), "Quantifying counts and costs via classification", DMKD 17.

    >>> from types import SimpleNamespace
    >>> counts = pd.DataFrame({"topic": ["ai"], "n": [30], "total": [100], "weight": [30], "squares": [100]})
    >>> adjusted(counts, {"ai": SimpleNamespace(tpr=0.8, tpr_n=50, fpr=0.1, fpr_n=500)})["share"].round(3).tolist()
    [0.286]
    """
    n, total = counts["n"].to_numpy(float), counts["total"].to_numpy(float)
    trials = effective(n, total, counts["weight"], counts["squares"])
    known = [rates.get(topic) for topic in counts["topic"]]
    tpr, tpr_n, fpr, fpr_n = (
        np.array([np.nan if rate is None else float(getattr(rate, name)) for rate in known], float)
        for name in ("tpr", "tpr_n", "fpr", "fpr_n")
    )
    usable = (tpr - fpr >= LEAST_CONTRAST) & (tpr_n > 0) & (fpr_n > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        raw = np.where(total > 0, n / total, np.nan)
        contrast = np.where(usable, tpr - fpr, np.nan)
        estimate = (raw - fpr) / contrast
        rate_errors = _variance(tpr, tpr_n) * estimate**2 + _variance(fpr, fpr_n) * (1 - estimate) ** 2
        half = quantile(confidence) * np.sqrt(_variance(raw, trials) + rate_errors) / contrast
        pooled = counts[["n", "total"]].groupby(counts["topic"]).transform("sum")
        kept = 1 - fpr * pooled["total"].to_numpy(float) / pooled["n"].to_numpy(float)
        rest = 1 - kept * pooled["n"].to_numpy(float) / pooled["total"].to_numpy(float) / contrast
    corrected = usable & (kept >= LEAST_KEPT) & (rest >= 0)
    share = np.where(corrected, np.clip(estimate, 0, 1), raw)
    low, high = wilson(share, trials, confidence=confidence)
    plain = usable & ~corrected
    high = np.divide(high, tpr, out=high.copy(), where=plain).clip(max=1)
    return counts.drop(columns=["weight", "squares"]).assign(
        raw=raw,
        share=share,
        low=np.where(usable, np.clip(np.minimum(estimate - half, low), 0, share), low),
        high=np.where(corrected, np.clip(np.maximum(estimate + half, high), share, 1), high),
        corrected=corrected,
    )


def _variance(rate: np.ndarray, trials: np.ndarray) -> np.ndarray:
    inward = (rate * trials + 1) / (trials + 2)
    used = np.where((rate <= 0) | (rate >= 1), inward, rate)
    return np.asarray(used * (1 - used) / trials, float)
