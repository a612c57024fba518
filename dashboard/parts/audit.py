"""The audit on the page of data, for administrators: who changed what, and which files left."""

from __future__ import annotations

import streamlit as st

from analysis.paths import default_store
from analysis.store.audited import rows as audited
from dashboard import labels
from dashboard.access import visitor
from dashboard.parts import files
from dashboard.state.reader import language, say

SHOWN = 200


def card() -> None:
    """The newest rows, and all of them as a file; nothing for who may not read it."""
    if not visitor.may("audit"):
        return
    with st.container(border=True, key="card-audit"):
        st.header(say("audit.title"), anchor="audit")
        st.caption(say("audit.intro"))
        rows = audited(default_store(), top=SHOWN)
        if rows.empty:
            st.info(say("audit.none"))
            return
        every = labels.number(int(rows["rows"].iloc[0]), language())
        st.caption(say("audit.shown", shown=len(rows), n=every))
        shown = rows.drop(columns="rows").assign(at=[at[:19].replace("T", " ") for at in rows["at"]])
        names = {name: say(f"audit.columns.{name}") for name in shown.columns}
        st.dataframe(
            shown.rename(columns=names), hide_index=True, height=min(38 + 35 * len(shown), 400), key="audit-rows"
        )
        files.button(say("audit.csv", n=every), _csv, name="audit")


def _csv() -> bytes:
    return files.csv(audited(default_store(), top=files.MOST).drop(columns="rows"))
