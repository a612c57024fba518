"""The store's own events on the page of data: add one, take a file in, take one out."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from analysis.errors import AnalysisError
from analysis.paths import default_store
from analysis.store import calendar
from dashboard import labels
from dashboard.access import visitor
from dashboard.state.reader import language, say

SHOWN = 100
"""Own events listed."""


def editor() -> None:
    """The events that people added; who does not sit at this machine reads them and cannot edit."""
    with st.container(border=True, key="card-calendar"):
        st.header(say("calendar.title"), anchor="calendar")
        st.caption(say("calendar.intro", n=len(calendar.shipped()[0])))
        may = visitor.may("calendar")
        if may:
            _adding()
            _taking_in()
        else:
            st.info(say("calendar.closed"))
        own = calendar.own(default_store())
        if not own:
            st.caption(say("calendar.none"))
        for event in own[-SHOWN:]:
            with st.container(horizontal=True, vertical_alignment="center", key=f"event-{event.id}"):
                first, last = (labels.day(day, language()) for day in (event.first, event.last))
                when = first if first == last else f"{first}–{last}"
                st.html(
                    f"<div>{escape(when)} · {escape(event.vi)} <span class='nt-about'>{escape(event.source)}</span></div>"
                )
                if may:
                    st.button(
                        say("calendar.remove"), key=f"remove-event-{event.id}", on_click=_remove, args=(event.id,)
                    )


def _adding() -> None:
    with st.form("add-event", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        first = st.date_input(say("calendar.first"), value=None, format="DD/MM/YYYY", key="event-first")
        last = st.date_input(say("calendar.last"), value=None, format="DD/MM/YYYY", key="event-last")
        name = st.text_input(say("calendar.name"), key="event-name", max_chars=calendar.LONGEST)
        if st.form_submit_button(say("calendar.add")):
            _add(first, last, name)


def _add(first: date | None, last: date | None, name: str) -> None:
    if first is None or not name.strip():
        st.warning(say("calendar.incomplete"))
        return
    try:
        calendar.add(default_store(), first=str(first), last=str(last or ""), name=name, who=visitor.permit("calendar"))
    except AnalysisError as error:
        st.error(say("calendar.failed", sentence=labels.plain(str(error))))
        return
    st.toast(say("calendar.added"), icon=":material/check:")


def _taking_in() -> None:
    given = st.file_uploader(say("calendar.import"), type=["csv", "tsv", "ics"], key="event-file", max_upload_size=1)
    if given is None or st.session_state.get("event-file-done") == given.file_id:
        return
    st.session_state["event-file-done"] = given.file_id
    try:
        added, problems = calendar.take_in(
            default_store(), given.name, given.getvalue(), who=visitor.permit("calendar")
        )
    except AnalysisError as error:
        st.error(say("calendar.failed", sentence=labels.plain(str(error))))
        return
    st.success(say("calendar.taken_in", n=added))
    for problem in problems[:SHOWN]:
        st.warning(labels.plain(str(problem)))


def _remove(number: int) -> None:
    try:
        calendar.remove(default_store(), number, who=visitor.permit("calendar"))
    except AnalysisError as error:
        st.toast(say("calendar.failed", sentence=labels.plain(str(error))), icon=":material/error:")
