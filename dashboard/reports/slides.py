"""A report as slides: a title, the short text, one slide a figure with a chart that can be edited and its data behind it."""

from __future__ import annotations

import io
from urllib.parse import unquote

import pandas as pd
from lxml.etree import SubElement
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from dashboard import labels
from dashboard.reports.figures import Figure
from dashboard.reports.made import Report
from dashboard.strings import text
from dashboard.theme import colours

FONT = "Be Vietnam Pro"
WIDE, HIGH = Inches(13.333), Inches(7.5)
BARS, SIDE, FEW = 15, 7, 6
"""Bars of a chart; those of each side of a comparison; up to how many are drawn thin."""
LINES = 5
LONGEST = 48
"""Characters of a bar's name."""
PARTS = ("share", "last_share", "change")
"""Lengths that are parts of a whole."""
ROWS, PAGES, COLUMNS = 12, 5, 8
"""Rows of a table on a slide, slides of a table, columns of it."""
CELL = 60
"""Characters of a table's cell."""
LONG = 110
"""Characters of an address that is printed."""
MANY = 420
"""Characters of all outlets that fit on the first slide."""
SHORT, SENTENCES = 2, 8
"""Sentences of the short text that stand on the first slide; on a slide of their own."""
_BLANK = 6


def slides(report: Report, *, sample: bool) -> bytes:
    """The report as a file of PowerPoint.

    Args:
        report: from ``made.make``.
        sample: whether the articles are the shipped sample's, which is then said.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, HIGH
    about = deck.core_properties
    about.title, about.author, about.language = report.title, "Nhịp Tin", report.language
    first = _slide(deck, report.title)
    facts = [
        f"{report.say('report.scope')}: {report.scope}",
        report.facts,
        f"{report.say('report.sources')}: {report.sources}" if len(report.sources) < MANY else report.few,
        f"{report.say('report.version')}: {report.version}",
    ]
    short = report.clauses if len(report.clauses) <= SHORT else []
    _text(first, [*(fact for fact in facts if fact), *([report.say("app.sample")] if sample else []), *short])
    _linked(first, report, top=6.2, size=14)
    if report.clauses and not short:
        _told(deck, report)
    for figure in report.figures:
        _figure(deck, figure, report)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _slide(deck: Slides, title: str) -> Slide:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = title
    slide.shapes.title.left, slide.shapes.title.top = Inches(0.6), Inches(0.3)
    slide.shapes.title.width, slide.shapes.title.height = WIDE - Inches(1.2), Inches(0.75)
    slide.shapes.title.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    for one in slide.shapes.title.text_frame.paragraphs[0].runs:
        one.font.size, one.font.bold, one.font.name = Pt(26 if len(title) < 70 else 20), True, FONT
    return slide


def _text(slide: Slide, lines: list[str], *, top: float = 1.4, size: int = 18, high: float = 4.6) -> None:
    box = slide.shapes.add_textbox(Inches(0.6), Inches(top), WIDE - Inches(1.2), Inches(high)).text_frame
    box.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = box.paragraphs[0] if number == 0 else box.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.name = _clean(line), Pt(size), FONT
        paragraph.space_after = Pt(size / 2)


def _linked(slide: Slide, report: Report, *, top: float, size: int, before: str = "") -> None:
    """The links to the live view and the methods, behind what the frame says."""
    box = slide.shapes.add_textbox(Inches(0.6), Inches(top), WIDE - Inches(1.2), Inches(0.4)).text_frame
    box.word_wrap = True
    told = [(before, "")] if before else []
    for key, link in (("report.here", report.link), ("report.methods", report.methods)):
        words = report.say(key)
        told.append((words, link) if report.linked else (f"{words}: {_cut(unquote(link), LONG)}", ""))
    for place, (words, link) in enumerate(told):
        run = box.paragraphs[0].add_run()
        run.text = _clean((" · " if place else "") + words)
        run.font.size, run.font.name = Pt(size), FONT
        if link:
            run.hyperlink.address = link


def _told(deck: Slides, report: Report) -> None:
    """The short text, as many sentences on a slide as it holds."""
    pages = [report.clauses[at : at + SENTENCES] for at in range(0, len(report.clauses), SENTENCES)]
    for number, some in enumerate(pages, 1):
        title = report.say("brief.title")
        slide = _slide(deck, title if number == 1 else _again(report, title, number, len(pages)))
        _text(slide, some, size=16)
        _foot(slide, report, "")


def _again(report: Report, title: str, number: int, pages: int) -> str:
    return report.say("report.continued", title=title, page=number, pages=pages)


def _foot(slide: Slide, report: Report, method: str) -> None:
    if method:
        _text(slide, [method], top=6.45, size=9, high=0.5)
    _linked(
        slide,
        report,
        top=7.02,
        size=9,
        before=f"{report.say('report.sources')}: {report.few} · {report.say('report.data')}: {report.version}",
    )


def _figure(deck: Slides, figure: Figure, report: Report) -> None:
    if figure.note:
        slide = _slide(deck, figure.title)
        _head(slide, figure, report)
        _text(slide, [figure.note], top=1.9)
        _foot(slide, report, figure.method)
    elif figure.figure is None or not figure.labels:
        _table(deck, figure, report)
    else:
        slide = _slide(deck, figure.title)
        _head(slide, figure, report)
        frame, label = figure.frame, figure.labels
        if "period" in frame and label != "period" and frame["period"].nunique() > 1:
            _lines(slide, frame, figure, report.language)
        else:
            _bars(slide, frame if label == "period" else _ranked(frame, figure).head(BARS), figure, report.language)
        _foot(slide, report, figure.method)
        slide.notes_slide.notes_text_frame.text = _clean(f"{figure.alt}\n{figure.method}")


def _ranked(frame: pd.DataFrame, figure: Figure) -> pd.DataFrame:
    """Topics come in the order of their list; their bars stand in that of their lengths. Both sides of a comparison are shown."""
    if figure.value == "log_ratio" and (frame[figure.value] < 0).any():
        return pd.concat([frame[frame[figure.value] > 0].head(SIDE), frame[frame[figure.value] < 0].head(SIDE)])
    return frame.sort_values(figure.value, ascending=False, kind="stable") if figure.labels == "topic" else frame


def _head(slide: Slide, figure: Figure, report: Report) -> None:
    _text(
        slide,
        [" · ".join(part for part in (figure.subtitle, report.scope, report.facts) if part)],
        top=1.0,
        size=11,
        high=0.5,
    )


def _table(deck: Slides, figure: Figure, report: Report) -> None:
    """A table over as many slides as it takes, at most ``PAGES``; the last says how many rows are left."""
    wide = figure.headings[:COLUMNS]
    pages = [figure.cells[at : at + ROWS] for at in range(0, min(len(figure.cells), ROWS * PAGES), ROWS)]
    for number, rows in enumerate(pages, 1):
        slide = _slide(deck, figure.title if number == 1 else _again(report, figure.title, number, len(pages)))
        _head(slide, figure, report)
        frame = slide.shapes.add_table(
            len(rows) + 1, len(wide), Inches(0.6), Inches(1.6), WIDE - Inches(1.2), Inches(0.36 * (len(rows) + 1))
        )
        frame._element.nvGraphicFramePr.cNvPr.set("descr", figure.alt)
        for place, row in enumerate((wide, *rows)):
            for across, words in enumerate(row[: len(wide)]):
                cell = frame.table.cell(place, across)
                cell.text = _clean(_cut(words, CELL))
                for run in cell.text_frame.paragraphs[0].runs:
                    run.font.size, run.font.name, run.font.bold = Pt(10), FONT, place == 0
        shown, total = (
            labels.number(n, report.language) for n in (min(number * ROWS, len(figure.cells)), len(figure.frame))
        )
        key = "report.rows_all" if shown == total else "report.rows"
        _foot(slide, report, f"{report.say(key, shown=shown, rows=total)}. {figure.method}")


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"


def _clean(words: str) -> str:
    """Without the characters that XML cannot hold."""
    return "".join(letter for letter in words if letter in "\n\t" or (letter >= " " and letter not in "\ufffe\uffff"))


def _bars(slide: Slide, frame: pd.DataFrame, figure: Figure, language: str) -> None:
    data = CategoryChartData()
    column, label = figure.value, figure.labels
    data.categories = [_named(value, label, language) for value in frame[label]]
    title = text(language, f"columns.{column}")
    data.add_series(title, [None if pd.isna(value) else float(value) for value in frame[column]])
    upright = label == "period"
    chart = _placed(slide, XL_CHART_TYPE.COLUMN_CLUSTERED if upright else XL_CHART_TYPE.BAR_CLUSTERED, data, figure)
    chart.has_legend = False
    if not upright:
        chart.category_axis.reverse_order = True
        # Every bar has its name, also where they stand close.
        every = SubElement(chart.category_axis._element, qn("c:tickLblSkip"), val="1")
        chart.category_axis._element.find(qn("c:noMultiLvlLbl")).addprevious(every)
        # Names stay at the edge where bars go to both sides.
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 45 if len(frame) > FEW else 900 // (len(frame) + 1), not upright
    if not upright:
        plot.data_labels.font.size = Pt(10)
        plot.data_labels.number_format = "0.0%" if column in PARTS else "#,##0.##"
        plot.data_labels.number_format_is_linked = False
    fill = plot.series[0].format.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor(0x00, 0x72, 0xB2)


def _lines(slide: Slide, frame: pd.DataFrame, figure: Figure, language: str) -> None:
    label, column = figure.labels, figure.value
    names = list(dict.fromkeys(frame[label]))[:LINES]
    wide = frame[frame[label].isin(names)].pivot(index="period", columns=label, values=column).sort_index()
    data = CategoryChartData()
    data.categories = [labels.day(day, language) for day in wide.index]
    for name in names:
        data.add_series(
            _named(name, label, language), [None if pd.isna(value) else float(value) for value in wide[name]]
        )
    chart = _placed(slide, XL_CHART_TYPE.LINE, data, figure)
    chart.has_legend = len(names) > 1
    if len(names) > 1:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    kind = {"topic": "topic", "source": "source", "name": "entity"}.get(label, "term")
    for series, ink in zip(chart.plots[0].series, colours(kind, names).values(), strict=True):
        series.format.line.color.rgb = RGBColor.from_string(ink.lstrip("#").upper())
        series.format.line.width, series.smooth = Emu(28000), False


def _placed(slide: Slide, kind: XL_CHART_TYPE, data: CategoryChartData, figure: Figure):  # type: ignore[no-untyped-def]
    frame = slide.shapes.add_chart(kind, Inches(0.6), Inches(1.6), WIDE - Inches(1.2), Inches(4.8), data)
    frame.name = _clean(figure.alt[:200])
    frame._element.nvGraphicFramePr.cNvPr.set("descr", _clean(figure.alt))
    chart = frame.chart
    chart.font.size, chart.font.name, chart.has_title = Pt(11), FONT, False
    axis = chart.value_axis
    axis.major_gridlines.format.line.color.rgb = axis.format.line.color.rgb = RGBColor(0xE4, 0xE7, 0xEB)
    if figure.value in PARTS:
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0.##%", False
    return chart


def _named(value: object, label: str, language: str) -> str:
    if isinstance(value, pd.Timestamp):
        return labels.day(value, language)
    name = text(language, f"charts.topic.{value}") if label == "topic" else str(value)
    return _cut(_clean(name), LONGEST)
