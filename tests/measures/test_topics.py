from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.intervals import wilson
from analysis.measures.topics import adjusted, compared
from analysis.quality import Rates

OTHER = Rates(tpr=0.95, tpr_n=400, fpr=0.1, fpr_n=600, stray=0.0, stray_n=0)
AI = Rates(tpr=0.8, tpr_n=100, fpr=0.1, fpr_n=500, stray=0.01, stray_n=400)
RATES = {"other": OTHER, "ai": AI}


def counted(n: int, total: int, technology: int | None = None, whole: int | None = None) -> pd.DataFrame:
    """Articles that are copies of none; technology in all of them unless told otherwise."""
    whole = total if whole is None else whole
    technology = total if technology is None else technology
    row = {"topic": "ai", "n": n, "total": total, "whole": whole, "technology": technology}
    return pd.DataFrame([row | {"weight": n, "squares": whole, "technology_weight": technology}])


def one(frame: pd.DataFrame) -> dict[str, float]:
    (row,) = frame.to_dict("records")
    return row


def test_general_news_by_hand() -> None:
    # Of 1,000 texts 200 are technology, of which 50 about AI. Seen as technology: 180 + 40; as AI: 40 + 15 + 8.
    row = one(adjusted(counted(63, 1000, technology=220), RATES))
    assert row["raw"] == 0.063 and row["share"] == pytest.approx(0.05) and row["corrected"]


def test_under_the_lens_the_share_is_of_technology_in_truth() -> None:
    row = one(adjusted(counted(63, 220, technology=220, whole=1000), RATES, lens=True))
    assert row["raw"] == pytest.approx(63 / 220) and row["share"] == pytest.approx(0.25)


def test_other_is_what_technology_leaves() -> None:
    frame = counted(780, 1000, technology=220).assign(topic="other")
    row = one(adjusted(frame, RATES))
    assert row["share"] == pytest.approx(0.8) and row["low"] < 0.8 < row["high"] and row["corrected"]


@pytest.mark.parametrize("lens", [False, True])
def test_interval_agrees_with_a_bootstrap_of_everything(lens: bool) -> None:
    generator = np.random.default_rng(4)
    seen = generator.multinomial(1000, [0.063, 0.157, 0.78], 20_000) / 1000
    y, technology = seen[:, 0], seen[:, 0] + seen[:, 1]
    tpr, fpr = generator.binomial(100, 0.8, 20_000) / 100, generator.binomial(500, 0.1, 20_000) / 500
    strays = generator.multinomial(400, [0.01, 0.04, 0.95], 20_000) / 400
    lost = generator.binomial(600, 0.1, 20_000) / 600
    t = (technology - strays[:, 0] - strays[:, 1]) / (1 - lost - strays[:, 0] - strays[:, 1])
    s = (y - (1 - t) * strays[:, 0] - t * fpr) / (tpr - fpr) / (t if lens else 1)
    low, high = np.quantile(s, [0.025, 0.975])
    total = 220 if lens else 1000
    row = one(adjusted(counted(63, total, technology=220, whole=1000), RATES, lens=lens))
    assert row["high"] - row["low"] == pytest.approx(high - low, rel=0.1)
    assert row["low"] == pytest.approx(low, abs=0.03 if lens else 0.006)


def test_copies_widen_the_interval() -> None:
    alone = one(adjusted(counted(63, 1000, technology=220), RATES))
    doubled = counted(63, 1000, technology=220).assign(weight=126, squares=2000, technology_weight=440)
    copied = one(adjusted(doubled, RATES))
    assert copied["share"] == alone["share"]
    assert copied["high"] - copied["low"] > alone["high"] - alone["low"]


def test_a_share_cut_at_nothing_keeps_an_interval() -> None:
    row = one(adjusted(counted(0, 1000, technology=100), RATES))
    assert row["share"] == row["low"] == 0 < row["high"] and row["corrected"]


