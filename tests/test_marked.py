"""Names marked in the running text, and the marked sentences that come with the product."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import marked
from analysis.errors import InputError
from analysis.paths import OWN
from analysis.schema import ENTITY_TYPES


def test_marks_in_the_text_become_spans(tmp_path: Path) -> None:
    file = tmp_path / "own.txt"
    file.write_text("# who: us\n[[LOC:Hà Nội]] ¶ Bà [[PER:Lê Thị Mận]] họp.\n", encoding="utf-8")
    (row,) = marked.read_inline(file)
    assert row["text"] == "Hà Nội\nBà Lê Thị Mận họp."
    assert [(e["type"], row["text"][e["start"] : e["end"]]) for e in row["entities"]] == [
        ("LOC", "Hà Nội"),
        ("PER", "Lê Thị Mận"),
    ]


@pytest.mark.parametrize("line", ["[[CITY:Hà Nội]]", "[[LOC:Hà Nội]", "[[Hà Nội]]", "[[ORG:Bộ [[LOC:Nga]] ]]"])
def test_a_wrong_mark_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "own.txt"
    file.write_text(f"# who: us\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"own\.txt line 2"):
        marked.read_inline(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read the marked texts"):
        marked.read_inline(tmp_path / "none.txt")


def test_the_sentences_of_the_product_hold_every_type_often() -> None:
    kinds = [entity["type"] for row in marked.read_inline(OWN) for entity in row["entities"]]
    assert {kind for kind in ENTITY_TYPES if kinds.count(kind) < 10} == set()
