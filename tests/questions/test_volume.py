from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analysis import Scope, questions
from analysis.errors import InputError
from analysis.store.snapshot import Snapshot

OCTOBER = Scope()


def test_totals_of_each_unit(nine: Snapshot) -> None:
    (row,) = questions.scope_totals(nine, OCTOBER).to_dict("records")
    assert (row["n"], row["articles"], row["stories"], row["outlets"], row["days"]) == (9, 9, 7, 3, 7)
    assert (row["since"], row["until"]) == (pd.Timestamp("2025-10-06"), pd.Timestamp("2025-10-21"))
    assert row["tech"] is False
    assert questions.scope_totals(nine, Scope(unit="stories"))["n"].item() == 7
    assert questions.scope_totals(nine, Scope(unit="stories"))["articles"].item() == 9
    assert questions.scope_totals(nine, Scope(unit="outlets"))["n"].item() == 3


def test_lens_keeps_other_news_out(nine: Snapshot) -> None:
    (row,) = questions.scope_totals(nine, Scope(lens="tech")).to_dict("records")
    assert (row["n"], row["tech"], row["corpus_articles"]) == (7, True, 9)


def test_volume_by_week_marks_partial_weeks(nine: Snapshot) -> None:
    frame = questions.article_volume(nine, OCTOBER, by="week")
    assert frame["period"].dt.day.tolist() == [6, 13, 20]
    assert frame["n"].tolist() == [4, 4, 1]
    assert frame["partial"].tolist() == [False, False, True]
    assert not frame["gap"].any()


def test_volume_by_day_shows_gaps(nine: Snapshot) -> None:
    frame = questions.article_volume(nine, OCTOBER)
    assert len(frame) == 16
    assert frame.loc[frame["gap"], "period"].dt.day.tolist() == [9, 10, 11, 12, 16, 17, 18, 19, 20]


def test_volume_in_outlets_and_stories(nine: Snapshot) -> None:
    assert questions.article_volume(nine, Scope(unit="outlets"), by="week")["n"].tolist() == [3, 2, 1]
    # The copies of 7 and 14 October count on 6 October, where the story was first.
    assert questions.article_volume(nine, Scope(unit="stories"), by="week")["n"].tolist() == [3, 3, 1]


def test_a_story_counts_on_its_earliest_article_inside_the_scope(nine: Snapshot) -> None:
    later = Scope(unit="stories", since=date(2025, 10, 7))
    assert questions.article_volume(nine, later, by="week")["n"].tolist() == [2, 3, 1]


def test_outlets_with_shares(nine: Snapshot) -> None:
    frame = questions.source_volume(nine, OCTOBER)
    assert frame[["source", "n", "total", "rows"]].values.tolist() == [
        ["Báo Ba", 3, 9, 3],
        ["Báo Hai", 3, 9, 3],
        ["Báo Một", 3, 9, 3],
    ]
    assert questions.source_volume(nine, Scope(unit="stories"))["n"].tolist() == [3, 2, 2]


def test_sections_count_an_article_in_each(nine: Snapshot) -> None:
    frame = questions.section_volume(nine, OCTOBER)
    assert dict(zip(frame["section"], frame["n"], strict=True)) == {"Số": 3, "Kinh tế": 2}
    assert frame["total"].tolist() == [9, 9]


def test_unknown_width_is_refused_also_in_an_empty_scope(nine: Snapshot) -> None:
    for scope in (OCTOBER, Scope(since=date(2030, 1, 1))):
        with pytest.raises(InputError, match="allowed auto, day, week, month"):
            questions.article_volume(nine, scope, by="year")
