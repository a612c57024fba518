"""Topic shares, corrected for what the classifier is known to get wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pandas as pd

from analysis.measures.intervals import CONFIDENCE, FEW, binomial_variance, effective, quantile, wilson
from analysis.measures.significance import LEVEL, benjamini_hochberg, chi2_tail

LEAST_CONTRAST = 0.05
"""A classifier whose rates are closer than this tells nothing: the share is not corrected."""
OTHER = "other"
LEAST_FOUND = 0.25
SPREAD = 2.0
"""Articles added to every topic before the mix of a scope is taken: a period of three articles has no mix of its own."""
DRAWN = 10.0

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
    @property
    def by_main(self) -> Mapping[str, tuple[float, int]]: ...


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

    What is given to texts about other technology depends on which: ``fpr`` and the loss of technology are means over
    main topics, weighted by how often the scope's own articles are given each.

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
    >>> known = {"other": R(tpr=0.9, tpr_n=300, fpr=0.1, fpr_n=300, stray=0.0, stray_n=0, by_main={}),
    ...          "ai": R(tpr=0.8, tpr_n=50, fpr=0.1, fpr_n=250, stray=0.0, stray_n=300, by_main={})}
    >>> counts = pd.DataFrame({"topic": ["ai"], "n": [18], "total": [100], "weight": [18], "squares": [100],
    ...                        "whole": [100], "technology": [50], "technology_weight": [50]})
    >>> adjusted(counts, known)["share"].round(3).tolist()       # t = (.5-.1)/.8 = .5, s = (.18-.5·.1)/.7
    [0.186]
    """
    return _adjusted(counts, _solved(counts, rates, lens=lens), confidence=confidence)


def _adjusted(counts: pd.DataFrame, found: _Solved, *, confidence: float = CONFIDENCE) -> pd.DataFrame:
    with np.errstate(divide="ignore", invalid="ignore"):
        raw = np.where(counts["total"] > 0, counts["n"] / counts["total"], np.nan)
        trials = found.trials * counts["total"].to_numpy(float) / counts["whole"].to_numpy(float)
    half = quantile(confidence) * np.sqrt(np.maximum(found.sampling + found.spread(found.slopes), 0))
    corrected = np.isfinite(found.share)
    share = np.where(corrected, np.clip(found.share, 0, 1), raw)
    low, high = wilson(share, trials, confidence=confidence)
    return counts.drop(columns=["weight", "squares", "whole", "technology", "technology_weight"]).assign(
        raw=raw,
        share=share,
        low=np.where(corrected, np.clip(np.fmin(found.share - half, low), 0, share), low),
        high=np.where(corrected, np.clip(np.fmax(found.share + half, high), share, 1), high),
        corrected=corrected,
    )


