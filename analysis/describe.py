"""What is in a store: articles by outlet and month, versions, refused rows, size on disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analysis.store import places
from analysis.store.lake import Lake
from analysis.store.lake_view import content as lake_content
from analysis.store.snapshot import open_snapshot
from analysis.store.window import Window

_NUMBERS = ("articles", "stories", "rejects")
_FLAGS = ("sample", "general_news")
_TEXTS = ("since", "until", "snapshot", "published_at", "annotation_version")


def describe(store: Path, *, content: bool = False) -> dict[str, Any]:
    """Facts about the published snapshot and the lake, ready for JSON.

    Args:
        store: the store's folder.
        content: also tell what the lake says in short, which takes a reading of all of it.

    Returns:
        ``store``; ``articles``, ``stories``, ``rejects`` (counts); ``sample``, ``general_news``; ``since``, ``until``
        (days, empty without articles); ``sources`` (``source articles first last``, most articles first) and ``months``
        (``month articles``, in order); ``snapshot``, ``published_at``, ``annotation_version``, ``lake_version``;
        ``window`` (days that the snapshot is limited to, ``2025-10-01/2025-10-31`` or ``2025-10-01/..``; else ``all``); ``lake``
        (where it lies); ``content`` where asked for (see ``store.lake_view``); ``bytes`` (``lake``, ``snapshots``, ``total``).

    Raises:
        StoreMissing: there is no store, or nothing is published in it.
        StoreError: the store is damaged.
    """
    snapshot = open_snapshot(store)
    sources = snapshot.query(
        "SELECT source, count(*)::INTEGER AS articles, min(day)::VARCHAR AS first, max(day)::VARCHAR AS last "
        "FROM articles GROUP BY source ORDER BY articles DESC, source"
    )
    months = snapshot.query(
        "SELECT strftime(day, '%Y-%m') AS month, count(*)::INTEGER AS articles FROM articles GROUP BY 1 ORDER BY 1"
    )
    lake = Lake(store)
    return {
        "store": str(store),
        **{name: int(snapshot.meta[name]) for name in _NUMBERS},
        **{name: snapshot.meta[name] == "true" for name in _FLAGS},
        **{name: snapshot.meta[name] for name in _TEXTS},
        "sources": sources.to_dict("records"),
        "months": months.to_dict("records"),
        "window": str(Window.of(snapshot.meta)),
        "lake": str(lake.tables),
        "lake_version": lake.version,
        **({"content": lake_content(lake)} if content else {}),
        "bytes": {
            "lake": lake.tables.size(),
            "snapshots": places.size(places.snapshots(store)),
            "total": places.size(store),
        },
    }
