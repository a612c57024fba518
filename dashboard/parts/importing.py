"""Taking articles in on the page of data: a file, one pasted text, or addresses; looked at first, and taken back whole."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import labels
from dashboard.access import visitor
from dashboard.access.deployment import settings as deployed
from dashboard.parts import import_look
from dashboard.state import importing
from dashboard.state.asking import store
from dashboard.state.reader import language, say

WAYS = ("file", "text", "urls")
DATES = ("", "dmy", "mdy", "epoch")
ENCODINGS = ("auto", "utf-8", "utf-16", "windows-1258")
LOOK = 0.3
"""Seconds between two looks at work under way."""
SHOWN = 20
"""Imports listed."""


@st.fragment
def card() -> None:
    """The three ways in, and what was taken in before; who does not sit at this machine sees the second only."""
    with st.container(border=True, key="card-import"):
        st.header(say("import.title"), anchor="import")
        st.caption(say("import.intro"))
        _working()
        if not visitor.may("imports"):
            st.info(say("import.closed"))
        elif store().sample:
            st.info(say("import.sample"))
        else:
            _ways()
        _told()
        _before()


def _ways() -> None:
    way = st.segmented_control(
        say("import.way"),
        WAYS,
        default="file",
        key="import-way",
        format_func=lambda one: say(f"import.ways.{one}"),
        required=True,
    )
    if way == "file":
        given = st.file_uploader(
            say("import.file"),
            type=["csv", "tsv", "jsonl", "json", "txt", "parquet", "zip"],
            key="import-file",
            max_upload_size=deployed().limits.upload_mb,
        )
        if given is not None:
            _settle(importing.keep(given.name, given.getvalue()))
    elif way == "text":
        _one_text()
    else:
        _addresses()


def _settle(file: Path) -> None:
    """Settings of a file, what they would give, and the button."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="import-settings"):
        source = st.text_input(say("import.source"), key="import-source", max_chars=200, help=say("import.source_help"))
        dates = st.selectbox(
            say("import.dates"), DATES, key="import-dates", format_func=lambda one: say(f"import.date.{one or 'auto'}")
        )
        encoding = st.selectbox(
            say("import.encoding"),
            ENCODINGS,
            key="import-encoding",
            format_func=lambda one: say("import.auto") if one == "auto" else one,
        )
    settings: dict[str, str] = {"source": (source or "").strip(), "dates": dates or "", "encoding": encoding or "auto"}
    with st.spinner(say("import.looking")):
        first = importing.look(file, columns={}, **settings)
    columns = _columns(first)
    with st.spinner(say("import.looking")):
        found = importing.look(file, columns=columns, **settings) if columns else first
    if found.get("error"):
        st.error(labels.plain(str(found["error"])))
        return
    if found["columns"] and not _complete({**found["recognised"], **columns}):
        st.info(say("import.choose"))
        return
    import_look.draw(found)
    rows, most = found["rows"], deployed().limits.upload_rows
    if rows > most:
        st.error(say("import.too_many", rows=labels.number(rows, language()), most=labels.number(most, language())))
        return
    fresh = found["articles"] - found["known"]
    if found["articles"] and not fresh:
        st.caption(say("import.all_known"))
    if fresh and st.button(
        say("import.add", n=labels.number(fresh, language())),
        type="primary",
        key="import-add",
    ):
        _begun(importing.adding(file, columns=columns, **settings))


def _columns(found: dict[str, Any]) -> dict[str, str]:
    """The columns that a person names otherwise than recognised."""
    names, known = found.get("columns", []), found.get("recognised", {})
    if not names:
        return {}
    chosen: dict[str, str] = {}
    unused = list(names)
    with st.expander(say("import.columns"), expanded=not _complete(known), key="import-columns"):
        st.caption(say("import.columns_help"))
        for place, field in enumerate(importing.FIELDS):
            if place % 4 == 0:
                across = st.columns(4)
            options = ["", *names]
            at = options.index(known[field]) if known.get(field) in options else 0
            column = across[place % 4].selectbox(
                say(f"import.fields.{field}"),
                options,
                at,
                key=f"import-map-{field}",
                format_func=lambda one: one or say("import.no_column"),
            )
            if column in unused:
                unused.remove(column)
            if column and column != known.get(field):
                chosen[field] = column
    if unused:
        st.caption(say("import.unused", names=labels.plain(", ".join(unused))))
    return chosen


