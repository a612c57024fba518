"""Notes that people pin to a chart, on a day where they want: kept in ``STORE/state.sqlite`` with author and time.

An edit keeps the note under its number and the text before it in the audit. What is taken out can be put back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis.errors import InputError
from analysis.store import state, state_file

LONGEST = 500
"""Characters of a note."""
_CARD = 80


@dataclass(frozen=True, slots=True)
class Note:
    id: int
    at: str
    """When it was written, in UTC."""
    who: str
    card: str
    """Anchor of the card: ``keywords-timeline``."""
    day: date | None
    """The day that it is about; None: the card as a whole."""
    text: str


def add(store: Path, *, card: str, text: str, day: date | None = None, who: str) -> int:
    """Pin a note to a card; returns its number.

    Raises:
        InputError: a text or card that is empty or too long.
        StoreMissing: there is no such store.
    """
    kept, card, who = _clean(text), state.clean("card", card, _CARD), state.clean("name of who does it", who, state.WHO)
    with state_file.writing(store) as db:
        row = db.execute(
            "INSERT INTO chart_notes(at, who, card, day, text) VALUES (?, ?, ?, ?, ?)",
            (state.now(), who, card, day.isoformat() if day else "", kept),
        )
        number = int(row.lastrowid or 0)
        state.note(db, who, "note added", id=number, card=card, day=str(day or ""), text=kept)
    return number


def edit(store: Path, number: int, *, text: str, who: str) -> None:
    """Write a note anew.

    Raises:
        InputError: there is no such note, or a text that is empty or too long.
    """
    kept, who = _clean(text), state.clean("name of who does it", who, state.WHO)
    with state_file.writing(store) as db:
        before = db.execute("SELECT text FROM chart_notes WHERE id = ? AND removed IS NULL", (number,)).fetchone()
        if before is None:
            raise InputError(f"there is no such note: got number {number}, allowed one that is shown")
        db.execute("UPDATE chart_notes SET text = ?, at = ?, who = ? WHERE id = ?", (kept, state.now(), who, number))
        state.note(db, who, "note edited", id=number, before=before[0], text=kept)


def remove(store: Path, number: int, *, who: str) -> None:
    """Take a note out; ``restore`` puts it back.

    Raises:
        InputError: there is no such note.
    """
    who = state.clean("name of who does it", who, state.WHO)
    state.end(store, "chart_notes", "removed", number, who, "note removed")


def restore(store: Path, number: int, *, who: str) -> None:
    """Put a note back that was taken out.

    Raises:
        InputError: no such note was taken out.
    """
    who = state.clean("name of who does it", who, state.WHO)
    with state_file.writing(store) as db:
        back = db.execute("UPDATE chart_notes SET removed = NULL WHERE id = ? AND removed IS NOT NULL", (number,))
        if back.rowcount == 0:
            raise InputError(f"there is nothing to put back: got number {number}, allowed one that was taken out")
        state.note(db, who, "note put back", id=number)


def notes(store: Path, card: str = "") -> list[Note]:
    """The notes of a card, or of all cards, oldest first; none for a store without any."""
    with state_file.reading(store) as db:
        rows = [] if db is None else db.execute(
            "SELECT id, at, who, card, day, text FROM chart_notes "
            "WHERE removed IS NULL AND (? = '' OR card = ?) ORDER BY id", (card, card)
        ).fetchall()  # fmt: skip
    return [
        Note(number, at, who, card, date.fromisoformat(day) if day else None, text)
        for number, at, who, card, day, text in rows
    ]


def _clean(text: str) -> str:
    return state.clean("note", " ".join(text.split()), LONGEST)
