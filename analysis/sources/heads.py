"""Which columns a file has: what a person chooses from when its names are not recognised."""

from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.sources.inputs import Input, Meter, Stream, Unreadable, streams
from analysis.sources.lines import BadLine, lines
from analysis.sources.recode import recoded
from analysis.sources.table import heading

MOST = 200
"""Columns named."""
_LINES = 20
"""Lines looked at for the first that says something."""


def columns(source: Input, *, encoding: str = "auto") -> list[str]:
    """The column names of a file, of the first member of a zip; empty where it has none or cannot be read."""
    for stream in streams(source, Meter()):
        if isinstance(stream, Unreadable):
            continue
        try:
            return [str(name)[:200] for name in _names(stream, encoding)][:MOST]
        except (OSError, ValueError, RecursionError, pa.ArrowException):
            return []
    return []


def _names(stream: Stream, encoding: str) -> list[str]:
    if stream.format == "parquet":
        return list(pq.read_schema(stream.data).names)
    if stream.format == "seeds":
        return []
    first = _first(stream, encoding)
    if stream.format == "table":
        return heading(first, {})[1] if first else []
    told = json.loads(first)
    return list(told) if isinstance(told, dict) else []


def _first(stream: Stream, encoding: str) -> str:
    for number, entry in enumerate(lines(recoded(stream.data, encoding), Meter())):
        if not isinstance(entry, BadLine) and entry[1].strip():
            return entry[1]
        if number > _LINES:
            break
    return ""
