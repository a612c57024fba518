"""Search: marks count where they are typed, nothing typed is an error, exclusions and phrases mean what they say."""

from __future__ import annotations

import sqlite3
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import ScopeError, StoreError
from analysis.store.search import SearchIndex, SearchWriter, parse
from analysis.text.fold import fold, plain

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


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return write(tmp_path_factory.mktemp("search") / "search.sqlite", TEXTS)


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
        ("hoa OR bình", []),
        ("NEAR(hoa bình)", []),
        ("chuyể*", []),
        ("không có từ này", []),
    ],
)
def test_what_is_found(index: SearchIndex, text: str, wanted: list[int]) -> None:
    found = index.ids(text)
    assert found.tolist() == wanted
    assert found.dtype == "int32"


def test_a_hyphen_within_a_word_excludes_nothing() -> None:
    assert parse("a-b -c").refused == ('folded : "c"',)


@given(st.text(alphabet=st.one_of(st.sampled_from('"-*():^{}+ \x00“«đò'), st.characters()), max_size=120))
def test_nothing_typed_is_an_error(index: SearchIndex, text: str) -> None:
    assert set(index.ids(text).tolist()) <= set(range(len(TEXTS)))


@given(st.sampled_from(TEXTS[:5]), st.data())
def test_every_word_of_a_text_finds_it_with_and_without_marks(
    index: SearchIndex, text: str, data: st.DataObject
) -> None:
    word = data.draw(st.sampled_from([part for part in text.split() if any(ch.isalnum() for ch in part)]))
    number = TEXTS.index(text)
    for typed in (word, word.upper(), fold(word), unicodedata.normalize("NFD", word), f'"{word}"'):
        assert number in index.ids(typed)
    assert number not in index.ids(f"-{word}")


def test_a_search_longer_than_a_scope_allows_is_refused(index: SearchIndex) -> None:
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
