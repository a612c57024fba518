"""The calendar: days on which news is likely to change of itself, the shipped ones and those that people add.

Events explain a chart, they never count in one. People's own are kept in ``state.sqlite`` and can be taken out again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.errors import InputError
from analysis.paths import DATA
from analysis.store import state, state_file
from analysis.text.lexicons.lists import Problem, read

FILE = DATA / "calendar" / "vietnam.tsv"
KINDS = ("party", "assembly", "holiday", "law", "other")
UNVERIFIED = "unverified"
LONGEST = 160
"""Characters of a name."""
LARGEST = 1_000_000
"""Bytes of a file that is taken in."""
MOST = 2_000
"""Events of one file."""
LAST = timedelta(366)
"""An event of more days than this is a slip."""
_COLUMNS = {
    "first": ("first", "start", "date", "begin", "day", "từ", "từ ngày", "ngày", "bắt đầu"),
    "last": ("last", "end", "until", "đến", "đến ngày", "kết thúc"),
    "name": ("name", "summary", "title", "event", "tên", "sự kiện"),
}


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """Days with a name; ``last`` is the last day itself."""

    first: date
    last: date
    kind: str
    vi: str
    en: str
    source: str
    """Where the days are from; of people's own: who added them."""
    id: int = 0
    """Number by which an event of people's own is taken out; 0 for the shipped ones."""


@lru_cache(maxsize=2)
def shipped(path: Path = FILE) -> tuple[tuple[Event, ...], tuple[Problem, ...]]:
    """The shipped events in order of their days, and what is wrong with the other lines.

    Raises:
        ModelError: the file cannot be read.
    """
    rows, problems = read(path, columns=6)
    events = []
    for line, (first, last, kind, vi, en, source) in rows:
        try:
            days = _days(first, last)
        except InputError as error:
            problems.append(Problem(path.name, line, str(error)))
            continue
        if kind not in KINDS:
            problems.append(Problem(path.name, line, f"unknown kind: got {kind[:40]!r}, allowed {', '.join(KINDS)}"))
        elif not (vi and en and source):
            problems.append(Problem(path.name, line, f"needs both names and a source, or `{UNVERIFIED}`"))
        else:
            events.append(Event(*days, kind, vi, en, source))
    return tuple(sorted(events)), tuple(problems)


def events(store: Path) -> list[Event]:
    """All events of a store in order of their days: the shipped ones and people's own."""
    return sorted([*shipped()[0], *own(store)])


def own(store: Path) -> list[Event]:
    """The events that people added, in order of their days."""
    with state_file.reading(store) as db:
        rows = [] if db is None else db.execute(
            "SELECT first, last, name, who, id FROM calendar WHERE removed IS NULL ORDER BY first, id"
        ).fetchall()  # fmt: skip
    return [
        Event(date.fromisoformat(first), date.fromisoformat(last), "other", name, name, who, number)
        for first, last, name, who, number in rows
    ]


def add(store: Path, *, first: str, last: str = "", name: str, who: str) -> int:
    """Add an event; returns its number.

    Args:
        first, last: days as YYYY-MM-DD; without a last day it is one day.
        name: what happens, as charts say it.

    Raises:
        InputError: a day that cannot be read, the last before the first, or a name that is empty or too long.
        StoreMissing: there is no such store.
    """
    days = _days(first, last)
    name, who = state.clean("name of the event", name, LONGEST), state.clean("name of who does it", who, state.WHO)
    with state_file.writing(store) as db:
        row = db.execute(
            "INSERT INTO calendar(at, who, first, last, name) VALUES (?, ?, ?, ?, ?)",
            (state.now(), who, *(day.isoformat() for day in days), name),
        )
        number = int(row.lastrowid or 0)
        state.note(db, who, "event added", id=number, first=str(days[0]), last=str(days[1]), name=name)
    return number