def _complete(columns: Mapping[str, str]) -> bool:
    """Whether these columns make an article."""
    return "published" in columns and bool({"title", "summary", "text"} & set(columns))


def _one_text() -> None:
    with st.form("import-text", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            day = st.date_input(say("import.day"), value=None, format="DD/MM/YYYY", key="import-day")
            source = st.text_input(say("import.fields.source"), key="import-text-source", max_chars=200)
            url = st.text_input(say("import.fields.url"), key="import-text-url", max_chars=2000)
        title = st.text_input(say("import.fields.title"), key="import-text-title", max_chars=1000)
        text = st.text_area(say("import.fields.text"), key="import-text-body", height=180, max_chars=200_000)
        if st.form_submit_button(say("import.add_one")):
            if not isinstance(day, date) or not (title or text).strip():
                st.warning(say("import.incomplete"))
                return
            row = {"date": str(day), "title": title, "text": text, "source": source or say("import.nobody"), "url": url}
            file = importing.keep("pasted.jsonl", json.dumps(row, ensure_ascii=False).encode())
            _begun(importing.adding(file, columns={}))


def _addresses() -> None:
    with st.form("import-urls", border=False):
        text = st.text_area(
            say("import.urls"), key="import-urls-text", height=140, max_chars=100_000, placeholder="https://…"
        )
        if st.form_submit_button(say("import.fetch")):
            if not text.strip():
                st.warning(say("import.no_urls"))
                return
            _begun(importing.fetching(text))


def _begun(begun: bool) -> None:
    """The progress where the button was pressed, in sight of whoever pressed it."""
    if begun:
        st.session_state["import-had"] = _articles()
        _working()
    else:
        st.warning(say("import.busy"))


def _articles() -> int:
    return int(store().meta.get("articles", 0))


def _working() -> None:
    """How far the work is; at its end the page starts again on the new snapshot."""
    work = importing.work()
    if work is None:
        return
    bar = st.progress(work.share, text=say("import.working"))
    while work.is_alive():
        bar.progress(
            work.share, text=say(f"import.stage.{work.stage}") if work.stage in STAGES else say("import.working")
        )
        time.sleep(LOOK)
    bar.empty()
    importing.work(forget=True)
    if work.error:
        st.error(say("import.failed", sentence=labels.plain(work.error)))
        return
    st.session_state["import-said"] = "undone" if work.command[0] == "imports" else "done"
    st.rerun()


def _told() -> None:
    """What the work that just ended did, where its button was: the card may be longer than the screen."""
    said = "" if importing.work() else st.session_state.pop("import-said", "")
    if not said:
        return
    more = _articles() - st.session_state.pop("import-had", _articles())
    way, n = ("done", more) if said == "done" else ("undone", -more)
    st.success(say(f"import.{way}", n=labels.number(max(0, n), language())))


STAGES = ("fetch", "read", "renew", "publish")


def _before() -> None:
    made = importing.listed()
    with st.expander(say("import.before", n=len(made)), key="import-before"):
        if not made:
            st.caption(say("import.none"))
        may = visitor.may("deletion") and not store().sample
        for one in made[:SHOWN]:
            with st.container(horizontal=True, vertical_alignment="center", key=f"batch-{one.batch}"):
                since, until = (labels.day(day, language()) for day in (one.since, one.until))
                told = say(
                    "import.told",
                    n=labels.number(one.articles, language()),
                    sources=labels.number(one.sources, language()),
                    since=since,
                    until=until,
                )
                st.html(
                    f"<div>{escape(one.origin)}<div class='nt-about'>{escape(told)} · {escape(one.batch)}</div></div>"
                )
                if may:
                    with st.popover(say("import.undo"), key=f"undo-{one.batch}"):
                        st.markdown(say("import.sure", n=labels.number(one.articles, language())))
                        if st.button(say("import.undo_all"), key=f"undo-sure-{one.batch}"):
                            _begun(importing.undoing(one.batch))