def test_without_rates_the_raw_share_with_wilson() -> None:
    low, high = wilson(0.3, 100)
    for rates in ({}, {"ai": AI}, {"other": OTHER}, RATES | {"ai": Rates(0.5, 100, 0.48, 100, 0, 100)}):
        row = one(adjusted(counted(30, 100), rates))
        assert (row["share"], row["low"], row["high"]) == (0.3, low, high) and not row["corrected"]


rate = st.floats(0, 1)


@given(st.data(), st.booleans(), rate, rate, rate, rate, rate, st.integers(0, 200))
def test_always_a_share_within_its_interval(
    data: st.DataObject, lens: bool, tpr: float, fpr: float, stray: float, kept: float, lost: float, texts: int
) -> None:
    whole = data.draw(st.integers(0, 60))
    technology = data.draw(st.integers(0, whole))
    n = data.draw(st.integers(0, technology))
    rates = {"other": Rates(kept, texts, lost, texts, 0, 0), "ai": Rates(tpr, texts, fpr, texts, stray, texts)}
    total = technology if lens else whole
    row = one(adjusted(counted(n, total, technology=technology, whole=whole), rates, lens=lens))
    if total:
        assert 0 <= row["low"] <= row["share"] <= row["high"] <= 1
    else:
        assert np.isnan([row["raw"], row["share"], row["low"], row["high"]]).all()


def test_what_both_sides_err_in_alike_is_no_doubt_about_the_change() -> None:
    before, after = counted(40, 1000, technology=220), counted(63, 1000, technology=220)
    row = one(compared(before, after, RATES))
    assert row["change"] == pytest.approx(row["share"] - row["share_before"])
    apart = np.hypot(row["high"] - row["low"], row["high_before"] - row["low_before"])
    assert row["change_high"] - row["change_low"] < apart
    assert row["change_low"] < row["change"] < row["change_high"] and row["verdict"] == "up"


def test_no_verdict_without_clear_evidence_or_with_few_articles() -> None:
    same = counted(40, 1000, technology=220)
    assert one(compared(same, counted(45, 1000, technology=230), RATES))["verdict"] == "none"
    few = one(compared(counted(1, 15, technology=15), counted(14, 15, technology=15), RATES))
    assert few["verdict"] == "none" and few["p"] < 0.05
    gone = one(compared(counted(80, 1000, technology=220), counted(0, 0), RATES))
    assert gone["verdict"] == "none" and np.isnan(gone["change"])


def test_change_agrees_with_a_bootstrap_of_everything() -> None:
    generator = np.random.default_rng(6)
    sides = [generator.multinomial(1000, [p, 0.22 - p, 0.78], 20_000) / 1000 for p in (0.04, 0.063)]
    tpr, fpr = generator.binomial(100, 0.8, 20_000) / 100, generator.binomial(500, 0.1, 20_000) / 500
    strays = generator.multinomial(400, [0.01, 0.04, 0.95], 20_000) / 400
    lost = generator.binomial(600, 0.1, 20_000) / 600
    shares = []
    for seen in sides:
        t = (seen[:, 0] + seen[:, 1] - strays[:, :2].sum(axis=1)) / (1 - lost - strays[:, :2].sum(axis=1))
        shares.append((seen[:, 0] - (1 - t) * strays[:, 0] - t * fpr) / (tpr - fpr))
    low, high = np.quantile(shares[1] - shares[0], [0.025, 0.975])
    row = one(compared(counted(40, 1000, technology=220), counted(63, 1000, technology=220), RATES))
    assert (row["change_low"], row["change_high"]) == (pytest.approx(low, abs=0.003), pytest.approx(high, abs=0.003))


def test_false_topics_depend_on_what_the_other_articles_are_about() -> None:
    # Data is taken for AI in 30 of 100, green in none; 80 articles about data and AI make 30 % of them doubtful.
    by_main = {"data": (0.3, 100), "green": (0.0, 100)}
    rates = RATES | {"ai": Rates(0.8, 100, 0.15, 200, 0.01, 400, by_main)}
    rows = [
        pd.concat([counted(30, 100), counted(70, 100).assign(topic=topic)], ignore_index=True)
        for topic in ("data", "green")
    ]
    data, green = (adjusted(frame, rates)["share"][0] for frame in rows)
    assert data < green < 0.4
