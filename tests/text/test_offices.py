"""Offices named alone, in invented articles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.text.annotate import annotate_text
from analysis.text.identity import aliases, offices


def written(path: Path, text: str) -> Path:
    (path / offices.FILE).write_text(text, encoding="utf-8")
    return path


def test_the_holder_changes_on_the_day_of_the_change(tmp_path: Path) -> None:
    text = (
        "Trưởng trạm;trưởng Trạm\tLê An\t2025-01-01\t2025-03-31\tunverified\n"
        "Trưởng trạm\tVũ Hải\t2025-04-01\t\tunverified\n"
    )
    found = offices.load(written(tmp_path, text))
    assert found.holder("Trưởng trạm", date(2025, 3, 31)) == ("Lê An", "office:offices.tsv:1")
    assert found.holder("trưởng trạm", date(2025, 4, 1)) == ("Vũ Hải", "office:offices.tsv:2")
    assert found.holder("Trưởng trạm", date(2024, 12, 31)) == ("?", "")
    assert found.holder("Trưởng trạm", None) == ("?", "")
    assert found.holder("Phó trạm", date(2025, 4, 1)) == ("?", "")


def test_a_malformed_day_is_left_out_and_the_rest_loads(tmp_path: Path) -> None:
    lines = "Trưởng trạm\tLê An\t1/1/2025\t\tunverified\nPhó trạm\tVũ Hải\t2025-01-01\t\tunverified\n"
    found = offices.load(written(tmp_path, lines))
    assert found.holder("Trưởng trạm", None) == ("?", "")
    assert found.holder("Phó trạm", date(2025, 1, 1)) == ("Vũ Hải", "office:offices.tsv:2")


def test_words_that_newspapers_leave_out_make_no_other_office() -> None:
    held = aliases.load().offices
    for words in ("Bộ trưởng Bộ KH&CN", "bộ trưởng Khoa học và Công nghệ", "Bộ trưởng Bộ Khoa học & Công nghệ"):
        assert held.read(words) == held.read("Bộ trưởng Bộ Khoa học và Công nghệ"), words
    for words in ("Chủ tịch UBND tỉnh Lâm Đồng", "Chủ tịch tỉnh Lâm Đồng", "chủ tịch Lâm Đồng"):
        assert held.read(words) == held.read("Chủ tịch Lâm Đồng"), words
    assert held.read("Tổng thống Hoa Kỳ") == held.read("Tổng thống Mỹ")
    assert held.read("Phó Thủ tướng") != held.read("Thủ tướng")
    assert held.read("cựu Thủ tướng") != held.read("Thủ tướng")


def test_the_terms_of_one_person_are_in_order_with_their_source() -> None:
    terms = offices.load().held("Nguyễn Mạnh Hùng")
    assert [term.words for term in terms] == [
        "Bộ trưởng Bộ Thông tin và Truyền thông",
        "Bộ trưởng Bộ Khoa học và Công nghệ",
    ]
    assert all(term.source for term in terms)


def test_a_broken_date_is_refused() -> None:
    with pytest.raises(InputError, match="2025-06-03"):
        annotate_text("a", "Tin", "hôm qua")
