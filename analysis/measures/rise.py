"""Rise: how much more often terms are met in the later half of a scope than in the earlier one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.measures.significance import log_ratio, ratio_interval


def risen(counts: pd.DataFrame, totals: pd.DataFrame, *, tests: int) -> pd.DataFrame:
    """The conservative log ratio between the two halves, so divided that both hold about as many units.

    Args:
        counts: one row a term and day where it was met: term_id, day, n.
        totals: one row a day: day, total (units).
        tests: terms looked at, for the correction (Bonferroni).

    Returns:
        Indexed by term_id: rise (log2; the bound of the 95 % interval nearest to 0, and 0 where the interval holds 0),
        leaning (log2 without caution, to put those in order). Both NaN where there are not two days.

    Source: Evert (2022) for the conservative log ratio.

    >>> days = pd.to_datetime(["2025-10-06", "2025-10-07"])
    >>> counts = pd.DataFrame({"term_id": [1, 1], "day": days, "n": [10, 80]})
    >>> risen(counts, pd.DataFrame({"day": days, "total": [1000, 1000]}), tests=1)["leaning"].tolist()
    [3.0]
    """
    place, met = pd.factorize(counts["term_id"].to_numpy())
    terms = pd.Index(met, name="term_id")
    if len(totals) < 2:
        return pd.DataFrame({"rise": np.nan, "leaning": np.nan}, index=terms)
    order = np.argsort(totals["day"].to_numpy(), kind="stable")
    days, units = totals["day"].to_numpy()[order], totals["total"].to_numpy()[order]
    before = int(units.cumsum().searchsorted(units.sum() / 2))
    cut = days[min(max(before + 1, 1), len(days) - 1)]
    sizes = [int(units[part].sum()) for part in (days >= cut, days < cut)]
    late, n = counts["day"].to_numpy() >= cut, counts["n"].to_numpy(float)
    n_late, n_early = (np.bincount(place[part], n[part], len(terms)) for part in (late, ~late))
    low, high = ratio_interval(n_late, sizes[0], n_early, sizes[1], tests=tests)
    rise = np.where(low > 0, low, np.where(high < 0, high, 0.0))
    return pd.DataFrame({"rise": rise, "leaning": log_ratio(n_late, sizes[0], n_early, sizes[1])}, index=terms)
