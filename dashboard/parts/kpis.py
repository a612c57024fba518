"""The row of key figures: each with its unit, its note and, where there is one, its course."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from analysis import questions
from dashboard import labels
from dashboard.charts import sparklines
from dashboard.state.asking import ask, begin, chosen, counted
from dashboard.state.reader import language, look, say
from dashboard.theme import CONFIG


def kpis(totals: pd.DataFrame, periods: pd.DataFrame, changes: pd.DataFrame, named: pd.DataFrame) -> None:
    """Four cards of equal height: volume, stories, the clearest tested riser, the most mentioned entity.

    Args:
        totals: ``scope_totals``; periods: ``article_volume``; changes: ``keyword_changes``; named: ``entity_frequencies``.
    """
    row = totals.iloc[0]
    risers = changes[changes["verdict"] == "up"]
    clearest, most = (tuple(frame[column].head(1)) for frame, column in ((risers, "term"), (named, "name")))
    if clearest:
        begin(questions.keyword_timeline, term=clearest)
    if most:
        begin(questions.entity_timeline, name=most)
    columns = st.columns(4)
    with columns[0]:
        note = say("overview.per_day", n=labels.number(row["articles"] / max(1, row["days"]), language(), 1))
        _card("articles", labels.number(row["articles"], language()), note, periods, "n")
    with columns[1]:
        _card("stories", labels.number(row["stories"], language()), say("overview.stories_note"), periods, "n")
    with columns[2]:
        if clearest:
            first = risers.iloc[0]
            note = say(
                "overview.riser_note",
                first=labels.percent(first["first_share"], language()),
                last=labels.percent(first["last_share"], language()),
                q=labels.probability(first["q"], language()),
            )
            course = ask(questions.keyword_timeline, term=clearest, scope=chosen())
            _card("riser", first["term"], note, course, "share")
        else:
            _card("riser", labels.GAP, say("overview.no_riser"), periods.head(0), "n")
    with columns[3]:
        if most:
            top = named.iloc[0]
            note = say(
                "overview.top_entity_note",
                n=counted(top["n"], top["unit"]),
                share=labels.percent(top["share"], language()),
            )
            course = ask(questions.entity_timeline, name=most, scope=chosen())
            _card("top_entity", top["name"], note, course, "share")
        else:
            _card("top_entity", labels.GAP, say("frame.nothing"), periods.head(0), "n")


def _card(name: str, value: str, note: str, course: pd.DataFrame, column: str) -> None:
    with st.container(border=True, key=f"kpi-{name}", height="stretch"):
        st.html(
            f"<div class='nt-kpi'><span>{escape(say(f'overview.{name}'))}</span>"
            f"<strong>{escape(value)}</strong><small>{escape(note)}</small></div>"
        )
        figure = sparklines.spark(course, look(), value=column)
        st.plotly_chart(figure, key=f"spark-{name}", theme=None, config=CONFIG | {"staticPlot": course.empty})
