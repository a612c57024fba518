"""``STORE/crawl.sqlite``: which addresses were found, fetched and read, and how the feeds fare.

Only a memory: the lake is the truth, and whoever deletes the file loses the queue and the feeds' health, no article.
An article is staged here as it was fetched and cleared once the lake holds it, so that a run that ends at any
instant goes on where it was.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from analysis.errors import StoreError

FILE = "crawl.sqlite"
_VERSION = 1
_SCHEMA = """
CREATE TABLE feeds(
    address TEXT PRIMARY KEY, outlet TEXT NOT NULL, section TEXT NOT NULL, checked TEXT NOT NULL, succeeded TEXT,
    first_good TEXT, error TEXT NOT NULL, etag TEXT NOT NULL, modified TEXT NOT NULL, entries INTEGER NOT NULL);
CREATE TABLE pages(
    address TEXT PRIMARY KEY, outlet TEXT NOT NULL, feed TEXT NOT NULL, entry TEXT NOT NULL, found TEXT NOT NULL,
    state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, due TEXT NOT NULL, error TEXT NOT NULL DEFAULT '',
    fetched TEXT, raw_hash TEXT, page TEXT);
CREATE INDEX pages_state ON pages(state, due);
CREATE INDEX pages_feed ON pages(feed, found);
CREATE INDEX pages_outlet ON pages(outlet, fetched);
"""
WAITING, STAGED, DONE, REFUSED = "waiting", "staged", "done", "refused"
"""A page is waiting to be fetched, fetched but not yet in the lake, in the lake, or given up for good."""
LONGEST_WAIT = timedelta(days=30)
"""However long a server asks to be left alone."""
DAYS = 7
"""Days over which articles a day are counted."""


@dataclass(frozen=True, slots=True)
class Page:
    """One address on its way."""

    address: str
    outlet: str
    feed: str
    entry: str
    """What the feed says of it, as JSON."""
    tries: int
    fetched: str
    """ISO time in UTC; empty before."""
    raw_hash: str
    page: str
    """What the page says, as JSON; empty before."""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """How one feed fares."""

    address: str
    outlet: str
    section: str
    checked: str
    """ISO times in UTC; empty for never."""
    succeeded: str
    first_good: str
    error: str
    """Of the last visit; empty when it was good."""
    a_day: float
    """Addresses found first by this feed, a day, over the last ``DAYS`` days (or since it is followed)."""
    waiting: int
    refused: int


@contextmanager
def opened(store: Path) -> Iterator[sqlite3.Connection]:
    """The file, made when it is missing; every statement is a transaction of its own.

    Raises:
        StoreError: it cannot be used.
    """
    path = store / FILE
    try:
        with closing(sqlite3.connect(path, timeout=10, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode = WAL")
            # A lost last transaction costs one fetch; waiting for the disk after every page costs more.
            db.execute("PRAGMA synchronous = NORMAL")
            age = int(db.execute("PRAGMA user_version").fetchone()[0])
            if age > _VERSION:
                raise StoreError(f"{path} is of a newer version: got {age}, allowed {_VERSION}; update the product")
            if not age:
                db.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT;")
            yield db
    except sqlite3.Error as error:
        raise StoreError(
            f"{path} cannot be used: got {error}; move it away to begin anew, no article is lost"
        ) from error


def tags(db: sqlite3.Connection, feed: str) -> tuple[str, str]:
    """ETag and Last-Modified of a feed's last good answer; empty where there are none."""
    row = db.execute("SELECT etag, modified FROM feeds WHERE address = ?", (feed,)).fetchone()
    return (row[0], row[1]) if row else ("", "")


def visited(
    db: sqlite3.Connection,
    *,
    feed: str,
    outlet: str,
    section: str,
    now: str,
    error: str = "",
    etag: str = "",
    modified: str = "",
    entries: int = 0,
) -> None:
    """Note a visit to a feed; one that failed keeps the tags and the time of the last good one."""
    db.execute(
        """
        INSERT INTO feeds VALUES ($feed, $outlet, $section, $now, $good, $good, $error, $etag, $modified, $entries)
        ON CONFLICT(address) DO UPDATE SET outlet = $outlet, section = $section, checked = $now, error = $error,
            succeeded = coalesce($good, succeeded), first_good = coalesce(first_good, $good),
            etag = iif($error = '', $etag, etag), modified = iif($error = '', $modified, modified),
            entries = iif($error = '', $entries, entries)
        """,
        {
            "feed": feed, "outlet": outlet, "section": section, "now": now, "good": None if error else now,
            "error": error[:500], "etag": etag[:500], "modified": modified[:100], "entries": entries,
        },
    )  # fmt: skip


