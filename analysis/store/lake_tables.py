"""The Delta tables of a lake, in the store's folder or in object storage: opened, added to, their data files brought near.

A table in object storage is committed to by conditional puts, so that of two machines that commit at once one comes after the
other. Its data files never change under their name: a copy beside the store is made once, and engines read the copies.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.fs as pafs
import pyarrow.parquet as pq

from analysis.errors import StoreError
from analysis.store import places

if TYPE_CHECKING:
    from deltalake import DeltaTable

PARTED = {"articles": "month"}
"""Table → the column (made of the day of publication) that its data files are parted by."""
SMALL_FILES = 24
"""More data files than this, beside one a part, are joined at the end of a build."""
KEPT_HOURS = 24
"""Replaced data files are kept this long for readers of an older version."""
_OPTIONS = {
    "connect_timeout": "5s",
    "timeout": "60s",
    "max_retries": "20",
    "retry_timeout": "60s",
    "backoff_config.init_backoff": "1s",
    "backoff_config.max_backoff": "8s",
}
"""Of object storage: a server that restarts is waited for, one that is gone is told of within a minute."""
_COLOURS = re.compile(r"\x1b\[[0-9;]*m|[↳\s]+")
"""What the engine's messages hold for a terminal."""
_TRIES = 10
"""Times a change is tried that others got ahead of."""


