from __future__ import annotations

import math

import pandas as pd
import pytest
from scipy.stats import chi2_contingency

from analysis.measures.comention import associated


def pair(joint: int, a: int, b: int, stories: int, **other: int) -> dict[str, object]:
    return {
        "a": "A",
        "b": "B",
        "sentences": joint,
        "stories": stories,
        "f_a": a,
        "f_b": b,
        "own": joint,
        "own_a": a,
        "own_b": b,
    } | other


def test_log_dice_and_test() -> None:
    (row,) = associated(pd.DataFrame([pair(8, 10, 20, 8)]), sentences=1000).to_dict("records")
    assert row["log_dice"] == pytest.approx(14 + math.log2(2 * 8 / 30))
    table = [[8, 12], [2, 978]]
    assert row["g2"] == pytest.approx(chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic)


def test_rychly_scale() -> None:
    # Rychlý (2008): 14 when the two never stand apart; one less for half the score.
    rows = [pair(8, 8, 8, 8), pair(8, 16, 16, 8)]
    result = associated(pd.DataFrame(rows), sentences=1000)
    assert result["log_dice"].tolist() == pytest.approx([14, 13])


def test_what_is_not_shown() -> None:
    rows = [
        pair(8, 10, 20, 2),
        pair(3, 100, 150, 3),
        pair(3, 30, 30, 3),
        pair(30, 40, 40, 9, own=1, own_a=11, own_b=11),
    ]
    result = associated(pd.DataFrame(rows), sentences=300)
    assert result.empty, "two stories; fewer than by chance; as by chance; copies alone"


def test_many_possible_pairs_ask_for_more() -> None:
    rows = pd.DataFrame([pair(3, 10, 10, 3)])
    assert len(associated(rows, sentences=1000)) == 1
    assert associated(rows, sentences=1000, tests=10_000_000).empty
