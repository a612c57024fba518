"""Topic shares, corrected for what the classifier is known to get wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
import pandas as pd

from analysis.measures.intervals import CONFIDENCE, effective, quantile, wilson

LEAST_CONTRAST = 0.05
"""A classifier whose rates are closer than this tells nothing: the share is not corrected."""
OTHER = "other"

Floats = np.ndarray[Any, np.dtype[np.float64]]


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
    @property
    def stray(self) -> float: ...
    @property
    def stray_n(self) -> int: ...


def adjusted(
    counts: pd.DataFrame, rates: Mapping[str, Rates], *, lens: bool = False, confidence: float = CONFIDENCE
) -> pd.DataFrame:
    """Adjusted count with an interval that holds sampling, copies and the classifier's errors.

    Let t be the true share of technology in all articles, y that of the articles given topic k. Then

        t = (y_technology - stray_technology) / (tpr_technology - stray_technology)
        y = s·tpr + (t - s)·fpr + (1 - t)·stray

    is solved for the topic's true share s: ``fpr`` is the rate at which k is given to texts about other technology,
    ``stray`` that at which it is given to general news. One formula serves a corpus about technology (t near 1) and
    general news (t near .15). Under the lens the share is s/t, of what is technology in truth. The rates of
    technology are one minus those of ``other``.

    The variance carries through the formula (delta method) those of y and y_technology (cluster-robust over stories,
    see ``intervals.effective``) and of all five rates, rate(1-rate)/n; a rate or share of exactly 0 or 1 is drawn one
    case inwards, (k+1)/(n+2), for its variance only. The interval is never narrower than Wilson's round the share.

    Args:
        counts: topic, n (articles given it), total (articles shown), whole (articles with and without the lens),
            technology (those of them not given ``other``); and ``weight``, ``technology_weight``, ``squares`` as in
            ``intervals.effective``, over the whole.
        rates: by topic; a topic without rates, with tpr - fpr < .05, or any without those of ``other`` keeps its raw
            share with Wilson's interval.
        lens: whether ``total`` leaves out articles given ``other``.

    Returns:
        topic … total of the same rows with raw (n/total), share, low, high, corrected; NaN where total is 0.

    Source: Forman (2008), "Quantifying counts and costs via classification", DMKD 17; with two kinds of negatives.

    >>> from types import SimpleNamespace as R
    >>> known = {"other": R(tpr=0.9, tpr_n=300, fpr=0.1, fpr_n=300, stray=0.0, stray_n=0),
    ...          "ai": R(tpr=0.8, tpr_n=50, fpr=0.1, fpr_n=250, stray=0.0, stray_n=300)}
    >>> counts = pd.DataFrame({"topic": ["ai"], "n": [18], "total": [100], "weight": [18], "squares": [100],
    ...                        "whole": [100], "technology": [50], "technology_weight": [50]})
    >>> adjusted(counts, known)["share"].round(3).tolist()       # t = (.5-.1)/.8 = .5, s = (.18-.5·.1)/.7
    [0.186]
    """
    tpr, tpr_n, fpr, fpr_n, stray, stray_n = _columns(counts["topic"], rates)
    n, total, whole, seen = (counts[name].to_numpy(float) for name in ("n", "total", "whole", "technology"))
    trials = effective(n, whole, counts["weight"], counts["squares"])
    with np.errstate(divide="ignore", invalid="ignore"):
        raw = np.where(total > 0, n / total, np.nan)
        y = n / whole
        all_ = _technology(seen / whole, effective(seen, whole, counts["technology_weight"], counts["squares"]), rates)
        t = all_.share
        usable = (tpr - fpr >= LEAST_CONTRAST) & (tpr_n > 0) & (fpr_n > 0) & (stray_n > 0) & np.isfinite(t)
        contrast = np.where(usable, tpr - fpr, np.nan)
        s = (y - (1 - t) * stray - t * fpr) / contrast
        size = np.where(t > 0, t, np.nan) if lens else np.ones_like(t)
        by_t = (stray - fpr) / contrast / size - (s / size**2 if lens else 0)
        by_y, by_stray = 1 / contrast / size, -(1 - t) / contrast / size
        spread = (
            by_y**2 * _variance(y, trials)
            + by_t**2 * all_.variance
            + 2 * by_y * by_t * all_.by_seen * y * (1 - seen / whole) / trials
            + by_stray**2 * _variance(stray, stray_n)
            + 2 * by_stray * by_t * all_.by_stray * stray * (1 - all_.stray) / stray_n
            + ((t - s) / contrast / size) ** 2 * _variance(fpr, fpr_n)
            + (s / contrast / size) ** 2 * _variance(tpr, tpr_n)
        )
        is_other = (counts["topic"] == OTHER).to_numpy() & np.isfinite(t) & (not lens)
        estimate = np.where(is_other, 1 - t, s / size)
        half = quantile(confidence) * np.sqrt(np.maximum(np.where(is_other, all_.variance, spread), 0))
        trials = trials * total / whole
    corrected = (usable | is_other) & np.isfinite(estimate)
    share = np.where(corrected, np.clip(estimate, 0, 1), raw)
    low, high = wilson(share, trials, confidence=confidence)
    return counts.drop(columns=["weight", "squares", "whole", "technology", "technology_weight"]).assign(
        raw=raw,
        share=share,
        low=np.where(corrected, np.clip(np.fmin(estimate - half, low), 0, share), low),
        high=np.where(corrected, np.clip(np.fmax(estimate + half, high), share, 1), high),
        corrected=corrected,
    )


class _Technology:
    """True share of technology, its variance, and its slopes by what it was computed from."""

    def __init__(self, share: Floats, variance: Floats, by_seen: float, by_stray: Floats, stray: float) -> None:
        self.share, self.variance, self.by_seen, self.by_stray, self.stray = share, variance, by_seen, by_stray, stray


def _technology(seen: Floats, trials: Floats, rates: Mapping[str, Rates]) -> _Technology:
    other = rates.get(OTHER)
    if other is None or other.tpr - other.fpr < LEAST_CONTRAST or not other.tpr_n or not other.fpr_n:
        nothing = np.full_like(seen, np.nan)
        return _Technology(nothing, nothing, np.nan, nothing, np.nan)
    contrast, stray = other.tpr - other.fpr, 1 - other.tpr
    share = np.clip((seen - stray) / contrast, 0, 1)
    by_stray, by_found = -(1 - share) / contrast, -share / contrast
    variance = (
        _variance(seen, trials) / contrast**2
        + by_stray**2 * _variance(np.array(stray), np.array(float(other.tpr_n)))
        + by_found**2 * _variance(np.array(other.fpr), np.array(float(other.fpr_n)))
    )
    return _Technology(share, variance, 1 / contrast, by_stray, stray)


def _columns(topics: pd.Series[Any], rates: Mapping[str, Rates]) -> list[Floats]:
    known = [rates.get(topic) for topic in topics]
    names = ("tpr", "tpr_n", "fpr", "fpr_n", "stray", "stray_n")
    return [np.array([np.nan if r is None else float(getattr(r, name)) for r in known], float) for name in names]


def _variance(rate: Floats, trials: Floats) -> Floats:
    inward = (rate * trials + 1) / (trials + 2)
    used = np.where((rate <= 0) | (rate >= 1), inward, rate)
    return np.asarray(used * (1 - used) / trials, float)
