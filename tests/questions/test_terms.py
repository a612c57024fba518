"""One term closely, on a corpus made so that its neighbours can be counted by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis import Scope, questions
from analysis.store.snapshot import Snapshot


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory, made: Any) -> Snapshot:
    """Forty articles: chips with businesses and Lan Anh in eight, each alone in others, and one copied story."""
    folder: Path = tmp_path_factory.mktemp("stores") / "beside"
    texts = []
    for index in range(40):
        together = f"Doanh nghiệp bán dẫn số {index} mời Lan Anh." if index < 8 else f"Vườn hoa số {index} nở."
        alone = f"Sách mới số {index} ra mắt."
        texts.append(
            (f"2025-10-{6 + index % 20:02}", f"Báo {index % 2}", f"Tin {index}", f"{together} {alone}", ("ai",), ())
        )
    copied = ("Tin chép", "Dữ liệu bán dẫn.", ("ai",), ())
    texts += [("2025-10-26", f"Báo {n}", *copied) for n in range(6)]
    return made(folder, texts)


def test_neighbours(beside: Snapshot) -> None:
    frame = questions.keyword_neighbours(beside, Scope(), term="Bán dẫn")
    assert frame["term"].tolist() == ["doanh nghiệp"], "data stands there only in copies of one story"
    row = frame.iloc[0]
    assert row[["of", "sentences", "stories", "of_term", "of_other"]].tolist() == ["bán dẫn", 8, 8, 14, 8]
    assert questions.keyword_neighbours(beside, Scope(), term="không có").empty


def test_names_beside_it_and_the_sentences_of_both(beside: Snapshot) -> None:
    frame = questions.keyword_entities(beside, Scope(), term="bán dẫn")
    assert frame[["name", "type", "sentences"]].values.tolist() == [["Lan Anh", "PER", 8]]
    named = questions.neighbour_sentences(beside, Scope(), term="bán dẫn", name="Lan Anh", top=50)
    assert len(named) == 8 and set(named["rows"]) == {8}
    texts = [[text[a:b] for a, b in marks] for text, marks in zip(named["text"], named["marks"], strict=True)]
    assert all(found == ["bán dẫn", "Lan Anh"] for found in texts)
    both = questions.neighbour_sentences(beside, Scope(), term="bán dẫn", other="doanh nghiệp", top=50)
    assert len(both) == 8 and set(both["hits"]) == {16}
    assert questions.neighbour_sentences(beside, Scope(), term="bán dẫn", other="sách").empty


def test_groups_are_not_repeated_inside_longer_ones(beside: Snapshot) -> None:
    frame = questions.keyword_groups(beside, Scope(), term="bán dẫn")
    assert frame[["phrase", "n", "total"]].values.tolist() == [
        ["doanh nghiệp bán dẫn", 8, 14],
        ["dữ liệu bán dẫn", 6, 14],
    ]


def test_sentences_of_a_group(beside: Snapshot) -> None:
    group = "doanh nghiệp bán dẫn"
    found = questions.group_sentences(beside, Scope(), term="bán dẫn", group=group, top=50)
    assert len(found) == 8 and set(found["rows"]) == {8} and set(found["hits"]) == {8}
    marked = [text[a:b].lower() for text, marks in zip(found["text"], found["marks"], strict=True) for a, b in marks]
    assert marked == [group] * 8
    assert questions.group_sentences(beside, Scope(), term="bán dẫn", group="bán dẫn sách").empty


def test_a_group_ends_with_its_sentence(tmp_path: Path, made: Any) -> None:
    """A title without a full stop and the text after it are one blank apart, and two sentences."""
    store = made(
        tmp_path, [(f"2025-10-{n:02}", "Báo", "Sách bán dẫn", "Bán dẫn số.", ("ai",), ()) for n in range(6, 10)]
    )
    assert questions.keyword_groups(store, Scope(), term="bán dẫn")["phrase"].tolist() == ["sách bán dẫn"]


def test_outlets_with_and_without_the_term(beside: Snapshot) -> None:
    frame = questions.keyword_sources(beside, Scope(), term="bán dẫn").set_index("source")
    assert frame.loc["Báo 0", ["n", "total"]].tolist() == [5, 21]
    assert frame.loc["Báo 5", ["n", "total"]].tolist() == [1, 1]
    assert questions.keyword_sources(beside, Scope(), term="sách")["n"].min() == 0


def test_concordance_of_a_term(nine: Snapshot, keys: list[str]) -> None:
    frame = questions.keyword_concordance(nine, Scope(), term="bán dẫn", top=50)
    assert len(frame) == 7 and set(frame["rows"]) == {7} and set(frame["articles"]) == {4}
    assert [keys.index(key) for key in frame["key"]] == [7, 6, 6, 2, 2, 0, 0]
    assert set(frame["hit"]) == {"bán dẫn"}
    first = frame.iloc[0]
    assert (first["left"], first["right"]) == ("Kỹ sư ", " trẻ\nLan Anh dạy trí tuệ nhân tạo ở Đà Nẵng.")
    for row in frame.itertuples():
        text = questions.article_reading(nine, Scope(), key=row.key)["text"].item()
        assert text[row.start : row.end] == "bán dẫn"
        assert text.startswith(row.left + row.hit + row.right, row.start - len(row.left))


@pytest.mark.parametrize(("sort", "order"), [("left", ["máy", "nghiệp", "sư"]), ("right", ["đã", "mở", "trẻ"])])
def test_order_by_what_stands_beside(nine: Snapshot, sort: str, order: list[str]) -> None:
    frame = questions.keyword_concordance(nine, Scope(), term="bán dẫn", sort=sort, top=50)
    words = [(row.left.split()[-1] if sort == "left" else row.right.split()[0]).lower() for row in frame.itertuples()]
    assert list(dict.fromkeys(words)) == order


def test_pages_of_a_concordance_make_the_whole(nine: Snapshot) -> None:
    whole = questions.keyword_concordance(nine, Scope(), term="dữ liệu", sort="left", top=99)
    parts = [
        questions.keyword_concordance(nine, Scope(), term="dữ liệu", sort="left", top=2, offset=n) for n in (0, 2, 4)
    ]
    assert [s for part in parts for s in part["start"]] == whole["start"].tolist()


def test_concordance_of_a_search(nine: Snapshot, keys: list[str]) -> None:
    frame = questions.keyword_concordance(nine, Scope(search='"du lieu" -hồ'), top=50)
    assert [keys.index(key) for key in frame["key"]] == [3, 1]
    assert frame["hit"].tolist() == ["dữ liệu", "dữ liệu"]
    assert questions.keyword_concordance(nine, Scope()).empty, "neither a term nor a search"
    assert questions.keyword_concordance(nine, Scope(search="-hồ")).empty, "what is refused has no place"
