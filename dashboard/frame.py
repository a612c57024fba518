"""The dashboard's frame: language, store, scope bar, navigation, and the one place that turns errors into sentences."""

from __future__ import annotations

import logging
from functools import partial
from html import escape
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis import paths
from analysis.errors import AccessRefused, AnalysisError, ModelError, StoreError, StoreMissing, TooLong
from analysis.paths import default_store
from dashboard import labels
from dashboard.access.deployment import settings
from dashboard.addresses import PAGES
from dashboard.colouring import settle
from dashboard.metrics import SCRIPTS
from dashboard.parts import admission, export, scope_bar, window
from dashboard.parts.first_build import build_sample
from dashboard.state import reader, url
from dashboard.state.asking import answered, look_ahead, one_version, seen, store
from dashboard.state.first_run import claim_navigation
from dashboard.state.reader import language, say
from dashboard.state.turns import turn
from dashboard.strings import LANGUAGES, name_topics

HERE = Path(__file__).parent
WITHOUT_SCOPE = ("methods",)
LOG = logging.getLogger("nhiptin")


def navigation() -> tuple[st.Page, str]:
    """All pages under their addresses; the overview also answers at the root."""
    pages = [st.Page(HERE / "pages" / f"{name}.py", title=say(f"nav.{name}"), url_path=name) for name in PAGES]
    root = st.Page(
        HERE / "pages" / "overview.py", title=say("nav.overview"), url_path="home", default=True, visibility="hidden"
    )
    page = st.navigation([root, *pages], position="top")
    return page, page.url_path if page.url_path in PAGES else PAGES[0]


def header() -> DeltaGenerator:
    """Name, what is in the store, "sample data" where it is that, export, language; returns the place for exports."""
    meta = store().meta
    days = [labels.day(labels.parsed(meta.get(name, "")), language()) for name in ("since", "until")]
    facts = say(
        "app.updated",
        since=days[0],
        until=days[1],
        articles=labels.number(int(meta.get("articles", 0)), language()),
        sources=labels.number(int(meta.get("sources", 0)), language()),
    )
    badge = f'<span class="nt-badge" title="{escape(say("app.sample_help"))}">{escape(say("app.sample"))}</span>'
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html(
            f'<div class="nt-brand"><b>{escape(say("app.title"))}</b>{badge if store().sample else ""}'
            f'<span class="nt-facts">{escape(facts)}</span>{window.badge()}{admission.badge()}</div>'
        )
        with st.container(horizontal=True, vertical_alignment="center", width="content", gap="small"):
            place = export.control()
            _languages()
    return place


def _languages() -> None:
    widget = url.seed("w_lang", language())
    st.segmented_control(
        say("app.language"),
        LANGUAGES,
        default=language(),
        key=widget,
        format_func=str.upper,
        label_visibility="collapsed",
        width="content",
        required=True,
        on_change=lambda: url.keep(widget, "lang", "vi"),
    )


def _kind(error: AnalysisError) -> str:
    """Which of the banner's sentences fits: whether the store, the product's own files or the question is at fault."""
    return "store" if isinstance(error, StoreError) else "model" if isinstance(error, ModelError) else "question"


def main() -> None:
    """One visit of one page."""
    with url.read_once(), one_version():
        _draw()


def _visit(page: st.Page, name: str) -> None:
    """The page within its frame."""
    try:
        store()
    except StoreError:
        # Missing, or made by an older version: the sample is the product's own and can be made anew.
        if default_store() != paths.SAMPLE_STORE:
            raise
        build_sample(paths.SAMPLE_STORE)
    name_topics(store().topics)
    look_ahead()
    settle(partial(answered, store()), of=store().version)
    file = header()
    export.gather()
    if not seen():
        st.info(say("app.replaced"))
    if name not in WITHOUT_SCOPE:
        scope_bar.draw()
    with SCRIPTS.labels(name).time():
        page.run()
    st.caption(say("app.footer", snapshot=store().version))
    export.deliver(file, name)


def _draw() -> None:
    claim_navigation()
    st.set_page_config(page_title="Nhịp Tin", page_icon="📈", layout="wide", initial_sidebar_state="collapsed")
    st.html(HERE / "static" / "style.css")
    try:
        page, name = navigation()
        # After the navigation: the run that the width starts must know which page it is on.
        reader.watch_width()
        if url.remember(name):
            st.rerun()
        if admission.admitted():
            with turn():
                _visit(page, name)
    except StoreMissing:
        st.error(say("app.no_store", path=labels.plain(str(default_store()))))
    except TooLong:
        st.error(say("access.too_long", n=f"{settings().limits.query_seconds:g}"))
    except AccessRefused:
        st.error(say("access.refused"))
    except AnalysisError as error:
        st.error(say(f"app.error.{_kind(error)}", sentence=labels.plain(str(error))))
    except Exception:
        LOG.exception("a page failed")
        st.error(say("app.unexpected"))
    # The style sheet cannot ask which theme a reader has chosen: what stands outside of the app does not inherit it.
    dark = " data-dark" if reader.look().dark else ""
    st.html(f'<div data-ready="{language()}"{dark}></div>')
