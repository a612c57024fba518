"""One name closely, and predecessors counted with their successors: four articles counted by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from analysis import Scope, questions
from analysis.errors import InputError
from analysis.store.snapshot import Snapshot

NOW, BEFORE = "Bộ Khoa học và Công nghệ", "Bộ Thông tin và Truyền thông"
PAPER = "Nghị quyết 57-NQ/TW"
TEXTS = (
    ("2025-02-10T08:00", "Báo Một", "Một cuộc họp", f"{BEFORE} họp.", ("data",), ()),
    ("2025-03-10T08:00", "Báo Hai", "Bàn giao", f"{NOW} nhận việc từ {BEFORE}.", ("data",), ()),
    ("2025-03-11T08:00", "Báo Một", "Kho dữ liệu", f"{NOW} làm theo {PAPER}. Luật Dữ liệu mở đường.", ("data",), ()),
    ("2025-03-12T08:00", "Báo Hai", "Kho dữ liệu", f"{PAPER} đi cùng Luật Dữ liệu.", ("data",), ()),
)


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory, made: Any) -> Snapshot:
    """The four articles above."""
    return made(tmp_path_factory.mktemp("stores") / "four", TEXTS)


def counted(frame: pd.DataFrame) -> dict[str, tuple[int, int]]:
    return {row.name: (row.n, row.mentions) for row in frame.itertuples(index=False)}


def test_apart_or_as_one(four: Snapshot) -> None:
    apart = counted(questions.entity_frequencies(four, Scope(), type=("ORG",)))
    assert apart == {NOW: (2, 2), BEFORE: (2, 2)}
    assert counted(questions.entity_frequencies(four, Scope(), type=("ORG",), family=True)) == {NOW: (3, 4)}


def test_an_old_name_asks_for_the_whole_family(four: Snapshot) -> None:
    for name in (NOW, BEFORE):
        line = questions.entity_timeline(four, Scope(), name=(name,), by="month", family=True)
        assert line["name"].unique().tolist() == [NOW]
        assert line[["n", "mentions"]].values.tolist() == [[1, 1], [2, 3]]
        found = questions.entity_mentions(four, Scope(), name=name, family=True)
        assert set(found["hits"]) == {4} and found["key"].nunique() == 3
        assert questions.entity_surfaces(four, Scope(), name=name, family=True)["mentions"].sum() == 4
    assert questions.entity_timeline(four, Scope(), name=(BEFORE,), by="month")["n"].tolist() == [1, 1]
    both = questions.entity_timeline(four, Scope(), name=(NOW, BEFORE), by="month", family=True)
    assert both["name"].unique().tolist() == [NOW]


def test_a_family_of_which_only_the_old_name_was_met(tmp_path: Any, made: Any) -> None:
    store = made(tmp_path / "old", TEXTS[:1])
    assert counted(questions.entity_frequencies(store, Scope(), family=True)) == {NOW: (1, 1)}
    assert questions.entity_mentions(store, Scope(), name=NOW, family=True)["rows"].iloc[0] == 1
    assert questions.entity_mentions(store, Scope(), name=NOW).empty


def test_one_institution_is_no_pair(four: Snapshot) -> None:
    assert questions.comention_sentences(four, Scope(), a=NOW, b=BEFORE)["rows"].iloc[0] == 1
    assert questions.comention_sentences(four, Scope(), a=NOW, b=BEFORE, family=True).empty
    assert BEFORE in questions.entity_company(four, Scope(), name=NOW)["name"].tolist()
    assert questions.entity_company(four, Scope(), name=NOW, family=True)["name"].tolist() == [PAPER]


def test_every_number_of_families_has_its_sentences(four: Snapshot) -> None:
    for unit in ("articles", "stories"):
        for row in questions.entity_frequencies(four, Scope(unit=unit), family=True).itertuples():
            found = questions.entity_mentions(four, Scope(unit=unit), name=str(row.name), family=True)
            assert (found["key"].nunique(), found["hits"].iloc[0]) == (row.n, row.mentions)


def test_days_on_which_a_name_changed(four: Snapshot) -> None:
    told = questions.entity_changes(four, Scope(), name=(NOW,))
    assert told["day"].dt.strftime("%Y-%m-%d").tolist() == ["2025-03-01"]
    assert BEFORE in told["vi"].item() and BEFORE in told["en"].item()
    assert told["rule"].item().startswith("institution:institutions.tsv:")
    assert len(questions.entity_changes(four, Scope(), name=(NOW,), family=True)) >= 1
    assert questions.entity_changes(four, Scope(), name=("Lan Anh",)).empty
    assert questions.entity_changes(four, Scope(), name=()).empty


def test_offices_of_the_list(four: Snapshot) -> None:
    held = questions.entity_offices(four, Scope(), name="Tô Lâm")
    assert held["first"].is_monotonic_decreasing and held["office"].str.contains("Tổng Bí thư").any()
    assert held["rule"].str.startswith("offices.tsv:").all()
    assert questions.entity_offices(four, Scope(), name="Lan Anh").empty


def test_outlets(four: Snapshot) -> None:
    frame = questions.entity_outlets(four, Scope(), name=NOW, family=True)
    assert frame[["name", "source", "n", "total", "mentions", "rows"]].values.tolist() == [
        [NOW, "Báo Một", 2, 2, 2, 2],
        [NOW, "Báo Hai", 1, 2, 2, 2],
    ]
    assert (frame["low"] < frame["share"]).all() and (frame["share"] <= frame["high"]).all()
    assert questions.entity_outlets(four, Scope(), name="Không Ai").empty
    assert len(questions.entity_outlets(four, Scope(), name=NOW, top=1)) == 1


def test_company(four: Snapshot) -> None:
    frame = questions.entity_company(four, Scope(), name=PAPER)
    assert frame[["name", "type", "sentences", "n", "total", "a", "b"]].values.tolist() == [
        [NOW, "ORG", 1, 1, 2, PAPER, NOW],
        ["Luật Dữ liệu", "DOC", 1, 1, 2, PAPER, "Luật Dữ liệu"],
    ]
    assert questions.entity_company(four, Scope(), name=PAPER, type=("ORG",))["name"].tolist() == [NOW]
    for row in frame.itertuples():
        found = questions.comention_sentences(four, Scope(), a=row.a, b=row.b)
        assert len(found) == row.sentences and found["key"].nunique() == row.n


def test_pairs_of_one_article(tmp_path: Any, made: Any) -> None:
    """Three stories cite both papers in sentences of their own, three neither: no shared sentence, one pair of articles."""
    bodies = [f"{PAPER} có hiệu lực ngày {day}. Luật Dữ liệu thì chưa." for day in (1, 2, 3)]
    bodies += [f"Vườn số {day} nở hoa." for day in range(4, 12)]
    texts = [
        (f"2025-04-{day:02}T08:00", "Báo Một", f"Tin {day}", body, ("data",), ()) for day, body in enumerate(bodies, 1)
    ]
    store = made(tmp_path / "pairs", texts)
    assert questions.entity_comentions(store, Scope()).empty
    pair = questions.entity_comentions(store, Scope(), within="article")
    assert pair[["a", "b", "within", "sentences", "a_sentences", "b_sentences", "stories"]].values.tolist() == [
        ["Luật Dữ liệu", PAPER, "article", 3, 3, 3, 3]
    ]
    assert pair["log_dice"].item() == pytest.approx(14)
    assert questions.comention_sentences(store, Scope(), a=PAPER, b="Luật Dữ liệu").empty
    found = questions.comention_sentences(store, Scope(), a=PAPER, b="Luật Dữ liệu", within="article")
    assert len(found) == 6 and found["key"].nunique() == 3
    with pytest.raises(InputError, match="allowed sentence, article"):
        questions.entity_comentions(store, Scope(), within="page")


def test_documents_and_where_they_are_cited_first(four: Snapshot) -> None:
    frame = questions.document_citations(four, Scope())
    assert frame[["name", "n", "total", "mentions", "outlets", "rows"]].values.tolist() == [
        ["Luật Dữ liệu", 2, 4, 2, 2, 2],
        [PAPER, 2, 4, 2, 2, 2],
    ]
    key = four.query("SELECT key FROM articles ORDER BY article_id")["key"].tolist()[2]
    assert frame[["source", "key", "sentence"]].values.tolist() == [["Báo Một", key, 2], ["Báo Một", key, 1]]
    assert set(frame["first"].dt.strftime("%Y-%m-%d")) == {"2025-03-11"}
    row = questions.document_citations(four, Scope(source=("Báo Hai",)), name=(PAPER,))
    assert row["first"].dt.strftime("%Y-%m-%d").tolist() == ["2025-03-12"]
    assert questions.document_citations(four, Scope(), find="du lieu")["name"].tolist() == ["Luật Dữ liệu"]
    assert questions.document_citations(four, Scope(), sort="first", top=1)["rows"].item() == 2
    assert questions.document_citations(four, Scope(), name=(NOW,)).empty


def test_what_is_refused(four: Snapshot) -> None:
    with pytest.raises(InputError, match="allowed n, outlets, first"):
        questions.document_citations(four, Scope(), sort="name")
    with pytest.raises(InputError, match="allowed PER"):
        questions.entity_company(four, Scope(), name=NOW, type=("PERSON",))
