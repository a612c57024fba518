"""Editing the topics of the store: the list, an edit with its preview, what is in force with its undo, files."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from analysis import questions
from analysis.errors import AnalysisError, TopicRefused
from analysis.export import to_csv
from analysis.scope import Scope
from dashboard import labels
from dashboard.access import visitor
from dashboard.parts import kept
from dashboard.parts.lexicon_editor import working
from dashboard.state import filing
from dashboard.state.asking import ask, store
from dashboard.state.filing import ACTIONS, TopicEdit
from dashboard.state.reader import language, say

WIDE = 420


def editor() -> None:
    """All topics with their articles; who sits at this machine may edit them."""
    with st.container(border=True, key="card-topics"):
        st.header(say("filing.title"), anchor="topics")
        st.caption(say("filing.intro"))
        working(topics=True)
        may = visitor.may("topics")
        if not may:
            st.info(say("filing.closed"))
        waiting(may)
        _list()
        if may:
            _change()
        _in_force(may)


def waiting(may: bool) -> None:
    """Say that the figures lack something, and offer to bring them up to date."""
    if not filing.pending():
        return
    with st.container(horizontal=True, vertical_alignment="center", key="topics-waiting"):
        st.caption(say("filing.waiting"))
        if may:
            st.button(say("filing.count_now"), key="topics-count", on_click=filing.count)


def _list() -> None:
    frame = ask(questions.topic_list, scope=Scope(lens="all"))
    with st.expander(say("filing.list"), key="topics-list"):
        shown = pd.DataFrame(
            {
                "topic": frame["topic"],
                "name": frame[f"name_{language()}"],
                "n": frame["n"],
                "measured": [say(f"filing.measured.{kind}") for kind in frame["measured"]],
                "seeds": frame["seeds"],
            }
        )
        named = shown.rename(columns={name: say(f"columns.{name}") for name in shown.columns})
        st.dataframe(named, hide_index=True, width="stretch", key="topics-table")
        st.download_button(
            say("frame.csv", n=labels.number(len(frame), language())),
            data=b"\xef\xbb\xbf" + to_csv(frame).encode(),
            file_name="nhiptin-topics.csv",
            mime="text/csv",
            on_click="ignore",
            key="csv-topics",
            type="tertiary",
        )


def _change() -> None:
    action = str(
        st.selectbox(
            say("filing.action"),
            ACTIONS,
            format_func=lambda one: say(f"filing.actions.{one}"),
            key=f"topic-action-{language()}",
            width=WIDE,
        )
    )
    wanted = _wanted(action)
    if wanted is None:
        return
    try:
        with st.spinner(say("filing.look")):
            shown = filing.effect(wanted)
    except TopicRefused as refused:
        st.warning(say(f"filing.refused.{refused.reason}"))
        return
    _effect(shown)
    st.button(say("filing.apply"), type="primary", key="topic-apply", on_click=_keep, args=(wanted,))


def _wanted(action: str) -> TopicEdit | None:
    """The edit as filled in; None while something is missing."""
    code = "" if action == "add" else _topic("filing.topic", f"topic-code-{action}")
    becomes = _topic("filing.into", "topic-into", but=code) if action == "merge" else ""
    vi = en = seeds = ""
    if action in ("add", "split", "rename"):
        with st.container(horizontal=True):
            vi = st.text_input(say("filing.name_vi"), key=f"topic-vi-{action}", max_chars=60, width=WIDE)
            en = st.text_input(say("filing.name_en"), key=f"topic-en-{action}", max_chars=60, width=WIDE)
    if action in ("add", "split", "reseed"):
        seeds = st.text_area(
            say("filing.seeds"),
            filing.seeds(code) if action == "reseed" else "",
            key=f"topic-seeds-{action}-{code}",
            placeholder=say("filing.seeds_hint"),
            max_chars=4000,
            height=90,
        )
    named, seeded = action in ("add", "split", "rename"), action in ("add", "split", "reseed")
    if (named and not vi.strip()) or (seeded and not seeds.strip()):
        return None
    if action == "reseed" and seeds == filing.seeds(code):
        return None
    return TopicEdit(0, "", "", action, code, becomes, vi, en, (seeds,))


def _topic(label: str, key: str, *, but: str = "") -> str:
    offered = [code for code in filing.codes() if code != but]
    return str(
        st.selectbox(
            say(label),
            offered,
            format_func=lambda code: say(f"charts.topic.{code}"),
            key=f"{key}-{language()}",
            width=WIDE,
        )
    )


def _effect(shown: filing.Effect) -> None:
    if shown.counts.empty:
        made = shown.made
        nothing = made.action in ("add", "split") and not shown.examples
        st.caption(say("filing.no_article") if nothing else say("filing.nothing"))
        return
    st.markdown(say("filing.effect"))
    name = {"add": shown.made.code, "split": shown.made.becomes}.get(shown.made.action, "")
    names = [
        (shown.made.name_vi if language() == "vi" else shown.made.name_en)
        if code == name
        else say(f"charts.topic.{code}")
        for code in shown.counts["topic"]
    ]
    table = shown.counts.assign(topic=names)
    st.dataframe(
        table.rename(columns={column: say(f"columns.{column}") for column in table.columns}),
        hide_index=True,
        width=560,
        key="topic-effect",
    )
    articles = int(store().meta["articles"])
    if 0 < shown.looked < articles:
        looked, every = (labels.number(n, language()) for n in (shown.looked, articles))
        st.caption(say("filing.looked", looked=looked, all=every))
    if shown.examples:
        items = "".join(f"<li>{escape(title)}</li>" for title in shown.examples)
        st.html(f"<div>{escape(say('filing.examples'))}</div><ul>{items}</ul>")


def _keep(wanted: TopicEdit) -> None:
    try:
        filing.keep(wanted)
    except TopicRefused as refused:
        st.toast(say(f"filing.refused.{refused.reason}"), icon=":material/error:", duration="long")
        return
    for key in ("vi", "en", "seeds"):
        for held in [name for name in st.session_state if str(name).startswith(f"topic-{key}-{wanted.action}")]:
            del st.session_state[held]
    st.toast(say("filing.kept"), icon=":material/check:")


def _in_force(may: bool) -> None:
    edits, idle = filing.in_force(), filing.without_effect()
    with st.expander(say("filing.in_force", n=len(edits)), key="topics-kept"):
        if not edits:
            st.caption(say("filing.none"))
        for one in reversed(edits):
            about = [f"№ {one.id}", one.who, labels.day(labels.parsed(one.at), language())]
            about += [say("filing.idle")] if one.id in idle else []
            with kept.row(f"topic-edit-{one.id}", _told(one), *about):
                if may:
                    st.button(say("filing.undo"), key=f"undo-topic-{one.id}", on_click=filing.undo, args=(one.id,))
        kept.as_file(say("filing.lines"), filing.lines, name="nhiptin-topics.tsv", key="topics-lines")
        if may:
            given = st.file_uploader(say("filing.import"), type=["tsv", "txt"], key="topics-import", max_upload_size=5)
            if given is not None:
                st.button(say("filing.take_in"), key="topics-take-in", on_click=_take_in, args=(given.getvalue(),))


def _told(one: TopicEdit) -> str:
    return say(
        f"filing.told.{one.action}",
        name=one.name_vi if language() == "vi" else one.name_en,
        code=say(f"charts.topic.{one.code}"),
        becomes=say(f"charts.topic.{one.becomes}"),
        seeds="; ".join(one.seeds),
    )


def _take_in(content: bytes) -> None:
    try:
        edits, given, wrong = filing.take_in(content)
    except AnalysisError as error:
        st.toast(say("filing.failed", sentence=labels.plain(str(error))), icon=":material/error:", duration="long")
        return
    st.toast(say("filing.taken_in", edits=edits, labels=given, wrong=len(wrong)))
    for line in wrong[:5]:
        st.toast(labels.plain(line), icon=":material/error:", duration="long")
