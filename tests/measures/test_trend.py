from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau, theilslopes

from analysis.measures.trend import changes, mann_kendall, theil_sen

series = st.lists(st.integers(0, 12), min_size=4, max_size=20)


@given(series)
def test_theil_sen_agrees_with_scipy(values: list[int]) -> None:
    times = np.arange(len(values), dtype=float)
    slope = theil_sen(times, np.array([values], float))[0]
    assert slope == pytest.approx(theilslopes(values, times).slope)


@given(series)
def test_mann_kendall_is_kendalls_tau_with_continuity(values: list[int]) -> None:
    (p,) = mann_kendall(np.array([values], float))
    if len(set(values)) == 1:
        assert p == 1
    else:
        without = kendalltau(np.arange(len(values)), values, method="asymptotic").pvalue
        assert without - 1e-12 <= p <= 1, "the correction for continuity makes the test more careful"
        assert p - without < 0.35


def test_mann_kendall_worked_example() -> None:
    # Gilbert (1987), "Statistical Methods for Environmental Pollution Monitoring", ch. 16: S of 5, 6, 11, 8, 10 is 6;
    # the variance without ties is 5·4·15/18.
    from scipy.special import ndtr

    expected = 2 * (1 - ndtr((6 - 1) / np.sqrt(5 * 4 * 15 / 18)))
    assert mann_kendall(np.array([[5.0, 6, 11, 8, 10]]))[0] == pytest.approx(expected)


def frame(n: list[int], total: int = 40, term: str = "a", partial: tuple[int, ...] = ()) -> pd.DataFrame:
    periods = pd.date_range("2025-01-06", periods=len(n), freq="7D")
    flags = [index in partial for index in range(len(n))]
    return pd.DataFrame({"term": term, "period": periods, "n": n, "total": total, "partial": flags})


def test_verdicts() -> None:
    rise, flat = frame([1, 2, 4, 5, 7, 8, 10, 12, 13, 15]), frame([5, 6, 5, 4, 6, 5, 5, 4, 6, 5], term="b")
    result = changes(pd.concat([rise, flat, frame([15, 13, 12, 10, 8, 7, 5, 4, 2, 1], term="c")])).set_index("term")
    assert result["verdict"].to_dict() == {"a": "up", "b": "none", "c": "down"}
    assert result["slope"]["a"] == pytest.approx(-result["slope"]["c"])
    assert result["first_share"]["a"] == pytest.approx((1 + 2 + 4) / 120)
    assert result["last_share"]["a"] == pytest.approx((12 + 13 + 15) / 120)


def test_few_units_give_no_verdict() -> None:
    result = changes(frame([0, 0, 0, 1, 1, 1, 2, 2, 3, 3]))
    assert result["n"].item() == 13 and result["q"].item() < 0.05
    assert result["verdict"].item() == "none"


def test_partial_and_thin_periods_are_left_out() -> None:
    n = [20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0]
    assert changes(frame(n, partial=(0, 10)))["verdict"].item() == "up"
    assert changes(frame(n, partial=(0, 10)))["periods"].item() == 9
    assert changes(frame(n, total=4))["periods"].item() == 0


def test_too_few_periods() -> None:
    result = changes(frame([10, 20, 30]))
    assert result["verdict"].item() == "none" and pd.isna(result["p"].item())
    assert changes(frame([])).empty


def test_a_gap_does_not_bend_the_slope() -> None:
    whole = frame([2, 4, 6, 8, 10, 12, 14, 16])
    holed = whole.drop(index=[3, 4])
    gap = whole.loc[[3, 4]].assign(n=0, total=0)
    slope = changes(pd.concat([holed, gap]))["slope"].item()
    assert slope == pytest.approx(2 / 40)
