"""Dates: what is certain is read, what is not is refused with the way out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.schema import ZONE
from analysis.sources.dates import DateError, Moment, reader

NOW = datetime(2026, 1, 10, 12, tzinfo=UTC)


def read(value: object, date_format: str | None = None) -> Moment:
    return reader(date_format)(value, NOW)


@pytest.mark.parametrize(
    ("text", "wanted", "has_time"),
    [
        ("2025-10-22", "2025-10-22T00:00:00+07:00", False),
        ("2025/10/22", "2025-10-22T00:00:00+07:00", False),
        ("2025-10-22T23:30:00Z", "2025-10-23T06:30:00+07:00", True),
        ("2025-10-22T23:30:00+07:00", "2025-10-22T23:30:00+07:00", True),
        ("2025-10-22T20:00:00-0500", "2025-10-23T08:00:00+07:00", True),
        ("2025-10-22 08:15", "2025-10-22T08:15:00+07:00", True),
        ("2025-10-22T08:15:30.250", "2025-10-22T08:15:30.250000+07:00", True),
        ("2025-10-22 08:15:00 UTC", "2025-10-22T15:15:00+07:00", True),
        ("Wed, 22 Oct 2025 17:05:00 GMT", "2025-10-23T00:05:00+07:00", True),
        ("Wed, 22 Oct 25 17:05 GMT", "2025-10-23T00:05:00+07:00", True),
        ("22 Oct 2025 17:05:00 +0700", "2025-10-22T17:05:00+07:00", True),
        ("Wed, 22 Oct 2025 08:00:00 EST", "2025-10-22T20:00:00+07:00", True),
        ("22/10/2025", "2025-10-22T00:00:00+07:00", False),
        ("22-10-2025 14:30", "2025-10-22T14:30:00+07:00", True),
        ("22.10.2025, 14h30", "2025-10-22T14:30:00+07:00", True),
        ("14:30 22/10/2025", "2025-10-22T14:30:00+07:00", True),
        ("14:30 ngày 03/04/2025", "2025-04-03T14:30:00+07:00", True),
        ("Ngày 3/4/2025", "2025-04-03T00:00:00+07:00", False),
        ("Thứ năm, 03/04/2025, 14:30 (GMT+7)", "2025-04-03T14:30:00+07:00", True),
        ("Chủ nhật, 26/10/2025 | 06:00", "2025-10-26T06:00:00+07:00", True),
        ("ngày 3 tháng 4 năm 2025", "2025-04-03T00:00:00+07:00", False),
        ("22/10/2025 02:30 PM", "2025-10-22T14:30:00+07:00", True),
        ("22/10/2025 12:05 SA", "2025-10-22T00:05:00+07:00", True),
        ("22/10/2025 23:30 GMT+0", "2025-10-23T06:30:00+07:00", True),
        ("05/05/2025", "2025-05-05T00:00:00+07:00", False),
        ("10/22/2025", "2025-10-22T00:00:00+07:00", False),
    ],
)
def test_dates_whose_reading_is_certain(text: str, wanted: str, has_time: bool) -> None:
    moment = read(text)
    assert (moment.published.isoformat(), moment.has_time) == (wanted, has_time)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("03/04/2025", "--date-format dmy"),
        ("3-4-2025 10:00 GMT+7", "--date-format dmy"),
        ("1761120000", "--date-format epoch"),
        ("20251022", "--date-format epoch"),
        ("30/02/2025", "no such date"),
        ("2025-02-30", "no such date"),
        ("2025-10-22T25:00:00", "no such date"),
        ("2025-10-22T10:00:00+19:00", "no such date"),
        ("31/13/2025", "no such date"),
        ("22 Foo 2025", "no such date"),
        ("22/10/2025 14:30 PM", "half of the day"),
        ("1989-12-31", "too early"),
        ("2026-01-13", "future"),
        ("9999-12-31T23:00:00-10:00", "no such date"),
        ("hôm qua", "cannot be read"),
        ("", "missing"),
        (None, "missing"),
        (True, "no text"),
        ([2025, 10, 22], "no text"),
        ("1" * 10_000, "bare number"),
    ],
)
def test_dates_that_are_refused(text: object, reason: str) -> None:
    with pytest.raises(DateError, match=reason):
        read(text)


def test_a_format_decides_what_is_ambiguous_and_only_that() -> None:
    assert read("03/04/2025", "dmy").published.month == 4
    assert read("03/04/2025", "mdy").published.month == 3
    assert read("03/04/2025", "%d/%m/%Y") == Moment(datetime(2025, 4, 3, tzinfo=ZONE), False)
    assert read("03.04.25 07:30", "%d.%m.%y %H:%M") == Moment(datetime(2025, 4, 3, 7, 30, tzinfo=ZONE), True)
    assert read("2025-10-22", "mdy").published.day == 22
    assert read("22/10/2025", "dmy").published.day == 22


def test_epoch_seconds_and_milliseconds() -> None:
    wanted = datetime(2025, 10, 22, 8, tzinfo=UTC)
    assert read(wanted.timestamp(), "epoch").published == wanted
    assert read(str(int(wanted.timestamp() * 1000)), "epoch").published == wanted
    with pytest.raises(DateError):
        read("9" * 30, "epoch")


@pytest.mark.parametrize("date_format", ["%H:%M", "dd/mm/yyyy", "%d/%m/%Q", ""])
def test_a_format_that_gives_no_day_is_refused(date_format: str) -> None:
    with pytest.raises(InputError, match="date format"):
        reader(date_format)


def test_date_and_datetime_values() -> None:
    assert read(date(2025, 10, 22)) == Moment(datetime(2025, 10, 22, tzinfo=ZONE), False)
    assert read(datetime(2025, 10, 22, 8)) == Moment(datetime(2025, 10, 22, 8, tzinfo=ZONE), True)
    assert read(datetime(2025, 10, 22, 20, tzinfo=UTC)).published.isoformat() == "2025-10-23T03:00:00+07:00"


moments = st.datetimes(
    datetime(1990, 1, 2),
    datetime(2026, 1, 9),
    timezones=st.sampled_from([UTC, ZONE, timezone(timedelta(hours=-9, minutes=-30)), timezone(timedelta(hours=14))]),
).map(lambda value: value.replace(microsecond=0))


@given(moments)
def test_what_is_written_is_read_back(value: datetime) -> None:
    for text in (value.isoformat(), value.isoformat(sep=" "), format_datetime(value)):
        moment = read(text)
        assert moment.published == value
        assert moment.published.tzinfo is ZONE
        assert moment.has_time
    local = value.astimezone(ZONE)
    assert read(f"{local:%H:%M:%S} ngày {local.day}/{local.month}/{local.year}").published == local


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        assert read(text).published.tzinfo is ZONE
    except DateError as error:
        assert "got" in str(error)
