"""What is in the store, in figures, and the rows that became no article."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from analysis import questions
from dashboard import labels
from dashboard.parts import controls, files, refusals
from dashboard.state import placed
from dashboard.state.asking import ask, store
from dashboard.state.reader import language, say

SIZE = 50


def facts() -> None:
    """Articles, copies, outlets, days, refused rows of the whole store."""
    meta = store().meta
    number = {name: int(meta.get(name, 0)) for name in ("articles", "stories", "sources", "rejects")}
    since, until = (labels.day(labels.parsed(meta.get(name, "")), language()) for name in ("since", "until"))
    copies = number["articles"] - number["stories"]
    shown = (
        ("articles", number["articles"], say("data.period", since=since, until=until)),
        ("stories", number["stories"], say("data.copies", n=labels.number(copies, language()))),
        ("sources", number["sources"], ""),
        ("rejects", number["rejects"], say("data.rejects_note")),
    )
    for column, (name, value, note) in zip(st.columns(len(shown)), shown, strict=True):
        with column, st.container(border=True, key=f"kpi-data-{name}", height="stretch"):
            st.html(
                f"<div class='nt-kpi'><span>{escape(say(f'data.facts.{name}'))}</span>"
                f"<strong>{labels.number(value, language())}</strong><small>{escape(note)}</small></div>"
            )


def refused() -> None:
    """The rows that became no article, page by page, and all of them as CSV."""
    with st.container(border=True, key="card-data-refused"):
        st.header(say("data.refused.title"), anchor="refused")
        first = ask(questions.refused_rows, top=1)
        rows = int(first["rows"].iloc[0]) if len(first) else 0
        if not rows:
            st.info(say("data.refused.empty"))
            return
        st.caption(say("data.refused.subtitle", n=labels.number(rows, language())))
        page = controls.pages(rows, SIZE)
        placed.listed("data.refused", partial(ask, questions.refused_rows, top=min(rows, placed.MOST)))
        frame = ask(questions.refused_rows, top=SIZE, offset=page * SIZE)
        shown = refusals.named(frame[["file", "line", "field", "reason", "raw"]])
        st.dataframe(shown, hide_index=True, height=min(38 + 35 * len(frame), 420), key="refused-rows")
        most = labels.number(min(rows, files.MOST), language())
        files.button(say("frame.csv", n=most), files.every(frame), name="refused")
