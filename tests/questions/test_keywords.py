from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import Scope, questions
from analysis.errors import InputError
from analysis.store import counts_keywords
from analysis.store.select import selection
from analysis.store.snapshot import Snapshot, open_snapshot


def column(frame: pd.DataFrame, name: str, key: str = "term") -> dict[str, object]:
    return dict(zip(frame[key], frame[name].tolist(), strict=True))


def test_frequencies_counted_by_hand(nine: Snapshot) -> None:
    frame = questions.keyword_frequencies(nine, Scope())
    assert column(frame, "n") == {"bán dẫn": 4, "doanh nghiệp": 4, "dữ liệu": 3, "trí tuệ nhân tạo": 3}
    assert column(frame, "occurrences") == {"bán dẫn": 7, "doanh nghiệp": 4, "dữ liệu": 5, "trí tuệ nhân tạo": 4}
    assert set(frame["total"]) == {9} and set(frame["rows"]) == {4} and set(frame["unit"]) == {"articles"}
    syllables = int(questions.scope_totals(nine, Scope())["syllables"].item())
    assert set(frame["syllables"]) == {syllables}
    assert frame["per_million"].iloc[0] == pytest.approx(7e6 / syllables)


def test_copies_widen_the_interval_and_count_once_in_stories(nine: Snapshot) -> None:
    articles = questions.keyword_frequencies(nine, Scope()).set_index("term")
    stories = questions.keyword_frequencies(nine, Scope(unit="stories")).set_index("term")
    assert articles["n"]["bán dẫn"] == 4 and stories["n"]["bán dẫn"] == 2
    assert stories["total"]["bán dẫn"] == 7
    width = articles["high"] - articles["low"]
    assert width["bán dẫn"] > width["trí tuệ nhân tạo"], "four articles, three of them copies, are less evidence"


@pytest.mark.parametrize("unit", ["articles", "stories", "outlets"])
@pytest.mark.parametrize("by", ["day", "week", "month", "all"])
def test_a_course_made_of_days_is_the_timeline(nine: Snapshot, by: str, unit: str) -> None:
    chosen = selection(nine, Scope(unit=unit), by=by)
    ids = counts_keywords.ranked(chosen, top=4)["term_id"]
    told = [counts_keywords.timeline(chosen, ids).drop(columns="weight"), counts_keywords.course(chosen, ids)]
    first, second = (frame.sort_values(["term_id", "period"], ignore_index=True) for frame in told)
    assert len(first) >= 4
    pd.testing.assert_frame_equal(first, second)


def test_outlets(nine: Snapshot) -> None:
    frame = questions.keyword_frequencies(nine, Scope(unit="outlets"))
    assert column(frame, "n") == {"bán dẫn": 3, "doanh nghiệp": 3, "dữ liệu": 3, "trí tuệ nhân tạo": 2}
    assert set(frame["total"]) == {3}


def test_stop_words_only_when_asked(nine: Snapshot) -> None:
    assert "và" not in set(questions.keyword_frequencies(nine, Scope())["term"])
    shown = questions.keyword_frequencies(nine, Scope(), stop=True)
    assert column(shown, "n")["và"] == 3
    assert set(shown["rows"]) == {5}


@pytest.mark.parametrize("typed", ["du lieu", "DỮ LIỆU", "dữ", "lieu "])
def test_find_folds_marks_and_case(nine: Snapshot, typed: str) -> None:
    assert questions.keyword_frequencies(nine, Scope(), find=typed)["term"].tolist() == ["dữ liệu"]


def test_sorting(nine: Snapshot) -> None:
    assert questions.keyword_frequencies(nine, Scope(), sort="occurrences")["term"].iloc[0] == "bán dẫn"
    assert questions.keyword_frequencies(nine, Scope(), sort="occurrences", top=2)["term"].tolist()[1] == "dữ liệu"
    spread = questions.keyword_frequencies(nine, Scope(), sort="dispersion")
    assert spread["dp_days"].is_monotonic_increasing
    with pytest.raises(InputError, match="allowed n, occurrences"):
        questions.keyword_frequencies(nine, Scope(), sort="best")
    with pytest.raises(InputError, match="top is out of range"):
        questions.keyword_frequencies(nine, Scope(), top=-1)


def test_a_single_outlet_has_no_dispersion_over_outlets(nine: Snapshot) -> None:
    frame = questions.keyword_frequencies(nine, Scope(source=("Báo Hai",)))
    assert frame["dp_outlets"].isna().all() and frame["dp_days"].notna().all()


