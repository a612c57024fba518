"""What people write: lexicon edits, saved views, corrections, labels and notes, in ``STORE/state.sqlite`` (WAL).

Shipped lexicons are defaults and never change; edits are a layer over them that can be undone one by one. Every
change leaves a row in ``audit``, which nothing updates or deletes.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analysis.errors import InputError
from analysis.store import state_file
from analysis.text.script.fold import plain

LEXICONS = {
    "phrases": "multi-syllable terms counted as one",
    "stopwords": "terms hidden from rankings",
    "concepts": "terms counted as one where a question asks for it, as «concept = form»",
    "proposals": "terms found in the articles that people do not want",
}
ACTIONS = ("add", "remove")
EXPORT = "export"
"""What the audit says of a file that left."""
_ENTRY, _NAME, WHO, _PARAMS = 100, 120, 120, 4_000


@dataclass(frozen=True, slots=True)
class LexiconEdit:
    id: int
    at: str
    who: str
    lexicon: str
    action: str
    entry: str


@dataclass(frozen=True, slots=True)
class SavedView:
    id: int
    at: str
    who: str
    name: str
    page: str
    params: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class AuditRow:
    at: str
    who: str
    what: str
    detail: dict[str, Any]


def now() -> str:
    """The time in UTC, to the second, as it is kept."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def kept_time(written: str) -> str:
    """A time of a file as it is kept; empty where none is written.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return datetime.fromisoformat(written).astimezone(UTC).isoformat(timespec="seconds") if written else ""
    except (ValueError, OverflowError):
        raise InputError(f"no time: got {written[:40]!r}, allowed such as 2026-11-02T10:00:00+07:00") from None


def note(db: sqlite3.Connection, who: str, what: str, **detail: Any) -> None:
    """Write into the audit, within the transaction of what was done."""
    db.execute(
        "INSERT INTO audit(at, who, what, detail) VALUES (?, ?, ?, ?)",
        (now(), who, what, json.dumps(detail, ensure_ascii=False, sort_keys=True)),
    )


def record(store: Path, *, who: str, what: str, **detail: Any) -> None:
    """Write something into the audit that changes nothing else in this file: an export, a user's new role.

    Raises:
        StoreMissing: there is no such store.
        StoreError: it cannot be written.
    """
    with state_file.writing(store) as db:
        note(db, who[:WHO] or "?", what, **detail)


def clean(name: str, value: str, limit: int) -> str:
    """A short text as it is kept: no control characters, single blanks.

    Raises:
        InputError: nothing is left of it, or more than ``limit`` characters.
    """
    kept = " ".join("".join(ch for ch in value if unicodedata.category(ch)[0] != "C").split())
    if not kept or len(kept) > limit:
        raise InputError(f"the {name} cannot be kept: got {len(kept)} characters, allowed 1 to {limit}")
    return kept


def add_lexicon_edit(store: Path, *, lexicon: str, action: str, entry: str, who: str) -> LexiconEdit:
    """Add an entry to a lexicon or take a shipped one out of it; the newest edit of an entry decides.

    Args:
        store: the store's folder.
        lexicon: ``phrases`` or ``stopwords``.
        action: ``add`` or ``remove``.
        entry: the term; kept in lower case with unified tones.
        who: who does it.

    Raises:
        InputError: unknown lexicon or action, or an entry that is empty or too long.
        StoreMissing: there is no such store.
    """
    if lexicon not in LEXICONS or action not in ACTIONS:
        raise InputError(
            f"the lexicon cannot be edited so: got {lexicon[:40]!r} {action[:40]!r}, "
            f"allowed {', '.join(LEXICONS)} with {', '.join(ACTIONS)}"
        )
    term, who = plain(clean("entry", entry, _ENTRY)), clean("name of who does it", who, WHO)
    with state_file.writing(store) as db:
        at = now()
        row = db.execute(
            "INSERT INTO lexicon_edits(at, who, lexicon, action, entry) VALUES (?, ?, ?, ?, ?)",
            (at, who, lexicon, action, term),
        )
        edit = LexiconEdit(int(row.lastrowid or 0), at, who, lexicon, action, term)
        note(db, who, "lexicon edit", id=edit.id, lexicon=lexicon, action=action, entry=term)
    return edit


def undo_lexicon_edit(store: Path, edit: int, *, who: str) -> None:
    """Take one edit back; it no longer counts but stays in the audit.

    Raises:
        InputError: no such edit is in force.
    """
    end(store, "lexicon_edits", "undone", edit, clean("name of who does it", who, WHO), "lexicon edit undone")


def lexicon_edits(store: Path) -> list[LexiconEdit]:
    """The edits in force, oldest first; none for a store without any."""
    with state_file.reading(store) as db:
        rows = [] if db is None else db.execute(
            "SELECT id, at, who, lexicon, action, entry FROM lexicon_edits WHERE undone IS NULL ORDER BY id"
        ).fetchall()  # fmt: skip
    return [LexiconEdit(*row) for row in rows]


def age(store: Path) -> int:
    """A number that grows with everything that people write; 0 for a store without any edit."""
    with state_file.reading(store) as db:
        if db is None:
            return 0
        row = db.execute("SELECT id FROM audit WHERE what <> ? ORDER BY id DESC LIMIT 1", (EXPORT,)).fetchone()
        return int(row[0]) if row else 0


def stop_words(store: Path, shipped: Collection[str]) -> frozenset[str]:
    """The shipped stop words with people's edits over them."""
    return frozenset(_layer(store, "stopwords", shipped))


