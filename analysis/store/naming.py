"""What numbers stand for: the names of terms and entities, the titles of articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.store.ints import Ints
from analysis.store.kept import Kept
from analysis.store.snapshot import Snapshot

KEYS = {"terms": "term_id", "entities": "entity_id", "articles": "article_id"}


_listed: Kept[Ints] = Kept(16)


def numbers_of(store: Snapshot, table: str, where: str, params: Mapping[str, Any]) -> Ints:
    """Numbers of the rows of a table that may be listed, rising; which they are no scope changes, so they are kept.

    Args:
        table: one of ``KEYS``.
        where: predicate over it; its values are ``params``.
    """
    key = KEYS[table]
    return _listed.get(
        store,
        (table, where, repr(params)),
        lambda: np.sort(store.query(f"SELECT {key} FROM {table} WHERE {where}", params)[key].to_numpy()),
    )


def looked_up(store: Snapshot, ids: Iterable[int], columns: str, *, table: str) -> pd.DataFrame:
    """Columns of a few rows of a table.

    Counting goes by numbers and names what it shows at the end: text in every row of a count takes longer than the count.

    Args:
        ids: of the rows, in any order, also more than once.
        columns: wanted ones, as in SQL.
        table: one of ``KEYS``.

    Returns:
        The columns, one row an id that is there, indexed by it; without rows for no ids.
    """
    key = KEYS[table]
    wanted = {"ids": sorted({int(number) for number in ids})}
    return store.query(
        f"SELECT {key}, {columns} FROM {table} WHERE {key} IN (SELECT unnest($ids::INTEGER[]))", wanted
    ).set_index(key)
