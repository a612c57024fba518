from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency
from statsmodels.stats.multitest import multipletests

from analysis.measures.significance import benjamini_hochberg, chi2_tail, log_likelihood


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_log_likelihood_agrees_with_scipy(a: int, b: int, c: int, d: int) -> None:
    table = np.array([[a, b], [c, d]])
    g2 = float(log_likelihood(a, a + b, c, c + d))
    if (table.sum(axis=0) == 0).any() or (table.sum(axis=1) == 0).any():
        assert g2 == 0
    else:
        reference = chi2_contingency(table, correction=False, lambda_="log-likelihood")
        assert g2 == pytest.approx(reference.statistic, abs=1e-9)
        assert float(chi2_tail(g2)) == pytest.approx(reference.pvalue, abs=1e-9)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_benjamini_hochberg_agrees_with_statsmodels(p: list[float]) -> None:
    assert benjamini_hochberg(p) == pytest.approx(multipletests(p, method="fdr_bh")[1])


def test_benjamini_hochberg_published_example() -> None:
    # Benjamini and Hochberg (1995), section 3.1: of fifteen probabilities the four smallest are rejected at .05.
    p = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1,
    ]
    assert (benjamini_hochberg(p) <= 0.05).sum() == 4


def test_untested_rows_do_not_count_and_left_out_ones_do() -> None:
    q = benjamini_hochberg([0.01, np.nan, 0.02])
    assert np.isnan(q[1]) and q[[0, 2]] == pytest.approx([0.02, 0.02])
    assert benjamini_hochberg([0.001], tests=20) == pytest.approx([0.02])
    assert benjamini_hochberg([]).size == 0
