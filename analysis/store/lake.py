"""The lake: two Delta tables under ``STORE/lake`` or in object storage, the truth from which every snapshot is made.

``articles`` holds one row an article with its annotation; ``rejects`` every refused row. Both only grow by atomic
commits. A new annotation of an article is appended as a newer row of the same key, and the older rows are deleted
once all are replaced, so that a run killed at any instant loses nothing and repeats nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

import pyarrow as pa

from analysis.errors import InputError
from analysis.schema import Article, Reject
from analysis.store import rows
from analysis.store.lake_tables import Tables
from analysis.store.window import WHOLE, Window

_SYLLABLE = re.compile(r"\w*[^\W\d_]\w*")
_ODD = re.compile(r"[][|^%?*\\]")


class Lake:
    """The lake of one store; a store without a lake is an empty one.

    Args:
        store: the store's folder.

    Raises:
        InputError: the folder's path holds a character that the engines cannot address.
        StoreError: a table on disk cannot be read (with the command that rebuilds the store).
    """

    def __init__(self, store: Path) -> None:
        if (odd := _ODD.search(str(store.resolve()))) is not None:
            raise InputError(
                f"a store cannot lie in a folder of this name: got {odd[0]!r} in {store}, allowed names without [ ] | ^ % ? * "
                f"and backslash; name another one with --store DIR"
            )
        self.store = store
        self.tables = Tables(store)

    @property
    def version(self) -> int:
        """Version of the articles table; -1 when there is none yet."""
        table = self.tables.open("articles")
        return -1 if table is None else table.version()

    def files(self, name: str, window: Window = WHOLE) -> list[str]:
        """Parquet files of this machine that make up the newest version of ``articles`` or ``rejects``.

        Args:
            name: the table.
            window: of articles, only the files that may hold some of these days.
        """
        return self.tables.files(name, since=window.since, until=window.until)

    def batches(self, columns: Sequence[str], *, size: int = 4096) -> Iterator[pa.RecordBatch]:
        """Rows of ``articles`` with these columns, file by file, so that memory stays flat."""
        return self.tables.batches("articles", columns, size=size)

    def known(self) -> dict[bytes, str]:
        """Content key (16 bytes) of every article → annotation version of its newest row."""
        newest: dict[bytes, tuple[int, str]] = {}
        for batch in self.batches(["key", "annotation_version", "written"]):
            for key, version, written in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                code = bytes.fromhex(key)
                if code not in newest or newest[code][0] < written:
                    newest[code] = (written, version)
        return {key: version for key, (_, version) in newest.items()}

    def sample(self) -> bool | None:
        """Whether the articles are the shipped sample's; None when there are none."""
        for batch in self.batches(["sample"], size=1):
            if batch.num_rows:
                return bool(batch.column(0)[0].as_py())
        return None

    def articles(self, keys: set[bytes]) -> Iterator[Article]:
        """The articles of these keys, once each, as they came in."""
        left = set(keys)
        for batch in self.batches([name for name, _ in rows.RAW], size=512):
            codes = [bytes.fromhex(key) for key in batch.column("key").to_pylist()]
            chosen = []
            for index, code in enumerate(codes):
                if code in left:
                    left.discard(code)
                    chosen.append(index)
            if chosen:
                yield from rows.articles(batch.take(pa.array(chosen)))

    def append(self, table: pa.Table) -> None:
        """Commit rows made by ``rows.articles_table``."""
        self.tables.append("articles", table)

    def restore(self, name: str, table: pa.Table) -> None:
        """Commit rows of another lake: ``name`` is articles or rejects."""
        self.tables.append(name, table)

    def append_rejects(self, rejects: Iterable[tuple[str, Reject]], *, build: str) -> None:
        """Commit refused rows, each with the path of its file."""
        self.tables.append("rejects", rows.rejects_table(rejects, build=build))

    def replace_rejects(self, paths: Iterable[str], *, build: str) -> int:
        """Forget what other builds refused in these files: this build has read them again.

        Returns:
            The ``rejects_mark`` of what is forgotten.
        """
        read_again = set(paths)
        mark = 0
        columns = ["path", "build", "file", "line", "field", "reason"]
        for batch in self.tables.batches("rejects", columns, size=4096):
            for path, by, *reject in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                if path in read_again and by != build:
                    mark = rejects_mark([Reject(*reject)], start=mark)
        self._delete("rejects", f"build <> {_quote(build)} AND path", read_again)
        return mark

    def drop_older(self, version: str) -> None:
        """Delete rows of other annotation versions, once every article has a row of this version."""
        self.tables.delete("articles", f"annotation_version <> {_quote(version)}")

    def drop_replaced(self, keys: Iterable[bytes], *, before: int) -> None:
        """Delete the rows of these articles written before a moment (nanoseconds), once each has a newer row."""
        self._delete("articles", f"written < {before} AND key", (key.hex() for key in keys))

    def keys(self, *, articles: Collection[str], source: str) -> set[str]:
        """Keys of those of these articles that are here, and of all articles of an outlet."""
        found: set[str] = set()
        for batch in self.batches(["key", "source"]):
            for key, by in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                if key in articles or (source and by == source):
                    found.add(key)
        return found

    def drop(self, keys: Iterable[str]) -> None:
        """Delete articles; older versions of the lake hold them until ``vacuum``."""
        self._delete("articles", "key", keys)

    def _delete(self, name: str, column: str, values: Iterable[str]) -> None:
        """Delete rows with one of these values, some hundreds at a time: a predicate is read anew for each."""
        quoted = sorted(map(_quote, values))
        for start in range(0, len(quoted), 500):
            self.tables.delete(name, f"{column} IN ({', '.join(quoted[start : start + 500])})")

    def vacuum(self) -> int:
        """Remove data files that the newest versions do not need; how many."""
        return sum(self.tables.vacuum(name) for name in ("articles", "rejects"))

    def keys_of(self, batch: str) -> set[str]:
        """Keys of the articles of an import or fetch."""
        keys: set[str] = set()
        for part in self.batches(["key", "batch"]):
            if "batch" in part.schema.names:
                keys |= {key for key, by in zip(*(c.to_pylist() for c in part.columns), strict=True) if by == batch}
        return keys

    def drop_batch(self, batch: str) -> None:
        """Delete the articles of an import or fetch, and what it refused."""
        for name, which in (
            ("articles", f"batch = {_quote(batch)}"),
            ("rejects", f"starts_with(build, {_quote(batch + '.')})"),
        ):
            self.tables.delete(name, which)

    def holding(self, runs: Collection[str]) -> set[bytes]:
        """Keys of the articles in which one of these runs of syllables may stand, and of few others.

        Args:
            runs: syllables of letters, joined by blanks, as ``lexicons.runs`` gives them. They are looked for in the
                row of an article's terms, which knows no punctuation: more articles are found than hold them, none less.
        """
        found: set[bytes] = set()
        padded = [f" {run} " for run in runs]
        if not padded:
            return found
        for batch in self.batches(["key", "term"]):
            for key, terms in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                row = f" {' '.join(_SYLLABLE.findall(' '.join(terms)))} "
                if any(run in row for run in padded):
                    found.add(bytes.fromhex(key))
        return found

    def tidy(self) -> None:
        """Join small data files and remove those that no version of the last day needs."""
        for name in ("articles", "rejects"):
            self.tables.tidy(name)


def rejects_mark(rejects: Iterable[Reject], *, start: int = 0) -> int:
    """A number that tells two sets of rejects apart, whatever their order; it grows from ``start``."""
    for reject in rejects:
        told = repr((reject.file, reject.line, reject.field, reject.reason)).encode("utf-8", "surrogatepass")
        start = (start + int.from_bytes(blake2b(told, digest_size=8).digest())) % 2**64
    return start


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
