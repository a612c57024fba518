"""Keys of comparison: plain keeps the marks, fold forgets them."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from analysis.text.script.fold import fold, plain
from analysis.text.script.letters import LOWER, UPPER

vietnamese = st.text(alphabet=st.sampled_from("aàáảãạâấêếiíoòóôơuưuỷyýđbghnqt " + UPPER[:40]), max_size=30)


@given(vietnamese)
def test_composition_does_not_matter(text: str) -> None:
    assert plain(unicodedata.normalize("NFD", text)) == plain(unicodedata.normalize("NFC", text))
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(vietnamese)
def test_both_are_idempotent_and_fold_forgets_what_plain_keeps(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert fold(fold(text)) == fold(text)
    assert fold(plain(text)) == fold(text)


def test_both_tone_styles_and_both_letters_meet() -> None:
    assert plain("HOÀ") == plain("hòa") == "hòa"
    assert plain("Đá") != plain("Da")
    assert fold("Đường Nguyễn Huệ, Thuỷ điện") == "duong nguyen hue, thuy dien"


def test_every_vietnamese_letter_folds_to_ascii() -> None:
    letters = [ch for ch in LOWER + UPPER if ch in "đĐ" or unicodedata.normalize("NFD", ch)[0] in "aeiouyAEIOUY"]
    assert all(fold(ch).isascii() and len(fold(ch)) == 1 for ch in letters)
