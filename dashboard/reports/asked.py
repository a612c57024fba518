"""The report that somebody asked for: its questions, its usual period and title."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from analysis.scope import Scope
from analysis.store.snapshot import Snapshot, open_snapshot
from dashboard.reports.kinds import PAGES, narrowed, pieces, title, view
from dashboard.reports.made import Report, make
from dashboard.strings import name_topics

WEEK = timedelta(6)
"""From its first day to its last."""
AT_ONCE = 2
"""Questions asked at a time."""


def asked(wanted: dict[str, Any]) -> tuple[Report, bool]:
    """Ask everything that a report of this kind shows.

    Args:
        wanted: as ``__main__.run`` has it.

    Returns:
        The report, and whether its articles are the shipped sample's.

    Raises:
        InputError: a setting that cannot be used.
        StoreError: the store cannot be read.
    """
    snapshot = open_snapshot(Path(wanted["store"]))
    name_topics(snapshot.topics)
    kind, about, against = wanted["kind"], {name: wanted[name] for name in ("about", "name")}, wanted["against"]
    chosen = pieces(kind, against=against, **about)
    scope = Scope.parse(wanted["scope"])
    if kind == "weekly" and not (scope.since or scope.until):
        scope = _last_week(snapshot, scope)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        report = make(
            snapshot,
            scope,
            chosen,
            language=wanted["language"],
            title=wanted["title"] or title(kind, wanted["language"], against=against, **about),
            address=wanted["address"],
            page=PAGES[kind],
            view=view(kind, against=against, **about),
            brief=kind == "weekly",
            newest=narrowed(kind, scope, **about),
            each_of=lambda draw, pieces: list(pool.map(draw, pieces)),
        )
    return report, snapshot.sample


def _last_week(snapshot: Snapshot, scope: Scope) -> Scope:
    """The scope within the last seven days of the corpus; as it is where the corpus is empty."""
    last = snapshot.meta.get("until", "")
    return scope.with_(since=date.fromisoformat(last) - WEEK, until=date.fromisoformat(last)) if last else scope
