"""Canonical names of invented mentions."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import ModelError
from analysis.text.identity import aliases
from analysis.text.naming import gazetteers
from analysis.text.naming.mending import Name


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
        ("ORG", "bộ  khoa học & công nghệ", "Bộ Khoa học và Công nghệ"),
        ("ORG", "Bộ Văn hóa, Thể thao & Du lịch", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("ORG", "Bộ GDĐT", "Bộ Giáo dục và Đào tạo"),
        ("ORG", "Bộ Công Thương Việt Nam", "Bộ Công Thương"),
        ("ORG", "Sở Y tế Lâm Đồng", "Sở Y tế tỉnh Lâm Đồng"),
        ("ORG", "Công an P.Bến Sông", "Công an phường Bến Sông"),
        ("ORG", "Bộ Ngoại giao Hoa Kỳ", "Bộ Ngoại giao Mỹ"),
        ("ORG", "Tập đoàn công nghệ Zyntex", "Zyntex"),
        ("ORG", "Quỹ “Sao Mai” – Bến Sông", "Quỹ Sao Mai - Bến Sông"),
        ("ORG", "Đại học (ĐH) Quốc gia TP.HCM", "Đại học Quốc gia Thành phố Hồ Chí Minh"),
        ("ORG", "TP-Link", "TP-Link"),
        ("LOC", "TP Bắc Ninh", "Bắc Ninh"),
        ("LOC", "P.Bến Sông", "phường Bến Sông"),
        ("EVENT", "Triển lãm Sao Mai 2025", "Triển lãm Sao Mai 2025"),
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


def test_an_acronym_may_stand_before_its_long_form() -> None:
    text = "SXVN (Quỹ Sông Xanh Việt Nam) họp"
    assert resolved(text, ("ORG", "SXVN"), ("ORG", "Quỹ Sông Xanh Việt Nam")) == ["Quỹ Sông Xanh Việt Nam"] * 2


def test_a_photographer_is_not_the_agency_in_brackets() -> None:
    assert resolved("Ảnh: Lê An - Vũ Hải (TTXVN)", ("ORG", "Lê An - Vũ Hải"), ("ORG", "TTXVN"))[0] == "Lê An - Vũ Hải"


def test_a_forum_is_one_whatever_its_type() -> None:
    text = "Diễn đàn Sao Mai Bến Sông (SMBS) họp; SMBS nói"
    marks = [("EVENT", "Diễn đàn Sao Mai Bến Sông"), ("ORG", "SMBS"), ("ORG", "SMBS")]
    assert resolved(text, *marks) == ["Diễn đàn Sao Mai Bến Sông"] * 3


@pytest.mark.parametrize("text", ["Tòa án Công lý của Liên minh châu Âu (ECJ)", "Hiệp hội Báo chí Nhà Trắng (WHCA)"])
def test_the_acronym_of_a_longer_name_is_not_that_of_its_last_part(text: str) -> None:
    part = "Liên minh châu Âu" if "châu Âu" in text else "Nhà Trắng"
    acronym = text[-5:-1].strip("(")
    assert resolved(text, ("ORG", part), ("ORG", acronym)) == [part, acronym]


def test_a_place_in_brackets_is_where_the_other_lies() -> None:
    assert resolved("sông Bờ (Huế) dâng", ("LOC", "sông Bờ"), ("LOC", "Huế")) == ["sông Bờ", "Huế"]


@pytest.mark.parametrize(
    ("kind", "long", "short"),
    [
        ("ORG", "Cục Sao Mai Bến Sông", "Cục Sao Mai"),
        ("ORG", "Công ty Cổ phần Xây dựng Sao Mai", "Sao Mai"),
        ("ORG", "Công ty Cổ phần Xây dựng Sao Mai", "Công ty Sao Mai"),
        ("PROD", "Galaxy Zeta 9", "Zeta 9"),
        ("EVENT", "Ngày hội Sao Mai 2025", "Ngày hội Sao Mai"),
        ("LOC", "đường Lê An", "Lê An"),
    ],
)
def test_a_short_name_is_the_one_longer_name_of_its_article(kind: str, long: str, short: str) -> None:
    assert resolved(f"{long}; {short}", (kind, long), (kind, short)) == [long, long]


def test_a_short_name_that_two_could_mean_stays_itself() -> None:
    marks = [("ORG", name) for name in ("Cục Sao Mai Bắc", "Cục Sao Mai Nam", "Cục Sao Mai")]
    assert resolved("Cục Sao Mai Bắc, Cục Sao Mai Nam, Cục Sao Mai", *marks)[2] == "Cục Sao Mai"


@pytest.mark.parametrize(
    ("text", "agency", "full"),
    [
        ("Tại Lâm Đồng, UBND tỉnh họp", "UBND tỉnh", "Ủy ban nhân dân tỉnh Lâm Đồng"),
        ("Tại Lâm Đồng, Tỉnh ủy họp", "Tỉnh ủy", "Tỉnh ủy Lâm Đồng"),
        ("Tại Lâm Đồng, Sở Y tế họp", "Sở Y tế", "Sở Y tế tỉnh Lâm Đồng"),
        ("Tại Đà Nẵng, Sở Y tế họp", "Sở Y tế", "Sở Y tế thành phố Đà Nẵng"),
        ("Sở Y tế họp tại Lâm Đồng", "Sở Y tế", "Sở Y tế tỉnh Lâm Đồng"),
        ("Tại Pháp, Sở Y tế họp", "Sở Y tế", "Sở Y tế"),
        ("Tại Đà Nẵng, UBND tỉnh họp", "UBND tỉnh", "Ủy ban nhân dân tỉnh"),
    ],
)
def test_an_agency_without_its_place_is_that_of_the_place_named(text: str, agency: str, full: str) -> None:
    place = next(name for name in ("Lâm Đồng", "Đà Nẵng", "Pháp") if name in text)
    marks = sorted([("LOC", place), ("ORG", agency)], key=lambda mark: text.index(mark[1]))
    assert full in resolved(text, *marks)


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
