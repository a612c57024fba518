"""Charts of PowerPoint that can be edited: the numbers of a figure in the colours of the pages, its data behind it."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import pandas as pd
from lxml.etree import SubElement
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from dashboard import labels
from dashboard.charts import lines
from dashboard.reports.figures import Figure
from dashboard.strings import text
from dashboard.theme import LIGHT, colour, colours

FONT = "Arial"
"""On every machine that shows slides, with all letters of Vietnamese; a typeface of our own would be replaced there."""
BODY, HIGH = 1.85, 4.5
"""Inches above a slide's chart or table, and of the chart."""
BARS, SIDE, FEW = 15, 7, 6
"""Bars of a chart; those of each side of a comparison; up to how many are drawn thin."""
LINES, DATES = 5, 12
"""Lines of a chart; dates written below it."""
DASHED = (MSO_LINE.SOLID, MSO_LINE.DASH, MSO_LINE.ROUND_DOT, MSO_LINE.DASH_DOT, MSO_LINE.LONG_DASH)
"""As the pages draw lines: two of one colour differ."""
LONGEST = 48
"""Characters of a bar's name."""
PARTS = ("share", "last_share", "change")
"""Lengths that are parts of a whole."""
BEFORE = {"last_share": "first_share"}
"""Lengths that stand beside the one before."""
VERDICTS = {
    "log_ratio": {"a": "charts.sure_a", "b": "charts.sure_b", "none": "charts.unsure"},
    "change": {name: f"charts.topic_verdict.{name}" for name in ("up", "down", "none")},
}
"""Lengths whose verdicts are told apart by colour: verdict → its name."""
_INKS = {
    "a": colour("topic", "ai"),
    "up": colour("topic", "ai"),
    "b": LIGHT.fall,
    "down": LIGHT.fall,
    "none": LIGHT.none,
}


@dataclass(frozen=True)
class _Series:
    """Numbers of one colour, one for each bar; None where the bar is of another."""

    title: str
    ink: str
    values: list[float | None]


def chart(slide: Slide, figure: Figure, language: str) -> None:
    """Put the chart of a figure on a slide: lines over time, columns of periods, else bars, the longest on top.

    Args:
        slide: with room from ``BODY`` on.
        figure: one with ``labels``.
        language: of the names.
    """
    if figure.labels == "period":
        _columns(slide, figure, language)
    elif "period" in figure.frame and figure.frame["period"].nunique() > 1:
        _lines(slide, figure, language)
    else:
        _bars(slide, figure, language)


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


def _bars(slide: Slide, figure: Figure, language: str) -> None:
    frame = _ranked(figure).head(BARS)
    series = _series(frame, figure, language)
    made = _placed(slide, XL_CHART_TYPE.BAR_CLUSTERED, list(frame[figure.labels]), series, figure, language)
    names = made.category_axis
    names.reverse_order = True
    # Every bar has its name, also where they stand close, and at the edge, also where bars go to both sides.
    _skip(made, 1)
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.rgb = rgb(LIGHT.grid)
    # The numbers stand at the bars: an axis would say them twice.
    made.value_axis.visible, made.value_axis.has_major_gridlines = False, False
    plot = made.plots[0]
    beside = figure.value in BEFORE
    plot.gap_width, plot.overlap = 45 if len(frame) > FEW else 900 // (len(frame) + 1), 0 if beside else 100
    plot.has_data_labels = True
    told = plot.data_labels
    told.font.size, told.font.color.rgb, told.position = Pt(10), rgb(LIGHT.muted), XL_LABEL_POSITION.OUTSIDE_END
    told.number_format, told.number_format_is_linked = _written(frame[figure.value], figure.value), False
    if figure.labels == "topic" and figure.value not in VERDICTS:
        for place, code in enumerate(frame["topic"]):
            _fill(plot.series[0].points[place], colour("topic", str(code)))


def _ranked(figure: Figure) -> pd.DataFrame:
    """The rows in the order of their bars. Both sides of a comparison are shown; of changes only those that pass the test."""
    frame, value = figure.frame, figure.value
    if value in BEFORE:
        frame = frame[frame["verdict"].isin(("up", "down"))]
    if value == "log_ratio" and (frame[value] < 0).any():
        return pd.concat([frame[frame[value] > 0].head(SIDE), frame[frame[value] < 0].head(SIDE)])
    # Topics come in the order of their list.
    return frame.sort_values(value, ascending=False, kind="stable") if figure.labels == "topic" else frame


