from __future__ import annotations

import pytest

from analysis import Scope, questions
from analysis.errors import InputError, QuestionError
from analysis.store.snapshot import Snapshot


def test_list_newest_first(nine: Snapshot, keys: list[str]) -> None:
    frame = questions.article_search(nine, Scope(), top=3)
    assert [keys.index(key) for key in frame["key"]] == [8, 7, 6]
    assert frame["story_size"].tolist() == [1, 1, 3]
    assert set(frame["rows"]) == {9}
    assert frame["main_topic"].tolist() == ["other", "semiconductors", "semiconductors"]
    oldest = questions.article_search(nine, Scope(), top=2, offset=1, sort="oldest")
    assert [keys.index(key) for key in oldest["key"]] == [1, 2]
    with pytest.raises(InputError, match="allowed best, newest, oldest"):
        questions.article_search(nine, Scope(), sort="loudest")


@pytest.mark.parametrize(
    ("typed", "marked"), [("ho so", ["hồ", "sơ"]), ('"hồ sơ"', ["hồ sơ"]), ("NHẬN -mưa", ["nhận"])]
)
def test_search_shows_the_sentence_that_answers(nine: Snapshot, keys: list[str], typed: str, marked: list[str]) -> None:
    frame = questions.article_search(nine, Scope(search=typed))
    assert frame["key"].tolist() == [keys[5]]
    text = frame["text"].item()
    assert text == "Bộ Khoa học và Công nghệ nhận hồ sơ."
    assert [text[start:end] for start, end in frame["marks"].item()] == marked


def test_one_story_an_article(nine: Snapshot) -> None:
    assert set(questions.article_search(nine, Scope(unit="stories"))["rows"]) == {7}


def test_reading(nine: Snapshot, keys: list[str]) -> None:
    (row,) = questions.article_reading(nine, Scope(search="chẳng khớp gì"), key=keys[2]).to_dict("records")
    assert row["copies"] == [keys[0], keys[6]]
    assert row["sections"] == ["Kinh tế", "Số"]
    assert row["topics"] == ["semiconductors"] and row["scores"] == [pytest.approx(0.9)]
    assert row["keyphrases"] == ["bán dẫn"]
    assert row["text"].startswith("Nhà máy bán dẫn mở cửa\nBà Lan Anh")
    assert row["origin"] == "made:2" and row["url"] == "https://bao.example/2"


def test_annotations_point_into_the_text(nine: Snapshot, keys: list[str]) -> None:
    text = questions.article_reading(nine, Scope(), key=keys[0])["text"].item()
    frame = questions.article_annotations(nine, Scope(), key=keys[0])
    spans = {(row.layer, row.label, row.name, text[row.start : row.end]) for row in frame.itertuples()}
    assert ("mention", "PER", "Lan Anh", "Lan Anh") in spans
    assert ("term", "", "doanh nghiệp", "doanh nghiệp") in spans
    assert ("sentence", "title", "", "Nhà máy bán dẫn mở cửa") in spans
    assert frame["start"].is_monotonic_increasing


def test_unknown_article(nine: Snapshot) -> None:
    for question in (questions.article_reading, questions.article_annotations):
        with pytest.raises(QuestionError, match="no such article: got key='abc'"):
            question(nine, Scope(), key="abc")
