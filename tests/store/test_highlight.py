"""Where searched words stand: the same places whatever the case, tone style and composition of the text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.store.highlight import marks, needles
from analysis.text.script.fold import fold


def found(text: str, search: str) -> list[str]:
    return [text[start:end] for start, end in marks(text, needles(search))]


@pytest.mark.parametrize(
    ("text", "search", "wanted"),
    [
        ("Hoà bình, hòa giải, HOA", "hòa", ["Hoà", "hòa"]),
        ("Hoà bình, hòa giải, HOA", "hoa", ["Hoà", "hòa", "HOA"]),
        ("Đà Nẵng đa dạng", "da", ["Đà", "đa"]),
        ("chuyển đổi số, chuyển giao", "chuyen*", ["chuyển", "chuyển"]),
        ("doanh nghiệp, kinh doanhx", "doanh*", ["doanh", "doanhx"]),
        ("doanhnghiệp", "doanh*", ["doanhnghiệp"]),
        ("Nghị quyết 57-NQ/TW và 157-NQ", "57-nq", ["57-NQ"]),
        ("chuyển\nđổi – số", '"chuyển đổi số"', ["chuyển\nđổi – số"]),
        ("chip và mỹ", "NEAR(chip my, 5)", ["chip", "mỹ"]),
        ("chip và mỹ", "chip -mỹ", ["chip"]),
        ("chip và mỹ", "chip OR (mỹ topic:ai)", ["chip", "mỹ"]),
        ("a+b (c) [d].*", ".*[d]", ["d"]),
        ("thoát", "hoa", []),
    ],
)
def test_places(text: str, search: str, wanted: list[str]) -> None:
    assert found(text, search) == wanted
    loose = unicodedata.normalize("NFD", text)
    assert found(loose, search) == [unicodedata.normalize("NFD", part) for part in wanted]


def test_overlapping_places_are_one() -> None:
    assert found("chuyển đổi số", '"chuyển đổi" "đổi số"') == ["chuyển đổi số"]


words = st.text(alphabet="aăâbđeêohòóọôơưuyýxn ", min_size=1, max_size=30)


@given(words, words)
def test_every_mark_is_what_was_searched(text: str, search: str) -> None:
    wanted = [needle for needle in needles(search) if not needle.marked]
    for start, end in marks(text, wanted):
        assert set(fold(text[start:end]).split()) <= {word for needle in wanted for word in needle.words}
