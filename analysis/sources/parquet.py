"""Parquet: rows in batches, only the columns that are fields of an article."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from analysis.schema import Reject
from analysis.sources.columns import Columns, lacking, recognise
from analysis.sources.inputs import Meter
from analysis.sources.records import Row

_BATCH = 512


def rows(data: BinaryIO, meter: Meter, *, name: str, size: int, mapping: Columns) -> Iterator[Row | Reject]:
    """One row for each row of the file, numbered from 1; a wrong schema or a damaged file is refused."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    read, before = 0, meter.done
    try:
        with pq.ParquetFile(data) as file:
            names = list(file.schema_arrow.names)
            found = recognise(names, mapping)
            if missing := lacking(found, names, mapping):
                yield Reject(name, 0, "file", missing)
                return
            columns = list(dict.fromkeys(found.values()))
            for batch in file.iter_batches(_BATCH, columns=columns):
                for values in batch.to_pylist():
                    read += 1
                    yield _row(read, values, found)
                # What a damaged file says of its rows may be less than it holds.
                meter.done = before + size * read // max(read, file.metadata.num_rows)
            if not read:
                yield Reject(name, 0, "file", "the file is empty: allowed rows")
    except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
        yield Reject(name, read + 1 if read else 0, "file", f"the Parquet file cannot be read: got {str(error)[:200]}")


def _row(line: int, values: dict[str, Any], found: Columns) -> Row:
    return Row(line, {field: values.get(column) for field, column in found.items()}, partial(_raw, values, found))


def _raw(values: dict[str, Any], found: Columns) -> str:
    return "; ".join(f"{column}={str(values.get(column))[:300]}" for column in found.values())
