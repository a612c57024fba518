"""The two sides of a comparison: choosing side B, saying what each holds, reading a term on both."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlencode

import pandas as pd
import streamlit as st

from analysis import questions
from analysis.scope import Scope
from dashboard import labels
from dashboard.parts import card, controls, evidence, files, opening, slips
from dashboard.state import placed, url
from dashboard.state.asking import ask, chosen, counted, problems, scope_sentence, store
from dashboard.state.reader import called, language, say

WAYS = ("before", "weeks", "rest", "own")
OUTLETS = 200
SIZE = 5
"""Sentences of a side on one page."""


def way() -> str:
    """How side B is chosen: one of ``WAYS``; a link with filters of side B means a scope of one's own."""
    own = any(url.many(url.OTHER + name) for name in url.SCOPE)
    return controls.pick(
        "against",
        "compare.against",
        WAYS,
        default="own" if own else "before",
        show=lambda one: say(f"compare.ways.{one}"),
        width=260,
    )


def against(way: str) -> str:
    """What ``against`` of the questions of comparison is called with; for a scope of one's own, its filters are drawn."""
    if way != "own":
        return way
    with st.container(border=True, key="side-b"):
        st.caption(say("compare.own"))
        _filters()
        for sentence in problems(url.OTHER):
            st.warning(labels.plain(sentence))
        slips.told(chosen(url.OTHER).search, key=f"{url.OTHER}search")
    other = chosen(url.OTHER).with_(unit="articles", lens="auto")
    # Without any filter side B is the whole corpus, which begins on its first day.
    return urlencode(other.params() or {"since": store().meta.get("since", "1900-01-01")}, doseq=True)


def _filters() -> None:
    every = Scope(lens="all")
    first, last = (date.fromisoformat(store().meta.get(name) or "2025-01-01") for name in ("since", "until"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        controls.words(f"{url.OTHER}search", "scope.search", hint="scope.search_hint", width=260)
        controls.day(f"{url.OTHER}since", "scope.since", first, least=first, most=last)
        controls.day(f"{url.OTHER}until", "scope.until", last, least=first, most=last)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        outlets = ask(questions.source_volume, scope=every, top=OUTLETS)["source"].tolist()
        controls.several(f"{url.OTHER}source", "scope.source", outlets)
        controls.several(f"{url.OTHER}topic", "scope.topic", store().topics, show=_topic)
        names = ask(questions.entity_frequencies, scope=every, top=OUTLETS)["name"].tolist()
        controls.several(f"{url.OTHER}entity", "scope.entity", names, show=called)


def _topic(code: str) -> str:
    return say(f"charts.topic.{code}")


def told(totals: pd.DataFrame, way: str) -> bool:
    """Say what each side holds.

    Args:
        totals: answer of ``comparison_totals``.
        way: as ``against`` gave it.

    Returns:
        Whether both sides hold articles; else why not was said.
    """
    if totals.empty:
        card.empty()
        return False
    placed.listed("compare.sides", lambda: totals, columns=("side", "since", "until", "n", "unit", "outlets", "days"))
    for column, row in zip(st.columns(2), totals.to_dict("records"), strict=True):
        with column, st.container(border=True, key=f"side-{row['side']}-facts"):
            scope = say("compare.rest") if row["side"] == "b" and way == "rest" else _words(row["link"])
            holds = say(
                "compare.holds",
                n=counted(int(row["n"]), row["unit"]),
                outlets=labels.number(row["outlets"], language()),
                days=labels.number(row["days"], language()),
            )
            name = escape(say("compare.side", side=row["side"].upper()))
            st.html(
                f"<div class='nt-side-{row['side']}'><b>{name}</b> · {escape(holds)}</div><div class='nt-about'>{escape(scope)}</div>"
            )
    if totals["shared"].max():
        st.caption(say("compare.shared", n=labels.number(int(totals["shared"].max()), language())))
    empty = totals[totals["articles"] == 0]
    if empty.empty:
        return True
    if chosen().panel and len(empty) == 2:
        st.info(say("compare.empty_panel"))
    elif way in ("before", "weeks") and not chosen().since and empty["side"].iloc[0] == "b" and not opening.months(way):
        opening.instead()
    else:
        side, link = str(empty["side"].iloc[0]), str(empty["link"].iloc[0])
        said = say("compare.rest") if side == "b" and way == "rest" else _words(link)
        st.info(labels.plain(say("compare.empty_side", side=side.upper(), scope=said)))
    return False


def _words(link: str) -> str:
    return scope_sentence(Scope.parse(parse_qs(link)))


def sentences(shown: evidence.Shown, card: str, **settings: Any) -> None:
    """A term on both sides, side by side: exact counts, sentences, pages, CSV of all.

    Args:
        settings: those of ``comparison_sentences`` that both sides share.
    """
    with st.container(key=f"evidence-{card}"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.html(f'<h3 class="nt-h3">{escape(say("evidence.contrast.title", name=shown.subject))}</h3>')
            st.button(say("evidence.close"), key=f"close-{card}", type="tertiary", on_click=evidence.close)
        for column, side in zip(st.columns(2), ("a", "b"), strict=True):
            with column:
                _side(shown.subject, side, settings)


def _side(term: str, side: str, settings: dict[str, Any]) -> None:
    asked = {"term": term, "side": side, **settings}
    first = ask(questions.comparison_sentences, **asked, top=1)
    rows = int(first["rows"].sum())
    n, articles = (labels.number(int(first[name].sum()), language()) for name in ("rows", "articles"))
    st.html(
        f"<b class='nt-side-{side}'>{escape(say('evidence.contrast.side', side=side.upper(), n=n, articles=articles))}</b>"
    )
    if not rows:
        st.info(say("evidence.contrast.none"))
        return
    holder = st.container()
    page = controls.pages(rows, SIZE, name="page" if side == "a" else f"{url.OTHER}page")
    found = ask(questions.comparison_sentences, **asked, top=SIZE, offset=page * SIZE)
    with holder:
        st.html("<ol class='nt-list'>" + evidence.entries(found) + "</ol>")
    files.button(say("evidence.csv", n=labels.number(rows, language())), files.every(first), name=f"side-{side}")
