"""Dispersion: whether a term or entity is spread over outlets and days, or sits in one place."""

from __future__ import annotations

import numpy as np
import pandas as pd


def deviation(counts: pd.DataFrame, parts: pd.DataFrame, *, item: str, part: str) -> pd.Series[float]:
    """Normalised deviation of proportions, 0 (as even as the parts' sizes) to 1 (all in the smallest part).

    DP = ½ Σ|v_i/f - s_i|, where v_i is the item's count in part i, f its count in all and s_i the part's share of the
    syllables; divided by 1 - min s_i so that 1 can be reached whatever the parts.

    Args:
        counts: one row an item and part where it occurs: columns ``item``, ``part`` and ``occurrences``.
        parts: one row a part of the scope: column ``part`` and ``syllables``.

    Returns:
        A series indexed by item; NaN for every item when there are not at least two parts.

    Source: Gries (2008), "Dispersions and adjusted frequencies in corpora", IJCL 13(4); normalisation of Lijffijt
    and Gries (2012), IJCL 17(1).

    >>> counts = pd.DataFrame({"term": ["a", "a", "b"], "source": ["x", "y", "x"], "occurrences": [2, 2, 3]})
    >>> parts = pd.DataFrame({"source": ["x", "y"], "syllables": [50, 50]})
    >>> deviation(counts, parts, item="term", part="source").to_dict()
    {'a': 0.0, 'b': 1.0}
    """
    size = parts.set_index(part)["syllables"].astype(float)
    size = size[size > 0] / size.sum() if size.sum() > 0 else size.head(0)
    grouped = counts.groupby(item)["occurrences"].sum()
    if len(size) < 2:
        return pd.Series(np.nan, index=grouped.index, dtype=float)
    expected = counts[part].map(size).fillna(0.0).to_numpy(float)
    observed = counts["occurrences"].to_numpy(float) / counts[item].map(grouped).to_numpy(float)
    apart = pd.Series(np.abs(observed - expected), index=counts.index).groupby(counts[item]).sum()
    seen = pd.Series(expected, index=counts.index).groupby(counts[item]).sum()
    result = (apart + (1 - seen)) / 2 / (1 - float(size.min()))
    return result.clip(0, 1)
