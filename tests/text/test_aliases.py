"""Canonical names of invented mentions."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import ModelError
from analysis.text import aliases, gazetteers
from analysis.text.names import Name


def resolved(text: str, *marks: tuple[str, str]) -> list[str]:
    """Canonical names of the marks, each looked for after the one before."""
    found, at = [], 0
    for kind, surface in marks:
        start = text.index(surface, at)
        at = start + len(surface)
        found.append(Name(kind, start, at, "model"))
    return [name for name, _ in aliases.load().resolve(text, found)]


@pytest.mark.parametrize(
    ("kind", "surface", "canonical"),
    [
        ("ORG", "Bộ KH&CN", "Bộ Khoa học và Công nghệ"),
        ("ORG", "EU", "Liên minh châu Âu"),
        ("ORG", "Chính phủ", "Chính phủ Việt Nam"),
        ("LOC", "TPHCM", "Thành phố Hồ Chí Minh"),
        ("LOC", "TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("LOC", "Mỹ", "Hoa Kỳ"),
        ("DOC", "Nghị quyết số 57-NQ/TW", "Nghị quyết 57-NQ/TW"),
        ("DOC", "nghị quyết 57", "Nghị quyết 57-NQ/TW"),
        ("ORG", "UBND tỉnh Lâm Đồng", "Ủy ban nhân dân tỉnh Lâm Đồng"),
        ("ORG", "Sở GD-ĐT TP.Huế", "Sở Giáo dục và Đào tạo thành phố Huế"),
        ("PER", "Trump", "Donald Trump"),
        ("PROD", "Kênh Sao Mai", "Kênh Sao Mai"),
        ("ROLE", "Thủ kho", "?"),
    ],
)
def test_one_name_for_many_surfaces(kind: str, surface: str, canonical: str) -> None:
    assert resolved(surface, (kind, surface)) == [canonical]


def test_an_acronym_is_the_long_form_before_it() -> None:
    text = "Quỹ Sông Xanh Việt Nam (SXVN) họp; SXVN nói"
    assert (
        resolved(text, ("ORG", "Quỹ Sông Xanh Việt Nam"), ("ORG", "SXVN"), ("ORG", "SXVN"))
        == ["Quỹ Sông Xanh Việt Nam"] * 3
    )


def test_a_name_in_brackets_that_is_no_acronym_stays_itself() -> None:
    text = "Lê An (Sao Mai) họp"
    assert resolved(text, ("ORG", "Lê An"), ("ORG", "Sao Mai")) == ["Lê An", "Sao Mai"]


def test_a_given_name_is_the_person_named_in_full_unless_two_could_be_meant() -> None:
    text = "Ông Vũ Hải Đăng gặp bà Lê Thu. Đăng nói với Thu và Trần Thu."
    marks = [("PER", name) for name in ("Vũ Hải Đăng", "Lê Thu", "Đăng", "Thu", "Trần Thu")]
    assert resolved(text, *marks) == ["Vũ Hải Đăng", "Lê Thu", "Vũ Hải Đăng", "Thu", "Trần Thu"]


def test_the_rule_names_the_line_of_the_list() -> None:
    text = "EU"
    ((_, rule),) = aliases.load().resolve(text, [Name("ORG", 0, 2, "model")])
    line = int(rule.removeprefix("alias:organisations.tsv:"))
    entry = next(e for e in gazetteers.load().entries if e.file == "organisations.tsv" and e.line == line)
    assert "EU" in entry.aliases


def test_a_malformed_line_is_left_out_and_the_rest_loads(tmp_path: Path) -> None:
    path = tmp_path / "places.tsv"
    path.write_text("# header\nSông Xanh\tregion\nSông Lam\tregion\t\n", encoding="utf-8")
    assert list(gazetteers.rows(path, columns=3)) == [(3, ["Sông Lam", "region", ""])]


def test_a_missing_list_names_the_next_command(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="git checkout data/lexicon"):
        list(gazetteers.rows(tmp_path / "places.tsv", columns=3))
