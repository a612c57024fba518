from __future__ import annotations

import pandas as pd
import pytest
from scipy.stats import chi2_contingency

from analysis.measures.keyness import distinctive


def test_log_ratio_and_test() -> None:
    counts = pd.DataFrame(
        {"term": ["a", "b", "c"], "n": [40, 1, 50], "total": 100, "n_rest": [50, 300, 500], "total_rest": 1000}
    )
    result = distinctive(counts)
    assert result["term"].tolist() == ["a"], "b is rarer here, c is as frequent"
    assert result["log_ratio"].item() == 3.0
    table = [[40, 60], [50, 950]]
    assert result["g2"].item() == pytest.approx(
        chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    )


def test_never_elsewhere_counts_as_half() -> None:
    counts = pd.DataFrame({"term": ["a"], "n": [32], "total": 100, "n_rest": [0], "total_rest": 100})
    assert distinctive(counts)["log_ratio"].item() == 6.0


def test_terms_left_out_count_as_tests() -> None:
    counts = pd.DataFrame({"term": ["a"], "n": [6], "total": 100, "n_rest": [10], "total_rest": 1000})
    assert len(distinctive(counts)) == 1
    assert distinctive(counts, tests=1000).empty
