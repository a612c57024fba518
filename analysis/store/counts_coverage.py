"""SQL of what a store holds: articles of every outlet by day and period, and the rows that were refused."""

from __future__ import annotations

import pandas as pd

from analysis.store.select import Selection
from analysis.store.snapshot import Snapshot


def by_source(selection: Selection, *, top: int) -> pd.DataFrame:
    """One row an outlet and period with any article, of the ``top`` largest outlets: source, period, n, size, rows.

    ``size`` is the outlet's number in the whole scope, ``rows`` how many outlets the scope has.
    """
    return selection.ask(
        f"""
        , sizes AS (SELECT source, {selection.units} AS size, count(*) AS articles FROM counted GROUP BY source),
        largest AS (SELECT *, (SELECT count(*) FROM sizes) AS rows FROM sizes ORDER BY articles DESC, source LIMIT $top)
        SELECT source, period, {selection.units} AS n, any_value(size) AS size, any_value(rows) AS rows
        FROM counted JOIN largest USING (source) GROUP BY source, period ORDER BY any_value(articles) DESC, source, period
        """,
        top=top,
    )


def days(selection: Selection) -> pd.DataFrame:
    """One row an outlet and day with any article: source, day, n; all outlets together are the source ""."""
    return selection.ask(
        f"""
        SELECT coalesce(source, '') AS source, day, {selection.units} AS n
        FROM counted GROUP BY GROUPING SETS ((source, day), (day)) ORDER BY 1, 2
        """
    )


def refused(store: Snapshot, *, top: int, offset: int) -> pd.DataFrame:
    """Refused rows in order of file and line: file, line, field, reason, raw, rows."""
    raw = f"substr(raw, 1, {store.shown})" if store.shown else "raw"
    return store.query(
        f"""
        SELECT file, line, field, reason, {raw} AS raw, count(*) OVER () AS rows
        FROM rejects ORDER BY file, line, field, reason LIMIT ? OFFSET ?
        """,
        [top, offset],
    )
