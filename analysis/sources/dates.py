"""Publication dates as they are written in the wild, to aware times in Asia/Ho_Chi_Minh; nothing is guessed.

Read without being told: ISO 8601, RFC 822 (feeds), and day-first Vietnamese dates whose order is certain. Refused
until the reader says how: `03/04/2025` (day or month first?) and bare numbers (which epoch?).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from analysis.errors import InputError
from analysis.schema import ZONE

EARLIEST = 1990
FORMATS = "a strptime format such as %d/%m/%Y, or dmy, mdy or epoch"


class DateError(ValueError):
    """A date that cannot be read, with the reason as its sentence."""


@dataclass(frozen=True, slots=True)
class Moment:
    published: datetime
    """Aware, in Asia/Ho_Chi_Minh."""
    has_time: bool


_ISO = re.compile(
    r"(?P<y>\d{4})(?P<sep>[-/])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})"
    r"(?:(?:\s*T|\s+)(?P<t>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)\s*(?P<zone>[A-Za-z]{1,4}|(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?)?)?"
)
_RFC = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(?P<d>\d{1,2})[\s-](?P<month>[A-Za-z]{3,9})[\s-](?P<y>\d{4}|\d{2})"
    r"(?:\s+(?P<t>\d{1,2}:\d{2}(?::\d{2})?)\s*(?P<zone>[A-Za-z]{1,4}|(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?)?)?"
)
_CLOCK = r"(?P<{0}>\d{{1,2}}[:h]\d{{2}}(?::\d{{2}})?)\s*(?P<{1}>AM|PM|SA|CH)?"
_LOCAL = re.compile(
    r"(?:" + _CLOCK.format("t1", "half1") + r"[\s,|–-]*)?"
    r"(?P<weekday>(?:thứ\s+\w+|chủ\s+nhật|cn)[\s,]*)?(?P<word>ngày\s+)?"
    r"(?P<a>\d{1,2})(?:(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)|\s+tháng\s+(?P<month>\d{1,2})(?:\s+năm|\s*,)?\s+)(?P<y>\d{4})"
    r"(?:[\s,|–-]*(?:lúc\s+)?" + _CLOCK.format("t2", "half2") + r")?"
    r"\s*\(?(?P<zone>(?:GMT|UTC)\s*[+-]\s*\d{1,2}(?::?\d{2})?|GMT|UTC|[+-]\d{2}:\d{2}|Z)?\)?",
    re.IGNORECASE,
)
_MONTHS = {
    name: i
    for i, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_ZONES = {
    **dict.fromkeys(("Z", "UT", "UTC", "GMT"), 0),
    "ICT": 7,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
_OFFSET = re.compile(r"(?:GMT|UTC)?\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def reader(date_format: str | None) -> Callable[[object, datetime], Moment]:
    """A function ``(value, now) -> Moment`` for one setting of ``--date-format``.

    Args:
        date_format: None, ``dmy``, ``mdy``, ``epoch`` (seconds, or milliseconds beyond the year 5000), or a format of
            ``datetime.strptime``. Dates whose reading is certain (ISO, RFC 822) are read under every setting.

    Raises:
        InputError: no such format. (The function itself raises DateError.)

    >>> now = datetime(2025, 11, 1, tzinfo=UTC)
    >>> reader(None)("2025-10-22T23:30:00Z", now).published.isoformat()
    '2025-10-23T06:30:00+07:00'
    >>> reader("dmy")("03/04/2025", now).published.date().isoformat()
    '2025-04-03'
    """
    if date_format is not None and date_format not in ("dmy", "mdy", "epoch"):
        _check_format(date_format)

    def read(value: object, now: datetime) -> Moment:
        moment = _read(value, date_format)
        return _plausible(moment, now)

    return read


def _check_format(date_format: str) -> None:
    try:
        probe = datetime(2025, 10, 23).strftime(date_format)
        read = datetime.strptime(probe, date_format)
    except ValueError:
        read = None
    if read is None or (read.year, read.month, read.day) != (2025, 10, 23):
        raise InputError(f"the date format cannot be used: got {date_format[:40]!r}, allowed {FORMATS}")


def _read(value: object, date_format: str | None) -> Moment:
    if isinstance(value, datetime):
        return Moment(_local(value), True)
    if isinstance(value, date):
        return Moment(datetime.combine(value, time(), ZONE), False)
    text = "" if value is None else " ".join(str(value)[:200].split())
    if not text or text.lower() in ("nan", "nat", "none", "null"):
        raise DateError("the date is missing: got nothing, allowed a date such as 2025-10-23")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise DateError(f"the date is no text: got {type(value).__name__}, allowed a date such as 2025-10-23")
    if date_format == "epoch" and _NUMBER.fullmatch(text):
        return _epoch(text)
    if date_format is not None and "%" in date_format:
        try:
            read = datetime.strptime(text, date_format)
        except ValueError:
            pass
        else:
            return Moment(_local(read), any(sign in date_format for sign in ("%H", "%I", "%c", "%X")))
    for pattern, build in ((_ISO, _iso), (_RFC, _rfc), (_LOCAL, _vietnamese)):
        if (match := pattern.fullmatch(text)) is not None:
            return build(match, text, date_format)
    if _NUMBER.fullmatch(text):
        raise DateError(
            f"the date is a bare number: got {text[:40]!r}, allowed a written date; "
            f"if it counts seconds since 1970 say --date-format epoch"
        )
    raise DateError(
        f"the date cannot be read: got {text[:60]!r}, allowed ISO, RFC 822 or dd/mm/yyyy; else say --date-format"
    )


def _iso(match: re.Match[str], text: str, date_format: str | None) -> Moment:
    return _moment(text, match["y"], match["m"], match["d"], match["t"], match["zone"])


def _rfc(match: re.Match[str], text: str, date_format: str | None) -> Moment:
    month = _MONTHS.get(match["month"][:3].lower(), 0)
    # RFC 822 itself writes two digits of the year; RFC 2822 says how to read them.
    year = match["y"] if len(match["y"]) == 4 else str(int(match["y"]) + (2000 if int(match["y"]) < 50 else 1900))
    return _moment(text, year, str(month), match["d"], match["t"], match["zone"])


def _vietnamese(match: re.Match[str], text: str, date_format: str | None) -> Moment:
    day, month = match["a"], match["month"] or match["b"]
    if match["month"] is None and not (match["word"] or match["weekday"]):
        first, second = int(day), int(month)
        if date_format == "mdy" or (date_format is None and first <= 12 < second <= 31):
            day, month = month, day
        elif date_format != "dmy" and first <= 12 and second <= 12 and first != second:
            raise DateError(
                f"day and month cannot be told apart: got {text[:40]!r}, allowed a date whose order is certain; "
                f"say --date-format dmy or --date-format mdy"
            )
    clock = (match["t1"] or match["t2"] or "").lower().replace("h", ":")
    half = (match["half1"] or match["half2"] or "").upper()
    moment = _moment(text, match["y"], month, day, clock or None, match["zone"])
    if half:
        hour = int(clock.split(":")[0])
        if not 1 <= hour <= 12:
            raise DateError(f"the hour does not fit its half of the day: got {text[:60]!r}, allowed 1 to 12")
        shift = (12 if half in ("PM", "CH") else 0) + hour % 12 - hour
        moment = Moment(moment.published + timedelta(hours=shift), True)
    return moment


def _moment(text: str, year: str, month: str, day: str, clock: str | None, zone: str | None) -> Moment:
    try:
        on = date(int(year), int(month), int(day))
        if not clock:
            return Moment(datetime.combine(on, time(), ZONE), False)
        hour, minute, *rest = clock.replace(",", ".").split(":")
        seconds, _, fraction = (rest[0] if rest else "0").partition(".")
        at = time(int(hour), int(minute), int(seconds), int(fraction[:6].ljust(6, "0")) if fraction else 0)
        return Moment(_local(datetime.combine(on, at, _zone(zone) if zone else None)), True)
    except (ValueError, OverflowError):
        raise DateError(
            f"there is no such date: got {text[:60]!r}, allowed a day of the calendar and a time of the clock"
        ) from None


def _zone(name: str) -> timezone:
    if (known := _ZONES.get(name.upper())) is not None:
        return timezone(timedelta(hours=known))
    match = _OFFSET.fullmatch(name)
    if match is None:
        raise ValueError(name)
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if offset > timedelta(hours=14) or int(match[3] or 0) >= 60:
        raise ValueError(name)
    return timezone(-offset if match[1] == "-" else offset)


def _local(value: datetime) -> datetime:
    """In Asia/Ho_Chi_Minh; a time without zone is local already."""
    try:
        # A fresh object: subclasses (a frame library's timestamps) print and compare in ways of their own.
        plain = datetime(
            value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond, value.tzinfo
        )
        return plain.replace(tzinfo=ZONE) if plain.tzinfo is None else plain.astimezone(ZONE)
    except (ValueError, OverflowError):
        raise DateError(f"there is no such date: got {str(value)[:60]!r}, allowed a day of the calendar") from None


def _epoch(text: str) -> Moment:
    seconds = float(text)
    if abs(seconds) > 1e11:
        seconds /= 1000
    try:
        return Moment((datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).astimezone(ZONE), True)
    except OverflowError:
        raise DateError(f"there is no such date: got {text[:40]!r} seconds since 1970") from None


def _plausible(moment: Moment, now: datetime) -> Moment:
    if moment.published.year < EARLIEST:
        raise DateError(f"the date is too early: got {moment.published:%Y-%m-%d}, allowed from {EARLIEST}-01-01")
    if moment.published > now + timedelta(days=1):
        raise DateError(f"the date lies in the future: got {moment.published:%Y-%m-%d}, allowed until tomorrow")
    return moment
