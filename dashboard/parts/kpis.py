"""The row of key figures: each with its unit, its note and, where there is one, its course."""

from __future__ import annotations

from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis import questions
from analysis.scope import Scope
from dashboard import labels
from dashboard.charts import sparklines
from dashboard.charts.told import FEW
from dashboard.parts import earlier, outages
from dashboard.parts.controls import granularity
from dashboard.state import drawings
from dashboard.state.asking import Question, ask, begin, chosen, counted
from dashboard.state.reader import called, language, look, say
from dashboard.theme import CONFIG

SIMILAR = 50
"""Terms or names that hold a name, among which it stands itself."""
COURSES: dict[str, Question] = {"term": questions.keyword_timeline, "name": questions.entity_timeline}
LISTS: dict[str, Question] = {"term": questions.keyword_frequencies, "name": questions.entity_frequencies}


def kpis(totals: pd.DataFrame, periods: pd.DataFrame, changes: pd.DataFrame, named: pd.DataFrame) -> None:
    """Four cards of equal height: volume, stories, the clearest tested riser, the most mentioned entity.

    Each says what it was in the period before, where there is one.

    Args:
        totals: ``scope_totals``; periods: ``article_volume``; changes: ``keyword_changes``; named: ``entity_frequencies``.
    """
    row, before = totals.iloc[0], earlier.scope()
    risers = changes[changes["verdict"] == "up"]
    clearest, most = (tuple(frame[column].head(1)) for frame, column in ((risers, "term"), (named, "name")))
    for column, subject in (("term", clearest), ("name", most)):
        for scope in (chosen(), before):
            if subject and scope is not None:
                begin(COURSES[column], scope=scope, **{column: subject})
    was = None if before is None else ask(questions.scope_totals, scope=before).iloc[0]
    columns = st.columns(4)
    with columns[0]:
        note = say("overview.per_day", n=labels.number(row["articles"] / max(1, row["days"]), language(), 1))
        course = ask(questions.article_volume, by=granularity(), scope=chosen().with_(unit="articles"))
        _card("articles", labels.number(row["articles"], language()), note, _than(row, was, "articles"), course, "n")
    with columns[1]:
        course = ask(questions.article_volume, by=granularity(), scope=chosen().with_(unit="stories"))
        note = say("overview.stories_note")
        _card("stories", labels.number(row["stories"], language()), note, _than(row, was, "stories"), course, "n")
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
            then = _share(before, "term", clearest[0])
            _card("riser", first["term"], note, then, course, "share")
        else:
            _card("riser", labels.GAP, say("overview.no_riser"), "", periods.head(0), "n")
    with columns[3]:
        if most:
            top = named.iloc[0]
            note = say(
                "overview.top_entity_note",
                n=counted(top["n"], top["unit"]),
                share=labels.percent(top["share"], language()),
            )
            course = ask(questions.entity_timeline, name=most, scope=chosen())
            then = _share(before, "name", most[0])
            _card("top_entity", called(top["name"]), note, then, course, "share")
        else:
            _card("top_entity", labels.GAP, say("frame.nothing"), "", periods.head(0), "n")


def _than(row: pd.Series, was: pd.Series | None, name: str) -> str:
    """What a count was in the period before; the change in percent where that held enough to divide by."""
    if was is None:
        return ""
    n = labels.number(was[name], language())
    if was[name] < FEW:
        return say("overview.before", value=n)
    return say("overview.before_change", value=n, change=labels.change(row[name] / was[name] - 1, language()))


def _share(before: Scope | None, column: str, name: str) -> str:
    """The share of a term or entity in the period before; nothing where that period is empty."""
    if before is None or not ask(questions.scope_totals, scope=before)["n"].sum():
        return ""
    if before.unit == "outlets":  # one that has it in several weeks is one
        found = ask(LISTS[column], scope=before, find=name, top=SIMILAR)
        share = found["share"][found[column] == name].sum()
    else:
        course = ask(COURSES[column], scope=before, **{column: (name,)})
        share = course["n"].sum() / course["total"].sum()
    return say("overview.before", value=labels.percent(float(share), language()))


def _card(name: str, value: str, note: str, before: str, course: pd.DataFrame, column: str) -> None:
    then = f"<small>{escape(before)}</small>" if before else ""
    with st.container(border=True, key=f"kpi-{name}", height="stretch"):
        st.html(
            f"<div class='nt-kpi'><span>{escape(say(f'overview.{name}'))}</span>"
            f"<strong>{escape(value)}</strong><small>{escape(note)}</small>{then}</div>"
        )
        figure = drawings.kept(course, f"kpi-{name}", column, make=lambda: _spark(course, column))
        st.plotly_chart(
            figure,
            key=f"spark-{name}",
            theme=None,
            config=CONFIG | {"staticPlot": course.empty},
            alt=". ".join(part for part in (say(f"overview.{name}"), value, note, before) if part),
        )


def _spark(course: pd.DataFrame, column: str) -> go.Figure:
    return outages.mark(sparklines.spark(course, look(), value=column), outages.found(course))
