from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.measures.periods import fill, first_day, grain, spine

days = st.dates(date(2019, 1, 1), date(2027, 12, 31))


@given(days, st.integers(0, 500), st.sampled_from(["day", "week", "month", "all"]))
def test_periods_cover_the_span_once(since: date, length: int, by: str) -> None:
    until = since + timedelta(days=length)
    periods = spine(since, until, by=by)
    starts = periods["period"]
    assert starts.is_monotonic_increasing and starts.is_unique
    assert starts.iloc[0].date() == (since if by == "all" else first_day(since, by))
    assert starts.iloc[-1].date() <= until
    assert not periods["partial"].iloc[1:-1].any(), "only the first and the last can be cut"
    if by == "day":
        assert len(periods) == length + 1 and not periods["partial"].any()


@given(days, st.sampled_from(["day", "week", "month"]))
def test_first_day_agrees_with_pandas(day: date, by: str) -> None:
    letter = {"day": "D", "week": "W-SUN", "month": "M"}[by]
    assert pd.Timestamp(first_day(day, by)) == pd.Period(day, letter).start_time


def test_partial_ends() -> None:
    months = spine(date(2025, 1, 15), date(2025, 3, 31), by="month")
    assert months["partial"].tolist() == [True, False, False]
    assert spine(date(2025, 1, 2), date(2025, 1, 1), by="day").empty


@pytest.mark.parametrize(("length", "by"), [(1, "day"), (45, "day"), (46, "week"), (400, "week"), (401, "month")])
def test_auto_width(length: int, by: str) -> None:
    assert grain("auto", date(2025, 1, 1), date(2025, 1, 1) + timedelta(days=length - 1)) == by


def test_refused_widths() -> None:
    with pytest.raises(InputError, match="got by='year', allowed auto, day, week, month"):
        grain("year", date(2025, 1, 1), date(2025, 1, 1))
    with pytest.raises(InputError, match="got by='all'"):
        grain("all", date(2025, 1, 1), date(2025, 1, 1))
    assert grain("all", date(2025, 1, 1), date(2025, 1, 1), whole=True) == "all"


def test_fill_puts_zeros_and_gaps() -> None:
    line = spine(date(2025, 1, 1), date(2025, 1, 3), by="day")
    totals = pd.DataFrame({"period": line["period"].iloc[[0, 2]], "total": [4, 2]})
    counts = pd.DataFrame({"term": ["a"], "period": line["period"].iloc[[2]].to_numpy(), "n": [1]})
    frame = fill(line, totals, counts, items=pd.DataFrame({"term": ["b", "a"]}))
    assert frame["term"].tolist() == ["b"] * 3 + ["a"] * 3
    assert frame["n"].tolist() == [0, 0, 0, 0, 0, 1]
    assert frame["total"].tolist() == [4, 0, 2] * 2
    assert frame["gap"].tolist() == [False, True, False] * 2
