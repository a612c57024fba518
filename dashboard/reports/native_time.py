"""Editable charts over time: columns of a whole scope, lines of several things; the period before beside them."""

from __future__ import annotations

from math import ceil

import pandas as pd
from pptx.enum.chart import XL_CHART_TYPE
from pptx.slide import Slide

from dashboard import labels
from dashboard.charts import lines
from dashboard.charts.told import days
from dashboard.reports.figures import Figure
from dashboard.reports.office import Series, bar_name, fill, gap, numbers, placed, skip
from dashboard.strings import text
from dashboard.theme import LIGHT, colours

LINES, DATES = 5, 12
"""Lines of a chart; dates written below it."""


def columns(slide: Slide, figure: Figure, language: str) -> None:
    """A column for each period; those that the scope covers only in part are paler."""
    frame, _, _ = lines.drawn(figure.frame)
    values = numbers(frame[figure.value].where(~frame["gap"]))
    was = _before(figure, figure.before, LIGHT.none, left_out=len(figure.frame) - len(frame), language=language)
    now = text(language, "report.now" if was else f"columns.{figure.value}")
    series = [*was, Series(now, LIGHT.accent, values)]
    made = placed(slide, XL_CHART_TYPE.COLUMN_CLUSTERED, _periods(frame, language), series, figure)
    skip(made, ceil(len(frame) / DATES))
    plot = made.plots[0]
    plot.gap_width, plot.overlap = gap(len(frame)), 0
    for place, partial in enumerate(frame["partial"]):
        if partial:
            fill(plot.series[-1].points[place], LIGHT.faint)


def over_time(slide: Slide, figure: Figure, language: str) -> tuple[int, int]:
    """A line for each of the first ``LINES`` things; how many of how many that are."""
    frame, _, _ = lines.drawn(figure.frame)
    label = figure.labels
    names = list(dict.fromkeys(frame[label]))[:LINES]
    shown = frame[frame[label].isin(names)]
    wide = shown.assign(at=shown[figure.value].where(~shown["gap"])).pivot(index="period", columns=label, values="at")
    kind = {"topic": "topic", "source": "source", "name": "entity"}.get(label, "term")
    inked = colours(kind, names) | _inks(figure)
    series = [Series(bar_name(name, label, language), inked[name], numbers(wide[name])) for name in names]
    left_out = figure.frame["period"].nunique() - len(wide)
    for one, name in zip(tuple(series), names, strict=True):
        rows = figure.before[figure.before[label] == name] if len(figure.before) else figure.before
        series += _before(figure, rows, one.ink, left_out=left_out, language=language, of=one.title)
    made = placed(slide, XL_CHART_TYPE.LINE, _periods(frame, language), series, figure)
    skip(made, ceil(len(wide) / DATES))
    return len(names), frame[label].nunique()


def _before(
    figure: Figure, rows: pd.DataFrame, ink: str, *, left_out: int, language: str, of: str = ""
) -> list[Series]:
    """The same numbers of the period before, its first beside the first of the period that is shown; none without rows.

    Args:
        left_out: first periods that the chart does not show.
        of: whose numbers, where there are several.
    """
    if rows.empty:
        return []
    values = numbers(rows[figure.value].where(~rows["gap"]))[left_out:]
    return [
        Series(" · ".join(part for part in (of, text(language, "charts.before")) if part), ink, values, before=True)
    ]


def _periods(frame: pd.DataFrame, language: str) -> list[str]:
    """What stands below a chart over time: months by their names, days and weeks by their first day; the year where it is new."""
    starts = days(frame.drop_duplicates("period"))
    if labels.grain(starts) == "month":
        return [labels.period(start, "month", language) for start in starts]
    brief = [f"{start:%d/%m}" if language == "vi" else f"{start.day} {start:%b}" for start in starts]
    new = [place == 0 or start.year != starts[place - 1].year for place, start in enumerate(starts)]
    return [labels.day(start, language) if year else day for start, day, year in zip(starts, brief, new, strict=True)]


def _inks(figure: Figure) -> dict[str, str]:
    """The colours that the lines of a figure were drawn in, by their thing: which are whose depends on the store."""
    drawn = [trace for trace in (figure.figure or {}).get("data", ()) if trace.get("customdata")]
    return {
        str(trace["customdata"][0][0]): trace["line"]["color"] for trace in drawn if "color" in trace.get("line", {})
    }
