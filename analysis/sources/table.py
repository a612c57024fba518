"""CSV and TSV: the delimiter is found from the heading; a row broken by a stray quotation mark does not take others along."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from analysis.schema import Reject
from analysis.sources.columns import Columns, lacking, recognise
from analysis.sources.inputs import Meter
from analysis.sources.lines import BadLine, lines
from analysis.sources.records import Row

_DELIMITERS = ",;\t|"
_FIELD = 1_000_000
"""Characters of one field: five times what a body may have."""
_BROKEN = 1_000
"""Rows with broken quotation marks after which a file is given up."""


class _Feed:
    """Lines for the CSV reader: refused lines are set aside, lines of a broken row can be given back."""

    def __init__(self, data: BinaryIO, meter: Meter, name: str) -> None:
        self._lines = lines(data, meter)
        self._again: deque[tuple[int, str]] = deque()
        self._name = name
        self.taken: list[tuple[int, str]] = []
        self.refused: list[Reject] = []

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        while True:
            entry = self._again.popleft() if self._again else next(self._lines)
            if not isinstance(entry, BadLine):
                self.taken.append(entry)
                return entry[1] + "\n"
            self.refused.append(
                Reject(self._name, entry.line, "file" if entry.fatal else "row", entry.reason, entry.raw)
            )

    def give_back(self) -> None:
        """All lines taken since the last row, but the first."""
        self._again.extendleft(reversed(self.taken[1:]))


def rows(data: BinaryIO, meter: Meter, *, name: str, mapping: Columns) -> Iterator[Row | Reject]:
    """One row for each line group below the heading; a file without a recognisable heading is refused as a whole."""
    feed = _Feed(data, meter, name)
    first = next((line for line in feed if line.strip()), "")
    yield from _drain(feed)
    if not first:
        yield Reject(name, 0, "file", "the file is empty: allowed a heading and rows")
        return
    delimiter, names = heading(first, mapping)
    found = recognise(names, mapping)
    if missing := lacking(found, names, mapping):
        yield Reject(name, 0, "file", missing, first[:2000])
        return
    places = {field: names.index(column) for field, column in found.items()}
    broken = 0
    for line, cells, raw in _records(feed, delimiter):
        yield from _drain(feed)
        if isinstance(cells, str):
            broken += 1
            yield Reject(name, line, "row", cells, raw)
            if broken >= _BROKEN:
                yield Reject(
                    name,
                    line,
                    "file",
                    f"reading stopped here: got {broken} broken rows, allowed fewer; repair the file",
                )
                return
        elif not any(cell.strip() for cell in cells):
            continue
        elif len(cells) != len(names):
            yield Reject(
                name,
                line,
                "row",
                f"the row does not fit the heading: got {len(cells)} cells, allowed {len(names)}",
                raw,
            )
        else:
            yield Row(line, {field: cells[at] for field, at in places.items()}, raw)
    yield from _drain(feed)


def _records(feed: _Feed, delimiter: str) -> Iterator[tuple[int, list[str] | str, str]]:
    """(line, cells or the reason why there are none, raw text) of each record."""
    csv.field_size_limit(_FIELD)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        feed.taken.clear()
        try:
            cells: list[str] | str = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cells = f"the row's quotation marks are broken: got {str(error)[:100]}, allowed CSV quoting"
            feed.give_back()
            reader = csv.reader(feed, delimiter=delimiter, strict=True)
        if feed.taken:
            yield feed.taken[0][0], cells, feed.taken[0][1][:2000]


def heading(line: str, mapping: Columns) -> tuple[str, list[str]]:
    """The delimiter under which most fields are recognised (then: most columns), and the column names."""
    best: tuple[int, int] = (-1, 0)
    chosen = ",", [line]
    for delimiter in _DELIMITERS:
        try:
            names = [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]
        except csv.Error:
            continue
        score = (len(recognise(names, mapping)), len(names))
        if score > best:
            best, chosen = score, (delimiter, names)
    return chosen


def _drain(feed: _Feed) -> Iterator[Reject]:
    yield from feed.refused
    feed.refused.clear()
