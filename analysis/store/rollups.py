"""Counts of terms added up by month and year: what a ranking over years reads instead of a row for every article and term.

``rollups.duckdb`` lies beside the tables of a large snapshot and may be missing: then rows are counted. A cell is a month
or a year of an outlet, or of all outlets, and of articles about technology or about something else. Articles of which
there are several versions are in no cell but in ``versioned``: which of them counts depends on the scope.
"""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path

import duckdb

from analysis.store.select import VERSIONS

LEAST = 50_000
"""Articles from which on rollups are made."""
ROWS = 1_000_000
"""Rows of an article and a term from which on rollups are asked: fewer are counted as quickly one by one."""
FREQUENT = 50
"""Of so many articles one holds a term at least whose days are added up, and it is no stop word: what a page tells of days
is of such terms."""

_TABLES = """
CREATE TABLE IF NOT EXISTS rolled.cells (
    years BOOLEAN, since DATE, source VARCHAR, technology BOOLEAN, term_id INTEGER, n INTEGER, occurrences INTEGER);
CREATE TABLE IF NOT EXISTS rolled.versioned (article_id INTEGER, term_id INTEGER, occurrences INTEGER);
CREATE TABLE IF NOT EXISTS rolled.frequent (term_id INTEGER);
CREATE TABLE IF NOT EXISTS rolled.days (
    source VARCHAR, term_id INTEGER, technology BOOLEAN, day DATE, n INTEGER, occurrences INTEGER);
CREATE TABLE IF NOT EXISTS rolled.made (mark VARCHAR)
"""
"""``since`` is the first day of the year, or of the month; ``source`` is NULL in the cells of all outlets; ``made`` tells how
they were made. ``frequent`` are the terms that ``days`` holds, each with all its days."""
_MONTHS = """
INSERT INTO rolled.cells
SELECT false, date_trunc('month', d.day)::DATE, source, main_topic <> 'other', term_id, count(*), sum(occurrences)
FROM doc_terms d JOIN articles USING (article_id)
WHERE d.day BETWEEN $since AND $until AND article_id NOT IN (SELECT article_id FROM several)
GROUP BY ALL ORDER BY ALL
"""
_OUTLETS = """
INSERT INTO rolled.cells
SELECT false, since, NULL, technology, term_id, sum(n), sum(occurrences) FROM rolled.cells
WHERE NOT years AND source IS NOT NULL AND since BETWEEN $since AND $until GROUP BY ALL ORDER BY ALL
"""
_YEAR = """
INSERT INTO rolled.cells
SELECT true, date_trunc('year', since)::DATE, source, technology, term_id, sum(n), sum(occurrences) FROM rolled.cells
WHERE NOT years AND since BETWEEN date_trunc('year', $since::DATE) AND $until GROUP BY ALL ORDER BY ALL
"""
_FREQUENT = """
INSERT INTO rolled.frequent
SELECT term_id FROM rolled.cells WHERE years AND source IS NULL AND term_id NOT IN (SELECT term_id FROM terms WHERE stop)
GROUP BY term_id HAVING sum(n) >= $fewest ORDER BY 1
"""
_DAYS = """
INSERT INTO rolled.days
SELECT source, term_id, main_topic <> 'other', d.day, count(*), sum(occurrences)
FROM doc_terms d JOIN articles a USING (article_id) SEMI JOIN rolled.frequent USING (term_id)
WHERE d.day BETWEEN $since AND $until AND article_id NOT IN (SELECT article_id FROM several)
GROUP BY GROUPING SETS ((source, term_id, main_topic <> 'other', d.day), (term_id, main_topic <> 'other', d.day))
ORDER BY source NULLS FIRST, term_id, 3, d.day
"""
_VERSIONED = """
DELETE FROM rolled.versioned;
INSERT INTO rolled.versioned
SELECT article_id, term_id, occurrences FROM doc_terms SEMI JOIN several USING (article_id) ORDER BY ALL
"""


def make(
    db: duckdb.DuckDBPyConnection, path: Path, *, topics: str = "", before: Path | None = None, first: int = 0
) -> None:
    """Write the rollups of a snapshot, if it is large.

    Args:
        db: holds all tables of the snapshot.
        path: file to write.
        topics: mark of what people say about topics: where they say something, any article's main topic may have changed.
        before: rollups of the snapshot that this one grew from, whose cells of older months are taken over.
        first: article_id from which on articles are new, or annotated again.
    """
    ((articles, since, until),) = db.execute("SELECT count(*), min(day), max(day) FROM articles").fetchall()
    if articles < LEAST:
        return
    if before is not None and before.exists() and not topics:
        shutil.copyfile(before, path)
    mark = hashlib.sha256(
        repr((topics, _TABLES, _MONTHS, _OUTLETS, _YEAR, _FREQUENT, _DAYS, VERSIONS)).encode()
    ).hexdigest()[:8]
    name = str(path).replace("'", "''")
    db.execute(f"ATTACH '{name}' AS rolled; CREATE TEMP TABLE several AS SELECT article_id FROM ({VERSIONS})")
    try:
        db.execute(_TABLES)
        since = _forgotten(db, mark, first, since, until)
        years = [
            {"since": max(since, date(year, 1, 1)), "until": date(year, 12, 31)}
            for year in range(since.year, until.year + 1)
        ]
        for part in years:
            for statement in (_MONTHS, _OUTLETS, _YEAR):
                db.execute(statement, part)
        if not db.execute("SELECT count(*) FROM rolled.frequent").fetchall()[0][0]:
            db.execute(_FREQUENT, {"fewest": articles // FREQUENT})
        for part in years:
            db.execute(_DAYS, part)
        db.execute(_VERSIONED)
        db.execute("DELETE FROM rolled.made")
        db.execute("INSERT INTO rolled.made VALUES (?)", [mark])
        db.execute("CHECKPOINT rolled")  # detaching does the same, but is silent where the disk is full
    finally:
        db.execute("DROP TABLE several; DETACH rolled")


def _forgotten(db: duckdb.DuckDBPyConnection, mark: str, first: int, since: date, until: date) -> date:
    """Forget the cells that are to be made, and tell from which month on: that of the first article that is new, or that
    became one of several versions, or is none any more."""
    if db.execute("SELECT mark FROM rolled.made").fetchall() != [(mark,)]:
        for name in ("cells", "frequent", "days"):
            db.execute(f"DELETE FROM rolled.{name}")
        return since.replace(day=1)
    ((day,),) = db.execute(
        """
        SELECT min(day) FROM articles WHERE article_id >= $first
           OR article_id IN (SELECT article_id FROM several EXCEPT SELECT article_id FROM rolled.versioned)
           OR article_id IN (SELECT article_id FROM rolled.versioned EXCEPT SELECT article_id FROM several)
        """,
        {"first": first},
    ).fetchall()
    month: date = (day or until).replace(day=1)
    forget = "DELETE FROM rolled.cells WHERE since >= if(years, date_trunc('year', $month::DATE), $month::DATE)"
    db.execute(forget, {"month": month})
    db.execute("DELETE FROM rolled.days WHERE day >= $month", {"month": month})
    return month
