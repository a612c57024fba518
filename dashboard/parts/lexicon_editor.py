"""Editing the word lists: choose a list, see what an edit would change, apply, take back; and proposals to decide about."""

from __future__ import annotations

import time
from html import escape

import pandas as pd
import streamlit as st

from analysis.errors import InputError
from dashboard import labels
from dashboard.access import visitor
from dashboard.parts import controls, kept
from dashboard.state import words
from dashboard.state.asking import store
from dashboard.state.reader import language, say
from dashboard.state.words import Proposal

LOOK = 0.3
"""Seconds between two looks at work under way."""
SHOWN = 200
"""Proposals listed."""


def editor() -> None:
    """One list at a time; who does not sit at this machine reads it and cannot edit."""
    with st.container(border=True, key="card-lexicon"):
        st.header(say("lexicon.title"), anchor="lexicon")
        st.caption(say("lexicon.intro"))
        working()
        may = visitor.may("words")
        if not may:
            st.info(say("lexicon.closed"))
        with st.container(horizontal=True, vertical_alignment="bottom", key="lexicon-choice"):
            kind = controls.pick("list", "lexicon.list", words.LISTS, show=lambda one: say(f"lexicon.lists.{one}"))
            action = controls.pick(
                "act", "lexicon.action", ("add", "remove"), show=lambda one: say(f"lexicon.{one}"), width=130
            )
            entry = controls.words("entry", "lexicon.entry", hint=f"lexicon.hints.{kind}")
        st.caption(say(f"lexicon.about.{kind}", n=labels.number(words.shipped()[kind], language())))
        if entry:
            _wanted(kind, action, entry, may)
        _in_force(may)


def _wanted(kind: str, action: str, entry: str, may: bool) -> None:
    try:
        shown = words.effect(kind, action, entry)
    except InputError:
        st.warning(say(f"lexicon.wrong.{kind}"))
        return
    _table(shown.counts)
    if shown.looked < shown.holding:
        looked, holding = (labels.number(n, language()) for n in (shown.looked, shown.holding))
        st.caption(say("lexicon.looked", looked=looked, holding=holding))
    if may:
        st.button(say("lexicon.apply"), type="primary", key="lexicon-apply", on_click=_keep, args=(kind, action, entry))


def _table(counts: pd.DataFrame) -> None:
    """The counts of the whole store before and after."""
    if counts.empty:
        st.caption(say("lexicon.nothing"))
        return
    st.markdown(say("lexicon.effect"))
    named = counts.rename(columns={name: say(f"columns.{name}") for name in counts.columns})
    st.dataframe(named, hide_index=True, width=760, key="lexicon-effect")


def _keep(kind: str, action: str, entry: str) -> None:
    try:
        words.keep(kind, action, entry)
    except InputError as error:
        st.toast(say("lexicon.failed", sentence=labels.plain(str(error))), icon=":material/error:", duration="long")
        return
    st.toast(say("lexicon.kept"), icon=":material/check:")


def working(*, topics: bool = False) -> None:
    """How far a command under way is; at its end the page starts again on the new snapshot.

    Args:
        topics: of the topics; else of the lists of words.
    """
    work = words.work()
    if work is None or ("topics" in work.command) != topics:
        return
    bar = st.progress(0.0, text=say("lexicon.working"))
    while work.is_alive():
        bar.progress(work.share, text=say("lexicon.working"))
        time.sleep(LOOK)
    words.forget()
    if work.error:
        st.error(say("lexicon.failed", sentence=labels.plain(work.error)))
        return
    st.rerun()


def _in_force(may: bool) -> None:
    edits = words.in_force()
    with st.expander(say("lexicon.in_force", n=len(edits)), key="lexicon-kept"):
        if not edits:
            st.caption(say("lexicon.none"))
        for one in reversed(edits[-SHOWN:]):
            told = say(f"lexicon.told.{one.lexicon}.{one.action}", entry=one.entry)
            when = labels.day(labels.parsed(one.at), language())
            with kept.row(f"edit-{one.id}", told, f"№ {one.id}", one.who, when):
                if may:
                    st.button(say("lexicon.undo"), key=f"undo-edit-{one.id}", on_click=words.undo, args=(one,))
        kept.as_file(say("lexicon.lines"), words.lines, name="nhiptin-words.tsv", key="lexicon-lines")
        if may:
            given = st.file_uploader(
                say("lexicon.import"), type=["tsv", "txt"], key="lexicon-import", max_upload_size=1
            )
            if given is not None:
                st.button(say("lexicon.take_in"), key="lexicon-take-in", on_click=_take_in, args=(given.getvalue(),))


def _take_in(content: bytes) -> None:
    added, problems = words.take_in(content)
    st.toast(say("lexicon.taken_in", n=added, wrong=len(problems)), duration="long")


def proposals() -> None:
    """What the articles use and the lists do not know: a table, and one proposal closely."""
    with st.container(border=True, key="card-proposals"):
        st.header(say("lexicon.proposals.title"), anchor="proposals")
        found, may = words.pending(), visitor.may("words")
        if may:
            st.button(say("lexicon.proposals.look"), key="proposals-look", on_click=words.look)
        if not found.rows:
            st.info(say("lexicon.proposals.none" if found.at else "lexicon.proposals.never"))
            return
        when = labels.day(labels.parsed(found.at), language())
        articles = labels.number(found.articles, language())
        st.caption(say("lexicon.proposals.subtitle", n=len(found.rows), articles=articles, when=when))
        rows = {words.decided(row): row for row in found.rows[:SHOWN]}
        st.dataframe(_listed(list(rows.values())), hide_index=True, height=300, key="proposals-table")
        chosen = st.selectbox(
            say("lexicon.proposals.one"),
            list(rows),
            index=None,
            key="proposal",
            placeholder=say("lexicon.proposals.one"),
        )
        if chosen in rows:
            _closely(rows[chosen], chosen, may)


def _listed(rows: list[Proposal]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [
            (
                row.entry,
                say(f"lexicon.proposals.{row.kind}"),
                row.of,
                row.articles,
                row.occurrences,
                row.c_value,
                row.npmi,
            )
            for row in rows
        ],
        columns=["entry", "kind", "of", "articles", "occurrences", "c_value", "npmi"],
    )
    return frame.rename(columns={name: say(f"lexicon.proposals.columns.{name}") for name in frame.columns})


def _closely(row: Proposal, entry: str, may: bool) -> None:
    examples = "".join(f"<li><p class='nt-sentence'>{escape(text)}</p></li>" for _, text in row.examples)
    if examples and not store().shown:
        st.html(f"<ul class='nt-list'>{examples}</ul>")
    kind = "phrases" if row.kind == "term" else "concepts"
    _table(words.effect(kind, "add", entry).counts)
    if not may:
        return
    with st.container(horizontal=True, key="proposal-decide"):
        st.button(
            say("lexicon.proposals.accept"),
            type="primary",
            key="proposal-yes",
            on_click=_keep,
            args=(kind, "add", entry),
        )
        st.button(
            say("lexicon.proposals.refuse"), key="proposal-no", on_click=_keep, args=("proposals", "remove", entry)
        )
