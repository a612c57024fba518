"""Institutions without their country, in invented articles."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[[ORG:Quốc hội]] [[LOC:Nhật Bản]] họp ở [[LOC:Hà Nội]]", "Quốc hội Nhật Bản"),
        ("[[LOC:Tokyo]]: [[ORG:Quốc hội]] họp. [[LOC:Nhật Bản]] đổi luật.", "Quốc hội Nhật Bản"),
        ("[[ORG:Bộ Ngoại giao]] lên tiếng. [[LOC:Mỹ]] và [[LOC:Mỹ]] và [[LOC:Lào]].", "Bộ Ngoại giao Mỹ"),
        ("[[LOC:Việt Nam]]: [[ORG:Quốc hội]] họp với khách [[LOC:Nhật Bản]]", "Quốc hội Việt Nam"),
        ("[[ORG:Quốc hội]] họp; [[PER:Phạm Minh Chính]] gặp khách [[LOC:Nhật Bản]]", "Quốc hội Việt Nam"),
        ("[[ORG:Chính phủ Việt Nam]] mời [[LOC:Nhật Bản]]", "Chính phủ Việt Nam"),
        ("[[ORG:Quốc hội]] họp", "Quốc hội Việt Nam"),
        ("[[ORG:Quốc hội]] họp; [[LOC:Mỹ]] và [[LOC:Lào]]", "Quốc hội Việt Nam"),
        ("[[ORG:Bộ Khoa học và Công nghệ]] mời khách [[LOC:Nhật Bản]]", "Bộ Khoa học và Công nghệ"),
    ],
)
def test_an_institution_is_that_of_the_country_its_article_is_about(linked, text: str, name: str) -> None:
    assert name in [found for kind, found, _ in linked(text) if kind == "ORG"]
