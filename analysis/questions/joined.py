"""Counts of the same things put beside each other, looked up by their id: a merge of small frames takes longer than their SQL."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.frames import arrays


def beside(frame: pd.DataFrame, more: pd.DataFrame, *, on: str, whole: pd.DataFrame | None = None) -> pd.DataFrame:
    """A frame with the columns of another one that tells of the same things.

    Args:
        frame: one row a thing; its order is kept.
        more: numbers, one row a thing, every thing of ``frame`` among them; its columns go before those of the same name.
        on: column of both that holds the id.
        whole: one row of what is the same for all.

    >>> some, counts = pd.DataFrame({"id": [7, 3], "name": ["b", "a"]}), pd.DataFrame({"id": [3, 7], "n": [1, 2]})
    >>> beside(some, counts, on="id", whole=pd.DataFrame({"total": [9]})).values.tolist()
    [[7, 'b', 2, 9], [3, 'a', 1, 9]]
    """
    at = pd.Index(more[on].to_numpy()).get_indexer(frame[on].to_numpy())
    told = {name: values[at] for name, values in arrays(more).items() if name != on}
    same: dict[str, Any] = {}
    if whole is not None:
        same = {name: np.full(len(frame), values[0]) for name, values in arrays(whole).items()}
    return pd.DataFrame({**arrays(frame), **told, **same}, copy=False)
