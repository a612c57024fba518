"""Names in text from outside: capitals, no diacritics, English, invisible signs, endless lines. Never a crash, never a span outside."""

from __future__ import annotations

import itertools
import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.text.annotate import annotate_text, load_rooms
from analysis.text.naming import names
from analysis.text.prose.clean import clean

SENTENCE = "Chiều nay, Bộ Khoa học và Công nghệ công bố Nghị định 13/2023/NĐ-CP tại Hà Nội, theo bà Lê Thị Mận. "
BARE = "Chieu nay, Bo Khoa hoc va Cong nghe cong bo Nghi dinh 13/2023/ND-CP tai Ha Noi, theo ba Le Thi Man. "
ENGLISH = "The European Commission said on Monday that Le Thi Man of Example Corp. would join the Digital Forum 2026. "
NAMES_ALONE = "Nghị định 13/2023/NĐ-CP, Bộ trưởng Bộ Y tế, (UBND) “Lê Thị Mận”; "
PIECES = [*"aĐ ưƯ19.-/&()\n\t\"'“”", "Bộ ", "Luật ", "\u202e", "\u200b", "\u0301", "𝐀", "😀", "İ", "ß", "\ud800"]
UNPLEASANT = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def spans_are_sound(text: str) -> int:
    """Check order and bounds of the names of a text; how many there are."""
    found = names.load().names(text)
    assert all(0 <= name.start < name.end <= len(text) for name in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    return len(found)


@given(UNPLEASANT)
def test_any_signs_give_sound_spans(text: str) -> None:
    spans_are_sound(text)
    spans_are_sound(clean(text).text)


@settings(max_examples=25)
@given(UNPLEASANT)
def test_any_signs_can_be_annotated(text: str) -> None:
    for entity in annotate_text("x", text, rooms=load_rooms())["entities"]:
        assert 0 <= entity["start"] < entity["end"] <= len(text)


@pytest.mark.parametrize("text", [SENTENCE.upper(), BARE, BARE.upper(), BARE.lower(), ENGLISH, SENTENCE.swapcase()])
def test_other_ways_of_writing_give_sound_spans(text: str) -> None:
    spans_are_sound(text)


def test_capitals_still_give_the_institution() -> None:
    text = SENTENCE.upper()
    assert any("KHOA HỌC" in text[name.start : name.end] for name in names.load().names(text))


def test_invisible_signs_change_nothing() -> None:
    plain = annotate_text("x", SENTENCE)["entities"]
    strange = SENTENCE.replace(" ", "\u200b \u2066")
    found = annotate_text("x", strange)["entities"]
    assert [(e["type"], e["name"]) for e in found] == [(e["type"], e["name"]) for e in plain]


def calls(text: str) -> int:
    """How many functions are called to find the names of a text: a measure of work that no clock disturbs."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    recogniser = names.load()
    recogniser.names(text[:2000])
    sys.setprofile(counted)
    try:
        recogniser.names(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", [SENTENCE, BARE.upper(), NAMES_ALONE, "Aa" * 40 + " "])
def test_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    """Ten times the text in one line takes at most twelve times the calls."""
    tenth = piece * (1000 // len(piece.split()))
    assert calls(tenth * 10) < 12 * calls(tenth)


@pytest.mark.parametrize("piece", [SENTENCE, NAMES_ALONE])
def test_fifty_thousand_syllables_without_a_line_end_are_read(piece: str) -> None:
    assert spans_are_sound(piece * (50_000 // len(piece.split()))) > 2000
