"""The menu of a card: its table, its files, its link, how it was made, the code that makes it again, notes."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from analysis import questions
from analysis.questions.asked import Asked
from analysis.scope import Scope
from analysis.store.kept import Kept
from dashboard import labels
from dashboard.charts.told import FEW, each
from dashboard.parts import chart_notes, earlier, files, measured, picture
from dashboard.parts.reproduce import code
from dashboard.state import url
from dashboard.state.asking import ask, chosen, replaced, scope_sentence, store
from dashboard.state.reader import language, say
from dashboard.strings import strings
from dashboard.strings.names import COLUMNS, both

NAMED = 8
"""Outlets named under a picture."""


def optional(key: str) -> str:
    """A string that a card may have; empty where it has none."""
    return say(key) if key in strings(language()) else ""


def told(frame: pd.DataFrame) -> str:
    """Period and outlets of what a figure counts, and where that is very little: ``01/10/2025–31/10/2025 · 4 báo``.

    Empty for what counts no article of the scope, such as a measured quality.
    """
    asked = Asked.of(frame)
    if asked is None or "total_b" in frame:
        return ""
    # Most cards of a page are of one scope.
    return _said.get(store(), (asked.scope, language()), lambda: _where(asked.scope))


_said: Kept[str] = Kept(200)


def _where(scope: Scope) -> str:
    totals = each(ask(questions.scope_totals, scope=scope))[0]
    if not totals.articles:
        return ""
    first, last = (labels.day(day, language()) for day in (totals.since, totals.until))
    where = say("frame.where", since=first, until=last, outlets=labels.number(totals.outlets, language()))
    return where if totals.n >= FEW else f"{where} · {say('frame.few')}"


def scope_of(frame: pd.DataFrame) -> Scope:
    """The scope that a frame is the answer for."""
    asked = Asked.of(frame)
    return asked.scope if asked else chosen()


def as_table(slug: str) -> bool:
    """Whether the reader wants this card as a table."""
    return slug in url.many("table")


def table(frame: pd.DataFrame, slug: str) -> None:
    """The numbers of a card instead of its figure."""
    frame = earlier.joined(frame)
    if "part" in frame:
        frame = frame.assign(part=[say(f"frame.parts.{part}") for part in frame["part"]])
    frame = frame.assign(**{name: [both(one, language()) for one in frame[name]] for name in COLUMNS if name in frame})
    named = frame.rename(columns={name: optional(f"columns.{name}") or name for name in frame.columns})
    st.dataframe(named, hide_index=True, height=min(38 + 35 * len(frame), 420), key=f"numbers-{slug}")


@st.fragment
def menu(frame: pd.DataFrame, key: str, slug: str, subtitle: str, *, drawn: bool) -> None:
    """The menu; what is in it is made when it is opened.

    Args:
        frame: what the card shows.
        key: prefix of the card's strings.
        slug: the card's anchor.
        subtitle: what stands under its title.
        drawn: whether the card shows a figure, so that there is a picture of it.
    """
    opened = st.popover(
        say("frame.menu"), icon=":material/more_horiz:", key=f"menu-{slug}", type="tertiary", on_change="rerun"
    )
    if not opened.open:
        return
    if replaced():
        # The card was drawn of data that is not the published one any more: the whole page is drawn anew.
        st.rerun()
    title = say(f"{key}.title")
    with opened:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            shown = as_table(slug)
            if st.button(say("frame.figure" if shown else "frame.table"), key=f"switch-{slug}"):
                url.put(table=[one for one in url.many("table") if one != slug] + ([] if shown else [slug]))
                st.rerun()
            rows = earlier.joined(frame)
            label = say("frame.csv", n=labels.number(len(rows), language()))
            files.button(label, partial(files.csv, rows), name=slug, quiet=False)
        if drawn:
            about = [subtitle, scope_sentence(scope_of(frame))]
            picture.offer(slug, title=title, about=about, footer=_sources(frame))
        st.caption(say("frame.link"))
        st.code(_link(slug), language=None, wrap_lines=True)
        with st.expander(say("frame.method"), key=f"method-{slug}"):
            st.markdown(optional(f"{key}.method") or say("frame.method_page"))
            st.caption(labels.plain(scope_sentence(scope_of(frame))))
            if asked := Asked.of(frame):
                st.caption(measured.of(asked.question.__name__))
        with st.expander(say("code.title"), key=f"code-{slug}"):
            code(frame)
            if len(before := earlier.of(frame)):
                st.caption(say("scope.before"))
                code(before)
        chart_notes.editor(slug)


def _sources(frame: pd.DataFrame) -> list[str]:
    scope = scope_of(frame)
    outlets = ask(questions.source_volume, scope=scope, top=NAMED)
    named = ", ".join(outlets["source"])
    more = int(outlets["rows"].iloc[0]) - len(outlets) if len(outlets) else 0
    if more > 0:
        named = say("frame.more_sources", named=named, more=labels.number(more, language()))
    return [say("frame.sources", named=named), say("app.footer", snapshot=store().version)]


def _link(slug: str) -> str:
    base = str(st.context.url or "").split("?")[0].split("#")[0].rstrip("/")
    query = urlencode([(name, value) for name in st.query_params for value in st.query_params.get_all(name)])
    return f"{base}{'?' + query if query else ''}#{slug}"
