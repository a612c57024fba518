"""The index: marks count where they are typed, nothing typed is an error, every operator means what it says."""

from __future__ import annotations

import sqlite3
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import ScopeError, StoreError
from analysis.store.found import found
from analysis.store.search import Ids, SearchIndex, SearchWriter
from analysis.text.script.fold import fold, plain

TEXTS = (
    "Hòa bình là điều mọi người mong",
    "Hoa bình minh nở ở Đà Lạt",
    "Nghị quyết 57-NQ/TW về chuyển đổi số",
    "Số hóa: chuyển hướng, đổi mới",
    unicodedata.normalize("NFD", "Hoà giải ở cơ sở"),
    "",
)


def write(path: Path, texts: tuple[str, ...]) -> SearchIndex:
    writer = SearchWriter(path)
    writer.add((number, plain(text), fold(text)) for number, text in enumerate(texts))
    writer.close(articles=len(texts))
    return SearchIndex(path)


class Shelf:
    """What ``found`` needs of a snapshot where no field is searched: the index."""

    def __init__(self, index: SearchIndex) -> None:
        self.index = index

    def ids(self, text: str, *, exact: bool = False) -> Ids:
        return found(self, text, exact=exact)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(write(tmp_path_factory.mktemp("search") / "search.sqlite", TEXTS))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("hoa", [0, 1, 3, 4]),
        ("hòa", [0, 4]),
        ("hoà", [0, 4]),
        (unicodedata.normalize("NFD", "HÒA"), [0, 4]),
        ("hóa", [3]),
        ("da lat", [1]),
        ("đa", []),
        ("Đà", [1]),
        ("chuyển đổi", [2, 3]),
        ('"chuyển đổi"', [2]),
        ('"chuyen doi so"', [2]),
        ("“chuyển đổi số”", [2]),
        ("57-NQ/TW", [2]),
        ("57-nq", [2]),
        ("-hoa", [2, 5]),
        ("hoa -bình", [3, 4]),
        ('hoa -"bình minh"', [0, 3, 4]),
        ("hoa -57-NQ/TW -hòa", [1, 3]),
        ("", [0, 1, 2, 3, 4, 5]),
        (' "" - "." * ( ) ^ : ', [0, 1, 2, 3, 4, 5]),
        ('"chuyển đổi', [2]),
        ("plain : hoa", []),
        ("hoa or bình", []),
        ("chuyể*", [2, 3]),
        ("chuye*", [2, 3]),
        ('"chuyển đổ"*', [2]),
        ("giải OR Lạt", [1, 4]),
        ("hoa AND (giải OR lạt)", [1, 4]),
        ("hoa giải OR lạt", [1, 4]),
        ("hòa OR -bình", [0, 2, 3, 4, 5]),
        ("NOT (hoa OR quyết)", [5]),
        ("hoa NOT bình", [3, 4]),
        ("-(hoa bình)", [2, 3, 4, 5]),
        ("NEAR(hoa đổi, 2)", [3]),
        ("NEAR(hoa đổi, 1)", []),
        ("hoa NEAR/3 mọi", [0]),
        ("NEAR(57 số)", [2]),
        ('NEAR("chuyển đổi" quyết, 5)', [2]),
        ("NEAR(chuyển số 57, 9)", [2]),
        ("không có từ này", []),
    ],
)
def test_what_is_found(index: Shelf, text: str, wanted: list[int]) -> None:
    found = index.ids(text)
    assert found.tolist() == wanted
    assert found.dtype == "int32"


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("hoa", [1]),
        ("hoa OR hóa", [1, 3]),
        ("hoa -bình", []),
        ("chuyen doi", []),
        ("hòa", [0, 4]),
        ("NEAR(hoa my)", []),
    ],
)
def test_what_matches_as_typed_is_a_part_of_all(index: Shelf, text: str, exact: list[int]) -> None:
    found = index.ids(text, exact=True).tolist()
    assert found == exact
    assert set(found) <= set(index.ids(text).tolist())


@given(st.text(alphabet=st.one_of(st.sampled_from('"-*():^{}+, \x00“«đò'), st.characters()), max_size=120))
def test_nothing_typed_is_an_error(index: Shelf, text: str) -> None:
    assert set(index.ids(text).tolist()) <= set(range(len(TEXTS)))


@given(
    st.lists(
        st.sampled_from(
            ["hoa", "hòa", '"', "(", ")", "AND", "OR", "NOT", "-", "NEAR(", "NEAR/2", ",", "5", "chu*", "*"]
        )
    )
)
def test_no_order_of_operators_is_an_error(index: Shelf, parts: list[str]) -> None:
    for text in (" ".join(parts), "".join(parts)):
        assert set(index.ids(text[:300], exact=True).tolist()) <= set(index.ids(text[:300]).tolist())


@given(st.sampled_from(TEXTS[:5]), st.data())
def test_every_word_of_a_text_finds_it_with_and_without_marks(index: Shelf, text: str, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from([part for part in text.split() if any(ch.isalnum() for ch in part)]))
    number = TEXTS.index(text)
    for typed in (word, word.upper(), fold(word), unicodedata.normalize("NFD", word), f'"{word}"'):
        assert number in index.ids(typed)
    assert number not in index.ids(f"-{word}")


def test_a_search_longer_than_a_scope_allows_is_refused(index: Shelf) -> None:
    with pytest.raises(ScopeError, match="allowed 300"):
        index.ids("a" * 301)


def test_a_file_that_is_no_index(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_bytes(b"nothing" * 500)
    with pytest.raises(StoreError, match="nhiptin publish"):
        SearchIndex(tmp_path / "x.sqlite")


def test_the_index_keeps_no_text(tmp_path: Path) -> None:
    write(tmp_path / "s.sqlite", TEXTS).close()
    with sqlite3.connect(tmp_path / "s.sqlite") as db:
        assert db.execute("SELECT plain FROM text WHERE text MATCH 'hoa'").fetchone() == (None,)
