"""The audit as a table: for the page of data and ``nhiptin audit``."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.store import state_file


def rows(store: Path, *, top: int, who: str = "", what: str = "") -> pd.DataFrame:
    """Who changed what and which files left, newest first.

    Args:
        top: rows returned.
        who: only of this person; empty: of all.
        what: only what begins so, e.g. ``export``; empty: all.

    Returns:
        at (UTC), who, what, detail (JSON), rows (how many there are); none for a store without any.
    """
    with state_file.reading(store) as db:
        found = [] if db is None else db.execute(
            "SELECT at, who, what, detail, count(*) OVER () FROM audit "
            "WHERE ? IN ('', who) AND substr(what, 1, length(?)) = ? ORDER BY id DESC LIMIT ?",
            (who, what, what, top),
        ).fetchall()  # fmt: skip
    return pd.DataFrame(found, columns=["at", "who", "what", "detail", "rows"])
