"""Where documents are cited first: a list with the day, the outlet and the way to the article and to the sentences."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import labels
from dashboard.parts.evidence import inner_link
from dashboard.state.reader import language, say


def first(frame: pd.DataFrame, *, most: int = 8) -> None:
    """The documents of ``document_citations`` in its order, each with the article that cites it first.

    Args:
        frame: name, n, outlets, first, key, source, title, rows.
        most: documents listed.
    """
    if frame.empty:
        return
    with st.container(border=True, key="card-documents-first"):
        st.subheader(say("documents.first.title"), anchor=False)
        st.caption(say("documents.first.subtitle"))
        st.html("<ol class='nt-list'>" + "".join(_item(row) for row in frame.head(most).to_dict("records")) + "</ol>")


def _item(row: dict[Any, Any]) -> str:
    name, n = str(row["name"]), labels.number(row["n"], language())
    outlets = say("charts.outlets", n=labels.number(row["outlets"], language()))
    unit = say(f"charts.unit.{row['unit']}")
    return (
        f"<li><div class='nt-title'>{inner_link('documents', 'name', name, name)}</div>"
        f"<div class='nt-sentence'>{escape(str(row['title']))}</div>"
        f"<div class='nt-about'>{labels.day(row['first'], language())} · {escape(str(row['source']))} · "
        f"{inner_link('articles', 'key', str(row['key']), say('evidence.read'))} · {n} {unit}, {outlets}</div></li>"
    )
