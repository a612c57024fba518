"""Corrections that contradict each other or the lists: those in force that change nothing any more.

A merge of a name that an earlier correction already took away, or that newer lists write otherwise, moves no mention.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.store import corrections
from analysis.store.corrections import Correction
from analysis.store.snapshot import open_snapshot


@dataclass(frozen=True, slots=True)
class Conflict:
    """One correction without effect."""

    number: int
    what: str

    def __str__(self) -> str:
        return f"correction {self.number}: {self.what}"


def conflicts(store: Path) -> list[Conflict]:
    """Corrections in force that change nothing in the published snapshot, oldest first; empty when all have an effect.

    Raises:
        StoreMissing: nothing is published.
    """
    snapshot = open_snapshot(store)
    found = snapshot.query(
        "SELECT DISTINCT found, surface FROM (SELECT found, surface FROM mentions UNION ALL "
        "SELECT found, surface FROM hidden_mentions)"
    )
    pairs = zip(found["found"], found["surface"], strict=True)
    return [
        Conflict(one.id, f"{one.action} of {one.name!r}{_of(one)} changes nothing: no mention goes by that name then")
        for one in idle(corrections.in_force(store), pairs)
    ]


def _of(one: Correction) -> str:
    return f" where it is written {one.surface!r}" if one.surface else ""


def idle(made: Sequence[Correction], pairs: Iterable[tuple[str, str]]) -> list[Correction]:
    """Corrections that meet no mention when they are replayed in order.

    Args:
        made: corrections in force, oldest first.
        pairs: (name as found, written form) of the mentions.

    >>> first = Correction(1, "", "", "merge", "EC", "", "EU")
    >>> again = Correction(2, "", "", "merge", "EC", "", "ECB")
    >>> [one.id for one in idle([first, again], [("EC", "EC"), ("EU", "EU")])]
    [2]
    """
    called: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for pair in pairs:
        called[pair[0]].add(pair)
    without = []
    for one in made:
        met = {pair for pair in called.get(one.name, ()) if one.action != "split" or pair[1] == one.surface}
        if not met:
            without.append(one)
        elif one.action != "retype":
            called[one.name] -= met
            called[one.becomes] |= met
    return without
