"""A report as slides: a title, the short text, one slide a figure with a chart that can be edited and its data behind it."""

from __future__ import annotations

import io
from urllib.parse import unquote

from lxml.etree import SubElement
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Inches, Pt

from dashboard import labels
from dashboard.reports.archives import timeless
from dashboard.reports.figures import Figure
from dashboard.reports.made import Report
from dashboard.reports.native import chart
from dashboard.reports.office import BODY, FONT, clean, cut, rgb
from dashboard.theme import LIGHT

AUTHOR = "Nhịp Tin"
WIDE, HIGH = Inches(13.333), Inches(7.5)
LEFT, ROOM = 0.6, 12.13
"""Inches of the edge, and between both edges."""
ROWS, PAGES, COLUMNS = 12, 5, 8
"""Rows of a table on a slide, slides of a table, columns of it."""
LEAST, WORDY = 8, 46
"""Characters that a column of a table has room for at least, and at most."""
CELL, TITLE = 60, 90
"""Characters of a table's cell, and of a title above a figure."""
LONG = 70
"""Characters of an address that is printed."""
MANY = 420
"""Characters of all outlets that fit on the first slide."""
SHORT, SENTENCES = 2, 7
"""Sentences of the short text that stand on the first slide; on a slide of their own."""
CROWDED = 330
"""Characters above which what stands over and under a figure is set smaller."""
TWICE = ("keywords.cloud",)
"""Figures whose rows another one shows: as bars they would be the same slide again."""
STRIPE = "#f4f6f8"
_ORNAMENT = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
"""What tells a screen reader to pass over a shape."""


