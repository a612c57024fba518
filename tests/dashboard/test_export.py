"""Export from a page without a browser: what is gathered is what is shown, made in a process of its own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pandas as pd
from pptx import Presentation

from analysis import Scope, questions
from analysis.export import to_csv
from dashboard.strings import text

from .conftest import Page

Visit = Callable[..., Page]


def made(page: Page, output: str) -> bytes:
    page.at.radio(key="export-as").set_value(output)
    page.at.button(key="export-make").click()
    page.again()
    export = page.at.session_state["_exported"][1]
    assert export.error == ""
    return export.file.read_bytes()


def test_the_view_as_csv_holds_the_cards_of_the_page(visit: Visit, answers: Callable[..., pd.DataFrame]) -> None:
    page = visit("quotes", topic="ai")
    with zipfile.ZipFile(io.BytesIO(made(page, "csv"))) as files:
        names = files.namelist()
        said = {name: files.read(name).decode("utf-8-sig") for name in names}
    assert names[:3] == ["README.md", "METHODS.md", "CITATION.txt"]
    assert [name[8:-4] for name in names[3:]] == ["quotes-speakers", "quotes-kinds", "quotes-timeline", "quotes-said"]
    scope = Scope(topic=("ai",))
    assert said["data/01-quotes-speakers.csv"] == to_csv(answers(questions.quotation_speakers, scope, top=20))
    every = answers(questions.quotation_search, scope, top=10_000)
    assert said["data/04-quotes-said.csv"] == to_csv(every) and len(every) > 8
    assert "topic=ai" in said["README.md"] and said["CITATION.txt"].startswith("Nhịp Tin. Phát ngôn.")
    assert page.at.session_state["_exported"] and "_placed" not in page.at.session_state


def test_the_view_as_slides_has_a_chart_to_edit_for_each_figure(visit: Visit) -> None:
    page = visit("topics", key="ai")
    deck = Presentation(io.BytesIO(made(page, "pptx")))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles[0] == "Chủ đề: Trí tuệ nhân tạo"
    charts = sum(shape.has_chart for slide in deck.slides for shape in slide.shapes)
    assert charts >= 5 and "Đang" not in " ".join(titles)
    words = [slide.shapes.title.text for slide in Presentation(io.BytesIO(made(visit("keywords"), "pptx"))).slides]
    assert text("vi", "keywords.bars.title") in words and text("vi", "keywords.cloud.title") not in words