class Tables:
    """The tables ``articles`` and ``rejects`` of a store's lake; one that is missing is an empty one.

    Args:
        store: the store's folder.

    Raises:
        StoreError: the line that names the lake's address is damaged.
    """

    def __init__(self, store: Path) -> None:
        self._folder = store / "lake"
        self._copies = store / "lake-copies"
        self.address = places.lake_address(store)

    def __str__(self) -> str:
        return self.address or str(self._folder)

    def open(self, name: str) -> DeltaTable | None:
        """The newest version of a table; None when there is none yet.

        Raises:
            StoreError: it cannot be read.
        """
        from deltalake import DeltaTable
        from deltalake.exceptions import TableNotFoundError

        if not self.address and not (self._folder / name / "_delta_log").is_dir():
            return None
        with self._told(name, "read"):
            try:
                return DeltaTable(self._uri(name), storage_options=self._options)
            except TableNotFoundError:
                if not self.address:
                    raise
                return None

    def append(self, name: str, rows: pa.Table) -> None:
        """Commit rows.

        Raises:
            StoreError: they cannot be written. What was committed before is kept.
        """
        if not rows.num_rows:
            return
        if not self.address:
            (self._folder / name).mkdir(parents=True, exist_ok=True)
        self._changed(name, lambda table: self._added(name, rows, table))

    def _added(self, name: str, rows: pa.Table, table: DeltaTable | None) -> None:
        from deltalake import write_deltalake

        part = PARTED.get(name)
        # A lake of an older version of the product stays as it is: not parted.
        if part and (table is None or part in table.metadata().partition_columns):
            rows = rows.append_column(part, pc.strftime(rows["day"], format="%Y-%m"))
        write_deltalake(
            self._uri(name),
            rows,
            mode="append",
            schema_mode="merge",
            partition_by=part if table is None else None,
            storage_options=self._options,
        )

    def delete(self, name: str, which: str) -> None:
        """Delete the rows of a predicate.

        Raises:
            StoreError: the lake cannot be read or written.
        """
        self._changed(name, lambda table: table and table.delete(which))

    def tidy(self, name: str) -> None:
        """Join small data files and remove those that no version of the last day needs."""
        table = self.open(name)
        if table is None or len(table.file_uris()) - len(table.partitions()) <= SMALL_FILES:
            return
        self._changed(name, lambda table: table and table.optimize.compact())
        self._vacuumed(name, hours=KEPT_HOURS)

    def vacuum(self, name: str) -> int:
        """Remove data files that the newest version does not need; how many."""
        return self._vacuumed(name, hours=0)

    def files(self, name: str, *, since: date | None = None, until: date | None = None) -> list[str]:
        """Data files of the newest version, as paths of this machine: those that may hold articles of these days."""
        return [str(self._near(name, part)) for part in self._parts(name, since, until)]

    def batches(self, name: str, columns: Sequence[str], *, size: int) -> Iterator[pa.RecordBatch]:
        """Rows of the newest version, file by file, read where they lie; a column that a file lacks is left out."""
        for part in self._parts(name, None, None):
            near = self._place(name, part)
            with self._told(name, "read"):
                source: Any = near if near.exists() else self._far(name).open_input_file(part)
                with pq.ParquetFile(source) as file:
                    yield from file.iter_batches(size, columns=list(columns))

    def size(self) -> int:
        """Bytes of the lake: all of its folder; in object storage the data files of the newest versions."""
        if not self.address:
            return places.size(self._folder)
        tables = [self.open(name) for name in ("articles", "rejects")]
        return sum(sum(pa.table(t.get_add_actions())["size_bytes"].to_pylist()) for t in tables if t is not None)

    @property
    def _options(self) -> dict[str, str] | None:
        return _OPTIONS if self.address.startswith("s3:") else None

    def _uri(self, name: str) -> str:
        return f"{self.address}/{name}" if self.address else (self._folder / name).resolve().as_uri()

    def _parts(self, name: str, since: date | None, until: date | None) -> list[str]:
        """Data files below the table's folder."""
        table = self.open(name)
        if table is None:
            return []
        days: list[tuple[str, str, Any]] = [
            ("day", sign, day) for sign, day in ((">=", since), ("<=", until)) if day is not None
        ]
        uris = table.file_uris(file_pruning_predicate=days or None)
        # Only the last parts of an address: the library percent-codes the folders above, and we know where they are.
        depth = 1 + len(table.metadata().partition_columns)
        return sorted(unquote("/".join(uri.rsplit("/", depth)[1:])) for uri in uris)

    def _place(self, name: str, part: str) -> Path:
        return (self._copies if self.address else self._folder) / name / part

    def _near(self, name: str, part: str) -> Path:
        """A data file on this machine; copied when it is not here yet."""
        near = self._place(name, part)
        if self.address and not near.exists():
            near.parent.mkdir(parents=True, exist_ok=True)
            coming = near.with_name(f".{near.name}.{os.getpid()}")
            with self._told(name, "read"), self._far(name).open_input_stream(part) as far, coming.open("wb") as to:
                shutil.copyfileobj(far, to, 1 << 20)
            coming.replace(near)
        return near

    def _far(self, name: str) -> pafs.FileSystem:
        from deltalake.fs import DeltaStorageHandler

        return pafs.PyFileSystem(DeltaStorageHandler(self._uri(name), self._options))

    def _changed(self, name: str, change: Callable[[DeltaTable | None], object]) -> None:
        from deltalake.exceptions import CommitFailedError

        for tried in range(_TRIES):
            with self._told(name, "written"):
                try:
                    change(self.open(name))
                    return
                except CommitFailedError:
                    # Another machine committed meanwhile, and nothing of ours: the change is made of the newer version.
                    if tried == _TRIES - 1:
                        raise
            time.sleep(0.1 * tried * random.random())  # noqa: S311 - two that met shall not meet again

    def _vacuumed(self, name: str, *, hours: int) -> int:
        if (table := self.open(name)) is None:
            return 0
        with self._told(name, "written"):
            gone = len(table.vacuum(retention_hours=hours, enforce_retention_duration=False, dry_run=False))
        kept, oldest = set(self._parts(name, None, None)), time.time() - hours * 3600
        for copy in (self._copies / name).rglob("*.parquet"):
            if copy.relative_to(self._copies / name).as_posix() not in kept and copy.stat().st_mtime <= oldest:
                copy.unlink()
        return gone

    @contextmanager
    def _told(self, name: str, deed: str) -> Iterator[None]:
        """Failures of the engine as sentences."""
        from deltalake.exceptions import DeltaError

        try:
            yield
        except StoreError:
            raise
        except (DeltaError, OSError, ValueError) as error:
            if self.address:
                mend = (
                    "what was committed before is kept: see that the object storage answers, then run the command again"
                )
            elif deed == "read":
                mend = "build the store anew in another folder with: nhiptin build PATH --store DIR"
            else:
                mend = "what was committed before is kept: make room on the disk, then run the command again"
            told, where = " ".join(_COLOURS.sub(" ", str(error)).split()), f"{self}/{name}"
            raise StoreError(f"the lake at {where} cannot be {deed}: got {told[:200]}; {mend}") from error