def compared(
    before: pd.DataFrame, after: pd.DataFrame, rates: Mapping[str, Rates], *, lens: bool = False
) -> pd.DataFrame:
    """How much each topic's share changed, and whether that is more than chance and the classifier's errors explain.

    Both sides are read by the same classifier, so its errors do not add up but largely cancel: the variance of the
    change is the sampling variance of both sides plus that of the rates through the *difference* of the two slopes.

    Args:
        before: counts as for ``adjusted``, one row a topic.
        after: the same topics in the same order.
        rates: by topic; without them the raw shares are compared.
        lens: as for ``adjusted``.

    Returns:
        The rows of ``adjusted`` for ``after``, those of ``before`` as n_before, total_before, share_before,
        low_before, high_before, and change (share less share_before), change_low, change_high, p, q
        (Benjamini-Hochberg over the topics), verdict: ``up``, ``down``, or ``none`` where q >= .05 or a side has
        fewer than 20 units.

    >>> counts = {"topic": ["ai"], "n": [30], "total": [100], "weight": [30], "squares": [100], "whole": [100],
    ...           "technology": [100], "technology_weight": [100]}
    >>> before, after = pd.DataFrame(counts), pd.DataFrame(counts | {"n": [60], "weight": [60]})
    >>> compared(before, after, {})[["change", "verdict"]].round(3).values.tolist()
    [[0.3, 'up']]
    """
    first, second = (_solved(side, rates, lens=lens) for side in (before, after))
    one, two = _adjusted(before, first), _adjusted(after, second)
    both = one["corrected"].to_numpy() & two["corrected"].to_numpy()
    plain = [binomial_variance(side["raw"].to_numpy(), found.trials) for side, found in ((one, first), (two, second))]
    known = first.sampling + second.sampling + second.spread(second.slopes - first.slopes)
    spread = np.where(both, known, plain[0] + plain[1])
    shares = [np.where(both, side["share"], side["raw"]) for side in (one, two)]
    change = shares[1] - shares[0]
    with np.errstate(divide="ignore", invalid="ignore"):
        p = chi2_tail(np.nan_to_num(change**2 / spread))
    q = benjamini_hochberg(p)
    half = quantile() * np.sqrt(np.maximum(spread, 0))
    sure = (q < LEVEL) & (one["total"] >= FEW).to_numpy() & (two["total"] >= FEW).to_numpy()
    kept = one[["n", "total", "share", "low", "high"]].add_suffix("_before")
    return pd.concat([two, kept], axis=1).assign(
        change=change,
        change_low=np.clip(change - half, -1, 1),
        change_high=np.clip(change + half, -1, 1),
        p=p,
        q=q,
        verdict=np.where(sure & (change > 0), "up", np.where(sure & (change < 0), "down", "none")),
    )


@dataclass(frozen=True, slots=True)
class _Solved:
    """True shares, NaN where they cannot be solved for, with what their variance is made of."""

    share: Floats
    trials: Floats
    """Independent articles behind the count (``intervals.effective``)."""
    sampling: Floats
    """Variance from the articles being a sample."""
    slopes: Floats
    """By tpr, fpr, stray of the topic, and stray and loss of technology: a row each."""
    variances: Floats
    """Of the same five rates."""
    joint: Floats
    """Covariance of the two kinds of stray: a text that strays to the topic strays to technology."""

    def spread(self, slopes: Floats) -> Floats:
        """Variance that the rates' errors bring to what has these slopes."""
        return np.asarray((slopes**2 * self.variances).sum(axis=0) + 2 * slopes[2] * slopes[3] * self.joint)


def _solved(counts: pd.DataFrame, rates: Mapping[str, Rates], *, lens: bool) -> _Solved:
    tpr, tpr_n, _, fpr_n, stray, stray_n = _columns(counts["topic"], rates)
    kept, kept_n, _, lost_n = _columns(pd.Series([OTHER]), rates)[:4]
    weights = _mix(counts.assign(n=counts["n"] / np.fmax(np.nan_to_num(tpr, nan=1.0), LEAST_FOUND)))
    fpr, fpr_variance = _weighted(counts["topic"].tolist(), weights, rates)
    lost, lost_variance = _weighted([OTHER] * len(counts), weights, rates)
    n, whole, seen = (counts[name].to_numpy(float) for name in ("n", "whole", "technology"))
    trials = effective(n, whole, counts["weight"], counts["squares"])
    seen_trials = effective(seen, whole, counts["technology_weight"], counts["squares"])
    with np.errstate(divide="ignore", invalid="ignore"):
        y, z = n / whole, seen / whole
        usual = np.where((kept - lost >= LEAST_CONTRAST) & (kept_n > 0) & (lost_n > 0), kept - lost, np.nan)
        t = np.clip((z - (1 - kept)) / usual, 0, 1)
        is_other = (counts["topic"] == OTHER).to_numpy() & (not lens)
        usable = (tpr - fpr >= LEAST_CONTRAST) & (tpr_n > 0) & (fpr_n > 0) & (stray_n > 0) & ~is_other
        contrast = np.where(usable, tpr - fpr, np.nan)
        s = (y - (1 - t) * stray - t * fpr) / contrast
        size = np.where(t > 0, t, np.nan) if lens else np.ones_like(t)
        by_t = np.where(is_other, -1, (stray - fpr) / contrast / size - (s / size**2 if lens else 0))
        none = np.where(is_other, 0, np.nan)
        by_y = np.where(is_other, 0, 1 / contrast / size)
        slopes = np.array(
            [
                np.where(is_other, none, -s / contrast / size),
                np.where(is_other, none, -(t - s) / contrast / size),
                np.where(is_other, none, -(1 - t) / contrast / size),
                -by_t * (1 - t) / usual,
                -by_t * t / usual,
            ]
        )
        by_z = by_t / usual
        sampling = (
            by_y**2 * binomial_variance(y, trials)
            + by_z**2 * binomial_variance(z, seen_trials)
            + 2 * by_y * by_z * y * (1 - z) / trials
        )
        known = [
            binomial_variance(tpr, tpr_n),
            fpr_variance,
            binomial_variance(stray, stray_n),
            binomial_variance(kept, kept_n),
            lost_variance,
        ]
        variances = np.array([np.broadcast_to(variance, y.shape) for variance in known])
        joint = stray * kept / stray_n
        share = np.where(is_other, 1 - t, s / size)
    variances, joint = (np.where(is_other & ~np.isfinite(part), 0, part) for part in (variances, joint))
    return _Solved(share, trials, sampling, slopes, variances, joint)


