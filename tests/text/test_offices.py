"""Offices named alone, in invented articles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.text import aliases, offices
from analysis.text.annotate import annotate_text
from analysis.text.names import Name


def written(path: Path, text: str) -> Path:
    (path / offices.FILE).write_text(text, encoding="utf-8")
    return path


def test_the_holder_changes_on_the_day_of_the_change(tmp_path: Path) -> None:
    text = "Trưởng trạm;trưởng Trạm\tLê An\t2025-01-01\t2025-03-31\nTrưởng trạm\tVũ Hải\t2025-04-01\t\n"
    found = offices.load(written(tmp_path, text))
    assert found.holder("Trưởng trạm", date(2025, 3, 31)) == ("Lê An", "office:offices.tsv:1")
    assert found.holder("trưởng trạm", date(2025, 4, 1)) == ("Vũ Hải", "office:offices.tsv:2")
    assert found.holder("Trưởng trạm", date(2024, 12, 31)) == ("?", "")
    assert found.holder("Trưởng trạm", None) == ("?", "")
    assert found.holder("Phó trạm", date(2025, 4, 1)) == ("?", "")


def test_a_malformed_day_is_left_out_and_the_rest_loads(tmp_path: Path) -> None:
    lines = "Trưởng trạm\tLê An\t1/1/2025\t\nPhó trạm\tVũ Hải\t2025-01-01\t\n"
    found = offices.load(written(tmp_path, lines))
    assert found.holder("Trưởng trạm", None) == ("?", "")
    assert found.holder("Phó trạm", date(2025, 1, 1)) == ("Vũ Hải", "office:offices.tsv:2")


def test_the_person_titled_so_in_the_article_comes_first() -> None:
    text = "Thủ tướng Lê An Nhiên đến. Thủ tướng nói."
    found = [Name("PER", 10, 21, "model"), Name("ROLE", 27, 36, "model")]
    assert aliases.load().resolve(text, found, date(2025, 6, 3))[1] == ("Lê An Nhiên", "same article")


def test_a_broken_date_is_refused() -> None:
    with pytest.raises(InputError, match="2025-06-03"):
        annotate_text("a", "Tin", "hôm qua")
