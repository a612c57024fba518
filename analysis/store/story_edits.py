"""People's word on which articles are one story, kept in ``STORE/state.sqlite``: joined, or taken apart.

Edits are replayed in the order in which they were made over the stories that were found, so that each can be undone
by itself and holds for copies that come later too. What is found (``articles.found_story``) is never changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from analysis.errors import AnalysisError, InputError
from analysis.store import lock, state_file
from analysis.store.issue import renewal
from analysis.store.snapshot import open_snapshot
from analysis.store.state import WHO, clean, end, note, now
from analysis.stories.grouping import regrouped

LAYER = "story"
_CONCERNED = """
SELECT article_id, key, found_story FROM articles
WHERE found_story IN (SELECT found_story FROM articles WHERE key IN (SELECT unnest($keys)))
"""


@dataclass(frozen=True, slots=True)
class StoryEdit:
    """One edit in force: article and other (keys) are one story; or, where other is empty, the article is a story alone."""

    id: int
    at: str
    who: str
    article: str
    other: str = ""


def in_force(store: Path) -> list[StoryEdit]:
    """The edits in force, oldest first; none for a store without any."""
    with state_file.reading(store) as db:
        rows = [] if db is None else db.execute(
            "SELECT id, at, who, article, becomes FROM corrections WHERE layer = ? AND undone IS NULL ORDER BY id", (LAYER,)
        ).fetchall()  # fmt: skip
    return [StoryEdit(*row) for row in rows]


def effect(store: Path, edits: Sequence[StoryEdit]) -> pd.DataFrame:
    """What another list of edits would do.

    Args:
        store: the store's folder.
        edits: all that would be in force, oldest first.

    Returns:
        One row an article whose story would change, in order of publication: key, day, source, title, story_before and
        story_after (key of the story's first article).

    Raises:
        StoreMissing: nothing is published.
    """
    snapshot = open_snapshot(store)
    keys = [key for one in (*in_force(store), *edits) for key in (one.article, one.other) if key]
    told = snapshot.query(_CONCERNED, {"keys": keys})
    after = _replayed(list(told.itertuples(index=False, name=None)), edits)
    frame = pd.DataFrame({"article_id": list(after), "after_id": list(after.values())}, dtype="int32")
    return snapshot.query(
        """
        SELECT a.key, a.day, a.source, a.title, b.key AS story_before, c.key AS story_after
        FROM articles a JOIN (SELECT unnest($ids) AS article_id, unnest($stories) AS after_id) e USING (article_id)
        JOIN articles b ON b.article_id = a.story_id JOIN articles c ON c.article_id = e.after_id
        WHERE a.story_id <> e.after_id ORDER BY a.article_id
        """,
        {"ids": frame["article_id"].tolist(), "stories": frame["after_id"].tolist()},
    )


def wanted(store: Path, article: str, other: str = "") -> list[StoryEdit]:
    """The edits that would be in force with one more.

    Args:
        article: key of an article of this store.
        other: key of the one whose story it is; empty: it is a story alone.

    Raises:
        InputError: a key that the store does not hold, or the same one twice.
        StoreMissing: nothing is published.
    """
    snapshot = open_snapshot(store)
    for key in filter(None, (article, other)):
        if snapshot.query("SELECT 1 FROM articles WHERE key = ?", [key]).empty:
            raise InputError(
                f"no such article: got key {key[:40]!r}, allowed a key of this store; list them with: nhiptin ask article_search"
            )
    if article == other:
        raise InputError(f"an article cannot be joined to itself: got {article} twice, allowed two articles")
    made = in_force(store)
    return [*made, StoryEdit(max((one.id for one in made), default=0) + 1, "", "", article, other)]


def add(store: Path, article: str, other: str = "", *, who: str) -> int:
    """Keep one more edit and publish it; its number.

    Raises:
        AnalysisError: as ``wanted``; StoreBusy while another process writes; StoreError when the disk failed. Nothing is
            kept then.
    """
    who = clean("name of who does it", who, WHO)
    with lock.writing(store, task="correct"):
        wanted(store, article, other)
        with state_file.writing(store) as db:
            row = db.execute(
                "INSERT INTO corrections(at, who, article, layer, was, becomes) VALUES (?, ?, ?, ?, '', ?)",
                (now(), who, article, LAYER, other),
            )
            number = int(row.lastrowid or 0)
            note(db, who, "story edited", id=number, article=article, other=other)
        try:
            renew(store)
        except AnalysisError:
            end(store, "corrections", "undone", number, who, "story edit undone")
            raise
    return number


def without(store: Path, number: int) -> list[StoryEdit]:
    """The edits that would be in force without one.

    Raises:
        InputError: no such edit is in force.
    """
    made = in_force(store)
    if number not in {one.id for one in made}:
        raise InputError(f"no such edit: got {number}, allowed a number of: nhiptin stories list")
    return [one for one in made if one.id != number]


def undo(store: Path, number: int, *, who: str) -> None:
    """Take one edit back and publish without it; it stays in the audit.

    Raises:
        AnalysisError: as ``without``; StoreBusy while another process writes; StoreError when the disk failed: the edit
            is then taken back and the next publishing leaves it out.
    """
    with lock.writing(store, task="correct"):
        without(store, number)
        end(store, "corrections", "undone", number, clean("name of who does it", who, WHO), "story edit undone")
        renew(store)


def renew(store: Path) -> str:
    """Publish the edits in force over the published snapshot; the caller holds the writer lock. Returns its version.

    Raises:
        StoreMissing: nothing is published.
        StoreError: the disk failed; the last good snapshot stays published.
    """
    edits = in_force(store)
    with renewal(store, {"story_edits": numbers(edits)}) as (version, db):
        db.execute("UPDATE articles SET story_id = found_story WHERE story_id <> found_story")
        regroup(db, edits)
        db.execute(
            "UPDATE meta SET value = (SELECT count(DISTINCT story_id)::VARCHAR FROM articles) WHERE key = 'stories'"
        )
    return version


def regroup(db: duckdb.DuckDBPyConnection, edits: Sequence[StoryEdit]) -> None:
    """Change ``articles.story_id`` from the story found to the one that people say."""
    keys = [key for one in edits for key in (one.article, one.other) if key]
    after = _replayed(db.execute(_CONCERNED, {"keys": keys}).fetchall(), edits) if keys else {}
    if after:
        db.register("said", pa.table({"article_id": list(after), "story": list(after.values())}))
        db.execute(
            "UPDATE articles SET story_id = said.story FROM said "
            "WHERE said.article_id = articles.article_id AND said.story <> articles.story_id"
        )
        db.unregister("said")


def numbers(edits: Sequence[StoryEdit]) -> str:
    """The numbers of the edits that a snapshot holds, as its ``meta`` keeps them."""
    return ",".join(str(one.id) for one in edits)


def _replayed(told: Sequence[tuple[int, str, int]], edits: Sequence[StoryEdit]) -> dict[int, int]:
    """Story by article of (article_id, key, story found); an edit about an article that is not here says nothing."""
    places = {key: article for article, key, _ in told}
    known = [(places.get(one.article), places.get(one.other) if one.other else None, one.other) for one in edits]
    pairs = [(a, b) for a, b, other in known if a is not None and (b is not None or not other)]
    return regrouped({article: story for article, _, story in told}, pairs)
