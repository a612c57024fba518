"""Offices alone in invented articles: the article's own titles first, the dated list after, doubt where both are silent."""

from __future__ import annotations

import pytest

from analysis.text.identity.offices import DOUBTFUL
from analysis.text.identity.titles import without_titles
from analysis.text.naming.mending import Name

SAME = "same article"


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Thủ tướng [[PER:Lê An Nhiên]] đến. [[ROLE:Thủ tướng]] nói.", "Lê An Nhiên"),
        ("[[ROLE:Bộ trưởng Tài chính]] đến\nBộ trưởng Bộ Tài chính [[PER:Vũ Hải Đăng]] nói.", "Vũ Hải Đăng"),
        ("[[PER:Vũ Hải Đăng]], Thứ trưởng [[ORG:Bộ Y tế]], đến. [[ROLE:Thứ trưởng]] nói.", "Vũ Hải Đăng"),
        ("[[PER:Lê An]], Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh. [[ROLE:Chủ tịch UBND]] nói.", "Lê An"),
        ("Thứ trưởng [[PER:Lê An]], Thứ trưởng [[PER:Vũ Hải]]. [[ROLE:Thứ trưởng]] nói.", "Vũ Hải"),
        ('"Bộ trưởng Robot" [[PER:Sora]] hát. [[ROLE:Bộ trưởng Robot]] ngừng.', "Sora"),
        (
            "[[ROLE:Tổng thống Sao Mai]] đến. [[ROLE:Tổng thống]] nói.\nTổng thống Sao Mai [[PER:Ada Lin]] đã về.",
            "Ada Lin",
        ),
        ("cựu Thủ tướng [[PER:Lê An]] kể. [[ROLE:Cựu Thủ tướng]] cười.", "Lê An"),
    ],
)
def test_the_last_person_with_the_title_holds_the_office(holders, text: str, holder: str) -> None:
    assert set(holders(text)) == {(holder, SAME)}


def test_a_person_taken_into_the_office_is_the_one_of_that_name(holders) -> None:
    text = "Bà [[PER:Ada Blake]] đến. [[ROLE:Thủ tướng Sao Mai Blake]] nói. [[ROLE:Cục trưởng Ada Blake]] cười."
    assert holders(text) == [("Ada Blake", SAME)] * 2


def test_a_holder_of_the_list_taken_into_the_office_is_known_too(holders) -> None:
    assert holders("[[ROLE:Phó chủ tịch nước Võ Thị Ánh Xuân]] đến.") == [("Võ Thị Ánh Xuân", SAME)]


def test_a_chairman_of_one_body_is_not_that_of_another(holders) -> None:
    text = "Chủ tịch HĐND tỉnh [[PER:Lê An]] và Chủ tịch [[PER:Vũ Hải]] đến. [[ROLE:Chủ tịch UBND tỉnh]] nói."
    assert holders(text) == [("?", DOUBTFUL)]


@pytest.mark.parametrize(
    "text",
    [
        "Phó Thủ tướng [[PER:Lê An Nhiên]] đến. [[ROLE:Thủ tướng]] nói.",
        "[[ROLE:Thủ tướng]] vừa bổ nhiệm bà [[PER:Lê An Nhiên]].",
        "cựu Thủ tướng [[PER:Lê An Nhiên]] đến. [[ROLE:Thủ tướng]] nói.",
        "[[ROLE:Thủ tướng]] xin lỗi ông [[PER:Lê An Nhiên]]. Thủ tướng [[LOC:Lào]] xin lỗi ông [[PER:Vũ Hải]].",
        "[[ROLE:Thủ tướng]] nghe Thủ tướng [[PER:Donald Trump]].",
        "Thủ tướng [[LOC:Lào]] [[PER:Lê An Nhiên]] gặp ông [[PER:Phạm Minh Chính]]. [[ROLE:Thủ tướng]] nói.",
    ],
)
def test_the_title_of_another_office_does_not_count(holders, text: str) -> None:
    ((name, rule),) = holders(text)
    assert name == "Phạm Minh Chính" and rule.startswith("office:offices.tsv:")


def test_a_foreign_office_is_not_the_vietnamese_one_of_the_same_words(holders) -> None:
    text = "Bộ trưởng Ngoại giao [[PER:Bùi Thanh Sơn]] gặp [[ROLE:Bộ trưởng Ngoại giao Hàn Quốc]]."
    assert holders(text) == [("?", DOUBTFUL)]


def test_a_minister_alone_is_the_minister_of_the_one_ministry_named(holders) -> None:
    assert holders("[[ORG:Bộ Y tế]] họp. [[ROLE:Bộ trưởng]] nói.")[0][0] == "Đào Hồng Lan"
    assert holders("[[ORG:Bộ Y tế]] và [[ORG:Bộ Công an]] họp. [[ROLE:Bộ trưởng]] nói.") == [("?", DOUBTFUL)]


def test_what_nobody_can_tell_stays_doubtful(holders) -> None:
    assert holders("[[ROLE:Thứ trưởng]] nói. [[ROLE:Giám đốc]] nghe.") == [("?", DOUBTFUL)] * 2
    assert holders("[[ROLE:Thủ tướng]] nói.", None) == [("?", DOUBTFUL)]


def test_a_deputy_alone_is_doubtful_unless_the_article_names_one_of_them(holders) -> None:
    assert holders("[[ROLE:Phó Thủ tướng]] nói.") == [("?", DOUBTFUL)]
    ((name, rule),) = holders("Ông [[PER:Mai Văn Chính]] đến. [[ROLE:Phó Thủ tướng]] nói.")
    assert name == "Mai Văn Chính" and rule.startswith("office:offices.tsv:")


@pytest.mark.parametrize(
    ("office", "name"),
    [
        ("Phó Chủ tịch UBND xã Bến Sông Bùi Thị Sao Mai", "Bùi Thị Sao Mai"),
        ("Ngoại trưởng Hungary Ada Blake", "Ada Blake"),
        ("Chủ tịch UBND TP Hồ Chí Minh", None),
        ("Bí thư Tỉnh ủy Lâm Đồng", None),
        ("CEO Dragon Capital", None),
        ("Tổng giám đốc Zyntex Global", None),
        ("Thủ tướng", None),
    ],
)
def test_of_an_office_with_a_full_name_only_the_name_is_left(office: str, name: str | None) -> None:
    (left,) = without_titles(office, [Name("ROLE", 0, len(office), "model")])
    assert (left.type, office[left.start : left.end]) == (("PER", name) if name else ("ROLE", office))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Lê An, Đại sứ Sao Mai tại Bến Sông, nói", False),
        ("Lê An (Đại sứ Sao Mai)", False),
        ("Gặp Lê An, Đại sứ Sao Mai nói", True),
    ],
)
def test_a_title_behind_a_name_is_no_mention_unless_it_begins_a_clause(text: str, kept: bool) -> None:
    at, office = text.index("Lê An"), text.index("Đại sứ Sao Mai")
    found = [Name("PER", at, at + 5, "model"), Name("ROLE", office, office + 14, "model")]
    assert (found[1] in without_titles(text, found)) is kept
