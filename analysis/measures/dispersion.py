"""Dispersion: whether a term or entity is spread over outlets and days, or sits in one place."""

from __future__ import annotations

from typing import Any

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
    codes, items = pd.factorize(counts[item], sort=True)
    index = pd.Index(items, name=item)
    size = parts["syllables"].to_numpy(float)
    there = size > 0
    share = size[there] / size.sum() if there.any() else size[there]
    if len(share) < 2:
        return pd.Series(np.nan, index=index, dtype=float)
    where = pd.Index(parts[part][there]).get_indexer(pd.Index(counts[part]))
    expected = np.where(where >= 0, share[where], 0.0)
    occurrences = counts["occurrences"].to_numpy(float)

    def by_item(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        return np.bincount(codes, values, len(items))

    observed = occurrences / by_item(occurrences)[codes]
    apart, seen = by_item(np.abs(observed - expected)), by_item(expected)
    return pd.Series(((apart + 1 - seen) / 2 / (1 - share.min())).clip(0, 1), index=index)
