"""People's labels: this article is, or is not, about this topic. They are kept by the article's content hash.

So a label outlives every new annotation, and counts again when an article that was gone comes back.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import InputError
from analysis.schema import OWN, TOPICS
from analysis.store import state_file
from analysis.store.state import WHO, clean, note, now

_KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Label:
    """One label in force."""

    id: int
    at: str
    who: str
    article: str
    """Key of the article."""
    topic: str
    """Code."""
    yes: bool
    """Whether the article is about the topic."""


def in_force(store: Path) -> list[Label]:
    """The labels in force, one an article and topic, oldest first; none for a store without any."""
    with state_file.reading(store) as db:
        rows = [] if db is None else db.execute(
            "SELECT id, at, who, article, label FROM labels WHERE removed IS NULL ORDER BY id"
        ).fetchall()  # fmt: skip
    return [Label(id, at, who, article, told[1:], told[0] == "+") for id, at, who, article, told in rows]


def keep(store: Path, made: Sequence[Label], *, who: str) -> list[Label]:
    """Keep labels, all or none; a newer one of the same article and topic takes the place of the older.

    Raises:
        InputError: a label whose form is wrong.
        StoreMissing: there is no such store.
    """
    who = clean("name of who does it", who, WHO)
    kept = []
    with state_file.writing(store) as db:
        for one in map(formed, made):
            at, by = one.at or now(), one.who or who
            _forget(db, one.article, one.topic)
            told = ("+" if one.yes else "-") + one.topic
            row = db.execute(
                "INSERT INTO labels(at, who, article, label) VALUES (?, ?, ?, ?)", (at, by, one.article, told)
            )
            kept.append(Label(int(row.lastrowid or 0), at, by, one.article, one.topic, one.yes))
            note(db, who, "article labelled", id=kept[-1].id, article=one.article, label=told)
    return kept


def undo(store: Path, article: str, topic: str, *, who: str) -> None:
    """Take the label of an article and topic back.

    Raises:
        InputError: there is none.
    """
    who = clean("name of who does it", who, WHO)
    with state_file.writing(store) as db:
        if not _forget(db, article, topic):
            raise InputError(f"there is no label to take back: got article {article[:40]!r} and topic {topic[:40]!r}")
        note(db, who, "label undone", article=article, label=topic)


def formed(one: Label) -> Label:
    """The label itself.

    Raises:
        InputError: no key of an article, or no code of a topic.
    """
    if not _KEY.fullmatch(one.article):
        raise InputError(f"a label needs the key of an article: got {one.article[:40]!r}, allowed 32 hex digits")
    if one.topic not in TOPICS and not one.topic.startswith(OWN):
        raise InputError(f"unknown topic: got {one.topic[:40]!r}, allowed {', '.join(TOPICS)} or a code of your own")
    return one


def _forget(db: sqlite3.Connection, article: str, topic: str) -> bool:
    changed = db.execute(
        "UPDATE labels SET removed = ? WHERE article = ? AND label IN (?, ?) AND removed IS NULL",
        (now(), article, f"+{topic}", f"-{topic}"),
    )
    return bool(changed.rowcount)