def _mix(counts: pd.DataFrame) -> pd.DataFrame:
    """How much each topic of technology weighs in each row's period, a few articles spread evenly added."""
    period = counts["period"] if "period" in counts else pd.Series(0, counts.index)
    table = counts["n"].groupby([period, counts["topic"]], dropna=False).sum().unstack(fill_value=0)
    table = table.drop(columns=OTHER, errors="ignore") + SPREAD
    return table.loc[period.to_numpy()]


def _weighted(topics: list[str], weights: pd.DataFrame, rates: Mapping[str, Rates]) -> tuple[Floats, Floats]:
    """The false positive rate of each row's topic over main topics as they weigh, and its variance.

    A rate measured on few texts is drawn to the one of all of them, as if from ``DRAWN`` texts more. The variance is
    that of sampling plus a random effect: what a corpus says about one topic differs from what the marked texts say
    about it as much as topics differ among themselves (DerSimonian & Laird 1986).
    """
    result = np.full((2, len(topics)), np.nan)
    columns = {name: weights[name].to_numpy(float) for name in weights}
    for code in dict.fromkeys(topics):
        rate, rows = rates.get(code), np.array([topic == code for topic in topics])
        if rate is None:
            continue
        by_main = [name for name in columns if name in rate.by_main and name != code]
        if not by_main:
            pooled = np.array(rate.fpr), np.array(float(rate.fpr_n))
            result[:, rows] = np.array([pooled[0], binomial_variance(*pooled) if rate.fpr_n else np.nan])[:, None]
            continue
        known = np.array([rate.by_main[str(name)] for name in by_main])
        drawn = (known[:, 0] * known[:, 1] + rate.fpr * DRAWN) / (known[:, 1] + DRAWN)
        own = np.array([columns[name][rows] for name in by_main])
        own = own / own.sum(axis=0)
        result[0, rows] = drawn @ own
        differ = np.maximum(drawn**2 @ own - (drawn @ own) ** 2, 0)
        result[1, rows] = binomial_variance(drawn, known[:, 1]) @ own**2 + differ * (own**2).sum(axis=0)
    return result[0], result[1]


def _columns(topics: pd.Series[Any], rates: Mapping[str, Rates]) -> list[Floats]:
    known = [rates.get(topic) for topic in topics]
    names = ("tpr", "tpr_n", "fpr", "fpr_n", "stray", "stray_n")
    return [np.array([np.nan if r is None else float(getattr(r, name)) for r in known], float) for name in names]
