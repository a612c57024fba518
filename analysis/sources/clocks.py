"""When an article was published, from witnesses that contradict each other; clocks that are seven hours wrong are put right.

Vietnam is UTC+7. An outlet that writes UTC and labels it +07:00 is seven hours early everywhere; one that labels its
local time UTC is seven hours late, and publishes after it was fetched. Both are found per outlet and kind of witness.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from analysis.schema import ZONE
from analysis.sources.dates import DateError, Moment, reader

ORIGINS = ("feed", "page", "url", "text")
"""Kinds of witness, the one believed first first."""
SEVEN = timedelta(hours=7)
_NEAR = timedelta(minutes=15)
"""Two witnesses of one moment may differ by so much: an editor saves, then publishes."""
_AHEAD = timedelta(minutes=10)
"""Clocks of others may be so much ahead of ours."""
_ENOUGH = 3
"""Articles that must show a shift before an outlet's others are shifted too …"""
_MOSTLY = 0.6
"""… and their share of those that can be judged."""
MANY = 200
"""Times from which the hours of an outlet's day can be judged."""
_NIGHT = range(1, 5)
_AWAKE, _ASLEEP = 0.13, 0.06
"""Share of an outlet's articles in the small hours above which its clock is wrong, and below which it is right."""
_FAR = datetime(9000, 1, 1, tzinfo=UTC)
_STAMP = re.compile(
    r"(?:(?<!\d)(?P<y>20\d\d)|185(?P<s>\d\d))(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"
    r"(?P<H>[01]\d|2[0-3])(?P<M>[0-5]\d)(?P<S>[0-5]\d)\d{0,4}(?!\d)"
)
_DAY = re.compile(r"/(20\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?:/|$)")


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What is written about one article's time."""

    times: Mapping[str, Moment]
    """By origin; one that says nothing is left out."""
    fetched: datetime
    """When the article was first seen."""


@dataclass(frozen=True, slots=True)
class Dated:
    """One article's time."""

    moment: Moment
    origin: str
    """One of ``ORIGINS``, with the correction made: ``feed``, ``feed+7h``, ``page-7h``."""


def witnesses(*, feed: str, page: str, text: str, address: str, fetched: datetime) -> Witnesses:
    """What the feed, the page's metadata, the date shown on it and its address say, each as written or empty."""
    said = {"feed": written(feed), "page": written(page), "url": in_address(address), "text": written(text)}
    return Witnesses({name: moment for name in ORIGINS if (moment := said[name]) is not None}, fetched)


_ANY = reader(None)


def written(time: str) -> Moment | None:
    """A time as somebody wrote it; None when it is none, or when its reading is not certain."""
    try:
        return _ANY(time, _FAR) if time else None
    except DateError:
        return None


def in_address(address: str) -> Moment | None:
    """The time, or else the day, that an address holds: many outlets number their articles by the clock.

    >>> in_address("https://bao.example/mot-bai-20250818140414529.htm").published.isoformat()
    '2025-08-18T14:04:14+07:00'
    >>> in_address("https://bao.example/mot-bai-185250818140414529.htm").published.isoformat()
    '2025-08-18T14:04:14+07:00'
    >>> in_address("https://bao.example/2025/08/18/bai").has_time, in_address("https://bao.example/bai-12345.htm")
    (False, None)
    """
    try:
        if (stamp := _STAMP.search(address)) is not None:
            year = int(stamp["y"] or f"20{stamp['s']}")
            month, day, hour, minute, second = (int(stamp[part]) for part in "mdHMS")
            return Moment(datetime(year, month, day, hour, minute, second, tzinfo=ZONE), True)
        if (on := _DAY.search(address)) is not None:
            return Moment(datetime(int(on[1]), int(on[2]), int(on[3]), tzinfo=ZONE), False)
    except ValueError:
        pass
    return None


def shifts(seen: Sequence[Witnesses]) -> dict[str, timedelta]:
    """By how much an outlet's feed and its pages' metadata are wrong.

    Args:
        seen: articles of one outlet.

    Returns:
        Origin → what to add to its times: seven hours more or less; an origin that is right, or that too few
        articles judge, is left out.

    Three witnesses are heard, in this order: another time of the same article that differs by exactly seven hours;
    a publication after the fetch; and, for ``MANY`` articles without either, the hours of the day: no outlet
    publishes most in the small hours of the night.
    """
    found: dict[str, timedelta] = {}
    for origin in ("page", "feed"):
        judged = [verdict for one in seen if (verdict := _verdict(one, origin, found)) is not None]
        for by in (SEVEN, -SEVEN):
            if judged.count(by) >= _ENOUGH and judged.count(by) >= _MOSTLY * len(judged):
                found[origin] = by
        if not judged and (by_night := _night(seen, origin)):
            found[origin] = by_night
    return found


