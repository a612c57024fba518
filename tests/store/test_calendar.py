"""Events: the shipped list is in order, people's own are added, taken in from files and taken out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.store import calendar, state

ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Ban tin//VI
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20251030
DTEND;VALUE=DATE:20251101
SUMMARY:Tọa đàm về chip
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART:20251103T080000Z
SUMMARY:Họp báo
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def test_the_shipped_list_is_in_order_and_says_where_it_is_from() -> None:
    events, problems = calendar.shipped()
    assert not problems
    assert {event.kind for event in events} <= set(calendar.KINDS)
    assert all(event.vi and event.en and event.source for event in events)
    assert list(events) == sorted(events)
    assert {event.first.year for event in events} == {2024, 2025, 2026}


def test_a_broken_line_is_named_and_the_rest_is_used(tmp_path: Path) -> None:
    lines = [
        "2025-10-01\t\tlaw\tA\tA\tunverified",
        "2025-13-01\t\tlaw\tB\tB\tunverified",
        "2025-10-02\t2025-10-01\tlaw\tC\tC\tunverified",
        "2025-10-02\t\tparty day\tD\tD\tunverified",
        "2025-10-02\t\tlaw\tE\t\tunverified",
        "2025-10-02\tlaw",
    ]
    (tmp_path / "own.tsv").write_text("\n".join(lines), "utf-8")
    events, problems = calendar.shipped(tmp_path / "own.tsv")
    assert [event.vi for event in events] == ["A"]
    assert sorted(problem.line for problem in problems) == [2, 3, 4, 5, 6]


def test_an_event_of_ones_own_from_adding_to_taking_out(tmp_path: Path) -> None:
    number = calendar.add(tmp_path, first="2025-10-30", name="Tọa đàm\x00 về AI", who="An")
    assert calendar.own(tmp_path) == [
        calendar.Event(date(2025, 10, 30), date(2025, 10, 30), "other", "Tọa đàm về AI", "Tọa đàm về AI", "An", number)
    ]
    calendar.remove(tmp_path, number, who="Bình")
    assert calendar.own(tmp_path) == []
    assert [row.who for row in state.audit(tmp_path)] == ["Bình", "An"]
    with pytest.raises(InputError, match="nothing to take back"):
        calendar.remove(tmp_path, number, who="Bình")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"first": "30/10/2025", "name": "x"}, "no day"),
        ({"first": "2025-10-30", "last": "2025-10-29", "name": "x"}, "the days are wrong"),
        ({"first": "2020-01-01", "last": "2025-10-29", "name": "x"}, "the days are wrong"),
        ({"first": "2025-10-30", "name": " "}, "cannot be kept"),
        ({"first": "2025-10-30", "name": "x" * 161}, "cannot be kept"),
    ],
)
def test_bad_events_are_refused(tmp_path: Path, given: dict[str, str], told: str) -> None:
    with pytest.raises(InputError, match=told):
        calendar.add(tmp_path, who="An", **given)


def test_a_table_is_taken_in_once(tmp_path: Path) -> None:
    table = "Ngày,Tên,Đến\n2025-10-01,Hội nghị,2025-10-03\n2025-10-xx,Sai,\n\n2025-10-05,,\n".encode()
    added, problems = calendar.take_in(tmp_path, "lich.csv", table, who="An")
    assert (added, [problem.line for problem in problems]) == (1, [2, 3])
    assert calendar.take_in(tmp_path, "lich.csv", table, who="An")[0] == 0
    assert [(str(event.first), str(event.last)) for event in calendar.own(tmp_path)] == [("2025-10-01", "2025-10-03")]


def test_an_icalendar_ends_the_day_before_its_end(tmp_path: Path) -> None:
    added, problems = calendar.take_in(tmp_path, "lich.ics", ICS.encode(), who="An")
    assert (added, problems) == (2, [])
    assert [(str(event.first), str(event.last), event.vi) for event in calendar.own(tmp_path)] == [
        ("2025-10-30", "2025-10-31", "Tọa đàm về chip"),
        ("2025-11-03", "2025-11-03", "Họp báo"),
    ]


def test_an_event_whose_day_cannot_be_read_is_refused_alone(tmp_path: Path) -> None:
    broken = ICS.replace("DTEND;VALUE=DATE:20251101", "DTEND;VALUE=DATE:202511\r24")
    added, problems = calendar.take_in(tmp_path, "lich.ics", broken.encode(), who="An")
    assert (added, [problem.line for problem in problems]) == (1, [1])


def test_the_first_and_the_last_day_there_is(tmp_path: Path) -> None:
    calendar.add(tmp_path, first="9999-12-31", name="Hết", who="An")
    ends = ICS.replace("DTEND;VALUE=DATE:20251101", "DTEND;VALUE=DATE:00010101")
    added, problems = calendar.take_in(tmp_path, "lich.ics", ends.encode(), who="An")
    assert (added, [problem.line for problem in problems]) == (1, [1])


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"x,y\n1,2\n", "columns"),
        ("a.csv", b"", "columns"),
        ("a.csv", b"date,name\n2025-10-01,\xff\n", "UTF-8"),
        ("a.ics", b"no calendar", "iCalendar"),
        ("a.csv", b"x" * 1_000_001, "too large"),
    ],
)
def test_files_that_are_none_are_refused(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        calendar.take_in(tmp_path, name, content, who="An")
