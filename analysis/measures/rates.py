"""Relative frequency: occurrences per million syllables."""

from __future__ import annotations

import numpy as np
import pandas as pd


def dispersed(rate: pd.Series[float], deviation: pd.Series[float]) -> pd.Series[float]:
    """A rate worth only as much as it is spread: rate · D with D = 1 - DP; NaN where there is no dispersion.

    Source: the usage coefficient U = f·D of Juilland and Chang-Rodríguez (1964), "Frequency Dictionary of Spanish
    Words", with Gries's DP (2008) as measure of dispersion.

    >>> dispersed(pd.Series([100.0]), pd.Series([0.25])).tolist()
    [75.0]
    """
    return rate * (1 - deviation)


def with_per_million(counts: pd.DataFrame) -> pd.DataFrame:
    """Add ``per_million`` to columns ``occurrences`` and ``syllables``; NaN where there are no syllables.

    The denominator is the scope's (or the period's) syllables, which do not change when the lexicon joins more of
    them into phrases.

    Source: quanteda ``textstat_frequency``; Evert (2022) on document frequency as the more robust figure beside it.

    >>> with_per_million(pd.DataFrame({"occurrences": [3], "syllables": [1000]}))["per_million"].tolist()
    [3000.0]
    """
    syllables = counts["syllables"].to_numpy(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(syllables > 0, counts["occurrences"].to_numpy(float) * 1e6 / syllables, np.nan)
    own = {name: counts[name].array for name in counts.columns}
    return pd.DataFrame({**own, "per_million": rate}, index=counts.index, copy=False)
