from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analysis import Scope, questions
from analysis.errors import InputError
from analysis.store.snapshot import Snapshot


def marked(frame: pd.DataFrame) -> list[list[str]]:
    """The marked characters of every sentence."""
    return [
        [text[start:end] for start, end in marks] for text, marks in zip(frame["text"], frame["marks"], strict=True)
    ]


def test_sentences_of_a_term_newest_first(nine: Snapshot, keys: list[str]) -> None:
    frame = questions.keyword_occurrences(nine, Scope(), term="Bán Dẫn")
    assert [keys.index(key) for key in frame["key"]] == [7, 6, 6, 2, 2, 0, 0]
    assert frame["kind"].tolist()[:3] == ["title", "title", "body"]
    assert frame["text"].iloc[2] == "Bà Lan Anh nói ở Đà Nẵng rằng 𝟗 doanh nghiệp bán dẫn đã đến."
    assert {word for words in marked(frame) for word in words} == {"bán dẫn"}
    assert set(frame["rows"]) == {7} and set(frame["hits"]) == {7} and set(frame["articles"]) == {4}
    assert set(frame["rule"]) == {"term:bán dẫn"}


def test_several_hits_in_one_sentence(nine: Snapshot) -> None:
    frame = questions.keyword_occurrences(nine, Scope(), term="dữ liệu", since="2025-10-14", until="2025-10-14")
    assert marked(frame) == [["Dữ liệu", "dữ liệu"], ["dữ liệu"]]
    assert frame[["rows", "hits", "articles"]].values.tolist() == [[2, 3, 1]] * 2


def test_paging(nine: Snapshot) -> None:
    whole = questions.keyword_occurrences(nine, Scope(), term="bán dẫn")
    pages = [questions.keyword_occurrences(nine, Scope(), term="bán dẫn", top=3, offset=at) for at in (0, 3, 6)]
    pd.testing.assert_frame_equal(pd.concat(pages, ignore_index=True), whole)
    assert questions.keyword_occurrences(nine, Scope(), term="bán dẫn", offset=50).empty


def test_a_story_keeps_its_article_in_every_period(nine: Snapshot) -> None:
    stories = Scope(unit="stories")
    volume = questions.keyword_timeline(nine, stories, term=("bán dẫn",), by="day").set_index("period")["n"]
    for day in volume.index:
        text = day.date().isoformat()
        found = questions.keyword_occurrences(nine, stories, term="bán dẫn", since=text, until=text)
        assert found["key"].nunique() == volume[day]


def test_mentions_say_their_rule(nine: Snapshot) -> None:
    frame = questions.entity_mentions(nine, Scope(), name="Bộ Khoa học và Công nghệ")
    assert marked(frame) == [["Bộ KH&CN"], ["Bộ Khoa học và Công nghệ"], ["Bộ Khoa học và Công nghệ"]]
    assert frame["rule"].tolist() == ["alias:organisations.tsv:1", "model", "model"]
    assert set(frame["hits"]) == {3} and set(frame["articles"]) == {2}


def test_sentences_with_both(nine: Snapshot) -> None:
    frame = questions.comention_sentences(nine, Scope(), a="Đà Nẵng", b="Lan Anh")
    assert frame["rows"].iloc[0] == questions.entity_comentions(nine, Scope())["sentences"].item() == 5
    assert marked(frame)[0] == ["Lan Anh", "Đà Nẵng"]
    assert questions.comention_sentences(nine, Scope(), a="Lan Anh", b="Lan Anh").empty
    assert questions.comention_sentences(nine, Scope(), a="Lan Anh", b="Không Ai").empty


def test_articles_of_a_topic(nine: Snapshot, keys: list[str]) -> None:
    frame = questions.topic_articles(nine, Scope(), topic="ai", since="2025-10-06", until="2025-10-12")
    assert [keys.index(key) for key in frame["key"]] == [3, 1]
    assert frame["rule"].tolist() == ["score 0.90, main topic"] * 2
    assert frame["text"].tolist() == frame["title"].tolist()
    second = questions.topic_articles(nine, Scope(since=date(2025, 10, 15)), topic="ai")
    assert second["rule"].tolist() == ["score 0.60"]


def test_bad_days_and_pages(nine: Snapshot) -> None:
    with pytest.raises(InputError, match="since is not a day: got 'May'"):
        questions.keyword_occurrences(nine, Scope(), term="bán dẫn", since="May")
    with pytest.raises(InputError, match="offset is out of range"):
        questions.entity_mentions(nine, Scope(), name="Lan Anh", offset=-1)
    nothing = questions.keyword_occurrences(nine, Scope(), term="bán dẫn", since="2025-10-15", until="2025-10-01")
    assert nothing.empty