def _layer(store: Path, lexicon: str, shipped: Collection[str]) -> set[str]:
    terms = set(shipped)
    for edit in lexicon_edits(store):
        if edit.lexicon == lexicon:
            (terms.add if edit.action == "add" else terms.discard)(edit.entry)
    return terms


def save_view(store: Path, *, name: str, page: str, params: Mapping[str, list[str]], who: str) -> SavedView:
    """Keep a view (a page with its scope) under a name.

    Raises:
        InputError: a name that is empty or too long, or settings that are too long.
        StoreMissing: there is no such store.
    """
    name, who, page = clean("name", name, _NAME), clean("name of who does it", who, WHO), clean("page", page, _NAME)
    kept = {key: list(values) for key, values in params.items()}
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True)
    if len(text) > _PARAMS:
        raise InputError(f"the view cannot be kept: got settings of {len(text)} characters, allowed {_PARAMS}")
    with state_file.writing(store) as db:
        at = now()
        row = db.execute(
            "INSERT INTO saved_views(at, who, name, page, params) VALUES (?, ?, ?, ?, ?)", (at, who, name, page, text)
        )
        view = SavedView(int(row.lastrowid or 0), at, who, name, page, kept)
        note(db, who, "view saved", id=view.id, name=name, page=page)
    return view


def saved_views(store: Path) -> list[SavedView]:
    """The views kept, newest first; none for a store without any."""
    with state_file.reading(store) as db:
        rows = [] if db is None else db.execute(
            "SELECT id, at, who, name, page, params FROM saved_views WHERE removed IS NULL ORDER BY id DESC"
        ).fetchall()  # fmt: skip
    return [SavedView(id, at, who, name, page, json.loads(params)) for id, at, who, name, page, params in rows]


def remove_view(store: Path, view: int, *, who: str) -> None:
    """Remove a view from the list; the audit remembers it.

    Raises:
        InputError: no such view.
    """
    end(store, "saved_views", "removed", view, clean("name of who does it", who, WHO), "view removed")


def end(store: Path, table: str, column: str, row: int, who: str, what: str) -> None:
    """Take one row of a table back: ``column`` says when, the audit who.

    Raises:
        InputError: no such row is in force.
    """
    with state_file.writing(store) as db:
        changed = db.execute(f"UPDATE {table} SET {column} = ? WHERE id = ? AND {column} IS NULL", (now(), row))
        if changed.rowcount == 0:
            raise InputError(f"there is nothing to take back: got number {row}, allowed one of the list in force")
        note(db, who, what, id=row)


def audit(store: Path, *, top: int = 100) -> list[AuditRow]:
    """Who changed what and when, newest first; none for a store without any edit."""
    with state_file.reading(store) as db:
        rows = [] if db is None else db.execute(
            "SELECT at, who, what, detail FROM audit ORDER BY id DESC LIMIT ?", (top,)
        ).fetchall()  # fmt: skip
    return [AuditRow(at, who, what, json.loads(detail)) for at, who, what, detail in rows]
