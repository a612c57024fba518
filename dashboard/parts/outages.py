"""What is missing under a timeline: outlets that fell silent for days, marked on the figure and said in words."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from analysis import questions
from analysis.scope import Scope
from dashboard import labels
from dashboard.charts import outages as charts
from dashboard.charts.told import each
from dashboard.state.asking import ask, chosen
from dashboard.state.reader import language, look, say

NAMED = 3
"""Outages named in words; the page of data lists them all."""


def found(frame: pd.DataFrame) -> pd.DataFrame:
    """The outages inside the time of a frame and the outlets in view; whatever else is filtered, a day without a match is
    none. Empty where the frame shows no time.

    All outages of these outlets are asked for, and those outside left out here: a change of the period asks nothing anew.
    """
    if not charts.timed(frame):
        return pd.DataFrame()
    scope = chosen()
    gaps = ask(questions.coverage_gaps, scope=Scope(source=scope.source, lens="all"), top=charts.MOST)
    return charts.inside(gaps, frame, scope.since, scope.until)


def mark(figure: go.Figure, gaps: pd.DataFrame) -> go.Figure:
    """Draw outages (``found``) on a figure."""
    return figure if gaps.empty or not figure.to_dict()["data"] else charts.marked(figure, gaps, look())


def told(gaps: pd.DataFrame) -> str:
    """Which outlets are missing when, as it stands under a timeline; empty where none is."""
    if gaps.empty:
        return ""
    named = [
        say("frame.outage", source=gap.source or say("frame.every_source"), days=_days(gap.first, gap.last))
        for gap in each(gaps.head(NAMED))
    ]
    if rest := len(gaps) - len(named):
        named[-1] += " " + say("frame.outages_more", n=labels.number(rest, language()))
    return labels.plain(say("frame.outages", told="; ".join(named)))


def _days(first: date, last: date) -> str:
    one, two = (labels.day(day, language()) for day in (first, last))
    return one if one == two else f"{one}–{two}"
