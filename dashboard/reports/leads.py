"""The first thing to read in a figure, in one line: its longest bar, its highest period, how many changes pass the test."""

from __future__ import annotations

import pandas as pd

from dashboard import labels
from dashboard.charts import lines
from dashboard.charts.told import days, over_time
from dashboard.reports.cells import SHARES
from dashboard.strings import text
from dashboard.strings.names import COLUMNS, named

RATIOS = ("log_ratio", "log_dice")
"""Lengths whose number says little by itself."""
SILENT = ("dp_days", "rise")
"""Lengths of which the largest is not the first thing to read."""


def lead(frame: pd.DataFrame, names: str, value: str, language: str) -> str:
    """The line that stands under a figure's title.

    Args:
        frame: what the figure shows.
        names: column that names its bars or lines; empty: there is nothing to say.
        value: column of their lengths.

    Returns:
        Numbers of the frame only; empty where it names no bars, or has no row.

    >>> frame = pd.DataFrame({"term": ["ai", "chip"], "n": [1250, 7], "share": [0.125, 0.0007]})
    >>> lead(frame, "term", "n", "vi"), lead(frame.head(0), "term", "n", "vi")
    ('Nhiều nhất: ai (1.250 · 12%)', '')
    """
    if not names or value in SILENT or value not in frame or not frame[value].any():
        return ""
    if "verdict" in frame:
        found = {name: int((frame["verdict"] == name).sum()) for name in ("up", "down", "a", "b")}
        if not any(found.values()):
            return text(language, "report.leads.none")
        key = "sides" if found["a"] or found["b"] else "moved"
        return text(language, f"report.leads.{key}", **{name: labels.number(n, language) for name, n in found.items()})
    shown = _seen(frame, value) if over_time(frame) else frame
    both = value in ("n", "share") and {"n", "share"} <= set(frame) and not (over_time(frame) or "raw" in frame)
    # The one article of a small outlet is all of its articles, and not the first thing to read.
    top = shown.sort_values("n" if both else value, ascending=False, kind="stable").iloc[0]
    if not top[value]:
        return ""
    if value in RATIOS:
        return text(language, "report.leads.closest", name=_name(top, names, language))
    number = labels.percent(top[value], language) if value in SHARES else labels.number(top[value], language)
    if both:
        number = f"{labels.number(top['n'], language)} · {labels.percent(top['share'], language)}"
    if not over_time(frame):
        return text(language, "report.leads.most", name=_name(top, names, language), number=number)
    periods = days(frame.drop_duplicates("period").sort_values("period"))
    when = labels.period(top["period"].date(), labels.grain(periods), language)
    name = "" if names == "period" or frame[names].nunique() == 1 else f"{_name(top, names, language)}, "
    return text(language, "report.leads.peak", name=name, period=when, number=number)


def _seen(frame: pd.DataFrame, value: str) -> pd.DataFrame:
    """The periods that the figure draws; of shares those with enough articles to be joined by its line."""
    shown, _, _ = lines.drawn(frame)
    return lines.solid(shown)[0] if value in SHARES else shown


def _name(row: pd.Series, names: str, language: str) -> str:
    if isinstance(row[names], pd.Timestamp):
        return labels.day(row[names], language)
    name = str(row[names])
    if names == "topic":
        return text(language, f"charts.topic.{name}")
    return named(name, language) if names in COLUMNS else name
