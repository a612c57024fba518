"""Quotations as a list: who, with which word, the words themselves marked in their sentence, and the way to the article."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analysis import questions
from analysis.frames import records
from dashboard import labels
from dashboard.parts import controls, files
from dashboard.parts.evidence import inner_link, link, marked
from dashboard.state import placed
from dashboard.state.asking import ask, chosen
from dashboard.state.reader import called, language, say

SIZE = 8
"""Quotations on one page of a list."""
PRINTED = ("day", "source", "speaker", "manner", "cue", "said", "title", "url")
"""Columns in a report."""


def said(title: str, *, key: str, **which: Any) -> None:
    """A card of all quotations that are meant, page by page, with the exact number and a CSV with citations.

    Args:
        title: of the card.
        key: of the card and of its page number in the URL.
        which: settings of ``quotation_search``.
    """
    with st.container(border=True, key=f"card-{key}"):
        st.header(title, anchor=key)
        rows = int(ask(questions.quotation_search, top=1, **which)["rows"].sum())
        if not rows:
            st.info(say("quotes.none"))
            return
        holder = st.container()
        page = controls.pages(rows, SIZE, name=f"page-{key}")
        frame = ask(questions.quotation_search, top=SIZE, offset=page * SIZE, **which)
        shown = {"first": page * SIZE + 1, "last": page * SIZE + len(frame), "rows": rows}
        articles = labels.number(int(frame["articles"].iloc[0]), language())
        every = partial(ask, questions.quotation_search, top=min(rows, placed.MOST), **which)
        placed.listed("quotes.said", every, title=title, columns=PRINTED)
        with holder:
            told = say("evidence.shown", **{name: labels.number(n, language()) for name, n in shown.items()})
            st.caption(f"{told} · {say('quotes.in_articles', n=articles)}")
            st.html(entries(frame))
        files.button(say("evidence.csv", n=labels.number(rows, language())), files.every(frame), name=key)


def latest(name: str = "", *, topic: str = "", top: int = 4) -> None:
    """A card of the newest quotations, of one speaker or topic where one is given, with the way to all of them.

    Args:
        name: canonical name of a speaker; empty: of anybody. Who was never quoted gets no card.
        topic: code of a topic; empty: of any.
        top: quotations shown.
    """
    alone = {"scope": chosen().with_(topic=(topic,))} if topic else {}
    frame = ask(questions.quotation_search, name=(name,) if name else (), top=top, **alone)
    if name and frame.empty:
        return
    with st.container(border=True, key="card-latest-quotes"):
        st.header(say("quotes.latest"), anchor="latest-quotes")
        if frame.empty:
            st.info(say("quotes.none"))
            return
        st.html(entries(frame))
        placed.listed("quotes.latest", lambda: frame, title=say("quotes.latest"), columns=PRINTED)
        n = labels.number(int(frame["rows"].iloc[0]), language())
        about = ("topic", topic) if topic else ("name", name)
        st.html(f"<div class='nt-about'>{inner_link('quotes', *about, say('quotes.all', n=n))}</div>")


def entries(frame: pd.DataFrame) -> str:
    """The rows of ``quotation_search`` as a list; everything from outside is letters."""
    return "<ol class='nt-list'>" + "".join(_entry(row) for row in records(frame)) + "</ol>"


def _entry(row: dict[Any, Any]) -> str:
    when = labels.day(row["published"], language())
    speaker = inner_link("quotes", "name", str(row["speaker"]), called(str(row["speaker"])))
    kind = say(f"charts.cue.{row['cue_kind']}")
    cue = f"«{row['cue']}»" if row["cue"] else ""
    told = dict.fromkeys((cue, "" if row["cue"] == kind else kind, say(f"quotes.manner.{row['manner']}")))
    chips = "".join(f"<span class='nt-chip'>{escape(words)}</span>" for words in told if words)
    about = [
        escape(str(row["source"])),
        when,
        inner_link("articles", "key", str(row["key"]), say("evidence.read"), start=row["start"]),
        link(str(row["url"]), say("evidence.original")),
    ]
    cite = escape(str(row["citation"]))
    return (
        f"<li><div class='nt-title'>{speaker} {chips}</div>"
        f"<div class='nt-sentence'>{marked(str(row['text']), row['marks'])}</div>"
        f"<div class='nt-about'>{' · '.join(part for part in about if part)}</div>"
        f"<details class='nt-about'><summary>{escape(say('quotes.cite'))}</summary>{cite}</details></li>"
    )
