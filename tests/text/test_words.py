"""Words: names and phrases whole, the rest exactly as underthesea segments it, nothing lost or shifted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import underthesea
from hypothesis import given, settings
from hypothesis import strategies as st
from underthesea.pipeline.word_tokenize.regex_tokenize import tokenize

from analysis.text.lexicons.lexicon import load
from analysis.text.prose.clean import clean
from analysis.text.wording.segment import segment
from analysis.text.wording.words import words

OURS = [
    "Sáng nay, hội nghị về trí tuệ nhân tạo và bán dẫn khai mạc tại thành phố; hơn 300 kỹ sư (trong nước, ngoài nước) tham dự.",
    "Giá chip tăng 3,5% lên 1.200 USD, theo H&M và báo VnExpress.net; email: hoi.thao@vidu.vn, lúc 10:20:50 ngày 02/05/2025!",
    "Ông nói: “Chúng tôi không đợi ai…”, rồi mở máy tính 14-inch, gõ v.v., xem bản 4K và đi bộ 5-10 phút =>.",
    "TP.HCM, T.Ư, Nghị quyết 57-NQ/TW; xe 43H-0530; số 03-5730-2357; H'Mông; GDP, EU, WTO. A",
    "nghành uỷ ban hoà giải TRÍ TUỆ NHÂN TẠO khoẻ Chuyển Đổi Số",
    "x",
    "5G",
]


def rewritten(text: str) -> list[str]:
    """Our segments with the spelling underthesea gives them."""
    return [" ".join(tokenize(text[start:end])) for start, end in segment(text)]


@pytest.mark.parametrize("text", OURS)
def test_segments_are_those_of_underthesea(text: str) -> None:
    assert rewritten(text) == underthesea.word_tokenize(text)


def test_segments_are_those_of_underthesea_on_gold_sentences(corpora: Path) -> None:
    lines = (corpora / "words" / "vi_vtb-ud-test.conllu").read_text(encoding="utf-8").splitlines()
    texts = [clean(line.split("=", 1)[1]).text for line in lines if line.startswith("# text")]
    assert len(texts) == 800
    for text in texts:
        assert rewritten(text) == underthesea.word_tokenize(text)


def test_phrases_and_names_are_whole_and_offsets_exact() -> None:
    text = "Bộ Sao Mai đẩy mạnh CHUYỂN ĐỔI SỐ, theo Nghị quyết 57-NQ/TW về Trí tuệ nhân tạo; chi 20% của 1.000 đồng."
    document = text.index("Nghị"), text.index(" về")
    found = words(text, (0, len(text)), [document, (0, 10)], load())
    terms = [term for term, _, _ in found]
    assert terms[0] == "bộ sao mai"
    assert "chuyển đổi số" in terms
    assert "trí tuệ nhân tạo" in terms
    assert "nghị quyết 57-nq/tw" in terms
    assert all(term == text[start:end].lower() for term, start, end in found)
    assert not any(term.strip("0123456789.,%") == "" for term in terms)


def test_a_phrase_does_not_cross_punctuation_or_a_name() -> None:
    text = "chuyển, đổi số"
    assert "chuyển đổi số" not in [term for term, _, _ in words(text, (0, len(text)), [], load())]
    text = "chuyển đổi số"
    assert [term for term, _, _ in words(text, (0, len(text)), [(10, 13)], load())][-1] == "số"


def test_a_phrase_at_the_end_of_a_sentence_ends_there() -> None:
    text = "bàn về chuyển đổi số, xin hết"
    assert words(text, (0, len(text)), [], load())[2] == ("chuyển đổi số", 7, 20)


def test_the_longest_phrase_wins_and_users_may_add() -> None:
    text = "chuyển đổi số quốc gia ở Làng Sương Mù"
    assert words(text, (0, len(text)), [], load())[0] == ("chuyển đổi số quốc gia", 0, 22)
    added = load(user_terms=("làng sương mù",))
    assert words(text, (0, len(text)), [], added)[-1] == ("làng sương mù", 25, 38)


def test_overlapping_phrases_cover_most_and_leave_the_head_whole() -> None:
    text = "mở rộng đầu tư công nghệ lõi"
    assert words(text, (0, len(text)), [], load())[-2:] == [("đầu tư", 8, 14), ("công nghệ lõi", 15, 28)]


def test_an_acronym_and_a_word_of_the_same_letters_are_two_terms() -> None:
    text = "Ai dùng AI, ai không?"
    assert [term for term, _, _ in words(text, (0, len(text)), [], load())] == [
        "ai (đại từ)",
        "dùng",
        "ai",
        "ai (đại từ)",
        "không",
    ]
    assert load().is_stop("ai (đại từ)")
    assert not load().is_stop("ai")


def test_spans_that_overlap_or_leave_the_sentence_are_passed_over() -> None:
    text = "Công ty Sông Tin ra mắt. Sau đó nghỉ."
    found = words(text, (0, 24), [(0, 16), (8, 16), (20, 30)], load())
    assert found[0] == ("công ty sông tin", 0, 16)
    assert all(end <= 24 for _, _, end in found)


def test_what_is_too_long_to_be_a_word_is_left_out() -> None:
    text = "mã " + "a-" * 50_000 + " xong"
    assert [term for term, _, _ in words(text, (0, len(text)), [], load())] == ["mã", "xong"]


def test_an_empty_sentence_has_no_words() -> None:
    assert words("", (0, 0), [], load()) == []
    assert words("… – !", (0, 5), [], load()) == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("chuyểnđổi sốAIQT 0123.,-/&'@:()…\nẩß\u0130\u0323 "), max_size=80))
def test_no_letter_is_lost_and_none_counted_twice(raw: str) -> None:
    text = clean(raw).text
    found = words(text, (0, len(text)), [], load())
    last = 0
    for _, start, end in found:
        assert last <= start < end
        assert not re.search(r"[^\W\d_]", text[last:start])
        last = end
    assert not re.search(r"[^\W\d_]", text[last:])
