"""What charts of PowerPoint share: a chart with its series on a slide, letters, numbers, and the room of names."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from lxml.etree import Element, SubElement
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from dashboard.reports.figures import Figure
from dashboard.strings import text
from dashboard.strings.names import COLUMNS, named
from dashboard.theme import LIGHT

FONT = "Arial"
"""On every machine that shows slides, with all letters of Vietnamese; a typeface of our own would be replaced there."""
BODY, HIGH = 1.85, 4.5
"""Inches above a slide's chart or table, and of the chart."""
FEW = 6
"""Up to how many bars are drawn thin."""
PALE = 0.55
"""How far the colour of the period before goes towards white."""
LETTER, NAMES = 0.0072, 0.36
"""Parts of a chart's width: of a letter of a bar's name; that all names get at most."""
DASHED = (MSO_LINE.SOLID, MSO_LINE.DASH, MSO_LINE.ROUND_DOT, MSO_LINE.DASH_DOT, MSO_LINE.LONG_DASH)
"""As the pages draw lines: two of one colour differ."""
LONGEST = 48
"""Characters of a bar's name."""
PARTS = ("share", "last_share", "change")
"""Lengths that are parts of a whole."""


@dataclass(frozen=True)
class Series:
    """Numbers of one colour, one for each bar; None where the bar is of another."""

    title: str
    ink: str
    values: list[float | None]
    before: bool = False
    """Whether they are those of the period before."""


def placed(slide: Slide, kind: XL_CHART_TYPE, names: list[str], series: list[Series], figure: Figure) -> Chart:
    data = CategoryChartData()
    # As many days may touch one week or month more: what the period before has beyond the last is shown too.
    beyond = max(len(one.values) for one in series) - len(names)
    data.categories = [*names, *(f"+{place}" for place in range(1, beyond + 1))]
    for one in series:
        data.add_series(one.title, [*one.values, *[None] * (len(names) + beyond - len(one.values))])
    frame = slide.shapes.add_chart(kind, Inches(0.6), Inches(BODY), Inches(12.13), Inches(HIGH), data)
    frame.name = clean(figure.alt[:200])
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(figure.alt))
    made = frame.chart
    made.font.size, made.font.name, made.font.color.rgb, made.has_title = Pt(11), FONT, rgb(LIGHT.text), False
    made.has_legend = len(series) > 1
    if made.has_legend:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    axis = made.value_axis
    axis.major_gridlines.format.line.color.rgb = rgb(LIGHT.grid)
    axis.format.line.fill.background()
    axis.tick_labels.number_format = written(figure.frame[figure.value], figure.value)
    axis.tick_labels.number_format_is_linked = False
    for place, (drawn, one) in enumerate(zip(made.plots[0].series, series, strict=True)):
        if kind is XL_CHART_TYPE.LINE:
            drawn.format.line.color.rgb = rgb(one.ink)
            drawn.format.line.width = Emu(14000 if one.before else 28000)
            drawn.format.line.dash_style = MSO_LINE.SQUARE_DOT if one.before else DASHED[place % len(DASHED)]
            drawn.smooth = False
        else:
            fill(drawn, one.ink)
            drawn.format.fill.fore_color.brightness = PALE if one.before else 0
            drawn.invert_if_negative = False
    return made


def fill(shape, ink: str) -> None:  # type: ignore[no-untyped-def]
    shape.format.fill.solid()
    shape.format.fill.fore_color.rgb = rgb(ink)


def edge(made: Chart, letters: int) -> None:
    """Room for the longest name of a bar: left to themselves the programs break it, and then leave out its neighbours."""
    left = min(NAMES, 0.02 + LETTER * letters)
    top = 0.09 if made.has_legend else 0.02
    sides = {"x": left, "y": top, "w": 0.94 - left, "h": 0.97 - top}
    area = made._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    layout = Element(qn("c:layout"))
    manual = SubElement(layout, qn("c:manualLayout"))
    SubElement(manual, qn("c:layoutTarget"), val="inner")
    for side in ("x", "y"):
        SubElement(manual, qn(f"c:{side}Mode"), val="edge")
    for side, value in sides.items():
        SubElement(manual, qn(f"c:{side}"), val=f"{value:.4f}")
    area.insert(0, layout)


def skip(made: Chart, step: int) -> None:
    """Name every category, or each so many-th."""
    axis = made.category_axis._element
    every = SubElement(axis, qn("c:tickLblSkip"), val=str(step))
    axis.find(qn("c:noMultiLvlLbl")).addprevious(every)


def gap(bars: int) -> int:
    """The room between bars, in percent of one: a few of them are drawn thin."""
    return 45 if bars > FEW else 900 // (bars + 1)


def written(values: pd.Series, column: str) -> str:
    """How Office writes the numbers of a column."""
    if column in PARTS:
        return "0.0%" if values.abs().max() >= 0.02 else "0.00%"
    return "#,##0" if pd.api.types.is_integer_dtype(values) else "0.00" if values.abs().max() < 1 else "0.0"


def numbers(values: pd.Series) -> list[float | None]:
    return [None if pd.isna(value) else float(value) for value in values]


def bar_name(value: object, label: str, language: str) -> str:
    name = text(language, f"charts.topic.{value}") if label == "topic" else str(value)
    name = named(name, language) if label in COLUMNS else name
    return cut(clean(name), LONGEST)


def rgb(ink: str) -> RGBColor:
    """A colour of the theme.

    >>> str(rgb("#0072b2"))
    '0072B2'
    """
    return RGBColor.from_string(ink.lstrip("#").upper())


def clean(words: str) -> str:
    """Without the characters that XML cannot hold."""
    return "".join(letter for letter in words if letter in "\n\t" or (letter >= " " and letter not in "\ufffe\uffff"))


def cut(words: str, most: int) -> str:
    """At most so many characters.

    >>> cut("Nghị quyết", 6)
    'Nghị …'
    """
    return words if len(words) <= most else words[: most - 1] + "…"
