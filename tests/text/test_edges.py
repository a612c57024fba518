"""Ends of names that the model puts wrongly: what begins behind them, and persons inside offices."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.naming import capitals, document_ends, edges, gazetteers, mending, names, ordinary
from analysis.text.naming.edges import Edges
from analysis.text.naming.mending import Name
from analysis.text.naming.titled import Titled


def _model(text: str, kind: str, surface: str) -> list[Name]:
    start = text.index(surface)
    return [Name(kind, start, start + len(surface), "model")]


@pytest.mark.parametrize(
    ("text", "surface", "parts"),
    [
        ("Cục Sao Mai xác minh văn bản", "Cục Sao Mai xác minh văn bản", ["Cục Sao Mai"]),
        ("Cục Sao Mai và Viện Nắng họp", "Cục Sao Mai và Viện Nắng", ["Cục Sao Mai", "Viện Nắng"]),
        ("Cục Mưa và phòng, chống lũ", "Cục Mưa và phòng, chống lũ", ["Cục Mưa và phòng, chống lũ"]),
        ("Sở Mưa làm Chủ tịch UBND Sông Mai", "Sở Mưa làm Chủ tịch UBND Sông Mai", ["Sở Mưa", "UBND Sông Mai"]),
        ("Văn phòng Chống bụi (ACB) của", "Văn phòng Chống bụi (ACB", ["Văn phòng Chống bụi", "ACB"]),
        ("Bệnh viện (BV) Sao Mai", "Bệnh viện (BV) Sao Mai", ["Bệnh viện (BV) Sao Mai"]),
        ("các cục, Cục và Công đoàn Y tế", "Cục và Công đoàn Y tế", ["Công đoàn Y tế"]),
        ("Vụ Quy hoạch đô thị", "Vụ Quy", ["Vụ Quy hoạch"]),
        ("Đại sứ quán Trung Quốc họp", "Đại sứ quán Trung Quốc", ["Đại sứ quán Trung Quốc"]),
        ("Quỹ Đầu tư trực tiếp Nga", "Quỹ Đầu tư trực tiếp Nga", ["Quỹ Đầu tư trực tiếp Nga"]),
        ("đội tuyển Việt Nam thắng", "đội tuyển Việt Nam", ["đội tuyển Việt Nam"]),
        ("Bộ trưởng Khoa học Sao Mai", "Bộ trưởng Khoa học Sao Mai", ["Khoa học Sao Mai"]),
        ("Phó Chủ tịch tỉnh", "Phó Chủ", []),
        ("Công an Trung Quốc gia hạn", "Công an Trung Quốc", ["Công an Trung Quốc"]),
    ],
)
def test_a_name_is_parted_where_another_word_begins(text: str, surface: str, parts: list[str]) -> None:
    found = Edges(gazetteers.load()).mended(text, _model(text, "ORG", surface))
    assert [text[name.start : name.end] for name in found] == parts


@pytest.mark.parametrize(
    ("text", "kind", "surface", "expected"),
    [
        ("Bộ trưởng Quốc phòng Bỉ Verlinden", "ROLE", None, [("LOC", "Bỉ"), ("PER", "Verlinden")]),
        ("Bí thư Tỉnh ủy Hồ Duy Trạch", "ROLE", None, [("ORG", "Tỉnh ủy"), ("PER", "Hồ Duy Trạch")]),
        ("Bí thư Thành ủy Hồ Chí Minh", "ROLE", None, [("ROLE", "Bí thư Thành ủy Hồ Chí Minh")]),
        ("Tổng thống Slovakia", "ROLE", None, [("ROLE", "Tổng thống Slovakia")]),
        ("CEO Nvidia", "ROLE", None, [("ROLE", "CEO Nvidia")]),
        ("Tỉnh trưởng Andriy Kovtun", "LOC", None, [("PER", "Andriy Kovtun")]),
        ("Giám đốc Sở Ngoại vụ Trần Tục", "ORG", "Sở Ngoại vụ Trần Tục", [("ORG", "Sở Ngoại vụ"), ("PER", "Trần Tục")]),
        ("Bí thư Đảng ủy phường Từ Sơn", "ORG", "Đảng ủy phường Từ Sơn", [("ORG", "Đảng ủy phường Từ Sơn")]),
        ("học ở Trường Lê Văn An", "ORG", "Trường Lê Văn An", [("ORG", "Trường Lê Văn An")]),
    ],
)
def test_a_person_is_taken_out_of_an_office(
    text: str, kind: str, surface: str | None, expected: list[tuple[str, str]]
) -> None:
    found = Titled(gazetteers.load()).apart(text, _model(text, kind, surface or text))
    assert [(name.type, text[name.start : name.end]) for name in found] == expected


@pytest.mark.parametrize(
    ("text", "surface", "kept"),
    [
        (
            "Hiệp ước Thân thiện và Hợp tác ở Bắc Cực",
            "Hiệp ước Thân thiện",
            ["Hiệp ước Thân thiện và Hợp tác ở Bắc Cực"],
        ),
        ("Hiệp định Thương mại Nga - Áo - Lào mới", "Hiệp định Thương", ["Hiệp định Thương mại Nga - Áo - Lào"]),
        ("Hiệp ước Cấm thử tên lửa và", "Hiệp ước Cấm", ["Hiệp ước Cấm thử tên lửa"]),
        ("Luật Nhà ở và Quốc hội", "Luật Nhà ở", ["Luật Nhà ở"]),
        ("Quyết định số 19/QĐ – TTg về", "Quyết định số 19/QĐ", ["Quyết định số 19/QĐ – TTg"]),
        ("luật Hồi giáo", "luật Hồi giáo", []),
        ("Khoa Luật Kinh tế", "Luật Kinh tế", []),
        ("vụ tấn công Điện Mây", "công Điện Mây", []),
        ("chỉ đạo luật sư kháng cáo", "đạo luật sư kháng cáo", []),
        ("Sắc lệnh hành pháp", "Sắc lệnh hành pháp", []),
        ("Đề án đào tạo và bồi dưỡng", "Đề án đào tạo", []),
        ("Tổ chức Hiệp ước Bắc Cực họp", "Hiệp ước Bắc Cực", ["Tổ chức Hiệp ước Bắc Cực"]),
    ],
)
def test_a_document_has_all_of_its_name_or_is_none(text: str, surface: str, kept: list[str]) -> None:
    found = document_ends.whole_documents(text, _model(text, "DOC", surface))
    assert [text[name.start : name.end] for name in found] == kept


def test_a_listed_law_does_not_go_on_with_a_verb() -> None:
    text = "Theo luật Đất đai tiếp tục bổ sung 2 hệ số"
    model = _model(text, "DOC", "luật Đất đai")
    longer = [Name("DOC", model[0].start, text.index(" hệ"), "model")]
    assert [text[name.start : name.end] for name in names.with_documents(text, longer)] == ["luật Đất đai"]


@given(st.text(alphabet="BộSởLuậtHiệpướcvà()là,ABC aaa\n", max_size=60), st.integers(0, 59), st.integers(1, 60))
def test_mended_names_stay_inside_the_text_and_apart(text: str, start: int, size: int) -> None:
    end = min(start + size, len(text))
    if start >= end or text[start].isspace() or text[end - 1].isspace():
        return
    for kind in ("ORG", "DOC", "ROLE"):
        found = Edges(gazetteers.load()).mended(text, [Name(kind, start, end, "model")])
        found = document_ends.whole_documents(text, Titled(gazetteers.load()).apart(text, found))
        assert all(0 <= name.start < name.end <= len(text) for name in found)
        assert all(a.end <= b.start for a, b in pairwise(found))


def test_an_office_beside_its_holder_leaves_its_institution() -> None:
    text = "Theo bà Lê An, Đại sứ EU tại Lào, thì Tổng thống Áo Hugo Berg đồng ý"
    found = [
        Name(kind, text.index(surface), text.index(surface) + len(surface), "model")
        for kind, surface in (("PER", "Lê An"), ("ROLE", "Đại sứ EU"), ("ROLE", "Tổng thống Áo"), ("PER", "Hugo Berg"))
    ]
    mended = mending.offices(text, found, places={"Áo"})
    assert [(name.type, text[name.start : name.end]) for name in mended if name.type != "PER"] == [
        ("ORG", "EU"),
        ("LOC", "Áo"),
    ]


def test_a_faculty_is_no_law() -> None:
    assert ordinary.elsewhere("Khoa Luật Biển", 5)
    assert not ordinary.elsewhere("theo Luật Biển", 5)
    assert ("quy", "hoạch") in edges.compounds()


def test_an_event_of_two_parties_has_both() -> None:
    def mended(text: str, *named: tuple[str, str]) -> list[tuple[str, str]]:
        found = [Name(kind, text.index(words), text.index(words) + len(words), "model") for kind, words in named]
        return [(name.type, text[name.start : name.end]) for name in Edges(gazetteers.load()).mended(text, found)]

    forum = "Diễn đàn Sông Xanh EU - Việt Nam khai mạc"
    assert mended(forum, ("EVENT", "Diễn đàn Sông Xanh EU"), ("LOC", "Việt Nam")) == [
        ("EVENT", "Diễn đàn Sông Xanh EU - Việt Nam")
    ]
    city = "Diễn đàn Sông Xanh Việt Nam - Hà Nội khai mạc"
    assert len(mended(city, ("EVENT", "Diễn đàn Sông Xanh Việt Nam"), ("LOC", "Hà Nội"))) == 2, "a city is no party"
    none = "Diễn đàn Sông Xanh - Việt Nam khai mạc"
    assert len(mended(none, ("EVENT", "Diễn đàn Sông Xanh"), ("LOC", "Việt Nam"))) == 2, "one party alone"


def test_a_second_subject_belongs_to_the_institution() -> None:
    def mended(text: str, words: str) -> str:
        start = text.index(words)
        [name] = Edges(gazetteers.load()).mended(text, [Name("ORG", start, start + len(words), "model")])
        return text[name.start : name.end]

    assert mended("Viện Sông Xanh Thông tin và Truyền thông họp", "Viện Sông Xanh Thông tin") == (
        "Viện Sông Xanh Thông tin và Truyền thông"
    )
    assert (
        mended("Viện Sông Xanh Thông tin và Công ty Mây họp", "Viện Sông Xanh Thông tin") == "Viện Sông Xanh Thông tin"
    )
    assert mended("Viện Sông Xanh và Truyền thông họp", "Viện Sông Xanh") == "Viện Sông Xanh", "no subject before it"


def test_in_a_line_of_capitals_ordinary_words_are_no_name() -> None:
    text = "LÊ AN: ĐẨY MẠNH CHUYỂN ĐỔI SỐ TẠI BỘ Y TẾ\nÔng Lê An nói ở Huế."
    found = [
        Name(kind, text.index(words), text.index(words) + len(words), "model")
        for kind, words in (("PER", "LÊ AN"), ("ORG", "ĐẨY MẠNH CHUYỂN ĐỔI"), ("ORG", "BỘ Y TẾ"), ("PER", "Lê An"))
    ]
    kept = [text[name.start : name.end] for name in capitals.sober(text, found, frozenset())]
    assert kept == ["LÊ AN", "BỘ Y TẾ", "Lê An"]
    assert capitals.sober("Hà Nội\n", found[:1], frozenset()) == found[:1], "no such line, nothing to do"


def test_an_acronym_in_brackets_and_a_vision_end_a_document() -> None:
    def whole(text: str, *words: str) -> list[str]:
        found, at = [], 0
        for one in words:
            at = text.index(one, at)
            found.append(Name("DOC", at, at + len(one), "model"))
            at += len(one)
        return [text[name.start : name.end] for name in document_ends.whole_documents(text, found)]

    act = "Vi phạm Đạo luật Dịch vụ số.\nĐạo luật Dịch vụ số (DSA) buộc các nền tảng chịu trách nhiệm."
    assert whole(act, "Đạo luật Dịch vụ", "Đạo luật Dịch vụ") == ["Đạo luật Dịch vụ số"] * 2
    plan = "Chiến lược Sông Xanh đến năm 2030 và tầm nhìn 2050 được phê duyệt"
    assert whole(plan, "Chiến lược Sông Xanh đến năm 2030") == ["Chiến lược Sông Xanh đến năm 2030 và tầm nhìn 2050"]
