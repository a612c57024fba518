"""Events of the calendar: drawn over the timelines, listed under them in words."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis import questions
from analysis.store.calendar import UNVERIFIED
from dashboard import labels
from dashboard.charts import events as charts
from dashboard.charts.told import each, over_time
from dashboard.parts.evidence import link
from dashboard.state import url
from dashboard.state.asking import ask
from dashboard.state.reader import language, look, say

LISTED = 60
"""Events listed under a figure."""


def found() -> pd.DataFrame:
    """The events of the period with their names in the reader's language; none where the reader has put them away."""
    if url.one("events", "1") == "0":
        return pd.DataFrame()
    frame = ask(questions.calendar_events)
    return frame.assign(name=frame["vi" if language() == "vi" else "en"])


def mark(figure: go.Figure, frame: pd.DataFrame) -> go.Figure:
    """Draw the events on a figure, where its frame is one over time."""
    events = found() if over_time(frame) and figure.to_dict()["data"] else pd.DataFrame()
    return figure if events.empty else charts.marked(figure, events, frame, look())


def listed(frame: pd.DataFrame) -> tuple[int, str]:
    """The same events in words, with where their days are from: how many they are, and a list of them as HTML."""
    events = found() if over_time(frame) else pd.DataFrame()
    return len(events), "" if events.empty else "".join(map(_line, each(events.head(LISTED))))


def popover(events: tuple[int, str], slug: str) -> None:
    """The list (``listed``) as it opens under a figure; nothing where no event is."""
    n, lines = events
    if not n:
        return
    with st.popover(say("events.button", n=n), key=f"events-{slug}", type="tertiary"):
        st.caption(say("events.about"))
        st.html(f"<ul class='nt-events'>{lines}</ul>")


def _line(event: Any) -> str:
    first, last = (labels.day(day, language()) for day in (event.first, event.last))
    when = first if first == last else f"{first}–{last}"
    source = event.source
    address, _, more = source.partition(" ")
    if address.startswith("https://"):
        source = f"{link(address, say('events.source'))} {escape(more)}"
    else:
        source = escape(say("events.unverified") if source == UNVERIFIED else source)
    return f"<li>{escape(when)} · {escape(event.name)} <span class='nt-about'>{source}</span></li>"
