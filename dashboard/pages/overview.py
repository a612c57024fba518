"""Overview: what is in the scope, what rose and fell, who is named, which topics, what is new."""

import streamlit as st

from analysis import questions
from dashboard.charts import entities, keywords, topics, volume
from dashboard.parts import quotes, views
from dashboard.parts.brief import brief
from dashboard.parts.kpis import kpis
from dashboard.parts.latest import latest
from dashboard.view import ask, empty, granularity, place, say

st.title(say("overview.title"))
totals = ask(questions.scope_totals)
if not totals["n"].sum():
    empty()
else:
    periods = ask(questions.article_volume, by=granularity())
    ranked = ask(questions.keyword_frequencies, top=15, phrases=True)
    changes = ask(questions.keyword_changes, phrases=True)
    named = ask(questions.entity_frequencies, top=15)
    kpis(totals, periods, changes, named)
    views.met()
    brief()
    place(volume.columns, periods, key="overview.volume", evidence="period")
    left, right = st.columns(2)
    with left:
        place(keywords.bars, ranked, key="overview.keywords", evidence="term")
        place(keywords.changes, changes, key="overview.changes", evidence="term")
    with right:
        place(entities.bars, named, key="overview.entities", evidence="entity")
        place(keywords.burst_days, ask(questions.keyword_bursts, phrases=True), key="overview.bursts", evidence="term")
    left, right = st.columns(2)
    with left:
        place(topics.bars, ask(questions.topic_shares, by="all"), key="overview.topics", evidence="topic")
    with right:
        latest(ask(questions.article_search, top=5))
    quotes.latest()
