"""What is in a store: articles by outlet and month, versions, refused rows, size on disk."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from analysis.store.lake import Lake
from analysis.store.snapshot import open_snapshot

_NUMBERS = ("articles", "stories", "rejects")
_FLAGS = ("sample", "general_news")
_TEXTS = ("since", "until", "snapshot", "published_at", "annotation_version")


def describe(store: Path) -> dict[str, Any]:
    """Facts about the published snapshot and the lake, ready for JSON.

    Args:
        store: the store's folder.

    Returns:
        ``store``; ``articles``, ``stories``, ``rejects`` (counts); ``sample``, ``general_news``; ``since``, ``until``
        (days, empty without articles); ``sources`` (``source articles first last``, most articles first) and ``months``
        (``month articles``, in order); ``snapshot``, ``published_at``, ``annotation_version``, ``lake_version``;
        ``bytes`` (``lake``, ``snapshots``, ``total``).

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
    total = _bytes(store)
    lake = Lake(store)
    return {
        "store": str(store),
        **{name: int(snapshot.meta[name]) for name in _NUMBERS},
        **{name: snapshot.meta[name] == "true" for name in _FLAGS},
        **{name: snapshot.meta[name] for name in _TEXTS},
        "sources": sources.to_dict("records"),
        "months": months.to_dict("records"),
        "lake_version": lake.version,
        "bytes": {"lake": _bytes(lake.root), "snapshots": _bytes(store / "snapshots"), "total": total},
    }


def _bytes(folder: Path) -> int:
    size = 0
    for file in folder.rglob("*"):
        with suppress(FileNotFoundError):  # a writer beside us may just have removed it
            size += file.stat().st_size if file.is_file() else 0
    return size
