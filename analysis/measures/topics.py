"""Topic shares, corrected for what the classifier is known to get wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import numpy as np
import pandas as pd

from analysis.measures.intervals import CONFIDENCE, effective, quantile, wilson

LEAST_CONTRAST = 0.05
"""A classifier whose true and false positive rates are closer than this tells nothing: the share is not corrected."""


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

    Args:
        counts: topic, n (articles assigned), total, and weight, squares as in ``intervals.effective``.
        rates: by topic; a topic without rates, or with tpr - fpr < .05, keeps its raw share and Wilson's interval.

    Returns:
        The same rows with raw (n/total), share, low, high; NaN where total is 0.

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
        np.array([np.nan if rate is None else float(getattr(rate, name)) for rate in known])
        for name in ("tpr", "tpr_n", "fpr", "fpr_n")
    )
    z = quantile(confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        raw = np.where(total > 0, n / total, np.nan)
        contrast = tpr - fpr
        estimate = (raw - fpr) / contrast
        variance = (
            _variance(raw, trials) + _variance(tpr, tpr_n) * estimate**2 + _variance(fpr, fpr_n) * (1 - estimate) ** 2
        )
        half = z * np.sqrt(variance) / np.abs(contrast)
    plain = ~(contrast >= LEAST_CONTRAST) | ~((tpr_n > 0) & (fpr_n > 0))
    low, high = wilson(raw, trials, confidence=confidence)
    share = np.where(plain, raw, np.clip(estimate, 0, 1))
    floor, ceiling = wilson(share, trials, confidence=confidence)
    return counts.drop(columns=["weight", "squares"]).assign(
        raw=raw,
        share=share,
        low=np.where(plain, low, np.clip(np.minimum(estimate - half, floor), 0, share)),
        high=np.where(plain, high, np.clip(np.maximum(estimate + half, ceiling), share, 1)),
    )


def _variance(rate: np.ndarray, trials: np.ndarray) -> np.ndarray:
    inward = (rate * trials + 1) / (trials + 2)
    used = np.where((rate <= 0) | (rate >= 1), inward, rate)
    return np.asarray(used * (1 - used) / trials, float)
