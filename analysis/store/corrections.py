"""People's corrections of who is who, kept in ``STORE/state.sqlite``: merge, rename, split, retype, hide.

Corrections are replayed in the order in which they were made over the names that the text rooms found, so that each
can be undone by itself, and holds for articles that come later too. What is found is never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.errors import InputError
from analysis.schema import ENTITY_TYPES
from analysis.store import state_file
from analysis.store.state import WHO, clean, end, note, now

ACTIONS = ("merge", "rename", "split", "retype", "hide")
TYPES = tuple(kind for kind in ENTITY_TYPES if kind != "ROLE")
"""Types that an entity can have."""
LONGEST = 200
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction in force.

    ``becomes`` is the name that the mentions get (merge, rename, split), the type (retype), or empty (hide);
    ``surface`` is the written form that a split takes away.
    """

    id: int
    at: str
    who: str
    action: str
    name: str
    surface: str = ""
    becomes: str = ""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the corrections make of the names found.

    Attributes:
        moves: (found, surface) → (name, number of the last correction); the name is empty where it is hidden.
        types: name → type, where people decided it.
    """

    moves: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)


def replay(corrections: Iterable[Correction], pairs: Iterable[tuple[str, str]]) -> Replayed:
    """Replay corrections, oldest first.

    Args:
        corrections: those in force.
        pairs: (name as found, written form), each once; only those whose name a correction names can move.

    >>> merge = Correction(1, "", "", "merge", "EC", "", "Ủy ban châu Âu")
    >>> replay([merge], [("EC", "EC"), ("EU", "EU")]).moves
    {('EC', 'EC'): ('Ủy ban châu Âu', 1)}
    """
    named = {pair: pair[0] for pair in pairs}
    out = Replayed()
    for one in corrections:
        if one.action == "retype":
            out.types[one.name] = one.becomes
            continue
        for pair, name in named.items():
            if name == one.name and (one.action != "split" or pair[1] == one.surface):
                named[pair] = one.becomes
                out.moves[pair] = (one.becomes, one.id)
        if one.action in ("merge", "rename", "hide"):
            kind = out.types.pop(one.name, "")
            if kind and one.action == "rename":
                out.types[one.becomes] = kind
    return out


def in_force(store: Path) -> list[Correction]:
    """The corrections in force, oldest first; none for a store without any."""
    with state_file.reading(store) as db:
        rows = [] if db is None else db.execute(
            "SELECT id, at, who, action, name, surface, becomes FROM entity_corrections WHERE undone IS NULL ORDER BY id"
        ).fetchall()  # fmt: skip
    return [Correction(*row) for row in rows]


def keep(store: Path, made: Sequence[Correction], *, who: str) -> list[Correction]:
    """Keep corrections, all or none, in their order; each gets its number and the time, and ``who`` where it names nobody.

    Raises:
        InputError: a correction whose form is wrong (``formed``).
        StoreMissing: there is no such store.
    """
    who = clean("name of who does it", who, WHO)
    made = [formed(one) for one in made]
    kept = []
    with state_file.writing(store) as db:
        for one in made:
            row = db.execute(
                "INSERT INTO entity_corrections(at, who, action, name, surface, becomes) VALUES (?, ?, ?, ?, ?, ?)",
                (at := one.at or now(), by := one.who or who, one.action, one.name, one.surface, one.becomes),
            )
            number = int(row.lastrowid or 0)
            kept.append(Correction(number, at, by, one.action, one.name, one.surface, one.becomes))
            note(
                db, who, "entity corrected", id=number, action=one.action, name=one.name, surface=one.surface,
                becomes=one.becomes,
            )  # fmt: skip
    return kept


def undo(store: Path, number: int, *, who: str) -> None:
    """Take one correction back; it no longer counts but stays in the audit.

    Raises:
        InputError: no such correction is in force.
    """
    who = clean("name of who does it", who, WHO)
    end(store, "entity_corrections", "undone", number, who, "entity correction undone")


def formed(one: Correction) -> Correction:
    """The correction as it is kept.

    Raises:
        InputError: an unknown action or type, a name that is empty or too long, or nothing that would change.
    """
    if one.action not in ACTIONS:
        raise InputError(f"unknown correction: got {one.action[:40]!r}, allowed {', '.join(ACTIONS)}")
    if not one.name or max(len(one.name), len(one.surface)) > LONGEST:
        raise InputError(f"the name cannot be corrected: got {len(one.name)} characters, allowed 1 to {LONGEST}")
    becomes = "" if one.action == "hide" else clean("new name", one.becomes, LONGEST)
    if one.action == "retype" and becomes not in TYPES:
        raise InputError(f"unknown type: got {becomes[:40]!r}, allowed {', '.join(TYPES)}")
    if becomes in (one.name, "?") or (one.action == "split") != bool(one.surface):
        raise InputError(
            f"nothing to correct: got {one.action} of {one.name[:60]!r} to {becomes[:60]!r}, written "
            f"{one.surface[:60]!r}, allowed another name, and a written form for split alone"
        )
    return Correction(one.id, one.at, one.who, one.action, one.name, one.surface, becomes)
