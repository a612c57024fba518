"""JSON Lines: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from analysis.schema import Reject
from analysis.sources.columns import Columns, lacking, recognise
from analysis.sources.inputs import Meter
from analysis.sources.lines import BadLine, lines
from analysis.sources.records import Row

_UNKNOWN = "columns"
"""Marks, within this file, objects whose names are not recognised."""
_PATIENCE = 20
"""Objects looked at before a file without recognisable names is given up."""


def rows(data: BinaryIO, meter: Meter, *, name: str, mapping: Columns) -> Iterator[Row | Reject]:
    """One row for each object; a file whose first objects all lack a date or a text is refused as a whole."""
    known: dict[tuple[str, ...], tuple[Columns, str]] = {}
    waiting: list[Reject] = []
    sure = False
    read = 0
    for entry in lines(data, meter):
        row = _row(entry, name, mapping, known)
        if row is None:
            continue
        read += 1
        if isinstance(row, Reject) and row.field == _UNKNOWN:
            row = replace(row, field="row")
            if sure:
                yield row
                continue
            waiting.append(row)
            if len(waiting) >= _PATIENCE:
                break
            continue
        if isinstance(row, Row) and not sure:
            sure = True
            yield from waiting
            waiting = []
        yield row
        if isinstance(row, Reject) and row.field == "file":
            return
    if waiting:
        yield Reject(name, 0, "file", waiting[0].reason, waiting[0].raw)
    elif not read:
        yield Reject(name, 0, "file", "the file is empty: allowed one JSON object a line")


def _row(
    entry: tuple[int, str] | BadLine, name: str, mapping: Columns, known: dict[tuple[str, ...], tuple[Columns, str]]
) -> Row | Reject | None:
    if isinstance(entry, BadLine):
        return Reject(name, entry.line, "file" if entry.fatal else "row", entry.reason, entry.raw)
    number, line = entry
    if not line.strip():
        return None
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        if number == 1 and line.lstrip().startswith("["):
            return _array(name, line)
        return Reject(
            name, number, "row", f"the line is no JSON: got {str(error)[:120]}, allowed one object a line", line[:2000]
        )
    if isinstance(value, list) and number == 1:
        return _array(name, line)
    if not isinstance(value, dict):
        return Reject(
            name, number, "row", f"the line is no object: got {type(value).__name__}, allowed {{…}}", line[:2000]
        )
    names = tuple(value)
    if names not in known:
        if len(known) > 1000:
            known.clear()
        found = recognise(names, mapping)
        known[names] = found, lacking(found, names, mapping)
    found, missing = known[names]
    if missing:
        return Reject(name, number, _UNKNOWN, missing, line[:2000])
    return Row(number, {field: value.get(column) for field, column in found.items()}, line[:2000])


def _array(name: str, line: str) -> Reject:
    reason = (
        "the file is one JSON array: allowed one object a line; convert it with: jq -c '.[]' FILE.json > FILE.jsonl"
    )
    return Reject(name, 1, "file", reason, line[:2000])
