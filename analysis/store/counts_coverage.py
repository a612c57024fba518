"""What a store holds: articles of every outlet by day and period, and the rows that were refused."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.store.arrays import counted
from analysis.store.select import Selection
from analysis.store.snapshot import Snapshot


def by_source(selection: Selection, *, top: int) -> pd.DataFrame:
    """One row an outlet and period with any article, of the ``top`` largest outlets: source, period, n, size, rows.

    ``size`` is the outlet's number in the whole scope, ``rows`` how many outlets the scope has.
    """
    known = counted(selection)
    source, outlets, count = known.corpus.source[known.ids], len(known.corpus.sources), np.int64(len(known.periods))
    articles, (size, _) = np.bincount(source, minlength=outlets), known.units(known.ids, source, outlets)
    largest = np.argsort(-articles, kind="stable")[: min(top, np.count_nonzero(articles))]
    n, _ = known.units(known.ids, source * count + known.period[known.ids], outlets * int(count))
    cells = n.reshape(outlets, int(count))[largest]
    row, period = np.nonzero(cells)
    return pd.DataFrame(
        {
            "source": pd.array(known.corpus.sources[largest[row]], "str"),
            "period": known.periods[period],
            "n": cells[row, period],
            "size": size[largest[row]],
            "rows": np.count_nonzero(articles),
        }
    )


def days(selection: Selection) -> pd.DataFrame:
    """One row an outlet and day with any article: source, day, n; all outlets together are the source ""."""
    known = counted(selection)
    whole, count = known.corpus, np.int64(len(known.corpus.days))
    day, outlets = whole.day[known.ids], len(whole.sources)
    every, _ = known.units(known.ids, day, int(count))
    each, _ = known.units(known.ids, whole.source[known.ids] * count + day, outlets * int(count))
    cells = np.append(every, each)
    met = np.flatnonzero(cells)
    names = pd.array(np.append("", whole.sources)[met // count], "str")
    return pd.DataFrame({"source": names, "day": whole.days[met % count], "n": cells[met]})


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
