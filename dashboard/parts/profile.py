"""One term, entity or topic closely: the list of its sentences stands open, without a click."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from analysis.export import to_csv
from dashboard import labels
from dashboard.parts import evidence
from dashboard.state import url
from dashboard.state.reader import language, say


def sentences(kind: str, subject: str, *, card: str) -> None:
    """All sentences (of a topic: articles) of a thing, with the exact number and their CSV.

    Nothing while a click on a chart has another list open: two lists would share one page number.
    """
    if evidence.Shown.read(url.one("show")):
        return
    shown = evidence.Shown(kind, subject)
    first = evidence.answer(shown, top=evidence.SIZE, offset=0)
    rows = int(first["rows"].iloc[0]) if len(first) else 0
    with st.container(border=True, key=f"card-{card}"):
        st.html(f'<h3 class="nt-h3">{escape(evidence.title(shown))}</h3>')
        if not rows:
            st.info(say("evidence.none"))
            return
        evidence.listing(shown, rows)
        st.download_button(
            say("evidence.csv", n=labels.number(rows, language())),
            data=partial(_csv, shown, rows),
            file_name=f"nhiptin-{card}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"csv-{card}",
            type="tertiary",
        )


def _csv(shown: evidence.Shown, rows: int) -> bytes:
    everything = evidence.answer(shown, top=min(rows, evidence.ALL), offset=0)
    return b"\xef\xbb\xbf" + to_csv(everything).encode()
