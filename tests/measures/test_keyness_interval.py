"""LRC and its interval beside published output and SciPy."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2_contingency

from analysis.measures.keyness import contrasted
from analysis.measures.significance import log_ratio, ratio_interval

# Output of Evert's own R implementation of LRC (two-sided, Bonferroni over 599 types), cross-checked with CQPweb:
# github.com/fau-klue/pandas-association-measures, tests/data/log-ratio-gold.tsv, columns f, f2, lr, lrc;
# f1 = 168,329 tokens near the node and N = 19,720,567 in all; f2 counts both sides.
NODE, CORPUS, TYPES = 168_329, 19_720_567, 599
PUBLISHED = (
    (1189, 2157, 7.156575955874566, 6.910068549501856),
    (49, 88, 7.189213818656465, 5.941562136184079),
    (105, 264, 6.261268755785273, 5.521061539662923),
    (15, 18, 9.181834288290867, 5.991330482867978),
    (7, 10, 8.082298614739953, 4.0603178799231285),
    (577, 13484, 2.376467611403348, 2.127643233227812),
    (13, 102, 4.084612480578199, 2.021314273707874),
    (5, 24, 4.933906774847282, 0.975708228231368),
)


@pytest.mark.parametrize(("near", "all_", "ratio", "lrc"), PUBLISHED)
def test_published_lrc(near: int, all_: int, ratio: float, lrc: float) -> None:
    counts = pd.DataFrame({"n": [near], "total": NODE, "n_b": all_ - near, "total_b": CORPUS - NODE})
    row = contrasted(counts, tests=TYPES).iloc[0]
    assert row["log_ratio"] == pytest.approx(ratio, abs=1e-12)
    assert row["lrc"] == row["low"] == pytest.approx(lrc, abs=1e-9)
    assert row["verdict"] == "a"


@given(st.integers(0, 60), st.integers(60, 500), st.integers(0, 60), st.integers(60, 500), st.integers(1, 500))
def test_interval_agrees_with_scipy_and_turns_round(n: int, total: int, other: int, whole: int, tests: int) -> None:
    low, high = ratio_interval(n, total, other, whole, tests=tests)
    if n + other == 0:
        assert (low, high) == (-math.inf, math.inf)
        return
    exact = binomtest(n, n + other).proportion_ci(1 - 0.05 / tests, method="exact")
    with np.errstate(divide="ignore"):
        bounds = [float(np.log2(whole / total * p / np.float64(1 - p))) for p in (exact.low, exact.high)]
    assert [float(low), float(high)] == pytest.approx(bounds, abs=1e-6)
    swapped = ratio_interval(other, whole, n, total, tests=tests)
    assert [-float(swapped[1]), -float(swapped[0])] == pytest.approx([float(low), float(high)])
    if n and other:
        assert low <= log_ratio(n, total, other, whole) <= high


def test_sides_are_judged_alike_and_chance_is_not_judged() -> None:
    counts = pd.DataFrame({"n": [80, 5, 20], "total": 1000, "n_b": [10, 60, 18], "total_b": 1000})
    result = contrasted(counts)
    assert result["verdict"].tolist() == ["a", "b", "none"]
    assert result["lrc"].iloc[2] == 0
    swapped = contrasted(counts.rename(columns={"n": "n_b", "n_b": "n", "total": "total_b", "total_b": "total"}))
    assert swapped["lrc"].tolist() == pytest.approx((-result["lrc"]).tolist())
    table = [[80, 920], [10, 990]]
    reference = chi2_contingency(table, correction=False, lambda_="log-likelihood")
    assert result["g2"].iloc[0] == pytest.approx(reference.statistic)


def test_copies_are_less_evidence_after_rao_and_scott() -> None:
    # A: 40 articles of 10 stories of four copies each, 12 articles of three stories hold the term. Effective: 10 and 3.
    copied = {"n": [12], "total": [40], "weight": [48], "squares": [160]}
    other = {"n_b": [6], "total_b": [200], "weight_b": [6], "squares_b": [200]}
    result = contrasted(pd.DataFrame(copied | other)).iloc[0]
    plain = contrasted(pd.DataFrame({"n": [3], "total": [10], "n_b": [6], "total_b": [200]})).iloc[0]
    assert result["log_ratio"] == pytest.approx(math.log2(0.3 / 0.03))
    assert result[["low", "high", "g2"]].tolist() == pytest.approx(plain[["low", "high", "g2"]].tolist())
    alone = contrasted(pd.DataFrame({"n": [12], "total": [40], "n_b": [6], "total_b": [200]})).iloc[0]
    assert alone["low"] > result["low"]


def test_terms_left_out_count_as_tests() -> None:
    counts = pd.DataFrame({"n": [9], "total": 100, "n_b": [1], "total_b": 100})
    assert contrasted(counts)["verdict"].item() == "a"
    assert contrasted(counts, tests=1000)["verdict"].item() == "none"
    assert contrasted(counts, tests=1000)["q"].item() == pytest.approx(min(1, contrasted(counts)["q"].item() * 1000))


def test_what_is_nowhere_and_empty_groups() -> None:
    counts = pd.DataFrame({"n": [0, 0], "total": [10, 0], "n_b": [0, 3], "total_b": [10, 10]})
    result = contrasted(counts)
    assert result["verdict"].tolist() == ["none", "none"]
    assert result["log_ratio"].isna().all()
    assert contrasted(counts.head(0)).empty


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=40),
    st.integers(60, 300),
    st.integers(60, 5000),
    st.integers(1, 5),
)
def test_the_surest_alone_are_as_among_all(pairs: list[tuple[int, int]], total: int, total_b: int, top: int) -> None:
    n, n_b = zip(*pairs, strict=True)
    counts = pd.DataFrame({"term": range(len(pairs)), "n": n, "total": total, "n_b": n_b, "total_b": total_b})
    every, some = contrasted(counts), contrasted(counts, top=top)
    pd.testing.assert_frame_equal(some, every.loc[some.index])
    every = every.assign(sure=every["lrc"].abs()).sort_values(["sure", "g2"], ascending=False, kind="stable")
    for leaning in (every["log_ratio"] > 0, every["log_ratio"] < 0):
        assert set(every.index[leaning][:top]) <= set(some.index)
