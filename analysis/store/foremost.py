"""The greatest of many things, named only where they are shown: text in every row of a count takes longer than the count."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.store.ints import Ints


def foremost(ids: Ints, size: Ints, top: int, names: Callable[[Ints], pd.DataFrame]) -> pd.DataFrame:
    """The things of the greatest sizes, in order of size, then of name.

    Args:
        size: of each of ``ids``, which are different.
        names: of some ids, told in any order: a frame with the column name, indexed by id.

    Returns:
        The rows of ``names``, and the column ``at``: each one's place among ``ids``.

    >>> told = lambda ids: pd.DataFrame({"name": ["b", "a", "c"]}, index=[4, 7, 9]).loc[ids]
    >>> foremost(np.array([4, 7, 9]), np.array([2, 2, 5]), 2, told).to_dict("list")
    {'name': ['c', 'a'], 'at': [2, 1]}
    """
    # Of equals names decide, so all that are as great as the last one listed are looked at.
    best = np.flatnonzero(size >= np.sort(size)[-top:].min(initial=np.iinfo(np.int64).max))
    frame = names(ids[best]).reindex(ids[best]).assign(at=best, size=size[best])
    return frame.sort_values(["size", "name"], ascending=[False, True]).head(top).drop(columns="size")
