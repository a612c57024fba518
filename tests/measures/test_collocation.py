"""Collocation and rise: published scales, SciPy as reference, and what is not shown."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from scipy.stats import binomtest, chi2_contingency

from analysis.measures.collocation import neighbours
from analysis.measures.rates import dispersed
from analysis.measures.rise import risen
from analysis.measures.significance import log_dice


def test_published_scale_of_log_dice() -> None:
    # Rychlý (2008), section 3: 14 at most; 0 means less than one joint occurrence in 16,000 of either; one more is twice
    # as often, seven more a hundred times.
    assert log_dice(9, 9, 9) == 14
    assert log_dice(1, 16_000, 16_000) == pytest.approx(0, abs=0.05)
    assert log_dice(20, 1000, 500) - log_dice(10, 1000, 500) == pytest.approx(1)
    assert 2 ** float(log_dice(1280, 9000, 4000) - log_dice(10, 9000, 4000)) == pytest.approx(128)
    assert log_dice(0, 5, 5) == -math.inf


def counted(**changes: object) -> dict[str, object]:
    row = {"item": 1, "sentences": 20, "stories": 15, "f_term": 100, "f_other": 50, "own": 20, "own_term": 100}
    return row | {"own_other": 50} | changes


def test_score_and_test() -> None:
    (row,) = neighbours(pd.DataFrame([counted()]), sentences=10_000).to_dict("records")
    assert row["log_dice"] == pytest.approx(14 + math.log2(2 * 20 / 150))
    table = [[20, 80], [30, 9870]]
    assert row["g2"] == pytest.approx(chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic)


def test_what_is_no_neighbour() -> None:
    rows = [
        counted(sentences=4, own=4),
        counted(stories=2),
        counted(own=1),
        counted(f_other=5000, own_other=5000),
    ]
    assert neighbours(pd.DataFrame(rows), sentences=10_000).empty, "few; two stories; copies; as often as anywhere"
    assert neighbours(pd.DataFrame([counted()]), sentences=10_000, tests=10**40).empty
    assert neighbours(pd.DataFrame([counted()]).head(0), sentences=0).empty


def test_strongest_tie_first() -> None:
    rows = pd.DataFrame([counted(item=1), counted(item=2, f_other=25, own_other=25)])
    assert neighbours(rows, sentences=10_000)["item"].tolist() == [2, 1]


def halves(early: int, late: int, size: int = 1000) -> pd.DataFrame:
    days = pd.to_datetime(["2025-10-06", "2025-10-07", "2025-10-08", "2025-10-09"])
    counts = pd.DataFrame({"term_id": 7, "day": days[[0, 3]], "n": [early, late]})
    totals = pd.DataFrame({"day": days, "total": [size // 2] * 4})
    return risen(counts, totals, tests=1)


def test_rise_is_the_bound_nearest_to_zero() -> None:
    row = halves(10, 40).loc[7]
    assert row["leaning"] == 2
    low = binomtest(40, 50).proportion_ci(0.95, method="exact").low
    assert row["rise"] == pytest.approx(math.log2(low / (1 - low)))
    assert halves(40, 10).loc[7, "rise"] == pytest.approx(-row["rise"])
    assert halves(10, 12).loc[7, "rise"] == 0


def test_no_rise_on_a_single_day() -> None:
    day = pd.to_datetime(["2025-10-06"])
    counts = pd.DataFrame({"term_id": [7], "day": day, "n": [3]})
    assert risen(counts, pd.DataFrame({"day": day, "total": [9]}), tests=1).isna().all(axis=None)


def test_a_rate_is_worth_its_spread() -> None:
    assert dispersed(pd.Series([80.0, 80.0]), pd.Series([0.0, 1.0])).tolist() == [80, 0]
