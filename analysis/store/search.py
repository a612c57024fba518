"""Full-text search over an SQLite FTS5 index of two columns: ``plain`` (marks kept) and ``folded`` (marks dropped).

A word typed with marks (or đ) is looked up in ``plain``, one typed without in ``folded``; both columns and the
query go through the same two functions of ``analysis.text.script.fold``. The index is contentless: it answers with
article ids and nothing else. ``found`` puts the answers together.
"""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import numpy as np
import numpy.typing as npt

from analysis.errors import StoreError
from analysis.store.query import Words
from analysis.text.script.fold import fold, plain

Ids = npt.NDArray[np.int32]


def phrase(words: Words, *, exact: bool = False) -> str:
    """FTS5 expression of one word or phrase, in the column where it is looked up.

    Args:
        exact: whether a word typed without marks has to stand without marks too.

    >>> phrase(Words("chuyển đổi số")), phrase(Words("chip", prefix=True))
    ('plain : "chuyển đổi số"', 'folded : "chip" *')
    """
    column = "plain" if exact or marked(words) else "folded"
    return f"{column} : {_quoted(words, column)}"


def near(parts: tuple[Words, ...], gap: int, *, exact: bool = False) -> str:
    """FTS5 expression of words near each other.

    All of them are looked up in one column. Where only some were typed with marks it is ``folded``, and those must stand
    with their marks somewhere in the article.

    >>> near((Words("chip"), Words("my")), 5)
    'folded : NEAR("chip" "my", 5)'
    """
    with_marks = [words for words in parts if marked(words)]
    column = "plain" if exact or len(with_marks) == len(parts) else "folded"
    told = f"{column} : NEAR({' '.join(_quoted(words, column) for words in parts)}, {gap})"
    return " AND ".join([told, *(phrase(words) for words in with_marks if column == "folded")])


def marked(words: Words) -> bool:
    """Whether something was typed with marks (or đ): then they count."""
    return plain(words.text) != fold(words.text)


def _quoted(words: Words, column: str) -> str:
    value = (
        (plain if column == "plain" else fold)(words.text)
        .encode("utf-8", "ignore")
        .decode()
        .replace('"', " ")
        .replace("\x00", " ")
        .strip()
    )
    return f'"{value}"' + (" *" if words.prefix else "")


class SearchWriter:
    """Writes a new index, or a copy of one with more documents; their numbers must come in rising order.

    Args:
        path: file to write; must not exist.
        after: index to begin from.
    """

    def __init__(self, path: Path, *, after: Path | None = None) -> None:
        if after is not None:
            shutil.copyfile(after, path)
        self._grown = after is not None
        self._db = sqlite3.connect(path)
        self._db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;")
        if self._grown:
            self._db.execute("DELETE FROM facts")
            return
        self._db.executescript(
            """
            PRAGMA page_size = 8192;
            CREATE VIRTUAL TABLE text USING fts5(
                plain, folded, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 0');
            INSERT INTO text(text, rank) VALUES ('hashsize', 33554432);
            CREATE TABLE facts(articles INTEGER NOT NULL, documents BLOB);
            """
        )

    def add(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Index (document, plain text, folded text) rows; a document is an article_id unless ``close`` says otherwise."""
        self._db.executemany("INSERT INTO text(rowid, plain, folded) VALUES (?, ?, ?)", rows)

    def close(self, *, articles: int, documents: Ids | None = None) -> None:
        """Finish the file.

        Args:
            articles: how many ids (0 … articles - 1) exist.
            documents: article_id of each document, where it is another number.
        """
        told = None if documents is None else documents.astype("<i4").tobytes()
        self._db.execute("INSERT INTO facts VALUES (?, ?)", (articles, told))
        self._db.commit()
        if not self._grown:
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
            count, told = self._db.execute("SELECT articles, documents FROM facts").fetchone()
            self.articles = int(count)
            self._documents = None if told is None else np.frombuffer(told, "<i4").astype(np.int32)
        except (sqlite3.Error, TypeError, ValueError) as error:
            raise StoreError(
                f"the search index {path.name} cannot be read: got {error}; make it anew with: nhiptin publish"
            ) from error

    @property
    def documents(self) -> Ids:
        """article_id of each document of the index."""
        return np.arange(self.articles, dtype=np.int32) if self._documents is None else self._documents

    def ids(self, expression: str) -> Ids:
        """Ids of the articles that match an FTS5 expression, rising.

        Raises:
            StoreError: the file is damaged.
        """
        with self._lock:
            try:
                # One text of all numbers: handing them over one by one takes ten times as long.
                (found,) = self._db.execute(
                    "SELECT group_concat(rowid) FROM (SELECT rowid FROM text WHERE text MATCH ? ORDER BY rowid)",
                    (expression,),
                ).fetchone()
            except sqlite3.Error as error:
                raise StoreError(
                    f"the search index {self._path.name} cannot be read: got {error}; make it anew with: nhiptin publish"
                ) from error
        numbers = np.fromstring(found or "", dtype=np.int32, sep=",")
        return numbers if self._documents is None else np.sort(self._documents[numbers])

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            self._db.close()
