"""Concordance: every occurrence on a line of its own, the words before and after it beside it."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Any

import streamlit as st

from analysis import questions
from analysis.frames import records
from dashboard import labels
from dashboard.parts import controls, files
from dashboard.parts.evidence import inner_link
from dashboard.state import placed
from dashboard.state.asking import ask
from dashboard.state.reader import language, say

SIZE = 15
SORTS = ("newest", "oldest", "left", "right")


def concordance(**settings: Any) -> None:
    """All occurrences of a term, or of the searched words, page by page, with the exact numbers and a CSV of all.

    Args:
        settings: those of ``keyword_concordance``; without ``term`` the words of the search.
    """
    with st.container(border=True, key="card-concordance"):
        term = str(settings.get("term", ""))
        title = say("evidence.title.term", name=term) if term else say("concordance.title")
        st.header(labels.plain(title), anchor="concordance")
        sort = controls.pick("lines", "concordance.sort", SORTS, show=lambda one: say(f"concordance.sorts.{one}"))
        asked = {**settings, "sort": sort}
        first = ask(questions.keyword_concordance, **asked, top=1)
        rows = int(first["rows"].sum())
        if not rows:
            st.info(say("concordance.none"))
            return
        holder = st.container()
        page = controls.pages(rows, SIZE, name="line")
        found = ask(questions.keyword_concordance, **asked, top=SIZE, offset=page * SIZE)
        numbers = {"first": page * SIZE + 1, "last": page * SIZE + len(found), "rows": rows}
        numbers["articles"] = int(first["articles"].iloc[0])
        every = partial(ask, questions.keyword_concordance, **asked, top=min(rows, placed.MOST))
        placed.listed("concordance", every, title=title, columns=("day", "source", "left", "hit", "right", "url"))
        with holder:
            st.caption(say("concordance.shown", **{name: labels.number(n, language()) for name, n in numbers.items()}))
            st.html("<ol class='nt-list nt-kwic'>" + "".join(_line(row) for row in records(found)) + "</ol>")
        files.button(say("concordance.csv", n=labels.number(rows, language())), files.every(first), name="concordance")


def _line(row: dict[Any, Any]) -> str:
    before, hit, after = (escape(" ".join(str(row[name]).split())) for name in ("left", "hit", "right"))
    about = f"{labels.day(row['published'], language())} · {escape(str(row['source']))} · "
    about += inner_link("articles", "key", row["key"], say("concordance.read"))
    # A blank at an inner edge is a word's edge; HTML would swallow it.
    left = before + ("&nbsp;" if str(row["left"])[-1:].isspace() else "")
    right = ("&nbsp;" if str(row["right"])[:1].isspace() else "") + after
    title = escape(str(row["title"]), quote=True)
    return (
        f"<li><div class='nt-line'><span class='nt-left'><span>{left}</span></span><mark>{hit}</mark>"
        f"<span class='nt-right'>{right}</span></div><div class='nt-about' title='{title}'>{about}</div></li>"
    )