def slides(report: Report, *, sample: bool) -> bytes:
    """The report as a file of PowerPoint; the same bytes for the same report.

    Args:
        report: from ``made.make``.
        sample: whether the articles are the shipped sample's, which is then said.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, HIGH
    about = deck.core_properties
    about.title, about.language = report.title, report.language
    about.author = about.last_modified_by = AUTHOR
    _cover(deck, report, sample=sample)
    if len(said := _said(report)) > SHORT:
        _told(deck, report, said)
    for figure in report.figures:
        if not figure.note and figure.key not in TWICE:
            _figure(deck, figure, report)
    out = io.BytesIO()
    deck.save(out)
    return timeless(out.getvalue())


def _cover(deck: Slides, report: Report, *, sample: bool) -> None:
    slide = _slide(deck, report.title, top=1.55, size=38 if len(report.title) < 60 else 26, high=1.5)
    _ornament(slide, 0, 0, 0.3, 7.5)
    _text(slide, [AUTHOR], top=1.1, size=16, ink=LIGHT.accent, bold=True)
    _text(slide, [report.facts], top=3.1, size=20, bold=True)
    facts = [
        f"{report.say('report.scope')}: {report.scope}",
        f"{report.say('report.sources')}: {report.sources if len(report.sources) < MANY else report.few}",
        f"{report.say('report.version')}: {report.version}" + (f" · {report.say('app.sample')}" if sample else ""),
        *(said if len(said := _said(report)) <= SHORT else []),
    ]
    _text(slide, facts, top=3.75, size=14, high=2.6)
    _linked(slide, report, top=6.6, size=12)


def _slide(deck: Slides, title: str, *, top: float = 0.36, size: int = 24, high: float = 0.65) -> Slide:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    head = slide.shapes.title
    head.text = clean(title)
    head.left, head.top, head.width, head.height = Inches(LEFT), Inches(top), Inches(ROOM), Inches(high)
    words = head.text_frame.paragraphs[0]
    words.alignment = PP_ALIGN.LEFT
    for one in words.runs:
        one.font.size, one.font.bold, one.font.name = Pt(size if len(title) < 70 else min(size, 20)), True, FONT
        one.font.color.rgb = rgb(LIGHT.text)
    return slide


def _paged(deck: Slides, title: str) -> Slide:
    """A slide with its mark and its number."""
    slide = _slide(deck, cut(title, TITLE))
    _ornament(slide, LEFT + 0.1, 0.27, 0.7, 0.06)
    number = slide.shapes.add_textbox(Inches(LEFT + ROOM - 1), Inches(0.12), Inches(1), Inches(0.3)).text_frame
    number.paragraphs[0].alignment = PP_ALIGN.RIGHT
    field = SubElement(
        number.paragraphs[0]._p, qn("a:fld"), id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", type="slidenum"
    )
    SubElement(field, qn("a:rPr"), sz="900")
    SubElement(field, qn("a:t")).text = str(len(deck.slides))
    return slide


def _ornament(slide: Slide, left: float, top: float, wide: float, high: float) -> None:
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(left), Inches(top), Inches(wide), Inches(high))
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(LIGHT.accent)
    shape.line.fill.background()
    shape._element.nvSpPr.cNvPr.append(parse_xml(_ORNAMENT))


def _text(
    slide: Slide,
    lines: list[str],
    *,
    top: float,
    size: int,
    high: float = 0.5,
    ink: str = LIGHT.text,
    bold: bool = False,
) -> None:
    box = slide.shapes.add_textbox(Inches(LEFT), Inches(top), Inches(ROOM), Inches(high)).text_frame
    box.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = box.paragraphs[0] if number == 0 else box.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.name, run.font.bold = clean(line), Pt(size), FONT, bold
        run.font.color.rgb = rgb(ink)
        paragraph.space_after = Pt(size / 2)


def _linked(slide: Slide, report: Report, *, top: float, size: int, before: str = "") -> None:
    """The links to the live view and the methods, behind what the frame says."""
    box = slide.shapes.add_textbox(Inches(LEFT), Inches(top), Inches(ROOM), Inches(0.4)).text_frame
    box.word_wrap = True
    told = [(before, "")] if before else []
    for key, link in (("report.here", report.link), ("report.methods", report.methods)):
        words = report.say(key)
        told.append((words, link) if report.linked else (f"{words}: {cut(unquote(link), LONG)}", ""))
    for place, (words, link) in enumerate(told):
        run = box.paragraphs[0].add_run()
        run.text = clean((" · " if place else "") + words)
        run.font.size, run.font.name = Pt(size), FONT
        if link:
            run.hyperlink.address = link
        else:
            run.font.color.rgb = rgb(LIGHT.muted)


def _said(report: Report) -> list[str]:
    """The short text, and in place of each figure without anything to see why that is so: no slide is left empty."""
    return [*report.clauses, *(f"{one.title}: {one.note}" for one in report.figures if one.note)]


def _told(deck: Slides, report: Report, said: list[str]) -> None:
    """The short text, as many sentences on a slide as it holds."""
    pages = [said[at : at + SENTENCES] for at in range(0, len(said), SENTENCES)]
    for number, some in enumerate(pages, 1):
        title = report.say("brief.title")
        slide = _paged(deck, title if number == 1 else _again(report, title, number, len(pages)))
        _text(slide, [report.within()], top=1.0, size=11, ink=LIGHT.muted)
        _text(slide, some, top=BODY, size=18, high=4.6)
        _foot(slide, report, "")


def _again(report: Report, title: str, number: int, pages: int) -> str:
    return report.say("report.continued", title=title, page=number, pages=pages)


def _head(slide: Slide, figure: Figure, report: Report) -> None:
    said = report.within(figure, bare=True)
    if figure.lead:
        _text(slide, [figure.lead], top=0.9, size=16, ink=LIGHT.accent, bold=True)
    _text(slide, [said], top=1.28 if figure.lead else 1.0, size=11 if len(said) < CROWDED else 9, ink=LIGHT.muted)


def _foot(slide: Slide, report: Report, method: str) -> None:
    if method:
        _text(slide, [method], top=6.42, size=9 if len(method) < CROWDED else 8, ink=LIGHT.muted)
    sources = f"{report.say('report.sources')}: {report.few}" if report.few else ""
    data = f"{report.say('report.data')}: {report.version}"
    _linked(slide, report, top=7.08, size=8, before=" · ".join(part for part in (sources, data) if part))


def _figure(deck: Slides, figure: Figure, report: Report) -> None:
    if figure.figure is None or not figure.labels:
        _table(deck, figure, report)
        return
    slide = _paged(deck, figure.title)
    _head(slide, figure, report)
    drawn, rows = (labels.number(n, report.language) for n in chart(slide, figure, report.language))
    slide.notes_slide.notes_text_frame.text = clean(f"{figure.alt}\n{figure.method}")
    left_out = report.say("report.drawn", shown=drawn, rows=rows) if drawn != rows else ""
    _foot(slide, report, " ".join(part for part in (left_out, figure.method) if part))


def _table(deck: Slides, figure: Figure, report: Report) -> None:
    """A table over as many slides as it takes, at most ``PAGES``; the last says how many rows are left."""
    pages = [figure.cells[at : at + ROWS] for at in range(0, min(len(figure.cells), ROWS * PAGES), ROWS)]
    for number, rows in enumerate(pages, 1):
        slide = _paged(deck, figure.title if number == 1 else _again(report, figure.title, number, len(pages)))
        _head(slide, figure, report)
        _rows(slide, figure, rows)
        shown, total = (
            labels.number(n, report.language) for n in (min(number * ROWS, len(figure.cells)), len(figure.whole))
        )
        key = "report.rows_all" if shown == total else "report.rows"
        _foot(slide, report, f"{report.say(key, shown=shown, rows=total)}. {figure.method}")


def _rows(slide: Slide, figure: Figure, rows: list[list[str]]) -> None:
    wide = figure.headings[:COLUMNS]
    frame = slide.shapes.add_table(
        len(rows) + 1, len(wide), Inches(LEFT), Inches(BODY), Inches(ROOM), Inches(0.36 * (len(rows) + 1))
    )
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(figure.alt))
    for column, part in zip(frame.table.columns, _widths([row[:COLUMNS] for row in (wide, *rows)]), strict=True):
        column.width = Inches(ROOM * part)
    for place, row in enumerate((wide, *rows)):
        for across, words in enumerate(row[: len(wide)]):
            cell = frame.table.cell(place, across)
            cell.text = clean(cut(words, CELL))
            cell.fill.solid()
            cell.fill.fore_color.rgb = rgb(LIGHT.accent if place == 0 else STRIPE if place % 2 == 0 else LIGHT.page)
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.RIGHT if figure.numeric[across] else PP_ALIGN.LEFT
            for run in paragraph.runs:
                run.font.size, run.font.name, run.font.bold = Pt(10), FONT, place == 0
                run.font.color.rgb = rgb(LIGHT.page if place == 0 else LIGHT.text)


def _widths(rows: list[list[str]]) -> list[float]:
    """The part of a table's width that each column needs for its longest cell.

    >>> _widths([["a", "b"], ["x" * 30, "y" * 10]])
    [0.75, 0.25]
    """
    longest = [min(WORDY, max(LEAST, *map(len, column))) for column in zip(*rows, strict=True)]
    return [one / sum(longest) for one in longest]