def remove(store: Path, number: int, *, who: str) -> None:
    """Take an event of people's own out; it stays in the audit.

    Raises:
        InputError: there is no such event.
    """
    state.end(store, "calendar", "removed", number, state.clean("name of who does it", who, state.WHO), "event removed")


def take_in(store: Path, name: str, content: bytes, *, who: str) -> tuple[int, list[Problem]]:
    """Add the events of a file: CSV (columns first or date, last, name) or iCalendar; those already there are left out.

    Args:
        name: of the file; it ends in .csv, .tsv or .ics.
        content: what is in it, UTF-8.

    Returns:
        How many were added, and what is wrong with the other lines (of iCalendar: events, in order).

    Raises:
        InputError: the file is too large or neither of both, or its columns are not found.
    """
    if len(content) > LARGEST:
        raise InputError(f"{name} is too large: got {len(content):,} bytes, allowed {LARGEST:,}")
    there = {(event.first, event.last, event.vi) for event in events(store)}
    added, problems = 0, []
    for line, (first, last, title) in enumerate(_rows(name, content), 1):
        if line > MOST:
            problems.append(Problem(name, line, f"more events than {MOST:,}; the rest is left out"))
            break
        try:
            days = _days(first, last)
            called = state.clean("name of the event", title, LONGEST)
            if (*days, called) not in there:
                add(store, first=str(days[0]), last=str(days[1]), name=called, who=who)
                there.add((*days, called))
                added += 1
        except InputError as error:
            problems.append(Problem(name, line, str(error)))
    return added, problems


def _rows(name: str, content: bytes) -> Iterator[tuple[str, str, str]]:
    if name.lower().endswith(".ics"):
        yield from _of_icalendar(name, content)
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is not UTF-8: got {error}; save it as UTF-8 and try again") from error
    sign = "\t" if name.lower().endswith(".tsv") else ","
    reader = csv.reader(io.StringIO(text), delimiter=sign)
    try:
        head = [cell.strip().casefold() for cell in next(reader, [])]
        place = {field: next((head.index(n) for n in names if n in head), -1) for field, names in _COLUMNS.items()}
        if place["first"] < 0 or place["name"] < 0:
            raise InputError(
                f"the columns of {name} are not found: got {', '.join(head)[:120]!r}, needs first (or date) and name; "
                f"last may be missing"
            )
        for row in reader:
            if any(cell.strip() for cell in row):
                first, last, title = (row[p].strip() if 0 <= p < len(row) else "" for p in place.values())
                yield first, last, title
    except csv.Error as error:
        raise InputError(f"{name} cannot be read as CSV: got {error}") from error


def _of_icalendar(name: str, content: bytes) -> Iterator[tuple[str, str, str]]:
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(content, multiple=True)
    except (ValueError, IndexError, KeyError) as error:
        raise InputError(f"{name} cannot be read as iCalendar: got {str(error)[:120]}") from error
    for calendar in calendars:
        for event in calendar.walk("VEVENT"):
            start, end = _told(event.get("DTSTART")), _told(event.get("DTEND"))
            if isinstance(end, date) and not isinstance(end, datetime) and end > date.min:
                # The end of an event of whole days is the day after.
                end -= timedelta(1)
            first, last = (str(day)[:10] if day else "" for day in (start, end))
            yield first, last, str(event.get("SUMMARY", ""))


def _told(field: Any) -> Any:
    """The day or time of an event's field; what is written there where that is none; None for a field that is missing."""
    try:
        return getattr(field, "dt", None)
    except ValueError:
        return str(field)


def _days(first: str, last: str) -> tuple[date, date]:
    try:
        begin = date.fromisoformat(first)
        end = date.fromisoformat(last) if last else begin
    except ValueError:
        raise InputError(f"no day: got {f'{first} {last}'.strip()[:40]!r}, allowed YYYY-MM-DD") from None
    if not timedelta() <= end - begin <= LAST:
        raise InputError(f"the days are wrong: got {begin} to {end}, allowed first <= last within a year")
    return begin, end
