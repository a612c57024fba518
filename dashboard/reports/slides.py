"""A report as slides: a title, the short text, one slide a figure with a chart that can be edited and its data behind it."""

from __future__ import annotations

import io

import pandas as pd
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from dashboard import labels
from dashboard.reports.made import Figure, Report
from dashboard.strings import text
from dashboard.theme import colours

FONT = "Be Vietnam Pro"
WIDE, HIGH = Inches(13.333), Inches(7.5)
BARS = 15
LINES = 5
LONGEST = 48
"""Characters of a bar's name."""
_BLANK = 6


def slides(report: Report, *, sample: bool) -> bytes:
    """The report as a file of PowerPoint.

    Args:
        report: from ``made.make``.
        sample: whether the articles are the shipped sample's, which is then said.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, HIGH
    deck.core_properties.title, deck.core_properties.author = report.title, "Nhịp Tin"
    first = _slide(deck, report.title)
    facts = [report.scope, report.facts, report.sources, f"{report.say('report.version')}: {report.version}"]
    _text(first, [fact for fact in (*facts, report.link) if fact] + ([report.say("app.sample")] if sample else []))
    if report.clauses:
        _text(_slide(deck, report.say("brief.title")), report.clauses)
    for figure in report.figures:
        _figure(deck, figure, report)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _slide(deck: Slides, title: str) -> Slide:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = title
    run = slide.shapes.title.text_frame.paragraphs[0].runs
    slide.shapes.title.left, slide.shapes.title.top = Inches(0.6), Inches(0.35)
    slide.shapes.title.width, slide.shapes.title.height = WIDE - Inches(1.2), Inches(0.9)
    for one in run:
        one.font.size, one.font.bold, one.font.name = Pt(28), True, FONT
    return slide


def _text(slide: Slide, lines: list[str], *, top: float = 1.5, size: int = 18, high: float = 5.2) -> None:
    box = slide.shapes.add_textbox(Inches(0.6), Inches(top), WIDE - Inches(1.2), Inches(high)).text_frame
    box.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = box.paragraphs[0] if number == 0 else box.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.name = line, Pt(size), FONT
        paragraph.space_after = Pt(size / 2)


def _figure(deck: Slides, figure: Figure, report: Report) -> None:
    slide = _slide(deck, figure.title)
    _text(slide, [f"{figure.subtitle} · {report.scope}".strip(" ·")], top=1.1, size=11, high=0.5)
    if figure.figure is None:
        _text(slide, [figure.note])
        return
    frame, label = figure.frame, figure.piece.labels
    if "period" in frame and label != "period" and frame["period"].nunique() > 1:
        _lines(slide, frame, figure, report.language)
    else:
        _bars(slide, frame.head(BARS) if label != "period" else frame, figure, report.language)
    _text(slide, [f"{figure.method} {report.say('report.version')}: {report.version}"], top=6.75, size=9, high=0.6)
    slide.notes_slide.notes_text_frame.text = f"{figure.alt}\n{figure.method}"


def _bars(slide: Slide, frame: pd.DataFrame, figure: Figure, language: str) -> None:
    data = CategoryChartData()
    column, label = figure.piece.value, figure.piece.labels
    data.categories = [_named(value, label, language) for value in frame[label]]
    title = text(language, f"columns.{column}")
    data.add_series(title, [None if pd.isna(value) else float(value) for value in frame[column]])
    upright = label == "period"
    chart = _placed(slide, XL_CHART_TYPE.COLUMN_CLUSTERED if upright else XL_CHART_TYPE.BAR_CLUSTERED, data, figure)
    chart.has_legend = False
    if not upright:
        chart.category_axis.reverse_order = True
        # Names stay at the edge where bars go to both sides.
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 45, not upright
    if not upright:
        plot.data_labels.font.size = Pt(10)
        plot.data_labels.number_format = "0.0%" if column in ("share", "last_share", "change") else "#,##0.##"
        plot.data_labels.number_format_is_linked = False
    fill = plot.series[0].format.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor(0x00, 0x72, 0xB2)


def _lines(slide: Slide, frame: pd.DataFrame, figure: Figure, language: str) -> None:
    label, column = figure.piece.labels, figure.piece.value
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
    chart.value_axis.tick_labels.number_format, chart.value_axis.tick_labels.number_format_is_linked = "0%", False
    kind = {"topic": "topic", "source": "source", "name": "entity"}.get(label, "term")
    for series, ink in zip(chart.plots[0].series, colours(kind, names).values(), strict=True):
        series.format.line.color.rgb = RGBColor.from_string(ink.lstrip("#").upper())
        series.format.line.width, series.smooth = Emu(28000), False


def _placed(slide: Slide, kind: XL_CHART_TYPE, data: CategoryChartData, figure: Figure):  # type: ignore[no-untyped-def]
    frame = slide.shapes.add_chart(kind, Inches(0.6), Inches(1.6), WIDE - Inches(1.2), Inches(5.1), data)
    frame.name = figure.alt[:200]
    frame._element.nvGraphicFramePr.cNvPr.set("descr", figure.alt)
    chart = frame.chart
    chart.font.size, chart.font.name, chart.has_title = Pt(11), FONT, False
    return chart


def _named(value: object, label: str, language: str) -> str:
    if isinstance(value, pd.Timestamp):
        return labels.day(value, language)
    name = text(language, f"charts.topic.{value}") if label == "topic" else str(value)
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
