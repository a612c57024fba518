"""What makes up a store as of one moment, to be copied while others read and write.

What could be ahead of the lake is taken before it, what may be ahead of it after it: a memory that knows articles which the
copied lake lacks would keep them from coming in again, and a snapshot would show edits which the copied state lacks.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import unquote

from analysis.access import users
from analysis.errors import InputError, StoreError, StoreMissing
from analysis.store import crawl, lexicons, places, publish, state_copy, state_file

LAKE = ("articles", "rejects")
_COMMIT = re.compile(r"(\d{20})(?:\.checkpoint(?:\.\d+\.\d+)?)?\.(?:json|parquet)")
_NAMES = re.compile(
    r"lake/(?:articles|rejects)/(?:_delta_log/|[a-z]+=[0-9A-Za-z_-]+/)?[0-9A-Za-z][0-9A-Za-z._-]*"
    r"|snapshots/[0-9A-Za-z][0-9A-Za-z-]*/(?:serve\.duckdb|search\.sqlite|rollups\.duckdb)"
    rf"|{'|'.join(map(re.escape, (state_file.FILE, crawl.FILE, lexicons.KNOWN, users.FILE)))}"
)


def belongs(name: str) -> bool:
    """Whether a store may hold a file of this name.

    >>> [belongs(name) for name in ("state.sqlite", "lake/articles/a.parquet", "lake/../users.tsv", "/etc/passwd", "CURRENT")]
    [True, True, False, False, False]
    """
    return _NAMES.fullmatch(name) is not None


def files(store: Path, folder: Path, *, snapshot: bool) -> tuple[list[tuple[str, Path]], str]:
    """The files of a store, and copies of those that change.

    Args:
        store: the store's folder.
        folder: where copies go.
        snapshot: whether the published snapshot is wanted.

    Returns:
        Name within the store and the file to copy; and the published snapshot's version, empty where none is among them.

    Raises:
        StoreMissing: there is nothing in the store.
        InputError: its lake lies elsewhere.
        StoreError: it cannot be read.
        FileNotFoundError: something was replaced meanwhile.
    """
    if address := places.lake_address(store):
        raise InputError(
            f"the lake of this store is not in its folder: got {address}; keep copies of it there, or write the corpus to a "
            f"file with: nhiptin export"
        )
    version = _published(store) if snapshot else ""
    served = places.snapshots(store) / version
    found = [
        (f"snapshots/{version}/{name}", served / name)
        for name in (places.SERVE, places.SEARCH, places.ROLLUPS)
        if version and (name != places.ROLLUPS or (served / name).exists())
    ]
    for name in (lexicons.KNOWN, users.FILE):
        if (store / name).is_file():
            found.append((name, Path(shutil.copy(store / name, folder / name))))
    if (store / crawl.FILE).is_file():
        found.append((crawl.FILE, state_copy.online(store / crawl.FILE, folder / crawl.FILE)))
    held = [(f"lake/{table}/{name}", store / "lake" / table / name) for table in LAKE for name in _needed(store, table)]
    if not held:
        raise publish.nothing(store)
    state = state_copy.copied(store, folder)
    return [*found, *held, *([(state_file.FILE, state)] if state else [])], version


def _needed(store: Path, table: str) -> list[str]:
    """Files below a table's folder by which its newest version can be read elsewhere: log and data."""
    from deltalake import DeltaTable
    from deltalake.exceptions import DeltaError

    folder = store / "lake" / table
    if not (folder / "_delta_log").is_dir():
        return []
    try:
        opened = DeltaTable(folder.resolve().as_uri())
        newest, uris = opened.version(), opened.file_uris()
    except (DeltaError, OSError, ValueError) as error:
        raise StoreError(
            f"the lake at {folder} cannot be read: got {str(error)[:200]}; restore a copy of it"
        ) from error
    log = [(_COMMIT.fullmatch(path.name), path.name) for path in sorted((folder / "_delta_log").iterdir())]
    commits = [f"_delta_log/{name}" for commit, name in log if commit and int(commit[1]) <= newest]
    # The library percent-codes the folders above, and we know where they are.
    return [*commits, *sorted(unquote(uri.rpartition(f"/lake/{table}/")[2]) for uri in uris)]


def _published(store: Path) -> str:
    try:
        return places.current_version(store)
    except StoreMissing:
        return ""
