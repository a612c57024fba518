"""Corrections asked for on a page: what they would do, and the command that does them, in a process of its own."""

from __future__ import annotations

from analysis import corrections as room
from analysis.corrections import Change
from analysis.paths import default_store
from analysis.store import corrections
from analysis.store.correction_lines import written
from analysis.store.corrections import ACTIONS, TYPES, Correction
from analysis.store.preview import surfaces
from dashboard.access.visitor import permit
from dashboard.state.asking import store
from dashboard.state.work import finished

__all__ = ["ACTIONS", "TYPES", "Correction", "adding", "forms", "in_force", "lines", "run", "undoing"]


def in_force() -> list[Correction]:
    """The corrections of the store, oldest first."""
    return corrections.in_force(default_store())


def lines() -> bytes:
    """The corrections of the store as a file that another store can read."""
    return written(in_force()).encode()


def forms(name: str) -> list[str]:
    """The written forms of an entity in the whole store."""
    return surfaces(store(), name)


def adding(one: Correction) -> Change:
    """What a correction would do.

    Raises:
        InputError: it cannot be made.
    """
    return room.adding(default_store(), [one])


def undoing(number: int) -> Change:
    """What taking a correction back would do.

    Raises:
        InputError: there is no such correction.
    """
    return room.undoing(default_store(), number)


def run(one: Correction | int) -> str:
    """Make a correction, or take back that of a number: ``nhiptin lexicon``, since writing is long work.

    Returns:
        The sentence of what went wrong; empty when it is done.
    """
    if isinstance(one, int):
        told = ["undo", "--", str(one)]
    else:
        to = [f"--to={one.becomes}"] if one.action == "split" else []
        told = [one.action, *to, "--", one.name, *(part for part in (one.surface, not to and one.becomes) if part)]
    store, who = str(default_store().resolve()), permit("corrections")
    return finished("lexicon", told[0], "--store", store, f"--who={who}", *told[1:])
