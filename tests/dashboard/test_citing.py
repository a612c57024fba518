"""When an article was published, who says so, and what a citation says of it."""

from __future__ import annotations

from datetime import datetime

import pytest

from dashboard.parts import citing
from dashboard.strings import LANGUAGES

ARTICLE = {
    "published": datetime(2025, 10, 5, 6, 30),
    "has_time": True,
    "title": "Cầu mới thông xe",
    "url": "https://bao.example/cau",
    "author": "",
    "source": "Báo Bến Sông",
    "date_origin": "feed",
}


def test_a_citation_says_the_hour_and_whether_it_was_put_right() -> None:
    assert citing.citation(ARTICLE, "vi") == (
        "“Cầu mới thông xe”, Báo Bến Sông, 05/10/2025 06:30, https://bao.example/cau"
    )
    moved = ARTICLE | {"date_origin": "page-7h"}
    assert "05/10/2025 06:30 (giờ đã hiệu chỉnh −7)" in citing.citation(moved, "vi")
    assert "5 Oct 2025 06:30 (hour corrected by −7)" in citing.citation(moved, "en")
    assert ":30" not in citing.citation(ARTICLE | {"has_time": False}, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_origin_of_a_date_has_its_words(language: str) -> None:
    origins = ("file", "feed", "page", "url", "text", "", "feed+7h", "page-7h", "something else")
    told = {origin: citing.dated(origin, language, has_time=True) for origin in origins}
    assert len(set(told.values())) == len(origins) - 1, "what is not known is told like what was not recorded"
    assert told["feed+7h"].startswith(told["feed"]) and "7" in told["feed+7h"]
    assert all(citing.dated(origin, language, has_time=False) != said for origin, said in told.items())
