from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.intervals import wilson
from analysis.measures.topics import adjusted
from analysis.quality import Rates


def counted(n: int, total: int, topic: str = "ai") -> pd.DataFrame:
    return pd.DataFrame({"topic": [topic], "n": [n], "total": [total], "weight": [n], "squares": [total]})


def test_forman_by_hand() -> None:
    # Of 1,000 texts 200 are of the topic; tpr .8 and fpr .1 give 160 + 80 assigned ones.
    (row,) = adjusted(counted(240, 1000), {"ai": Rates(0.8, 100, 0.1, 900)}).to_dict("records")
    assert row["raw"] == 0.24 and row["share"] == pytest.approx(0.2) and row["corrected"]


def test_interval_agrees_with_a_bootstrap_of_all_three_rates() -> None:
    generator = np.random.default_rng(4)
    raw = generator.binomial(1000, 0.24, 9999) / 1000
    tpr, fpr = generator.binomial(100, 0.8, 9999) / 100, generator.binomial(900, 0.1, 9999) / 900
    low, high = np.quantile((raw - fpr) / (tpr - fpr), [0.025, 0.975])
    (row,) = adjusted(counted(240, 1000), {"ai": Rates(0.8, 100, 0.1, 900)}).to_dict("records")
    assert row["low"] == pytest.approx(low, abs=0.006) and row["high"] == pytest.approx(high, abs=0.006)


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    generator = np.random.default_rng(5)
    held = 0
    for _ in range(400):
        tpr, fpr = generator.binomial(120, 0.75) / 120, generator.binomial(700, 0.05) / 700
        n = generator.binomial(600, 0.25 * 0.75 + 0.75 * 0.05)
        (row,) = adjusted(counted(int(n), 600), {"ai": Rates(tpr, 120, fpr, 700)}).to_dict("records")
        held += row["low"] <= 0.25 <= row["high"]
    assert 0.92 <= held / 400 <= 0.99


def test_rates_that_cannot_hold_are_not_used() -> None:
    rates = {"ai": Rates(0.8, 100, 0.1, 900)}
    (rare,) = adjusted(counted(15, 1000), rates).to_dict("records")
    assert rare["share"] == rare["raw"] == 0.015 and not rare["corrected"]
    assert rare["low"] == 0 and rare["high"] == pytest.approx(float(wilson(0.015, 1000)[1]) / 0.8)
    (every,) = adjusted(counted(1000, 1000), rates).to_dict("records")
    assert every["share"] == every["high"] == 1 and not every["corrected"]


def test_a_topic_is_corrected_in_all_periods_or_in_none() -> None:
    periods = pd.concat([counted(60, 100), counted(0, 100), counted(5, 100)])
    result = adjusted(periods, {"ai": Rates(0.8, 100, 0.1, 900)})
    assert result["corrected"].all() and result["share"].tolist()[1:] == [0, 0]
    assert (result["high"] > 0).all(), "a share cut at 0 keeps an interval"


def test_without_rates_the_raw_share_with_wilson() -> None:
    (row,) = adjusted(counted(30, 100), {}).to_dict("records")
    low, high = wilson(0.3, 100)
    assert (row["share"], row["low"], row["high"]) == (0.3, low, high)
    (blind,) = adjusted(counted(30, 100), {"ai": Rates(0.5, 100, 0.48, 100)}).to_dict("records")
    assert blind["share"] == 0.3 and not blind["corrected"]


@given(
    st.integers(0, 50), st.integers(0, 50), st.floats(0, 1), st.integers(0, 200), st.floats(0, 1), st.integers(0, 900)
)
def test_always_a_share_within_its_interval(n: int, more: int, tpr: float, tpr_n: int, fpr: float, fpr_n: int) -> None:
    (row,) = adjusted(counted(n, n + more), {"ai": Rates(tpr, tpr_n, fpr, fpr_n)}).to_dict("records")
    if n + more:
        assert 0 <= row["low"] <= row["share"] <= row["high"] <= 1
    else:
        assert np.isnan([row["raw"], row["share"], row["low"], row["high"]]).all()
