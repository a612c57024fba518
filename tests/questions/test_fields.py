"""Fields of a search: outlets, sections, topics, names and documents, alone and beside words."""

from __future__ import annotations

import pytest

from analysis import Scope, questions
from analysis.store.found import unclear, unknown_names
from analysis.store.select import unknown
from analysis.store.snapshot import Snapshot


@pytest.mark.parametrize(
    ("search", "wanted"),
    [
        ('source:"Báo Ba"', [3, 6, 7]),
        ("source:ba", [3, 6, 7]),
        ("source:bao", [0, 1, 2, 3, 4, 5, 6, 7, 8]),
        ('section:"kinh te"', [0, 2]),
        ("topic:data", [3, 5]),
        ('topic:"Bán dẫn" -source:ba', [0, 2]),
        ('entity:"lan anh"', [0, 2, 3, 6, 7]),
        ("entity:anh trí", [3, 7]),
        ("entity:khoa OR mưa", [1, 5, 8]),
        ("entity:kho", []),
        ("doc:57", []),
        ("NOT entity:anh", [1, 4, 5, 8]),
        ("-topic:semiconductors -topic:other hồ", [5]),
        ('entity:"\'); DROP TABLE articles; --"', []),
        ("entity:.* source:(", []),
    ],
)
def test_fields(nine: Snapshot, keys: list[str], search: str, wanted: list[int]) -> None:
    frame = questions.article_search(nine, Scope(search=search), top=50, sort="oldest")
    assert [keys.index(key) for key in frame["key"]] == wanted


def test_what_matches_as_typed_comes_first_and_is_counted_apart(nine: Snapshot, keys: list[str]) -> None:
    # "hoa" stands as typed in article 4; "ba" only as "bà".
    frame = questions.article_search(nine, Scope(search="ba OR hoa"), top=50)
    assert set(frame["exact_rows"]) == {1}
    assert frame["exact"].tolist() == [True] + [False] * (len(frame) - 1)
    assert keys.index(frame["key"].iloc[0]) == 4
    assert frame["rows"].iloc[0] == len(frame) == 4, "bà Lan Anh in three articles"
    newest = questions.article_search(nine, Scope(search="ba OR hoa"), top=50, sort="newest")
    assert [keys.index(key) for key in newest["key"]] == sorted((keys.index(key) for key in frame["key"]), reverse=True)


def test_every_question_obeys_the_same_search(nine: Snapshot) -> None:
    scope = Scope(search="entity:anh NOT topic:ai")
    rows = questions.article_search(nine, scope)["rows"].iloc[0]
    assert (
        rows == questions.scope_totals(nine, scope)["n"].item() == questions.article_volume(nine, scope)["n"].sum() == 3
    )


def test_names_that_the_store_never_met_are_told(nine: Snapshot) -> None:
    assert unknown_names(nine, 'chip source:"Báo Tư" -(entity:ai OR topic:ai)') == ["source:Báo Tư", "entity:ai"]
    (sentence,) = unknown(nine, Scope(search="doc:57"))
    assert "doc:57" in sentence


def test_a_clear_search_has_no_slip() -> None:
    assert unclear('NEAR(a b, 3) "c d"* OR (e -f) source:"x y"') == []
