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
_known: Kept[dict[int, tuple[Any, ...]]] = Kept(16)
MOST = 20_000
"""Rows remembered of a table and columns; one more, and it begins anew."""


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
        columns: wanted ones, all of them text.
        table: one of ``KEYS``.

    Returns:
        The columns, one row an id that is there, indexed by it; without rows for no ids.
    """
    key = KEYS[table]
    wanted = sorted({int(number) for number in ids})
    # The same few hundred are at the top of most scopes, and a query takes longer than all of them.
    known = _known.get(store, (table, columns), dict)
    rows = {number: row for number in wanted if (row := known.get(number))}
    if missing := [number for number in wanted if number not in rows]:
        sql = f"SELECT {key}, {columns} FROM {table} WHERE {key} IN (SELECT unnest($ids::INTEGER[]))"
        found = store.query(sql, {"ids": missing})
        numbers, *cells = (found[name].tolist() for name in found)
        fresh = dict(zip(numbers, zip(*cells, strict=True), strict=True))
        if len(known) + len(fresh) > MOST:
            known.clear()
        known.update(fresh)
        rows |= fresh
    named = enumerate(columns.split(", "))
    told = {name: pd.array([row[at] for row in rows.values()], dtype="str") for at, name in named}
    return pd.DataFrame(told, index=pd.Index(list(rows), dtype="int64", name=key))
