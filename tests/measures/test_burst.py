from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nbinom

from analysis.measures.burst import TET, bursts, causes, gaps, holidays, tail

START = date(2025, 3, 3)


def days(length: int) -> pd.DatetimeIndex:
    return pd.date_range(START, periods=length, freq="D")


def found(counts: list[int], totals: list[int], term: str = "a") -> pd.DataFrame:
    at = days(len(counts))
    frame = pd.DataFrame({"term": term, "day": at, "n": counts})
    return bursts(frame[frame["n"] > 0], pd.DataFrame({"day": at, "total": totals}).query("total > 0"))


@given(st.integers(1, 60), st.floats(0.1, 30), st.floats(0.1, 50))
def test_tail_agrees_with_scipy(n: int, mean: float, size: float) -> None:
    p = tail(np.array([float(n)]), np.array([mean]), np.array([size]))[0]
    assert p == pytest.approx(nbinom.sf(n - 1, size, size / (size + mean)), rel=1e-6, abs=1e-300)


def test_one_loud_day() -> None:
    counts = [1] * 40
    counts[35] = 15
    result = found(counts, [50] * 40)
    assert result["day"].tolist() == [days(40)[35]]
    assert result["n"].item() == 15 and result["expected"].item() == pytest.approx((4 * 1 + 0.5) / 4)


def test_every_week_is_no_burst() -> None:
    counts = [12 if index % 7 == 2 else 1 for index in range(63)]
    assert found(counts, [50] * 63).empty, "the same weekday was as loud before"


def test_a_new_outlet_is_no_burst() -> None:
    totals = [50] * 40 + [500] * 10
    counts = [2] * 40 + [20] * 10
    assert found(counts, totals).empty


def test_a_restless_term_needs_more() -> None:
    generator = np.random.default_rng(3)
    calm, restless = [3] * 56, generator.choice([0, 0, 1, 2, 3, 12], 56).tolist()
    calm[50] = restless[50] = 14
    assert len(found(calm, [80] * 56)) == 1
    assert 50 not in [(day - days(1)[0]).days for day in found(restless, [80] * 56)["day"]]


def test_few_units_are_no_burst() -> None:
    counts = [0] * 40
    counts[35] = 4
    assert found(counts, [50] * 40).empty


def test_the_first_weeks_are_not_tested() -> None:
    counts = [0] * 30
    counts[20] = 25
    assert found(counts, [50] * 30).empty
    assert found(counts[-10:], [50] * 10).empty


def test_gaps_are_no_baseline() -> None:
    assert gaps(np.array([5.0] * 30 + [0, 0] + [5] * 30)).sum() == 2
    counts, totals = [6] * 60, [50] * 60
    for day in (36, 43):
        counts[day] = totals[day] = 0
    assert found(counts, totals).empty, "two empty Tuesdays do not make the next one loud"


def test_tet_is_no_baseline() -> None:
    at = pd.date_range("2026-02-01", "2026-03-01", freq="D")
    assert holidays(at).sum() == 14
    assert at[holidays(at)][[0, -1]].strftime("%m-%d").tolist() == ["02-10", "02-23"]
    assert all(date.fromisoformat(day).month in (1, 2) for day in TET)


def test_causes_share_the_articles() -> None:
    day = days(1)[0]
    bursting = pd.DataFrame({"term": ["a", "b", "c"], "day": day, "n": [9, 9, 30]})
    joint = pd.DataFrame({"term": ["a", "b", "a", "c"], "day": day, "other": ["b", "a", "c", "a"], "n": [8, 8, 3, 3]})
    assert causes(bursting, joint) == ["b, c", "a", ""]
    assert causes(bursting, joint, most=1) == ["b", "a", ""]


def test_nothing() -> None:
    empty = pd.DataFrame({"term": [], "day": [], "n": []})
    assert list(bursts(empty, pd.DataFrame({"day": [], "total": []})).columns) == [
        "term",
        "day",
        "n",
        "expected",
        "p",
        "q",
    ]
