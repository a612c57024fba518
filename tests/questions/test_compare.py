from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analysis import Scope, questions
from analysis.errors import InputError, ScopeError
from analysis.questions.compare import other_side
from analysis.store.snapshot import Snapshot

WEEK = Scope(since=date(2025, 10, 13), until=date(2025, 10, 19))
"""Articles 4 to 7; in the week before lie 0 to 3."""


def test_the_period_before(nine: Snapshot) -> None:
    before = other_side(nine, WEEK, "before")
    assert (before.since, before.until) == (date(2025, 10, 6), date(2025, 10, 12))
    day = Scope(since=date(2025, 10, 14), until=date(2025, 10, 14), source=("Báo Ba",))
    assert other_side(nine, day, "before") == day.with_(since=date(2025, 10, 13), until=date(2025, 10, 13))
    weeks = other_side(nine, WEEK, "weeks")
    assert (weeks.since, weeks.until) == (date(2025, 9, 15), date(2025, 10, 12))
    assert other_side(nine, Scope(), "before").until == date(2025, 10, 5), "before the first article there is nothing"


def test_totals_counted_by_hand(nine: Snapshot) -> None:
    frame = questions.comparison_totals(nine, WEEK)
    assert frame["side"].tolist() == ["a", "b"]
    assert frame["articles"].tolist() == [4, 4] and frame["stories"].tolist() == [4, 3]
    assert frame["link"].tolist() == ["since=2025-10-13&until=2025-10-19", "since=2025-10-06&until=2025-10-12"]
    rest = questions.comparison_totals(nine, Scope(topic=("semiconductors",)), against="rest")
    assert rest["articles"].tolist() == [4, 5] and rest["shared"].tolist() == [0, 0]
    both = questions.comparison_totals(nine, Scope(topic=("ai",)), against="topic=data")
    assert both["articles"].tolist() == [3, 2] and both["shared"].tolist() == [1, 1]


def test_terms_counted_by_hand(nine: Snapshot) -> None:
    frame = questions.keyword_comparison(nine, WEEK, least=1).set_index("term")
    assert frame.loc["trí tuệ nhân tạo", ["n", "n_b", "occurrences", "occurrences_b"]].tolist() == [1, 2, 1, 3]
    assert frame.loc["trí tuệ nhân tạo", "log_ratio"] == -1
    assert set(frame["rows"]) == {4}
    assert set(frame["verdict"]) == {"none"}, "so few articles prove nothing"


def test_stories_and_the_fixed_panel(nine: Snapshot) -> None:
    stories = questions.keyword_comparison(nine, WEEK.with_(unit="stories"), least=1)
    assert set(stories["total_b"]) == {3}
    assert set(questions.comparison_totals(nine, WEEK.with_(panel=True))["outlets"]) == {2}, (
        "Báo Hai is silent in this week"
    )
    alone = questions.comparison_totals(nine, Scope(source=("Báo Một",), panel=True), against="source=Báo Ba")
    assert alone["articles"].tolist() == [0, 0]
    assert questions.keyword_comparison(nine, Scope(source=("Báo Một",), panel=True), against="source=Báo Ba").empty


def test_the_sentences_are_those_that_were_counted(nine: Snapshot) -> None:
    frame = questions.keyword_comparison(nine, WEEK, least=1)
    for row in frame.itertuples():
        for side, n, hits in (("a", row.n, row.occurrences), ("b", row.n_b, row.occurrences_b)):
            found = questions.comparison_sentences(nine, WEEK, term=row.term, side=side, top=100)
            assert found["key"].nunique() == n
            assert int(found["hits"].max() if len(found) else 0) == hits


def test_both_ways_round_give_the_same_answer(nine: Snapshot) -> None:
    one = questions.keyword_comparison(nine, WEEK, against="since=2025-10-06&until=2025-10-12", least=1)
    two = questions.keyword_comparison(
        nine,
        Scope(since=date(2025, 10, 6), until=date(2025, 10, 12)),
        against="since=2025-10-13&until=2025-10-19",
        least=1,
    )
    merged = one.merge(two, on="term")
    assert len(merged) == len(one) == len(two)
    assert merged["log_ratio_x"].tolist() == pytest.approx((-merged["log_ratio_y"]).tolist())
    assert merged["g2_x"].tolist() == pytest.approx(merged["g2_y"].tolist())


@pytest.mark.parametrize("against", ["", "after", "unit=stories", "since=2025-01-01&lens=all", "=&&"])
def test_a_side_that_is_not_understood(nine: Snapshot, against: str) -> None:
    with pytest.raises(InputError, match="allowed before, weeks, rest, or filters as in a link"):
        questions.keyword_comparison(nine, WEEK, against=against)


def test_refusals(nine: Snapshot) -> None:
    with pytest.raises(ScopeError, match="since is not a day"):
        questions.comparison_totals(nine, WEEK, against="since=yesterday")
    with pytest.raises(InputError, match="allowed a, b"):
        questions.comparison_sentences(nine, WEEK, term="chip", side="c")


def test_an_empty_side_is_counted_as_such(nine: Snapshot) -> None:
    frame = questions.comparison_totals(nine, WEEK, against="since=2030-01-01")
    assert frame["articles"].tolist() == [4, 0] and pd.isna(frame["since"].iloc[1])
    assert questions.keyword_comparison(nine, WEEK, against="since=2030-01-01").empty
