"""The scope in a few sentences, each a button to what is behind it; shown when the reader asks for it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analysis import questions
from dashboard import labels
from dashboard.clauses import said
from dashboard.parts import controls, evidence
from dashboard.parts.evidence import Shown
from dashboard.state.asking import ask
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
        st.header(say("brief.title"), anchor="brief")
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
            st.code(" ".join(said(row, language()) for row in rows), language=None, wrap_lines=True)
        for kind in ("term", "topic", "period"):
            if shown := evidence.opened(CARD, kind):
                evidence.panel(shown, CARD)


def _clause(row: Any, place: int) -> None:
    span = (f"{row.since:%Y-%m-%d}", f"{row.until:%Y-%m-%d}")
    shown = Shown(KINDS.get(row.clause, "period"), row.subject, *span)
    st.button(
        labels.plain(said(row, language())),
        key=f"brief-{place}",
        type="tertiary",
        on_click=evidence.open_,
        args=(shown, CARD),
    )
