"""Corrections on the page of entities, and the pages of a document and of a family, without a browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import Scope, corrections, questions
from analysis.store.corrections import Correction
from dashboard.strings import LANGUAGES, text

Visit = Callable[..., Any]
Answers = Callable[..., pd.DataFrame]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_visitor_whose_address_is_not_known_reads_that_it_is_closed(
    visit: Visit, answers: Answers, language: str
) -> None:
    name = answers(questions.entity_frequencies, Scope(), top=1)["name"].iloc[0]
    page = visit("entities", name=name, lang=language)
    assert text(language, "corrections.closed") in page.words
    assert not [button for button in page.at.button if button.key == "fix-apply"]
    assert text(language, "corrections.in_force", n=0) in page.words


def test_a_correction_holds_on_the_page_at_once(
    visit: Visit, answers: Answers, sample_store: Path, tmp_path: Path
) -> None:
    store = Path(shutil.copytree(sample_store, tmp_path / "store"))
    first, second = answers(questions.entity_frequencies, Scope(), type=("ORG",), top=2)["name"]
    corrections.add(store, [Correction(0, "", "", "merge", second, "", first)], who="<b>An</b>")
    page = visit("entities", store=store, name=first)
    assert text("vi", "corrections.told.merge", name=second, becomes=first, surface="") in page.words
    assert "<b>An</b>" in page.words and "<b>An" not in page.html
    gone = visit("entities", store=store, name=second)
    assert text("vi", "entities.similar.title") in gone.words


def test_lines_of_any_names(visit: Visit, answers: Answers) -> None:
    rare = answers(questions.entity_frequencies, Scope(), top=200)["name"].iloc[-1]
    page = visit("entities", line=[rare, "Không Hề Có"])
    assert page.charts() == 3 and page.warnings == []


def test_one_document_closely(visit: Visit, answers: Answers) -> None:
    row = answers(questions.document_citations, Scope(), top=1).iloc[0]
    page = visit("documents", name=row["name"])
    for card in ("profile", "outlets", "surfaces", "citing", "together"):
        assert text("vi", f"documents.{card}.title") in page.words
    assert str(row["title"]) in page.words
    assert text("vi", "documents.similar.title") in visit("documents", name="không hề có").words


def test_a_family_is_one_on_the_page(visit: Visit) -> None:
    page = visit("entities", family="1", name="Bộ Thông tin và Truyền thông")
    names = "Bộ Khoa học và Công nghệ, Bộ Thông tin và Truyền thông"
    assert text("vi", "profile.family", names=names) in page.words
    assert "01/03/2025" in page.words
