from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from analysis.measures.intervals import effective, quantile, wilson, with_shares


@pytest.mark.parametrize(("n", "total"), [(0, 10), (1, 29), (81, 263), (15, 148), (10, 10), (37, 412)])
def test_wilson_agrees_with_statsmodels(n: int, total: int) -> None:
    low, high = wilson(n / total, total)
    assert (low, high) == pytest.approx(proportion_confint(n, total, method="wilson"), abs=1e-12)


def test_wilson_published_example() -> None:
    # Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3: 81 of 263.
    low, high = wilson(81 / 263, 263)
    assert (round(float(low), 4), round(float(high), 4)) == (0.2553, 0.3662)


def test_other_confidence() -> None:
    assert quantile(0.99) == pytest.approx(2.5758, abs=1e-4)
    low, high = wilson(0.3, 50, confidence=0.99)
    assert (low, high) == pytest.approx(proportion_confint(15, 50, alpha=0.01, method="wilson"), abs=1e-12)


def test_nothing_has_no_interval() -> None:
    frame = with_shares(pd.DataFrame({"n": [0, 1], "total": [0, 4]}))
    assert frame.loc[0, ["share", "low", "high"]].isna().all()
    assert frame.loc[1, "share"] == 0.25


stories = st.lists(st.tuples(st.integers(1, 6), st.booleans()), min_size=1, max_size=40)


@given(stories)
def test_effective_number_is_between_one_and_all(rows: list[tuple[int, bool]]) -> None:
    sizes, hit = np.array([size for size, _ in rows]), np.array([hit for _, hit in rows])
    n, total = int(sizes[hit].sum()), int(sizes.sum())
    (trials,) = effective(n, total, (sizes[hit] ** 2).sum(), (sizes**2).sum())
    assert 1 <= trials <= total
    if (sizes == 1).all():
        assert trials == pytest.approx(total)
    low, high = wilson(n / total, trials)
    assert 0 <= low <= n / total <= high <= 1


def test_effective_number_is_the_cluster_robust_variance() -> None:
    generator = np.random.default_rng(1)
    sizes, hit = generator.integers(1, 8, 60), generator.random(60) < 0.3
    y, m = np.where(hit, sizes, 0), sizes
    p = y.sum() / m.sum()
    robust = ((y - p * m) ** 2).sum() / m.sum() ** 2
    (trials,) = effective(y.sum(), m.sum(), (y * m).sum(), (m**2).sum())
    assert p * (1 - p) / trials == pytest.approx(robust)


def test_interval_agrees_with_a_bootstrap_over_stories() -> None:
    generator = np.random.default_rng(2)
    sizes, hit = generator.integers(1, 6, 300), generator.random(300) < 0.4
    y = np.where(hit, sizes, 0)
    draws = generator.integers(0, 300, (999, 300))
    shares = y[draws].sum(axis=1) / sizes[draws].sum(axis=1)
    frame = with_shares(
        pd.DataFrame(
            {"n": [y.sum()], "total": [sizes.sum()], "weight": [(y * sizes).sum()], "squares": [(sizes**2).sum()]}
        )
    )
    low, high = np.quantile(shares, [0.025, 0.975])
    assert frame["low"].item() == pytest.approx(low, abs=0.012)
    assert frame["high"].item() == pytest.approx(high, abs=0.012)
