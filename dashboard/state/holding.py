"""Counts held in memory (``analysis.store.postings``): read when the first visitor has a page, and anew for each snapshot."""

from __future__ import annotations

from functools import partial
from threading import Event

from analysis.store import postings
from analysis.store.snapshot import Snapshot
from dashboard.state import ahead

_begun = Event()


def begin(snapshot: Snapshot) -> None:
    """Hold those of this snapshot, and from now on those of each newer one."""
    _begun.set()
    postings.hold(snapshot)


def go_on(snapshot: Snapshot) -> None:
    """Where a process holds any, read those of a newer snapshot beside the script that first meets it."""
    if _begun.is_set() and not postings.asked(snapshot):
        ahead.begin([partial(postings.hold, snapshot)])