def _verdict(one: Witnesses, origin: str, known: Mapping[str, timedelta]) -> timedelta | None:
    """By how much one time is wrong, by the other witnesses of its article; None when they do not tell."""
    moment = one.times.get(origin)
    if moment is None or not moment.has_time:
        return None
    if _late(moment.published, one.fetched):
        return -SEVEN
    for name in ("url", "text", "page"):
        other = one.times.get(name)
        if name != origin and other is not None and other.has_time:
            true = other.published + known.get(name, timedelta())
            for by in (timedelta(), SEVEN, -SEVEN):
                if abs(true - moment.published - by) <= _NEAR and true <= one.fetched + _AHEAD:
                    return by
    return None


def _late(published: datetime, fetched: datetime) -> bool:
    """Whether it lies after the fetch, but no longer when seven hours are taken off."""
    return published > fetched + _AHEAD >= published - SEVEN


def _night(seen: Iterable[Witnesses], origin: str) -> timedelta | None:
    hours = [one.times[origin].published.hour for one in seen if origin in one.times and one.times[origin].has_time]
    return night_shift(hours)


def night_shift(hours: Sequence[int]) -> timedelta | None:
    """Seven hours, where the hours of publication (0 to 23, local) make sense only seven hours later; else None.

    >>> night_shift([2, 3, 4, 9, 13] * 50), night_shift([9, 10, 11, 16, 20] * 50)
    (datetime.timedelta(seconds=25200), None)
    """
    if len(hours) < MANY:
        return None
    asleep = sum(hour in _NIGHT for hour in hours) / len(hours)
    moved = sum((hour + 7) % 24 in _NIGHT for hour in hours) / len(hours)
    return SEVEN if asleep > _AWAKE and moved < _ASLEEP else None


def dated(one: Witnesses, wrong: Mapping[str, timedelta]) -> Dated:
    """When an article was published.

    Args:
        one: its witnesses.
        wrong: what ``shifts`` found for its outlet.

    Raises:
        DateError: no witness says anything that can be true.

    The first witness with an hour that does not lie after the fetch decides, then the first with a day alone.
    """
    candidates = [_shifted(origin, moment, wrong, one.fetched) for origin, moment in one.times.items()]
    limit = one.fetched + _AHEAD
    fit = [each for each in candidates if each.moment.published <= limit]
    if not fit:
        if candidates:
            raise DateError(
                f"the date lies after the fetch: got {candidates[0].moment.published:%Y-%m-%d %H:%M}, "
                f"allowed until {one.fetched.astimezone(ZONE):%Y-%m-%d %H:%M}"
            )
        raise DateError("the date is missing: got none in feed, page and address, allowed one that can be read")
    chosen = min(fit, key=lambda each: not each.moment.has_time)
    return _agreed(chosen, fit) if chosen.origin in ("feed", "page") else chosen


def _shifted(origin: str, moment: Moment, wrong: Mapping[str, timedelta], fetched: datetime) -> Dated:
    by = wrong.get(origin, timedelta())
    if not by and origin in ("feed", "page") and moment.has_time and _late(moment.published, fetched):
        by = -SEVEN
    if not by or not moment.has_time:
        return Dated(moment, origin)
    return Dated(Moment(moment.published + by, True), f"{origin}{'+' if by > timedelta() else '-'}7h")


def _agreed(chosen: Dated, fit: Sequence[Dated]) -> Dated:
    """The chosen time, moved by seven hours where an address or the page shows just that and nobody else speaks."""
    for other in fit:
        by = other.moment.published - chosen.moment.published
        if other.origin in ("url", "text") and other.moment.has_time and abs(abs(by) - SEVEN) <= _NEAR:
            sign = "+" if by > timedelta() else "-"
            moved = chosen.moment.published + (SEVEN if by > timedelta() else -SEVEN)
            return Dated(Moment(moved, True), f"{chosen.origin}{sign}7h")
    return chosen
