"""This view as a file: the control in the frame of every page, and the work behind it."""

from __future__ import annotations

import time
from collections.abc import Hashable
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis import questions
from dashboard import labels
from dashboard.charts import events as event_charts
from dashboard.charts import outages as outage_charts
from dashboard.charts.told import over_time
from dashboard.clauses import said
from dashboard.parts import earlier, events, outages
from dashboard.reports import made
from dashboard.reports.editable import columns
from dashboard.reports.figures import Figure, figure
from dashboard.state import exporting, placed, url
from dashboard.state.asking import ask, chosen, scope_sentence, store
from dashboard.state.exporting import ENDINGS, Export
from dashboard.state.placed import Placed
from dashboard.state.reader import language, say
from dashboard.theme import Look

LOOK = 0.25
"""Seconds between two looks at the work."""
NEEDS_BROWSER = ("pdf", "png")
SUBJECTS = ("term", "name")
"""Keys of the URL that name what a page shows closely."""
_WANTED, _MADE = "_export", "_exported"


def control() -> DeltaGenerator:
    """The popover; returns the place for what becomes of an export."""
    with st.popover(say("export.button"), key="export", help=say("export.help")):
        # A form: choosing a format costs no run of the page.
        with st.form("export-form", border=False):
            st.radio(
                say("export.as"),
                list(ENDINGS),
                key="export-as",
                format_func=lambda one: say(f"export.kinds.{one}"),
                captions=[say(f"export.about.{one}") for one in ENDINGS],
            )
            st.form_submit_button(say("export.make"), key="export-make", on_click=_want, type="primary")
        if not exporting.installed():
            st.caption(say("export.no_browser"))
        place = st.empty()
        if _WANTED in st.session_state:
            place.progress(0.0, text=say("export.stage.waiting"))
        return place


def _want() -> None:
    st.session_state[_WANTED] = st.session_state["export-as"]


def gather() -> None:
    """Before the page is drawn: keep what it shows where an export was asked for."""
    if _WANTED in st.session_state:
        placed.begin()


def deliver(place: DeltaGenerator, page: str) -> None:
    """After the page was drawn: begin the export that was asked for, show how far it is, and offer the file.

    Args:
        place: from ``control``.
        page: address of the page.
    """
    output = st.session_state.pop(_WANTED, "")
    cards = placed.taken()
    if output:
        if output in NEEDS_BROWSER and not exporting.installed():
            place.error(say("export.no_browser"))
            return
        begun = exporting.begin(_report(page, cards), output, sample=store().sample)
        if begun is None:
            place.warning(say("export.busy"))
            return
        st.session_state[_MADE] = (_view(page), begun)
    view, export = st.session_state.get(_MADE, ((), None))
    if export is not None and view == _view(page):
        _shown(place, export, page)


def _shown(place: DeltaGenerator, export: Export, page: str) -> None:
    while export.is_alive():
        place.progress(export.share, text=say(f"export.stage.{export.stage}"))
        time.sleep(LOOK)
    if export.error:
        late = export.error == "late"
        place.error(say("export.late") if late else say("export.failed", sentence=labels.plain(export.error)))
    elif export.file.exists():
        ending = ENDINGS[export.output]
        place.download_button(
            say("export.download", kind=export.output.upper()),
            data=export.file.read_bytes(),
            file_name=f"nhiptin-{page}-{export.output}.zip" if ending == "zip" else f"nhiptin-{page}.{ending}",
            on_click="ignore",
            key="export-file",
            icon=":material/download:",
        )
    else:
        place.info(say("export.gone"))


def _view(page: str) -> Hashable:
    return page, store().version, *((name, *url.many(name)) for name in sorted(st.query_params))


def _report(page: str, cards: list[Placed]) -> made.Report:
    """What the page shows as a report."""
    scope, words = chosen(), scope_sentence()
    title = say("nav.methods") if page == "methods" else say(f"{page}.title")
    subject = " – ".join(url.one(key) for key in SUBJECTS if url.one(key))
    if page == "topics" and url.one("key") in store().topics:
        subject = say(f"charts.topic.{url.one('key')}")
    view: dict[str, Any] = {name: url.many(name) for name in st.query_params if name not in (*url.SCOPE, "lang")}
    about = made.described(
        store(),
        scope,
        language=language(),
        title=f"{title}: {subject}" if subject else title,
        address=_address(page),
        page=page,
        view=view,
    )
    brief = ask(questions.brief_clauses).itertuples() if page == "overview" and about.pop("n") else ()
    about.pop("n", None)
    return made.Report(
        **about,
        clauses=[said(row, language()) for row in brief],
        figures=[_figure(card, words, scope.unit) for card in cards],
        articles=[],
    )


def _figure(card: Placed, words: str, unit: str) -> Figure:
    names, value = columns(card.chart, card.settings)
    if "column" in card.settings:
        names = str(card.settings["column"])
    fits = names in card.frame and value in card.frame
    return figure(
        card.key,
        card.frame,
        None if card.frame.empty or card.chart is None else _drawn(card),
        charted=card.chart is not None,
        unit=unit,
        words=words,
        language=language(),
        title=card.title,
        columns=card.columns,
        names=names if fits else "",
        value=value,
        about=str(card.settings.get("name", "")),
        before=earlier.of(card.frame),
    )


def _drawn(card: Placed) -> tuple[dict[str, Any], dict[str, Any]]:
    """The figure as it stands on the page, on white, for a sheet and for a phone: with its outages and events."""
    wide, narrow = (_marked(card, look).to_dict() for look in made.looks(language()))
    return wide, narrow


def _marked(card: Placed, look: Look) -> go.Figure:
    assert card.chart is not None  # noqa: S101  asked by the caller
    drawn = earlier.mark(card.chart(card.frame, look, **card.settings), card.frame, look)
    if not drawn.to_dict()["data"]:
        return drawn
    gaps, days = outages.found(card.frame), events.found() if over_time(card.frame) else pd.DataFrame()
    drawn = outage_charts.marked(drawn, gaps, look)
    return drawn if days.empty else event_charts.marked(drawn, days, card.frame, look)


def _address(page: str) -> str:
    """Where the reader's browser found the dashboard."""
    address = str(st.context.url or "").partition("?")[0].rstrip("/")
    return address.removesuffix(f"/{page}").removesuffix("/home")
