"""The audit on the page of data, for administrators: who changed what, and which files left."""

from __future__ import annotations

import json

import streamlit as st

from analysis.paths import default_store
from analysis.store.audited import rows as audited
from dashboard import labels
from dashboard.access import visitor
from dashboard.parts import files
from dashboard.state.reader import language, say
from dashboard.strings import strings

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
        shown = rows.drop(columns="rows").assign(
            at=[at[:19].replace("T", " ") for at in rows["at"]],
            what=[deed(what) for what in rows["what"]],
            detail=[_told(detail) for detail in rows["detail"]],
        )
        names = {name: say(f"audit.columns.{name}") for name in shown.columns}
        st.dataframe(
            shown.rename(columns=names), hide_index=True, height=min(38 + 35 * len(shown), 400), key="audit-rows"
        )
        files.button(say("audit.csv", n=every), _csv, name="audit")


def deed(what: str) -> str:
    """What was done, in the reader's language; as it is kept where no name is known."""
    return strings(language()).get(f"audit.deeds.{what.replace(' ', '_')}", what)


def _told(detail: str) -> str:
    """The values of a detail; the file has their names too."""
    values = [", ".join(map(str, one)) if isinstance(one, list) else str(one) for one in json.loads(detail).values()]
    return " · ".join(value for value in values if value)


def _csv() -> bytes:
    return files.csv(audited(default_store(), top=files.MOST).drop(columns="rows"))