def found(db: sqlite3.Connection, pages: Iterable[tuple[str, str, str, str]], *, now: str) -> int:
    """Put (address, outlet, feed, entry) into the queue; how many of them are new. A known address stays as it is."""
    before = db.total_changes
    db.execute("BEGIN IMMEDIATE")
    db.executemany(
        "INSERT OR IGNORE INTO pages(address, outlet, feed, entry, found, state, due) VALUES (?, ?, ?, ?, ?, 'waiting', ?)",
        [(*page, now, now) for page in pages],
    )
    db.execute("COMMIT")
    return db.total_changes - before


def again(db: sqlite3.Connection, addresses: Iterable[str], *, now: str) -> None:
    """Let pages that somebody names be fetched now, whatever became of them before; what is fetched stays so."""
    db.execute("BEGIN IMMEDIATE")
    db.executemany(
        "UPDATE pages SET state = 'waiting', due = ?, tries = 0, error = '' WHERE address = ? AND state <> 'staged'",
        [(now, address) for address in addresses],
    )
    db.execute("COMMIT")


_COLUMNS = (
    "address, outlet, feed, entry, tries, coalesce(fetched, ''), coalesce(raw_hash, ''), coalesce(page, ''), error"
)


def due(
    db: sqlite3.Connection, *, now: str, most: int, outlets: Iterable[str] = (), named: Iterable[str] = ()
) -> list[Page]:
    """Pages of these outlets, and pages that somebody named, whose time has come; the first found first.

    What is due later than any wait was written by a clock that was ahead and has been put right: it is due now.
    """
    far = (datetime.fromisoformat(now) + LONGEST_WAIT).isoformat()
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM pages WHERE state = 'waiting' AND (due <= ? OR due > ?) "
        "AND (outlet IN (SELECT value FROM json_each(?)) OR address IN (SELECT value FROM json_each(?))) ORDER BY found, rowid LIMIT ?",
        (now, far, json.dumps(list(outlets)), json.dumps(list(named)), most),
    )
    return [Page(*row) for row in rows]


def staged(db: sqlite3.Connection) -> list[Page]:
    """Pages fetched but not yet in the lake, by feed and address."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM pages WHERE state = 'staged' ORDER BY feed, address")
    return [Page(*row) for row in rows]


def recent(db: sqlite3.Connection, outlet: str, *, most: int) -> list[Page]:
    """The pages of an outlet fetched last, in the lake or not: what its clock is judged by."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM pages WHERE outlet = ? AND fetched IS NOT NULL ORDER BY fetched DESC LIMIT ?",
        (outlet, most),
    )
    return [Page(*row) for row in rows]


def stage(db: sqlite3.Connection, address: str, *, fetched: str, raw_hash: str, page: str) -> None:
    """Keep what was fetched."""
    db.execute(
        "UPDATE pages SET state = 'staged', fetched = ?, raw_hash = ?, page = ?, error = '' WHERE address = ?",
        (fetched, raw_hash, page, address),
    )


def failed(db: sqlite3.Connection, address: str, *, error: str, due: str | None) -> None:
    """Note a failure: try again at ``due``, or never."""
    db.execute(
        "UPDATE pages SET state = iif(? IS NULL, 'refused', 'waiting'), due = coalesce(?, due), tries = tries + 1, error = ? "
        "WHERE address = ?",
        (due, due, error[:500], address),
    )


def settle(db: sqlite3.Connection, *, done: Iterable[tuple[str, str]], refused: Iterable[tuple[str, str]]) -> None:
    """The lake holds the first and has refused the others: (address, the little that the clocks still need | error)."""
    db.execute("BEGIN IMMEDIATE")
    db.executemany(
        "UPDATE pages SET state = 'done', page = ?, error = '' WHERE address = ?", [(kept, a) for a, kept in done]
    )
    db.executemany(
        "UPDATE pages SET state = 'refused', page = NULL, error = ? WHERE address = ?",
        [(e[:500], a) for a, e in refused],
    )
    db.execute("COMMIT")


def health(store: Path) -> list[Health]:
    """How every feed fares that was ever visited, by outlet and address; none where nothing was fetched."""
    if not (store / FILE).is_file():
        return []
    with opened(store) as db:
        rows = db.execute(
            """
            SELECT f.address, f.outlet, f.section, f.checked, coalesce(f.succeeded, ''), coalesce(f.first_good, ''), f.error,
                count(p.address) FILTER (WHERE julianday(f.checked) - julianday(p.found) <= $days)
                    / max(1.0, min($days, julianday(f.checked) - julianday(coalesce(f.first_good, f.checked)))),
                count(p.address) FILTER (WHERE p.state = 'waiting'), count(p.address) FILTER (WHERE p.state = 'refused')
            FROM feeds f LEFT JOIN pages p ON p.feed = f.address GROUP BY f.address ORDER BY f.outlet, f.address
            """,
            {"days": DAYS},
        ).fetchall()
    return [Health(*row) for row in rows]
