"""What is missing under a timeline: outlets that fell silent for days, marked on the figure and said in words."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis import questions
from analysis.scope import Scope
from dashboard import labels
from dashboard.charts import outages as charts
from dashboard.charts.told import each, over_time
from dashboard.state.asking import ask, chosen
from dashboard.state.reader import language, look, say

MOST = 1_000
"""Outages looked at, the longest first."""
NAMED = 3
"""Outages named in words; the page of data lists them all."""


def found() -> pd.DataFrame:
    """The outages inside the period and the outlets in view; whatever else is filtered, a day without a match is none.

    All outages of these outlets are asked for, and those outside the period left out here: a change of the period then
    asks nothing anew.
    """
    scope = chosen()
    gaps = ask(questions.coverage_gaps, scope=Scope(source=scope.source, lens="all"), top=MOST)
    if scope.since:
        gaps = gaps[gaps["last"] >= pd.Timestamp(scope.since)]
    return gaps[gaps["first"] <= pd.Timestamp(scope.until)] if scope.until else gaps


def mark(figure: go.Figure, frame: pd.DataFrame) -> go.Figure:
    """Draw the outages on a figure, where its frame is one over time."""
    gaps = found() if over_time(frame) and figure.to_dict()["data"] else pd.DataFrame()
    return figure if gaps.empty else charts.marked(figure, gaps, look())


def tell(frame: pd.DataFrame) -> None:
    """Say under a timeline which outlets are missing when."""
    gaps = found() if over_time(frame) else pd.DataFrame()
    if gaps.empty:
        return
    named = [
        say("frame.outage", source=gap.source or say("frame.every_source"), days=_days(gap.first, gap.last))
        for gap in each(gaps.head(NAMED))
    ]
    if rest := len(gaps) - len(named):
        named[-1] += " " + say("frame.outages_more", n=labels.number(rest, language()))
    st.caption(labels.plain(say("frame.outages", told="; ".join(named))))


def _days(first: date, last: date) -> str:
    one, two = (labels.day(day, language()) for day in (first, last))
    return one if one == two else f"{one}–{two}"
