"""A random draw of a topic's articles to read and judge, so that the topic's precision here is known, not guessed."""

from __future__ import annotations

import streamlit as st

from analysis import questions
from analysis.measures.intervals import with_shares
from analysis.scope import Scope
from dashboard import labels
from dashboard.access import visitor
from dashboard.parts import evidence
from dashboard.parts.filing import waiting
from dashboard.parts.labelling import OTHER, verdict
from dashboard.parts.lexicon_editor import working
from dashboard.state import filing
from dashboard.state.asking import ask
from dashboard.state.reader import language, say

SIZE = 10
"""Articles judged before the figures are brought up to date and the next ones come."""
ENOUGH = 20


def card(topic: str) -> None:
    """What is known of a topic's precision by its random draw, and the next articles of it with right and wrong.

    Nothing for ``other`` and for readers who may not label.
    """
    if topic == OTHER or not visitor.may("labels") or topic not in filing.codes():
        return
    whole = Scope(lens="all")
    with st.expander(say("drawn.title"), key="card-drawn"):
        st.caption(say("drawn.intro", n=ENOUGH))
        working(topics=True)
        st.markdown(_known(whole, topic))
        frame = ask(questions.topic_articles, scope=whole, topic=topic, sort="drawn", top=SIZE)
        frame = frame.assign(rule="")  # who sees how sure the classifier is judges with it
        if frame.empty:
            st.caption(say("drawn.nothing"))
        for place, key in enumerate(frame["key"]):
            told = f"<ul class='nt-list'>{evidence.entries(frame.iloc[place : place + 1])}</ul>"
            verdict(key, topic, filing.labelled(key).get(topic), told=told, width="stretch")
        waiting(may=True)


def _known(scope: Scope, topic: str) -> str:
    listed = ask(questions.topic_list, scope=scope)
    row = listed[listed["topic"] == topic].assign(n=listed["rightly"], total=listed["checked"])
    if row.empty or not row["checked"].iloc[0]:
        return say("drawn.none")
    found = with_shares(row).iloc[0]
    figures = {name: labels.percent(found[name], language()) for name in ("share", "low", "high")}
    return say("drawn.known", right=found["rightly"], checked=found["checked"], **figures)
