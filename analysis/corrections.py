"""Correcting who is who in a store: what a correction would do, and doing it, all of it or nothing.

The command line and the pages both come here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from analysis.errors import AnalysisError, CorrectionRefused
from analysis.store import amend, corrections, lock
from analysis.store.corrections import Correction
from analysis.store.preview import checked, effect
from analysis.store.snapshot import open_snapshot


@dataclass(frozen=True, slots=True)
class Change:
    """What would be done: the corrections that would be added (none for an undo), and ``store.preview.effect``."""

    made: tuple[Correction, ...]
    effect: pd.DataFrame


def adding(store: Path, wanted: Sequence[Correction], *, unseen: bool = False) -> Change:
    """What corrections would do after those in force.

    Args:
        store: the store's folder.
        wanted: the corrections, oldest first.
        unseen: for those of another store: a name may be one that this store has not met; the correction then counts
            for articles that come later, and one that is in force already is left out. Else each must fit the store.

    Raises:
        InputError: a correction whose form is wrong.
        CorrectionRefused: one that contradicts what the store holds.
        StoreMissing: nothing is published.
    """
    snapshot, now = open_snapshot(store), corrections.in_force(store)
    if unseen:
        there = {_meaning(one) for one in now}
        made = tuple(one for one in map(corrections.formed, wanted) if _meaning(one) not in there)
    else:
        made = tuple(checked(snapshot, now, one) for one in wanted)
    first = max((one.id for one in now), default=0) + 1
    numbered = [replace(one, id=first + place) for place, one in enumerate(made)]
    return Change(made, effect(snapshot, now, [*now, *numbered]))


def add(store: Path, wanted: Sequence[Correction], *, who: str, unseen: bool = False) -> list[Correction]:
    """Keep corrections and publish them.

    Args:
        store: the store's folder.
        wanted, unseen: as in ``adding``.
        who: who does it.

    Returns:
        What was kept, with numbers and time.

    Raises:
        AnalysisError: as ``adding``; StoreBusy while another process writes; StoreError when the disk failed. Nothing is
            kept then.
    """
    with lock.writing(store, task="correct"):
        kept = corrections.keep(store, adding(store, wanted, unseen=unseen).made, who=who)
        try:
            amend.renew(store)
        except AnalysisError:
            for one in kept:
                corrections.undo(store, one.id, who=who)
            raise
    return kept


def undoing(store: Path, number: int) -> Change:
    """What taking one correction back would do.

    Raises:
        CorrectionRefused: no such correction is in force.
        StoreMissing: nothing is published.
    """
    snapshot, now = open_snapshot(store), corrections.in_force(store)
    rest = [one for one in now if one.id != number]
    if len(rest) == len(now):
        raise CorrectionRefused(
            "number",
            f"no such correction: got {number}, allowed a number of: nhiptin lexicon list",
            number=number,
        )
    return Change((), effect(snapshot, now, rest))


def undo(store: Path, number: int, *, who: str) -> None:
    """Take one correction back and publish without it.

    Raises:
        AnalysisError: as ``undoing``; StoreBusy while another process writes; StoreError when the disk failed: the
            correction is then taken back and the next publishing leaves it out.
    """
    with lock.writing(store, task="correct"):
        undoing(store, number)
        corrections.undo(store, number, who=who)
        amend.renew(store)


def _meaning(one: Correction) -> tuple[str, str, str, str]:
    return one.action, one.name, one.surface, one.becomes
