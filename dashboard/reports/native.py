"""Charts of PowerPoint that can be edited: the numbers of a figure in the colours of the pages, its data behind it."""

from __future__ import annotations

import pandas as pd
from pptx.chart.plot import BarPlot
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
from pptx.slide import Slide
from pptx.util import Pt

from dashboard import labels
from dashboard.reports.figures import Figure
from dashboard.reports.native_time import columns, over_time
from dashboard.reports.office import Series, bar_name, edge, fill, gap, numbers, placed, rgb, skip, written
from dashboard.strings import text
from dashboard.theme import LIGHT, colour

BARS, SIDE = 15, 7
"""Bars of a chart; those of each side of a comparison."""
BEFORE = {"last_share": "first_share"}
"""Lengths that stand beside the one before."""
COLOURED = ("topic", "source")
"""What has a colour of its own on every page."""
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


def chart(slide: Slide, figure: Figure, language: str) -> tuple[int, int]:
    """Put the chart of a figure on a slide: lines over time, columns of periods, else bars, the longest on top.

    Args:
        slide: with room from ``BODY`` on.
        figure: one with ``labels``.
        language: of the names.

    Returns:
        How many bars, lines or columns are drawn, and how many there are: the rest stands in the table.
    """
    if figure.labels == "period":
        columns(slide, figure, language)
        return 1, 1
    if "period" in figure.frame and figure.frame["period"].nunique() > 1:
        return over_time(slide, figure, language)
    return _bars(slide, figure, language)


def _bars(slide: Slide, figure: Figure, language: str) -> tuple[int, int]:
    every = _ranked(figure)
    frame = _first(every, figure.value)
    series = _series(frame, figure, language)
    bars = [bar_name(name, figure.labels, language) for name in frame[figure.labels]]
    if "day" in frame:
        # One thing may have several days.
        bars = [f"{name} · {labels.day(day, language)}" for name, day in zip(bars, frame["day"], strict=True)]
    made = placed(slide, XL_CHART_TYPE.BAR_CLUSTERED, bars, series, figure)
    names = made.category_axis
    names.reverse_order = True
    # Every bar has its name, also where they stand close, and at the edge, also where bars go to both sides.
    skip(made, 1)
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.rgb = rgb(LIGHT.grid)
    edge(made, max(map(len, bars)))
    # The numbers stand at the bars: an axis would say them twice.
    made.value_axis.visible, made.value_axis.has_major_gridlines = False, False
    plot = made.plots[0]
    beside = figure.value in BEFORE
    plot.gap_width, plot.overlap = gap(len(frame)), 0 if beside else 100
    plot.has_data_labels = True
    told = plot.data_labels
    told.font.size, told.font.color.rgb, told.position = Pt(10), rgb(LIGHT.muted), XL_LABEL_POSITION.OUTSIDE_END
    told.number_format, told.number_format_is_linked = written(frame[figure.value], figure.value), False
    if figure.value == "log_ratio" and "verdict" not in frame:
        _counted(plot, frame, language)
    if figure.labels in COLOURED and figure.value not in VERDICTS and len(series) == 1:
        for place, name in enumerate(frame[figure.labels]):
            fill(plot.series[0].points[place], colour(figure.labels, str(name)))
    return len(frame), len(every)


def _counted(plot: BarPlot, frame: pd.DataFrame, language: str) -> None:
    """Beside bars that compare a part with the rest stands how many articles they are made of, as on the page."""
    for series in plot.series:
        for place, (length, n) in enumerate(zip(series.values, frame["n"], strict=True)):
            if length is not None:
                label = series.points[place].data_label
                label.position = XL_LABEL_POSITION.OUTSIDE_END
                run = label.text_frame.paragraphs[0].add_run()
                run.text, run.font.size, run.font.color.rgb = labels.number(n, language), Pt(10), rgb(LIGHT.muted)


def _ranked(figure: Figure) -> pd.DataFrame:
    """The rows in the order of their bars; of changes only those that pass the test."""
    frame, value = figure.bars, figure.value
    if value in BEFORE:
        frame = frame[frame["verdict"].isin(("up", "down"))]
    # Topics come in the order of their list.
    return frame.sort_values(value, ascending=False, kind="stable") if figure.labels == "topic" else frame


def _first(frame: pd.DataFrame, value: str) -> pd.DataFrame:
    """As many rows as a slide has room for; of a comparison those of both sides."""
    if value == "log_ratio" and (frame[value] < 0).any():
        return pd.concat([frame[frame[value] > 0].head(SIDE), frame[frame[value] < 0].head(SIDE)])
    return frame.head(BARS)


def _series(frame: pd.DataFrame, figure: Figure, language: str) -> list[Series]:
    """The bars by what their colour says: type of a name, verdict of a test, before and after; else one colour."""
    value = figure.value
    if "verdict" in frame and value in VERDICTS:
        named = {key: (text(language, name), _INKS[key]) for key, name in VERDICTS[value].items()}
        return _told_apart(frame, "verdict", value, named)
    types = _types(frame) if figure.labels == "name" else []
    if len(types) > 1:
        named = {one: (text(language, f"charts.type.{one}"), colour("type", one)) for one in types}
        return _told_apart(frame, "type", value, named)
    ink = colour("type", types[0]) if types else LIGHT.accent
    after = Series(text(language, f"columns.{value}"), ink, numbers(frame[value]))
    if value not in BEFORE:
        return [after]
    before = BEFORE[value]
    return [Series(text(language, f"columns.{before}"), LIGHT.faint, numbers(frame[before])), after]


def _types(frame: pd.DataFrame) -> list[str]:
    """Types of the names, whose colours the bars have on the pages."""
    if "issuer" in frame:
        return ["DOC"]
    return list(dict.fromkeys(frame["type"])) if "type" in frame else []


def _told_apart(frame: pd.DataFrame, column: str, value: str, named: dict[str, tuple[str, str]]) -> list[Series]:
    met = [(key, *told) for key, told in named.items() if (frame[column] == key).any()]
    return [Series(title, ink, numbers(frame[value].where(frame[column] == key))) for key, title, ink in met]
