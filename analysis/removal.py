"""Articles taken out of a store for good, and what older versions still hold of them.

::

    remove(store, …)   deletes articles, or all of one outlet, from lake, snapshot and index; the audit remembers it
    undo_import(…)     the same for all that one import or fetch brought, its refused rows too
    vacuum(store)      removes the older versions that still hold what was deleted or replaced
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from analysis import build
from analysis.errors import InputError
from analysis.intake import Tell
from analysis.store import imports, issue, lock, places, proposals, state, state_file
from analysis.store import publish as publishing
from analysis.store.lake import Lake


def found(store: Path, *, articles: Collection[str] = (), source: str = "") -> set[str]:
    """Keys of the articles that would be deleted.

    Args:
        store: the store's folder.
        articles: keys; each must be one of the store's.
        source: an outlet, as written in the data; empty: none.

    Raises:
        InputError: nothing is named, or something that the store does not hold.
        StoreMissing: there is nothing in the store.
    """
    if not places.has_lake(store):
        raise publishing.nothing(store)
    if not articles and not source:
        raise InputError(
            "nothing to delete: got neither an article nor an outlet; name one with --article KEY or --source NAME"
        )
    held = Lake(store).keys(articles=set(articles), source=source)
    missing = sorted(set(articles) - held)
    if missing:
        raise InputError(
            f"no such article: got key {missing[0][:40]!r}, allowed a key of this store; list them with: nhiptin ask article_search"
        )
    if not held:
        raise InputError(f"no article of this outlet: got {source[:60]!r}; list them with: nhiptin ask source_volume")
    return held


def remove(
    store: Path, *, articles: Collection[str] = (), source: str = "", who: str, progress: Tell = lambda step: None
) -> int:
    """Delete articles from the lake's newest version and publish a snapshot and an index without them.

    A file that is read again brings them back. Older versions hold them until ``vacuum``.

    Args:
        store: the store's folder.
        articles, source: as in ``found``.
        who: who does it.
        progress: told about once a second how far the work is.

    Returns:
        How many articles are gone.

    Raises:
        AnalysisError: as ``found``; StoreBusy while another process writes; StoreError when the disk failed. What is
            deleted by then stays deleted, and the next build publishes it.
    """
    who = state.clean("name of who does it", who, state.WHO)

    def taken(lake: Lake) -> int:
        held = found(store, articles=articles, source=source)
        with state_file.writing(store) as db:
            # Before the articles go: a run cut off leaves a line too many, never one too few.
            state.note(db, who, "articles deleted", keys=sorted(held)[:100], articles=len(held), source=source)
        lake.drop(held)
        (store / proposals.FILE).unlink(missing_ok=True)
        return len(held)

    return build.without(store, taken, task="delete", progress=progress)


def undo_import(store: Path, batch: str, *, who: str, progress: Tell = lambda step: None) -> int:
    """Take a whole import or fetch out of a store and publish it; the audit remembers it.

    Args:
        store: the store's folder.
        batch: as ``store.imports.listed`` names it.
        who: who does it.
        progress: told about once a second how far the work is.

    Returns:
        How many articles are gone.

    Raises:
        InputError: no article of the store is of this batch.
        AnalysisError: else as ``remove``.
    """

    def taken(lake: Lake) -> int:
        held = lake.keys_of(batch)
        if not held:
            raise InputError(f"there is no such import: got {batch[:60]!r}, allowed one of: nhiptin imports list")
        imports.noted(store, batch, articles=len(held), who=who)
        lake.drop_batch(batch)
        return len(held)

    return build.without(store, taken, task="undo", progress=progress)


def vacuum(store: Path, *, who: str) -> int:
    """Remove what only older versions of lake and snapshot hold; readers of the published snapshot notice nothing.

    Args:
        store: the store's folder.
        who: who does it.

    Returns:
        How many files are gone.

    Raises:
        StoreMissing: nothing is published.
        StoreBusy: another process writes to this store.
        StoreError: the disk failed.
    """
    who = state.clean("name of who does it", who, state.WHO)
    with lock.writing(store, task="vacuum"):
        gone = issue.forget(store) + Lake(store).vacuum()
        with state_file.writing(store) as db:
            state.note(db, who, "older versions removed", files=gone)
    return gone
