"""Stable factors: what is there is found, what is not is not told."""

from __future__ import annotations

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_info

from analysis.measures.factors import LISTED, STABLE, stable_factors


def table(groups: int, articles: int) -> pd.DataFrame:
    rows = [(article, f"từ {article % groups}-{word}") for article in range(articles) for word in range(3)]
    return pd.DataFrame(rows, columns=["article", "term"])


def test_groups_that_are_there_are_found_with_their_articles() -> None:
    found = stable_factors(table(3, 60), factors=3)
    assert found["n"].tolist() == [20, 20, 20] and (found["stability"] >= STABLE).all()
    for terms, articles in zip(found["terms"], found["articles"], strict=True):
        (group,) = {term.split(" ")[1].split("-")[0] for term in terms}
        assert {article % 3 for article in articles} == {int(group)} and len(articles) == 20


def test_most_groups_of_noise_are_not_told() -> None:
    dice = np.random.default_rng(8)
    rows = [(article, f"từ {word}") for article in range(900) for word in dice.choice(200, 5, replace=False)]
    found = stable_factors(pd.DataFrame(rows, columns=["article", "term"]), factors=20)
    assert len(found) < 10, "less than half of the twenty"
    assert all(len(terms) <= LISTED for terms in found["terms"])


def test_too_little_is_nothing() -> None:
    for frame in (table(3, 60).head(0), table(1, 2)):
        found = stable_factors(frame, factors=4)
        assert found.empty and list(found.columns) == ["terms", "articles", "n", "stability"]


def test_the_threads_of_the_process_are_as_before() -> None:
    before = threadpool_info()
    assert not stable_factors(table(3, 60), factors=3).empty
    assert threadpool_info() == before