def test_timeline_by_hand(nine: Snapshot) -> None:
    frame = questions.keyword_timeline(nine, Scope(), term=("Bán dẫn", "không có", "cũng không"), by="week")
    assert frame["term"].tolist() == ["bán dẫn"] * 3 + ["không có"] * 3 + ["cũng không"] * 3
    assert frame["n"].tolist() == [2, 2, *[0] * 7]
    assert frame["total"].tolist() == [4, 4, 1] * 3
    assert frame["occurrences"].tolist()[:3] == [4, 3, 0]


def test_timeline_without_terms_takes_the_most_frequent(nine: Snapshot) -> None:
    assert questions.keyword_timeline(nine, Scope(), top=2, by="month")["term"].tolist() == ["bán dẫn", "doanh nghiệp"]


def test_a_text_is_one_term_not_its_letters(nine: Snapshot) -> None:
    frame = questions.keyword_timeline(nine, Scope(), term="dữ liệu", by="month")  # type: ignore[arg-type]
    assert frame[["term", "n"]].values.tolist() == [["dữ liệu", 3]]


@pytest.fixture(scope="module")
def daily(tmp_path_factory: pytest.TempPathFactory, made: Any) -> Snapshot:
    """Sixty days of five articles by five outlets; the chip rises, and on day 45 eight more articles name data."""
    texts = []
    for index in range(60):
        day = (datetime(2025, 3, 3) + timedelta(days=index)).isoformat()
        for outlet in range(5):
            word = "bán dẫn" if outlet * 12 < index else "hoa"
            texts.append((day, f"Báo {outlet}", f"Bài {index} {outlet}", f"Một câu về {word}.", ("ai",), ()))
        if index == 45:
            texts += [(day, "Báo 9", f"Tin {n}", "Kho dữ liệu và sách bị mất.", ("data",), ()) for n in range(8)]
    return made(tmp_path_factory.mktemp("stores") / "daily", texts)  # type: ignore[no-any-return]


def test_a_rise_is_found_and_noise_is_not(daily: Snapshot) -> None:
    frame = questions.keyword_changes(daily, Scope(), by="week").set_index("term")
    assert frame["verdict"]["bán dẫn"] == "up" and frame["q"]["bán dẫn"] < 0.01
    assert frame["verdict"]["dữ liệu"] == "none", "eight articles are too few for a verdict"
    assert frame["first_share"]["bán dẫn"] < frame["last_share"]["bán dẫn"]
    assert set(frame["periods"]) == {8}, "the ninth week is partial"


def test_a_burst_is_found_with_its_cause(daily: Snapshot) -> None:
    frame = questions.keyword_bursts(daily, Scope())
    rows = frame[["term", "day", "n", "cause"]].values.tolist()
    day = pd.Timestamp(date(2025, 3, 3) + timedelta(days=45))
    assert sorted(rows) == [["dữ liệu", day, 8, "sách"], ["sách", day, 8, "dữ liệu"]]
    assert (frame["expected"] < 1).all() and (frame["q"] < 0.05).all()


def test_bursts_and_changes_in_outlets_are_of_no_more_outlets_than_there_are(daily: Snapshot) -> None:
    assert questions.keyword_bursts(daily, Scope(unit="outlets"))["n"].le(6).all()
    changes = questions.keyword_changes(daily, Scope(unit="outlets"))
    assert changes["n"].le(6).all() and set(changes["total"]) == {6}
    assert len(questions.keyword_changes(daily, Scope(unit="outlets"))) == 3


def test_rankings_are_kept_apart_by_scope_and_settings(nine: Snapshot) -> None:
    every = questions.keyword_frequencies(nine, Scope())["term"].tolist()
    late = questions.keyword_frequencies(nine, Scope(since=date(2025, 10, 15)))["term"].tolist()
    assert late == ["bán dẫn", "trí tuệ nhân tạo"] != every
    assert questions.keyword_frequencies(nine, Scope())["term"].tolist() == every


def test_phrases_leave_out_bare_syllables_and_keep_loans(sample_store: Path) -> None:
    terms = set(questions.keyword_frequencies(open_snapshot(sample_store), Scope(), top=400, phrases=True)["term"])
    assert {"trí tuệ nhân tạo", "chip", "viettel"} <= terms
    assert not {"máy", "nhóm", "đọc", "nước"} & terms
