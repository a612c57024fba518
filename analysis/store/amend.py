"""Corrections applied: the tables of names made anew from what was found, and a new snapshot of them without the lake.

The published snapshot keeps every mention under the name it was found by. So a correction needs neither the lake nor
the text rooms: the file is copied, its tables of names are made by the same SQL as at publishing, and the copy is
published. The search index does not depend on names and is shared.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from analysis.store import corrections, tables
from analysis.store.corrections import Correction, replay
from analysis.store.issue import renewal

_FOUND = 'article_id, found, found_type, sentence, start, "end", surface, rule'


def make_names(
    db: duckdb.DuckDBPyConnection,
    corrected: Sequence[Correction],
    *,
    progress: Callable[[str], None] = lambda step: None,
) -> None:
    """Make all tables that depend on who is who (``tables.NAMES``).

    Args:
        db: holds the table ``found_spans`` and those of the articles.
        corrected: the corrections in force, oldest first.
        progress: told the name of each step as it begins.
    """
    names = sorted({one.name for one in corrected})
    pairs = db.execute(
        "SELECT DISTINCT found, surface FROM found_spans WHERE found IN (SELECT unnest(?::VARCHAR[]))", [names]
    ).fetchall()
    done = replay(corrected, pairs)
    moved = [(*pair, *move) for pair, move in done.moves.items()]
    db.register(
        "moves", _relation(moved, found=pa.string(), surface=pa.string(), becomes=pa.string(), correction=pa.int32())
    )
    db.register("retyped", _relation(list(done.types.items()), name=pa.string(), type=pa.string()))
    for name, statement in tables.NAMES:
        progress(name)
        db.execute(statement)


def _relation(rows: Sequence[tuple[object, ...]], **columns: pa.DataType) -> pa.Table:
    parts = zip(*rows, strict=True) if rows else [()] * len(columns)
    return pa.table({name: pa.array(part, kind) for (name, kind), part in zip(columns.items(), parts, strict=True)})


def numbers(corrected: Sequence[Correction]) -> str:
    """The numbers of the corrections that a snapshot holds, as its ``meta`` keeps them.

    >>> numbers([Correction(3, "", "", "hide", "a"), Correction(5, "", "", "hide", "b")])
    '3,5'
    """
    return ",".join(str(one.id) for one in corrected)


def renew(store: Path) -> str:
    """Publish the corrections in force over the published snapshot; the caller holds the writer lock.

    Returns:
        The new snapshot's version.

    Raises:
        StoreMissing: nothing is published.
        StoreError: the disk failed; the last good snapshot stays published.
    """
    corrected = corrections.in_force(store)
    with renewal(store, {"corrections": numbers(corrected)}) as (version, db):
        db.execute(
            f"CREATE TEMP TABLE found_spans AS SELECT {_FOUND} FROM mentions UNION ALL SELECT {_FOUND} FROM hidden_mentions"
        )
        for table in tables.OF_NAMES:
            db.execute(f"DROP TABLE {table}")
        make_names(db, corrected)
    return version
