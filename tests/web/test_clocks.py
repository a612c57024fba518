"""Whose clock is seven hours wrong, and what an article's witnesses say together."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.schema import ZONE
from analysis.sources.clocks import SEVEN, Dated, Witnesses, dated, night_shift, shifts, witnesses
from analysis.sources.dates import DateError, Moment
from analysis.sources.web.pages import extract

FETCHED = datetime(2025, 10, 23, 12, tzinfo=ZONE)


def seen(
    feed: datetime | None = None, *, page: str = "", text: str = "", address: str = "", fetched: datetime = FETCHED
) -> Witnesses:
    return witnesses(feed=feed.isoformat() if feed else "", page=page, text=text, address=address, fetched=fetched)


def hours_ago(hours: float) -> datetime:
    return FETCHED - timedelta(hours=hours)


def test_an_outlet_whose_feed_writes_utc_as_local_time_is_found_by_its_addresses() -> None:
    every = [seen(hours_ago(9 + n), address=f"/bai-{hours_ago(2 + n):%Y%m%d%H%M%S}123.htm") for n in range(3)]
    assert shifts(every) == {"feed": SEVEN}
    assert shifts(every[:2]) == {}, "two are not enough to judge the others"
    assert dated(every[0], {}).origin == "feed+7h", "each alone is certain all the same"


def test_a_publication_after_the_fetch_is_local_time_called_utc() -> None:
    every = [seen(hours_ago(-6.5 + n)) for n in range(3)]
    assert shifts(every) == {"feed": -SEVEN}
    moved = dated(seen(hours_ago(3)), shifts(every))
    assert (moved.moment.published, moved.origin) == (hours_ago(10), "feed-7h")


def test_right_clocks_are_left_alone() -> None:
    every = [seen(hours_ago(n), page=hours_ago(n).isoformat()) for n in range(1, 9)]
    assert shifts(every) == {}
    assert dated(every[0], {}) == Dated(Moment(hours_ago(1), True), "feed")
    # A time that differs, but not by seven hours, says nothing.
    assert shifts([seen(hours_ago(9), page=hours_ago(4).isoformat())] * 5) == {}


def test_who_says_when() -> None:
    assert dated(seen(page="2025-10-22", text="22/10/2025, 19:25 (GMT+7)"), {}).origin == "text", "an hour says more"
    assert dated(seen(address="https://bao.example/2025/10/20/bai"), {}).moment == Moment(
        datetime(2025, 10, 20, tzinfo=ZONE), False
    )
    with pytest.raises(DateError, match="the date is missing"):
        dated(seen(page="hôm qua"), {})
    with pytest.raises(DateError, match="the date lies after the fetch: got 2031-01-01"):
        dated(seen(datetime(2031, 1, 1, tzinfo=ZONE)), {})
    assert dated(seen(datetime(2031, 1, 1, tzinfo=ZONE), page="2025-10-22T08:00:00+07:00"), {}).origin == "page"


@given(st.lists(st.floats(0, 2000), min_size=1, max_size=20), st.sampled_from([timedelta(), SEVEN, -SEVEN]))
def test_no_article_is_dated_after_its_fetch(ages: list[float], wrong: timedelta) -> None:
    every = [seen(hours_ago(age) - wrong) for age in ages]
    for one in every:
        with suppress(DateError):
            assert dated(one, shifts(every)).moment.published <= FETCHED + timedelta(minutes=10)


def test_the_hours_of_the_day_tell_when_nobody_else_does(corpora: Path) -> None:
    import pyarrow.parquet as pq

    columns = pq.read_table(corpora / "headlines-2025-08_2026-04.parquet", columns=["published_at", "source"])
    for outlet in ("vnexpress.net", "tuoitre.vn", "thanhnien.vn"):
        times = [t for t, s in zip(*(c.to_pylist() for c in columns.columns), strict=True) if s == outlet]
        hours = [int(time[11:13]) for time in sorted(times)]
        assert night_shift(hours) is None
        assert night_shift([(hour - 7) % 24 for hour in hours]) == SEVEN


def test_a_real_page_gives_an_article(corpora: Path) -> None:
    (file,) = (corpora / "html").glob("*.html")
    page = extract(file.read_bytes(), address="https://vnexpress.net/bai.html", declared="utf-8")
    assert (page.stated, page.shown, page.section) == (
        "2025-10-22T19:25:52+07:00",
        "Thứ tư, 22/10/2025, 19:25 (GMT+7)",
        "Sức khỏe",
    )
    assert (len(page.author.split()), len(page.summary.split()) > 10, 1000 < len(page.text) < 2000) == (2, True, True)
