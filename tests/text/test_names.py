"""Names: what the shipped recogniser must find in invented sentences, and what its rules promise for any text."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import ModelError
from analysis.text.naming import documents, names, tokens
from analysis.text.naming.document import Document
from analysis.text.naming.mending import Name

MIXED = st.text(st.sampled_from(list('Aađ ĐưƯ19.-/&()\n"TPHCM ô')), max_size=60)


def found(text: str) -> set[tuple[str, str]]:
    return {(name.type, text[name.start : name.end]) for name in names.load().names(text)}


def test_the_common_types_are_found_with_their_borders() -> None:
    text = (
        "Sáng 3/6, tại Hà Nội, Bộ Khoa học và Công nghệ công bố Nghị định số 13/2023/NĐ-CP. "
        "Thứ trưởng Lê Thị Ngọc Mai cho biết Việt Nam sẽ hợp tác với Liên minh châu Âu."
    )
    assert found(text) == {
        ("LOC", "Hà Nội"),
        ("ORG", "Bộ Khoa học và Công nghệ"),
        ("DOC", "Nghị định số 13/2023/NĐ-CP"),
        ("PER", "Lê Thị Ngọc Mai"),
        ("LOC", "Việt Nam"),
        ("ORG", "Liên minh châu Âu"),
    }


def test_a_person_after_an_office_is_not_part_of_the_office() -> None:
    assert ("PER", "Trần Minh Khang") in found("Ông Phạm Quốc Bảo gặp Bí thư Tỉnh ủy Trần Minh Khang ở Lâm Đồng.")


def test_ordinary_terms_are_no_names() -> None:
    assert found("chuyển đổi số và kinh tế số là động lực của tăng trưởng") == set()


def test_an_ordinary_acronym_alone_is_no_name() -> None:
    assert not {"HLV", "VĐV", "GDP"} & {surface for _, surface in found("HLV và VĐV bàn về GDP.\nHLV: 'VĐV cần nghỉ'")}


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "a"])
def test_a_text_without_names_gives_none(text: str) -> None:
    assert names.load().names(text) == []


@given(MIXED)
def test_names_are_ordered_apart_and_inside_the_text(text: str) -> None:
    spans = [(name.start, name.end) for name in names.load().names(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


@given(st.lists(st.sampled_from(["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]), max_size=12))
def test_decoding_any_labels_uses_every_labelled_token_once(labels: list[str]) -> None:
    spans = [(2 * i, 2 * i + 1) for i in range(len(labels))]
    inside = [at for _, start, end in names.decode(spans, labels) for at in range(start // 2, (end + 1) // 2)]
    assert inside == [i for i, label in enumerate(labels) if label != "O"]


@given(MIXED)
def test_tokens_cover_everything_but_blanks(text: str) -> None:
    spans = tokens.spans(text)
    assert "".join(text[start:end] for start, end in spans) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nga-Ukraine", ["Nga", "-", "Ukraine"]),
        ("(TTXVN)", ["(", "TTXVN", ")"]),
        ("TP.HCM, TP.Huế", ["TP.HCM", ",", "TP", ".", "Huế"]),
        ("Lee Jae-yong", ["Lee", "Jae-yong"]),
        ("Nghị quyết 66.13/2026/NQ-CP", ["Nghị", "quyết", "66.13/2026/NQ-CP"]),
        ("3.500 tỷ; 30/10", ["3.500", "tỷ", ";", "30/10"]),
        ("Bộ GD&ĐT, GD-ĐT", ["Bộ", "GD&ĐT", ",", "GD-ĐT"]),
    ],
)
def test_tokens_break_where_a_name_may(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in tokens.spans(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theo nghị quyết số 57-NQ/TW của", ["nghị quyết số 57-NQ/TW"]),
        ("Luật và Thông tư 08/2026.", ["Thông tư 08/2026"]),
        ("Công văn số 123/BKHCN-VP nêu", ["Công văn số 123/BKHCN-VP"]),
        ("văn bản 13/2023/NĐ-CP quy định 30% vốn", ["13/2023/NĐ-CP"]),
        ("kế hoạch 5 năm, chương trình 12 tuần", []),
        ("ngày 30/10/2025, tỷ số 2-1", []),
    ],
)
def test_documents_by_code(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in documents.find(text)] == expected


def test_a_code_takes_the_place_of_a_shorter_name_but_not_of_a_longer_document() -> None:
    text = "Nghị quyết 57-NQ/TW"
    assert names.with_documents(text, [Name("ORG", 11, 19, "model")]) == [Name("DOC", 0, 19, "code")]
    longer = "Kế hoạch thực hiện Nghị quyết 57-NQ/TW"
    model = Name("DOC", 0, len(longer), "model")
    assert names.with_documents(longer, [model]) == [model]


def test_a_name_seen_once_is_found_where_it_stands_again() -> None:
    spans, words = tokens.lines("Lê An Nhiên và Lê An Nhiên")
    assert names.with_repeats(spans, words, [Name("PER", 0, 11, "model")])[1] == Name("PER", 15, 26, "same article")


def test_a_single_common_syllable_is_not_repeated() -> None:
    spans, words = tokens.lines("Mai gặp anh vào ngày Mai")
    assert len(names.with_repeats(spans, words, [Name("PER", 0, 3, "model")])) == 1


def test_the_article_knows_which_capitals_carry_meaning() -> None:
    seen = Document(["\n", "Mai", "đến", ".", "\n", "Gặp", "Lê", "Mai", "\n"], [1, 5, 6, 7])
    assert seen.capital == {"Lê": 1, "Mai": 1}
    assert seen.starts == {("Gặp", "Lê"): 1}
    assert seen.inside == {("Lê", "Mai"): 1}


def test_a_missing_model_names_the_next_command(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nhiptin train GOLD\.jsonl"):
        names.load(tmp_path)


@pytest.mark.parametrize("before", ["Tại ", "Từ Hà Nội đi ", "Kho máy gần "])
def test_the_full_name_of_a_listed_place_stays_whole(before: str) -> None:
    assert ("LOC", "Thành phố Hồ Chí Minh") in found(f"{before}Thành phố Hồ Chí Minh, doanh nghiệp thuê thêm kho.")
