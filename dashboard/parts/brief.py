"""The scope in a few sentences, each a button to what is behind it; shown when the reader asks for it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analysis import questions
from dashboard import labels
from dashboard.parts import controls, evidence
from dashboard.parts.evidence import Shown
from dashboard.state.asking import ask, counted
from dashboard.state.reader import language, say

CARD = "brief"
KINDS = {"term_up": "term", "term_down": "term", "burst": "term", "topic_up": "topic", "topic_down": "topic"}
"""Clause → kind of what stands behind it."""


def brief() -> None:
    """The switch, and the card where it is on."""
    if not controls.switch("brief", "brief.switch", hint="brief.help"):
        return
    frame = ask(questions.brief_clauses)
    with st.container(border=True, key="card-brief"):
        st.subheader(say("brief.title"), anchor="brief")
        if frame.empty:
            st.info(say("frame.nothing"))
            return
        rows = list(frame.itertuples())
        for place, row in enumerate(rows):
            _clause(row, place)
        if len(rows) == 1:
            st.markdown(say("brief.none"))
        st.caption(say("brief.method"))
        with st.expander(say("brief.copy"), key="brief-copy"):
            st.code(" ".join(_said(row) for row in rows), language=None, wrap_lines=True)
        for kind in ("term", "topic", "period"):
            if shown := evidence.opened(CARD, kind):
                evidence.panel(shown, CARD)


def _clause(row: Any, place: int) -> None:
    span = (f"{row.since:%Y-%m-%d}", f"{row.until:%Y-%m-%d}")
    shown = Shown(KINDS.get(row.clause, "period"), row.subject, *span)
    st.button(
        labels.plain(_said(row)), key=f"brief-{place}", type="tertiary", on_click=evidence.open_, args=(shown, CARD)
    )


def _said(row: Any) -> str:
    """One clause in the reader's language, as plain text."""
    speech = language()
    subject = say(f"charts.topic.{row.subject}") if row.clause.startswith("topic") else row.subject
    values = {
        "subject": subject,
        "n": counted(row.n, row.unit),
        "total": labels.number(row.total, speech),
        "first": labels.percent(row.first_share, speech),
        "last": labels.percent(row.last_share, speech),
        "expected": labels.number(row.expected, speech, 1),
        "q": labels.probability(row.q, speech),
        "since": labels.day(row.since, speech),
        "until": labels.day(row.until, speech),
    }
    told = say(f"brief.{row.clause}", **values)
    return f"{told} {say('brief.cause', terms=row.cause)}" if row.cause else told
