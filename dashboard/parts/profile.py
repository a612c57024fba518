"""One term, entity or topic closely: what is known of it, and its sentences, open without a click."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analysis import questions
from analysis.text.identity import institutions
from dashboard import labels
from dashboard.charts import topics as charts
from dashboard.parts import evidence, files
from dashboard.parts.card import place
from dashboard.state import url
from dashboard.state.asking import ask, chosen
from dashboard.state.reader import called, language, say
from dashboard.strings.names import both


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
        st.html(f'<h2 class="nt-h3">{escape(evidence.title(shown))}</h2>')
        if not rows:
            st.info(say("evidence.none"))
            return
        evidence.listing(shown, rows)
        label = say("evidence.csv", n=labels.number(rows, language()))
        files.button(label, files.every(first), name=card)


def about(name: str, kind: str, changes: pd.DataFrame, *, other: str = "", family: bool = False) -> None:
    """Who an entity is: type, offices with their days, what became of its name, and the way to its articles.

    Args:
        name: canonical name.
        kind: its type; empty where it was never met.
        changes: answer of ``entity_changes``.
        other: the page that shows it from another side, entities or documents.
        family: whether predecessors and successors count as one; they are then named.
    """
    with st.container(key="closely"):
        st.header(labels.plain(both(name, language())), anchor=False)
    links = [evidence.inner_link("articles", "entity", name, say("profile.articles"))]
    if other and kind == "DOC":
        links.append(evidence.inner_link(other, "name", name, say(f"profile.{other}")))
    chip = f"<span class='nt-chip'>{escape(say(f'charts.type.{kind}'))}</span>" if kind else ""
    held = "".join(_office(row) for row in ask(questions.entity_offices, name=name).to_dict("records"))
    names = institutions.load().family(name)
    told = say("profile.family", names=", ".join(map(called, names)))
    joined = f"<li>{escape(told)}</li>" if family and len(names) > 1 else ""
    became = joined + "".join(_change(row, names) for row in changes.to_dict("records"))
    st.html(
        f"<div class='nt-about'>{chip}{' · '.join(links)}</div>"
        + (f"<ul class='nt-facts-list'>{held}{became}</ul>" if held or became else "")
    )


def topics(name: str, *, family: bool) -> None:
    """Shares of topics among the articles that mention an entity, corrected as everywhere.

    Nothing where the scope already asks for other names: both together cannot be asked.
    """
    names = institutions.load().family(name) if family else (name,)
    if set(chosen().entity) <= set(names):
        shares = ask(questions.topic_shares, scope=chosen().with_(entity=names), by="all")
        place(charts.bars, shares[shares["n"] > 0], key="entities.topics")


def _office(row: dict[Any, Any]) -> str:
    """``Tổng Bí thư: từ 03/08/2024``, with the line of the list that says so."""
    first, last = (None if pd.isna(row[name]) else labels.day(row[name], language()) for name in ("first", "last"))
    days = say("profile.since", day=first) if last is None else say("profile.from_to", first=first, last=last)
    return f"<li>{escape(str(row['office']))}: {escape(days)}{_source(row)}</li>"


def _change(row: dict[Any, Any], names: Iterable[str]) -> str:
    """What became of a name, and when; the names of its family as the reader knows them."""
    said = str(row[language()])
    for name in sorted(names, key=len, reverse=True):
        said = said.replace(name, called(name))
    return f"<li>{labels.day(row['day'], language())}: {escape(said)}{_source(row)}</li>"


def _source(row: dict[Any, Any]) -> str:
    """Where it is known from: the line of the list, and the address that was opened, or that none was."""
    source = str(row["source"])
    told = evidence.link(source, say("profile.source")) or escape(say("profile.unverified"))
    return f" <span class='nt-about' title='{escape(str(row['rule']), quote=True)}'>({told})</span>"
