"""Counts of general news: the shipped ones are sound, malformed ones are refused."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from analysis.errors import ModelError
from analysis.text.wording import background
from analysis.text.wording.background import Background


def test_common_words_are_less_rare_than_the_words_of_the_field() -> None:
    shipped = background.load()
    assert 0 < shipped.rarity("người dân") < shipped.rarity("trí tuệ nhân tạo") < shipped.rarity("no such term")


def test_rarity_by_hand() -> None:
    counts = Background(1000, {"nước": 480})
    assert counts.rarity("nước") == pytest.approx(math.log(2))
    assert counts.rarity("điện") == pytest.approx(math.log(50))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("*\t10\nnước\tmany\n", r"background\.tsv:2: got"),
        ("*\t10\nnước\n", r"background\.tsv:2: got"),
        ("nước\t3\n", "size of the corpus is missing"),
    ],
)
def test_malformed_counts_are_refused(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "background.tsv").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=says):
        background.load(folder=tmp_path)


def test_missing_counts_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no counts at"):
        background.load(folder=tmp_path)
