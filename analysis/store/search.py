"""Full-text search over an SQLite FTS5 index of two columns: ``plain`` (marks kept) and ``folded`` (marks dropped).

A word typed with marks (or đ) is looked up in ``plain``, one typed without in ``folded``; both columns and the
query go through the same two functions of ``analysis.text.fold``. The index is contentless: it answers with
article ids and nothing else.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import numpy as np
import numpy.typing as npt

from analysis.errors import ScopeError, StoreError
from analysis.scope import LONGEST
from analysis.text.fold import fold, plain

Ids = npt.NDArray[np.int32]

_PART = re.compile(
    r"""(?:(?<=\s)|^)(?P<minus>-?)(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))|"(?P<late>[^"]*)(?:"|$)"""
)
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\x00": " "})
_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of the index: FTS5 expressions, each of one phrase in one column."""

    wanted: tuple[str, ...]
    refused: tuple[str, ...]


def parse(text: str) -> Query:
    """Read words (all of them), "phrases" and -exclusions; nothing a reader types is an error of syntax.

    An unclosed quotation mark closes at the end; a part without a letter or digit says nothing and is left out.

    >>> parse('"chuyển đổi số" chip -thue')
    Query(wanted=('plain : "chuyển đổi số"', 'folded : "chip"'), refused=('folded : "thue"',))
    """
    wanted: dict[str, None] = {}
    refused: dict[str, None] = {}
    for part in _PART.finditer(text.translate(_QUOTES)):
        phrase = part["phrase"] or part["word"] or part["late"] or ""
        if _WORD.search(phrase):
            (refused if part["minus"] else wanted)[_expression(phrase)] = None
    return Query(tuple(wanted), tuple(refused))


def _expression(phrase: str) -> str:
    marked, folded = plain(phrase).strip(), fold(phrase).strip()
    column, value = ("folded", folded) if marked == folded else ("plain", marked)
    return f'{column} : "{value.replace(chr(34), " ")}"'


class SearchWriter:
    """Writes a new index; ids must come in rising order.

    Args:
        path: file to write; must not exist.
    """

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path)
        self._db.executescript(
            """
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; PRAGMA page_size = 8192;
            CREATE VIRTUAL TABLE text USING fts5(
                plain, folded, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 0');
            INSERT INTO text(text, rank) VALUES ('hashsize', 33554432);
            CREATE TABLE facts(articles INTEGER NOT NULL);
            """
        )
        self._count = 0

    def add(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Index (article_id, plain text, folded text) rows."""
        before = self._db.total_changes
        self._db.executemany("INSERT INTO text(rowid, plain, folded) VALUES (?, ?, ?)", rows)
        self._count += self._db.total_changes - before

    def close(self, *, articles: int) -> None:
        """Finish the file; ``articles`` is how many ids (0 … articles - 1) exist."""
        self._db.execute("INSERT INTO facts VALUES (?)", (articles,))
        self._db.commit()
        self._db.execute("INSERT INTO text(text) VALUES ('optimize')")
        self._db.commit()
        self._db.close()


class SearchIndex:
    """A published index, shared by threads.

    Args:
        path: the file.

    Raises:
        StoreError: the file is missing or is no index.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._path = path
        try:
            self._db = sqlite3.connect(
                f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            self.articles = int(self._db.execute("SELECT articles FROM facts").fetchone()[0])
        except (sqlite3.Error, TypeError) as error:
            raise StoreError(
                f"the search index {path.name} cannot be read: got {error}; make it anew with: nhiptin publish"
            ) from error

    def ids(self, text: str) -> Ids:
        """Ids of the articles that match, rising; a text that says nothing matches every article.

        Raises:
            ScopeError: the text is longer than a scope allows.
        """
        if len(text) > LONGEST:
            raise ScopeError(f"search is too long: got {len(text)} characters, allowed {LONGEST}")
        query = parse(text)
        found = self._match(" AND ".join(query.wanted)) if query.wanted else np.arange(self.articles, dtype=np.int32)
        if query.refused and found.size:
            found = np.setdiff1d(found, self._match(" OR ".join(query.refused)), assume_unique=True)
        return found

    def _match(self, expression: str) -> Ids:
        with self._lock:
            try:
                rows = self._db.execute("SELECT rowid FROM text WHERE text MATCH ? ORDER BY rowid", (expression,))
                return np.fromiter((row[0] for row in rows), dtype=np.int32)
            except sqlite3.Error as error:
                raise StoreError(
                    f"the search index {self._path.name} cannot be read: got {error}; make it anew with: nhiptin publish"
                ) from error

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            self._db.close()
