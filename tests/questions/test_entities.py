from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from analysis import Scope, questions
from analysis.errors import InputError
from analysis.store.snapshot import Snapshot


def test_frequencies_by_hand(nine: Snapshot) -> None:
    frame = questions.entity_frequencies(nine, Scope())
    assert frame[["name", "type", "mentions", "n", "rows"]].values.tolist() == [
        ["Lan Anh", "PER", 5, 5, 3],
        ["Đà Nẵng", "LOC", 5, 5, 3],
        ["Bộ Khoa học và Công nghệ", "ORG", 3, 2, 3],
    ]
    assert set(frame["total"]) == {9}


def test_types_sort_and_find(nine: Snapshot) -> None:
    def names(**settings: Any) -> list[str]:
        return questions.entity_frequencies(nine, Scope(), **settings)["name"].tolist()

    assert names(type=("ORG", "LOC")) == ["Đà Nẵng", "Bộ Khoa học và Công nghệ"]
    assert names(type="ORG") == ["Bộ Khoa học và Công nghệ"]
    assert names(find="da nang") == ["Đà Nẵng"]
    assert names(sort="mentions", top=1) == ["Lan Anh"]
    with pytest.raises(InputError, match="allowed PER"):
        names(type=("PERSON",))


def test_stories(nine: Snapshot) -> None:
    assert questions.entity_frequencies(nine, Scope(unit="stories"))["n"].tolist() == [3, 3, 2]


def test_timeline(nine: Snapshot) -> None:
    frame = questions.entity_timeline(nine, Scope(), name=("Lan Anh", "Không Ai"), by="week")
    assert frame[["name", "type"]].values.tolist() == [["Lan Anh", "PER"]] * 3 + [["Không Ai", ""]] * 3
    assert frame["n"].tolist() == [3, 2, 0, 0, 0, 0]
    assert questions.entity_timeline(nine, Scope(), top=1, by="month")["name"].tolist() == ["Lan Anh"]


def test_surfaces(nine: Snapshot) -> None:
    frame = questions.entity_surfaces(nine, Scope(), name="Bộ Khoa học và Công nghệ")
    assert frame.values.tolist() == [
        ["Bộ Khoa học và Công nghệ", 2, 2, 2, "model", "articles"],
        ["Bộ KH&CN", 1, 1, 2, "alias:organisations.tsv:1", "articles"],
    ]
    assert questions.entity_surfaces(nine, Scope(), name="Không Ai").empty


def test_a_pair_in_three_articles_of_one_story_is_no_evidence(nine: Snapshot) -> None:
    # Lan Anh and Đà Nẵng share five sentences, three of them copies: three stories.
    frame = questions.entity_comentions(nine, Scope())
    assert frame[["a", "a_type", "b", "b_type", "sentences", "stories", "rows"]].values.tolist() == [
        ["Lan Anh", "PER", "Đà Nẵng", "LOC", 5, 3, 1]
    ]
    assert frame["log_dice"].item() == pytest.approx(14.0), "neither is ever met without the other"
    copies = Scope(topic=("semiconductors",), until=date(2025, 10, 14))
    assert questions.comention_sentences(nine, copies, a="Lan Anh", b="Đà Nẵng")["rows"].iloc[0] == 3
    assert questions.entity_comentions(nine, copies).empty, "three copies of one story"


def test_pairs_with_one_entity(nine: Snapshot) -> None:
    assert len(questions.entity_comentions(nine, Scope(), name="Đà Nẵng")) == 1
    assert len(questions.entity_comentions(nine, Scope(), name="Đà Nẵng", type=("PER",))) == 1
    assert questions.entity_comentions(nine, Scope(), type=("PER",)).empty
    assert questions.entity_comentions(nine, Scope(), name="Không Ai").empty


def test_a_name_is_one_entity_of_its_most_frequent_type(nine: Snapshot) -> None:
    names = nine.query("SELECT name FROM entities")["name"]
    assert names.is_unique
