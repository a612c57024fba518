"""Imports and fetches of a store: what each brought, and the audit of one taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis.store import state_file
from analysis.store.snapshot import Snapshot
from analysis.store.state import WHO, clean, note


@dataclass(frozen=True, slots=True)
class Import:
    """One import of files, or one day of fetching."""

    batch: str
    articles: int
    since: date
    until: date
    """Days of publication."""
    sources: int
    origin: str
    """The file, or one of the files or feeds, that it came from."""


def listed(store: Snapshot) -> list[Import]:
    """The imports of a store, the largest first; articles of before they were told apart are in none."""
    frame = store.query(
        """
        SELECT batch, count(*) AS articles, min(day)::VARCHAR AS since, max(day)::VARCHAR AS until,
            count(DISTINCT source) AS sources, min(regexp_replace(origin, ':[0-9]+$', '')) AS origin
        FROM articles WHERE batch <> '' GROUP BY batch ORDER BY articles DESC, batch
        """
    )
    return [
        Import(batch, int(articles), date.fromisoformat(since), date.fromisoformat(until), int(sources), origin)
        for batch, articles, since, until, sources, origin in frame.to_numpy().tolist()
    ]


def noted(store: Path, batch: str, *, articles: int, who: str) -> None:
    """Write into the audit that an import was taken back."""
    with state_file.writing(store) as db:
        note(db, clean("name of who does it", who, WHO), "import undone", batch=batch, articles=articles)
