"""Rules after the model: a title with its institution is an office unless somebody is named; a document ends where its name does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.naming import document_ends, documents, mending
from analysis.text.naming.mending import Name


def marked(text: str) -> tuple[str, list[Name]]:
    """Text and names of ``[ORG:Bộ Y tế] họp``."""
    plain, found = "", []
    for part in text.replace("]", "[").split("["):
        kind, colon, surface = part.partition(":")
        if colon and kind.isupper():
            found.append(Name(kind, len(plain), len(plain) + len(surface), "model"))
            plain += surface
        else:
            plain += part
    return plain, found


def offices(text: str) -> list[str]:
    plain, found = marked(text)
    return [plain[name.start : name.end] for name in mending.offices(plain, found) if name.type == "ROLE"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sáng nay, Bộ trưởng [ORG:Bộ Y tế] trả lời", ["Bộ trưởng Bộ Y tế"]),
        ("Thủ tướng hội kiến với Quốc vương [LOC:Kuwait]", ["Quốc vương Kuwait"]),
        ("Theo Bộ trưởng Quốc phòng [LOC:Mỹ], việc này", ["Bộ trưởng Quốc phòng Mỹ"]),
        ("phong cách của cựu Thủ tướng [LOC:Canada]", ["cựu Thủ tướng Canada"]),
        ("Bộ trưởng [ORG:Bộ Y tế] [PER:Lê Thị Mận] trả lời", []),
        ("Bộ trưởng [ORG:Bộ Y tế], bà [PER:Lê Thị Mận], trả lời", []),
        ("Bà [PER:Lê Thị Mận], Bộ trưởng [ORG:Bộ Y tế], trả lời", []),
        ("Bà [PER:Lê Thị Mận] - Bộ trưởng [ORG:Bộ Y tế] - trả lời", []),
        ("Bà [PER:Lê Thị Mận], 54 tuổi, Phó bí thư Tỉnh ủy, Chủ tịch [ORG:UBND tỉnh Đồi Thông], nói", []),
        ("Theo [PER:Lê Thị Mận], nước rút. Chủ tịch [ORG:UBND tỉnh Đồi Thông] nói", ["Chủ tịch UBND tỉnh Đồi Thông"]),
        ("cuộc bầu cử Tổng thống [LOC:Mỹ]", []),
        ("hai Phó chủ tịch [ORG:UBND tỉnh Đồi Thông]", []),
        ("Phó tổng giám đốc [ORG:Công ty Sao Mai] nói", []),
        ("họp với [ORG:Bộ Y tế]", []),
    ],
)
def test_a_title_with_its_institution_stands_for_one_person_unless_one_is_named(text: str, expected: list[str]) -> None:
    assert offices(text) == expected


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Thông tư 27/2025 hướng dẫn thi hành", ["Thông tư 27/2025"]),
        ("Luật Cây xanh được thông qua", ["Luật Cây xanh"]),
        ("Luật Cây xanh và Luật Hồ nước", ["Luật Cây xanh"]),
        ("Luật Phòng, chống lũ quét", ["Luật Phòng, chống lũ quét"]),
        ("Thông tư này", []),
        ("Dự thảo luật Cây xanh 2030", ["luật Cây xanh 2030"]),
        ("Luật chơi thay đổi", []),
        ("Nghị quyết của Đảng", []),
        ("Đạo luật của Quốc hội", []),
        ("luật Anh", []),
        ("Quyết định Công", []),
        ("luật, trong trận đấu", []),
        ("Hiệp định Thương mại tự do phía Đông", ["Hiệp định Thương mại tự do phía Đông"]),
        ("Kết luận số", []),
    ],
)
def test_a_document_ends_where_its_name_does(given: str, kept: list[str]) -> None:
    found = document_ends.whole_documents(given, [Name("DOC", 0, len(given), "model")])
    assert [given[name.start : name.end] for name in found] == kept


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theo Luật Giá và Luật Điện lực.", ["Luật Giá", "Luật Điện lực"]),
        ("sửa luật Đất đai 2013, luật giáo dục", ["luật Đất đai 2013"]),
        ("Luật các tổ chức tín dụng, Luật An ninh mạng mới", ["Luật các tổ chức tín dụng", "Luật An ninh mạng"]),
        ("Luật Phòng, chống rửa tiền; Bộ luật Hình sự", ["Luật Phòng, chống rửa tiền", "Bộ luật Hình sự"]),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Giáo dục đại học có hiệu lực",
            ["Luật sửa đổi, bổ sung một số điều của Luật Giáo dục đại học"],
        ),
        ("ký quyết định 137 ngày 19/1, quyết định 3 việc", ["quyết định 137"]),
        ("Công ty Luật Dữ liệuX", []),
    ],
)
def test_laws_are_known_by_what_they_are_about(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in documents.find(text)] == expected


@given(st.text(st.sampled_from("Luật sửađổi, 12/NĐ-CP\n"), max_size=80))
def test_documents_are_in_order_and_apart(text: str) -> None:
    last = 0
    for start, end in documents.find(text):
        assert last <= start < end <= len(text)
        last = end
