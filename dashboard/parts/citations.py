"""Where documents are cited first: a list with the day, the outlet and the way to the article and to the sentences."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import labels
from dashboard.parts.evidence import inner_link
from dashboard.state.asking import counted
from dashboard.state.reader import called, language, say
from dashboard.strings.names import both


def first(frame: pd.DataFrame, *, most: int = 8) -> None:
    """The documents of ``document_citations`` in its order, each with the article that cites it first.

    Args:
        frame: name, n, outlets, first, key, source, title, rows.
        most: documents listed.
    """
    if frame.empty:
        return
    with st.container(border=True, key="card-documents-first"):
        st.header(say("documents.first.title"), anchor=False)
        st.caption(say("documents.first.subtitle"))
        st.html("<ol class='nt-list'>" + "".join(_item(row) for row in frame.head(most).to_dict("records")) + "</ol>")


def facts(frame: pd.DataFrame) -> None:
    """One document (``document_citations`` of its name): who issued it and when, and where it is cited first."""
    if frame.empty:
        return
    row = frame.to_dict("records")[0]
    issued = "" if pd.isna(row["issued"]) else labels.day(row["issued"], language())
    told = [escape(part) for part in (called(row["issuer"]), issued) if part]
    lines = [f"{escape(say('documents.issued'))}: {', '.join(told)}"] if told else []
    lines.append(f"{escape(say('documents.first.title'))}: {_where(row)}, «{escape(str(row['title']))}»")
    lines.append(escape(_counts(row)))
    st.html("<ul class='nt-facts-list'>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>")


def _item(row: dict[Any, Any]) -> str:
    name = str(row["name"])
    return (
        f"<li><div class='nt-title'>{inner_link('documents', 'name', name, both(name, language()))}</div>"
        f"<div class='nt-sentence'>{escape(str(row['title']))}</div>"
        f"<div class='nt-about'>{_where(row)} · {escape(_counts(row))}</div></li>"
    )


def _where(row: dict[Any, Any]) -> str:
    """Day, outlet and the way to the article that cites it first."""
    read = inner_link("articles", "key", str(row["key"]), say("evidence.read"))
    return f"{labels.day(row['first'], language())} · {escape(str(row['source']))} · {read}"


def _counts(row: dict[Any, Any]) -> str:
    return f"{counted(row['n'], row['unit'])}, {say('charts.outlets', n=labels.number(row['outlets'], language()))}"
