"""Policy documents of invented articles: short forms, one number for two documents, day and issuer."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from analysis.schema import Citation
from analysis.text.identity import aliases, citations, listed_documents
from analysis.text.naming.mending import Name

DAY = date(2025, 6, 3)


def documents(text: str, *marks: tuple[str, str], day: date | None = DAY) -> tuple[list[str], list[Citation]]:
    found, at = [], 0
    for kind, surface in marks:
        start = text.index(surface, at)
        at = start + len(surface)
        found.append(Name(kind, start, at, "code"))
    linker = aliases.load()
    resolved = linker.resolve(text, found, day)
    return [name for name, _ in resolved], linker.documents(text, found, resolved)


def test_a_short_form_is_the_document_that_the_article_names_in_full() -> None:
    text = "Nghị quyết 91-NQ/TW ra đời. Nghị quyết số 91 nêu rõ."
    names, _ = documents(text, ("DOC", "Nghị quyết 91-NQ/TW"), ("DOC", "Nghị quyết số 91"))
    assert names == ["Nghị quyết 91-NQ/TW"] * 2


def test_two_documents_with_one_number_stay_apart_and_the_short_form_stays_open() -> None:
    text = "Nghị quyết 91-NQ/TW, Nghị quyết 91/NQ-CP, Nghị quyết 91"
    names, _ = documents(text, *(("DOC", name) for name in text.split(", ")))
    assert names == text.split(", ")


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2024, 12, 21), "Nghị quyết 57"),
        (date(2024, 12, 22), "Nghị quyết 57-NQ/TW"),
        (date(2025, 8, 21), "Nghị quyết 71/NQ-CP"),
        (date(2025, 8, 22), "Nghị quyết 71-NQ/TW"),
    ],
)
def test_a_well_known_short_form_means_a_document_from_its_day_on(day: date, name: str) -> None:
    surface = re.split("[-/]", name)[0]
    assert documents(surface, ("DOC", surface), day=day)[0] == [name]


@pytest.mark.parametrize(
    ("text", "marks", "name"),
    [
        ("Nghị định 991/2025", (), "Nghị định 991/2025/NĐ-CP"),
        ("Bộ Tài chính ban hành Thông tư 991/2025", (("ORG", "Bộ Tài chính"),), "Thông tư 991/2025/TT-BTC"),
        ("Thủ tướng ký Quyết định 9991", (), "Quyết định 9991/QĐ-TTg"),
        ("Thông tư 991/2025", (), "Thông tư 991/2025"),
        ("Nghị định 991", (), "Nghị định 991"),
        ("Luật Sao Mai sửa đổi", (), "Luật Sao Mai (sửa đổi)"),
        ("Luật BHXH", (), "Luật Bảo hiểm xã hội"),
    ],
)
def test_a_number_is_completed_only_where_kind_or_issuer_tell_its_letters(
    text: str, marks: tuple[tuple[str, str], ...], name: str
) -> None:
    surface = text[max(text.find(kind) for kind in ("Nghị định", "Thông tư", "Quyết định", "Luật")) :]
    assert documents(text, *marks, ("DOC", surface))[0][-1] == name


def test_a_short_form_of_another_issuer_is_another_document() -> None:
    text = "Nghị quyết 57 của Bộ Y tế; Nghị quyết 57 của Bộ Chính trị; Nghị quyết 57 của Đảng"
    marks = ["Nghị quyết 57", "Bộ Y tế", "Nghị quyết 57", "Bộ Chính trị", "Nghị quyết 57", "Đảng"]
    names, _ = documents(text, *(("DOC" if mark[0] == "N" else "ORG", mark) for mark in marks))
    assert names[::2] == ["Nghị quyết 57", "Nghị quyết 57-NQ/TW", "Nghị quyết 57-NQ/TW"]


def test_day_and_issuer_are_read_behind_the_document() -> None:
    text = "Nghị quyết số 91-NQ/TW ngày 30/9/2025 của Bộ Chính trị; Kế hoạch 9/KH-UBND; Luật Sao Mai"
    marks = ["Nghị quyết số 91-NQ/TW", "Bộ Chính trị", "Kế hoạch 9/KH-UBND", "Luật Sao Mai"]
    _, facts = documents(text, *(("ORG" if mark[0] == "B" else "DOC", mark) for mark in marks))
    assert facts == [
        Citation("Nghị quyết 91-NQ/TW", "Nghị quyết", "91", "Bộ Chính trị", date(2025, 9, 30)),
        Citation("Kế hoạch 9/KH-UBND", "Kế hoạch", "9", "", None),
        Citation("Luật Sao Mai", "Luật", "", "", None),
    ]


@pytest.mark.parametrize("written", ["ngày 31/2/2025", "ngày 3/2025", "3-2"])
def test_no_day_is_made_of_what_is_none(written: str) -> None:
    assert citations.told("Luật A " + written, 6) == (None, 6)


def test_a_short_form_of_two_documents_in_the_same_days_is_named(tmp_path: Path) -> None:
    lines = [
        "Nghị quyết 91-NQ/TW\tBộ A\t2025-01-01\t\tNghị quyết 91\tunverified",
        "Nghị quyết 91/NQ-CP\tBộ B\t2025-02-01\t\tNghị quyết 91\tunverified",
        "Nghị quyết 92-NQ/TW\tBộ A\t1/1/2025\t\t\tunverified",
    ]
    (tmp_path / listed_documents.FILE).write_text("\n".join(lines), encoding="utf-8")
    known, wrong = listed_documents.read(tmp_path)
    assert [term.name for term in known["nghị quyết 91"]] == ["Nghị quyết 91-NQ/TW"]
    assert [problem.line for problem in wrong] == [2, 3]
    assert "'Nghị quyết 91' means 'Nghị quyết 91-NQ/TW' of line 1" in wrong[0].what