def _series(frame: pd.DataFrame, figure: Figure, language: str) -> list[_Series]:
    """The bars by what their colour says: type of a name, verdict of a test, before and after; else one colour."""
    value = figure.value
    if "verdict" in frame and value in VERDICTS:
        named = {key: (text(language, name), _INKS[key]) for key, name in VERDICTS[value].items()}
        return _told_apart(frame, "verdict", value, named)
    if "type" in frame and figure.labels == "name" and frame["type"].nunique() > 1:
        types = dict.fromkeys(frame["type"])
        named = {one: (text(language, f"charts.type.{one}"), colour("type", one)) for one in types}
        return _told_apart(frame, "type", value, named)
    after = _Series(text(language, f"columns.{value}"), LIGHT.accent, _numbers(frame[value]))
    if value not in BEFORE:
        return [after]
    before = BEFORE[value]
    return [_Series(text(language, f"columns.{before}"), LIGHT.faint, _numbers(frame[before])), after]


def _told_apart(frame: pd.DataFrame, column: str, value: str, named: dict[str, tuple[str, str]]) -> list[_Series]:
    met = [(key, *told) for key, told in named.items() if (frame[column] == key).any()]
    return [_Series(title, ink, _numbers(frame[value].where(frame[column] == key))) for key, title, ink in met]


def _columns(slide: Slide, figure: Figure, language: str) -> None:
    frame, _, _ = lines.drawn(figure.frame)
    values = _numbers(frame[figure.value].where(~frame["gap"]))
    series = [_Series(text(language, f"columns.{figure.value}"), LIGHT.accent, values)]
    made = _placed(slide, XL_CHART_TYPE.COLUMN_CLUSTERED, list(frame["period"]), series, figure, language)
    _skip(made, ceil(len(frame) / DATES))
    plot = made.plots[0]
    plot.gap_width = 45 if len(frame) > FEW else 900 // (len(frame) + 1)
    for place, partial in enumerate(frame["partial"]):
        if partial:
            _fill(plot.series[0].points[place], LIGHT.faint)


def _lines(slide: Slide, figure: Figure, language: str) -> None:
    frame, _, _ = lines.drawn(figure.frame)
    label = figure.labels
    names = list(dict.fromkeys(frame[label]))[:LINES]
    shown = frame[frame[label].isin(names)]
    wide = shown.assign(at=shown[figure.value].where(~shown["gap"])).pivot(index="period", columns=label, values="at")
    kind = {"topic": "topic", "source": "source", "name": "entity"}.get(label, "term")
    inked = colours(kind, names) | _inks(figure)
    series = [_Series(_named(name, label, language), inked[name], _numbers(wide[name])) for name in names]
    made = _placed(slide, XL_CHART_TYPE.LINE, list(wide.index), series, figure, language)
    _skip(made, ceil(len(wide) / DATES))


def _inks(figure: Figure) -> dict[str, str]:
    """The colours that the lines of a figure were drawn in, by their thing: which are whose depends on the store."""
    drawn = [trace for trace in (figure.figure or {}).get("data", ()) if trace.get("customdata")]
    return {
        str(trace["customdata"][0][0]): trace["line"]["color"] for trace in drawn if "color" in trace.get("line", {})
    }


def _placed(
    slide: Slide, kind: XL_CHART_TYPE, names: list[object], series: list[_Series], figure: Figure, language: str
) -> Chart:
    data = CategoryChartData()
    data.categories = [_named(name, figure.labels, language) for name in names]
    for one in series:
        data.add_series(one.title, one.values)
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
    axis.tick_labels.number_format = _written(figure.frame[figure.value], figure.value)
    axis.tick_labels.number_format_is_linked = False
    for place, (drawn, one) in enumerate(zip(made.plots[0].series, series, strict=True)):
        if kind is XL_CHART_TYPE.LINE:
            drawn.format.line.color.rgb, drawn.format.line.width = rgb(one.ink), Emu(28000)
            drawn.format.line.dash_style = DASHED[place % len(DASHED)]
            drawn.smooth = False
        else:
            _fill(drawn, one.ink)
            drawn.invert_if_negative = False
    return made


def _fill(shape, ink: str) -> None:  # type: ignore[no-untyped-def]
    shape.format.fill.solid()
    shape.format.fill.fore_color.rgb = rgb(ink)


def _skip(made: Chart, step: int) -> None:
    """Name every category, or each so many-th."""
    axis = made.category_axis._element
    every = SubElement(axis, qn("c:tickLblSkip"), val=str(step))
    axis.find(qn("c:noMultiLvlLbl")).addprevious(every)


def _written(values: pd.Series, column: str) -> str:
    """How Office writes the numbers of a column."""
    if column in PARTS:
        return "0.0%" if values.abs().max() >= 0.02 else "0.00%"
    return "#,##0" if pd.api.types.is_integer_dtype(values) else "0.0"


def _numbers(values: pd.Series) -> list[float | None]:
    return [None if pd.isna(value) else float(value) for value in values]


def _named(value: object, label: str, language: str) -> str:
    if isinstance(value, pd.Timestamp):
        return labels.day(value, language)
    name = text(language, f"charts.topic.{value}") if label == "topic" else str(value)
    return cut(clean(name), LONGEST)
