"""Reports before they are drawn: the numbers of the questions, everything said, hostile text as text, slides that open."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs

import pandas as pd
import pytest
from pptx import Presentation

from analysis import Scope, questions
from analysis.errors import InputError
from analysis.store.snapshot import Snapshot, open_snapshot
from dashboard.reports import kinds, native
from dashboard.reports.leads import lead
from dashboard.reports.made import Report, make
from dashboard.reports.slides import slides
from dashboard.reports.written import TEMPLATE, written

GIVEN = {"about": "ai", "name": "Việt Nam", "against": "rest"}
OCTOBER = Scope(since=date(2025, 10, 1), until=date(2025, 10, 31))
NAMED = {"document": "Nghị quyết 57-NQ/TW"}


@pytest.fixture(scope="module")
def store(sample_store: Path) -> Snapshot:
    return open_snapshot(sample_store)


def given(kind: str) -> dict[str, str]:
    return GIVEN | ({"name": NAMED[kind]} if kind in NAMED else {})


def report(store: Snapshot, kind: str, language: str = "vi", scope: Scope = OCTOBER) -> Report:
    return make(
        store,
        scope,
        kinds.pieces(kind, **given(kind)),
        language=language,
        address="https://tin.example/x/",
        page=kinds.PAGES[kind],
        view=kinds.view(kind, **given(kind)),
    )


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", kinds.KINDS)
def test_every_figure_shows_the_frame_of_its_question(store: Snapshot, kind: str, language: str) -> None:
    made = report(store, kind, language)
    assert made.figures and any(one.figure is not None for one in made.figures)
    for one, piece in zip(made.figures, kinds.pieces(kind, **given(kind)), strict=True):
        asked = piece.question(store, OCTOBER, **piece.settings)
        assert one.frame.equals(asked), piece.key
        assert one.title and (one.figure is not None or one.note or one.listed)
        assert len(one.cells) == min(len(asked), 60) and all(len(row) == len(one.headings) for row in one.cells)
        assert piece.chart is None or (one.labels in one.bars.columns and one.value in asked.columns)
    assert store.version in made.version and made.scope in made.figures[0].alt
    assert "01/10/2025–31/10/2025" in made.facts or "1 Oct 2025–31 Oct 2025" in made.facts
    address, _, query = made.link.partition("?")
    assert address == f"https://tin.example/x/{kinds.PAGES[kind]}"
    said = parse_qs(query)
    assert said["since"] == ["2025-10-01"] and said.get("lang", ["vi"]) == [language]
    assert {"key": ["ai"]}.items() <= said.items() if kind == "topic" else "key" not in said


def test_the_page_stands_alone_and_what_articles_say_is_text(store: Snapshot) -> None:
    hostile = make(
        store,
        OCTOBER.with_(search="<script>alert(1)</script>"),
        kinds.pieces("weekly"),
        language="vi",
        title="<img src=x onerror=alert(1)>",
    )
    html = written(hostile, [], sample=True)
    assert "<script" not in html and "<img" not in html and "&lt;script&gt;" in html
    assert "&lt;img src=x" in html and "dữ liệu mẫu" in html


def test_an_empty_scope_makes_a_report_that_says_so(store: Snapshot) -> None:
    made = report(store, "weekly", scope=Scope(until=date(1999, 1, 1)))
    assert all(one.figure is None and one.note for one in made.figures)
    assert made.clauses == [] and made.articles == []
    assert written(made, [], sample=False).count('class="none"') == len(made.figures)
    said = words(slides(made, sample=True))
    assert len(said) == 3, "a cover, and what there is to say instead of figures: no empty slide"
    assert all(any(f"{one.title}: {one.note}" in slide for slide in said[1:]) for one in made.figures)


def words(deck: bytes) -> list[str]:
    """What stands on each slide."""
    return [
        "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for slide in Presentation(io.BytesIO(deck)).slides
    ]


def test_a_slide_says_what_its_bars_show_and_how_many_it_leaves_out(store: Snapshot) -> None:
    made = report(store, "compare", "en")
    said = words(slides(made, sample=True))[-1]
    assert "Length: log₂" in said and "interval;" not in said and "Place:" not in said
    assert f"Drawn: 14 of {len(made.figures[-1].frame)};" in said
    outlets = report(store, "entity", "vi").figures[3]
    assert outlets.value == "share" and "râu" in outlets.subtitle and "râu" not in outlets.bare
    assert re.search(r"\(\d+ · \d", outlets.lead)


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_slides_hold_the_numbers_in_charts_that_can_be_edited(store: Snapshot, kind: str) -> None:
    made = report(store, kind, "en")
    deck = Presentation(io.BytesIO(slides(made, sample=True)))
    shown = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    drawn = [one for one in made.figures if one.figure is not None]
    assert len(shown) == len(drawn)
    for shape, one in zip(shown, drawn, strict=True):
        values = [value for series in shape.chart.plots[0].series for value in series.values if value is not None]
        held = one.frame.filter(items=[one.value, native.BEFORE.get(one.value, one.value)])
        assert values and set(values) <= set(held.stack().astype(float)), one.key


def test_a_template_of_ones_own(store: Snapshot, tmp_path: Path) -> None:
    made = report(store, "compare")
    own = tmp_path / "own.html.j2"
    own.write_text("<h1>{{ report.title }}</h1>{{ figures|length }}", "utf-8")
    assert written(made, [""], sample=False, template=own) == f"<h1>{made.title}</h1>2"
    for text in ("{{ nothing.here }}", "{% for %}", "{{ ''.__class__.__mro__[1].__subclasses__() }}"):
        own.write_text(text, "utf-8")
        with pytest.raises(InputError, match="cannot be used"):
            written(made, [""], sample=False, template=own)
    with pytest.raises(InputError, match="cannot be used"):
        written(made, [""], sample=False, template=tmp_path / "none.j2")
    assert TEMPLATE.is_file()


@pytest.mark.parametrize(
    ("kind", "told"), [("daily", "unknown kind"), ("topic", "needs its code"), ("entity", "needs its name")]
)
def test_a_report_of_nothing_is_refused(kind: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        kinds.pieces(kind)


def test_the_same_numbers_as_the_questions(store: Snapshot) -> None:
    made = report(store, "weekly")
    totals = questions.scope_totals(store, OCTOBER)
    assert f"{totals['n'].iloc[0]} bài" in made.facts


def test_the_first_line_names_a_period_that_the_figure_draws() -> None:
    days = pd.date_range("2025-09-01", periods=8, freq="W-MON")
    frame = pd.DataFrame({"name": "Bộ A", "period": days, "n": [3, *range(10, 17)], "total": [4, *[100] * 7]})
    frame = frame.assign(share=frame["n"] / frame["total"], gap=False, partial=False)
    assert "(16%)" in lead(frame, "name", "share", "vi"), "three of four articles are no peak"


@pytest.mark.parametrize("scope", [OCTOBER, Scope()])
def test_a_frame_says_period_and_number_once(store: Snapshot, scope: Scope) -> None:
    made = report(store, "weekly", scope=scope)
    number, outlets, days = made.counts
    for one in made.figures:
        said = made.within(one).split(" · ")
        assert sum(part.endswith(number) for part in said) == 1, one.key
        assert outlets in said and days in said and made.scope in said
        assert (made.period in said) == (scope is not OCTOBER)
    assert number in made.within().split(" · ") and made.facts.startswith(made.period)
