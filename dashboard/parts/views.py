"""Views kept under a name, and alerts on their scope: a popover of the scope bar, and the met alerts on the overview."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from analysis.errors import AnalysisError
from analysis.paths import default_store
from analysis.store import alerts, state
from analysis.store.alerts import Check
from dashboard import labels
from dashboard.access import visitor
from dashboard.addresses import PAGES
from dashboard.state import url
from dashboard.state.asking import chosen, counted, edits
from dashboard.state.reader import language, say

SHOWN = 30
"""Views listed."""
CONDITIONS = ("none", "least", "times")


def popover() -> None:
    """The views that people kept; who sits at this machine keeps this one, with an alert where wanted."""
    with st.popover(say("views.button"), key="views"):
        kept = _kept(default_store(), edits())
        if not kept:
            st.caption(say("views.none"))
        may = visitor.may("views")
        for view in kept:
            with st.container(horizontal=True, vertical_alignment="center", key=f"view-{view.id}"):
                about = f"{view.who} · {labels.day(labels.parsed(view.at), language())}"
                st.html(f"{_link(view.page, view.params, view.name)} <span class='nt-about'>{escape(about)}</span>")
                if may:
                    _button("views.remove", f"remove-view-{view.id}", partial(_forget, state.remove_view, view.id))
        if may:
            _keeping()
        else:
            st.caption(say("views.closed"))


@lru_cache(maxsize=8)
def _kept(folder: Path, age: int) -> list[state.SavedView]:
    return state.saved_views(folder)[:SHOWN]


def met() -> None:
    """The alerts whose condition held at the last check; nothing where there is none."""
    found = alerts.latest(default_store())
    if not found:
        return
    holding = [check for check in found if check.met]
    with st.container(border=True, key="card-alerts"):
        st.header(say("alerts.title"), anchor="alerts")
        st.caption(say("alerts.about", met=len(holding), n=len(found)))
        for check in holding:
            with st.container(horizontal=True, vertical_alignment="center", key=f"alert-{check.alert.id}"):
                st.html(_told(check))
                if visitor.may("alerts"):
                    number = check.alert.id
                    _button("views.remove", f"remove-alert-{number}", partial(_forget, alerts.remove, number))


def _told(check: Check) -> str:
    days = [labels.day(labels.parsed(day), language()) for day in (check.since, check.until)]
    # The scope that was counted: the page behind the link shows the same number.
    link = _link(
        "articles", check.alert.scope.params() | {"since": [check.since], "until": [check.until]}, check.alert.name
    )
    said = say(
        "alerts.met",
        n=counted(check.n, check.alert.scope.unit),
        since=days[0],
        until=days[1],
        before=labels.number(check.before, language()),
    )
    return f"{link} <span>{escape(said)}</span>"


def _link(page: str, params: Mapping[str, list[str]], words: str) -> str:
    address = f"{page if page in PAGES else PAGES[0]}?{urlencode(params, doseq=True)}"
    return f'<span class="nt-view"><a href="{escape(address, quote=True)}" target="_self">{escape(words)}</a></span>'


def _keeping() -> None:
    with st.form("keep-view", border=False):
        st.text_input(say("views.name"), max_chars=100, key="view-name")
        st.selectbox(
            say("alerts.condition"),
            CONDITIONS,
            format_func=lambda one: say(f"alerts.kinds.{one}"),
            key="view-condition",
        )
        with st.container(horizontal=True):
            st.number_input(say("alerts.value"), min_value=1.0, value=2.0, step=1.0, format="%g", key="view-value")
            st.number_input(say("alerts.days"), min_value=1, max_value=alerts.MOST_DAYS, value=7, key="view-days")
        st.text_input(say("alerts.mail"), max_chars=200, key="view-mail")
        # Done before the next run, so that the list already shows what was kept.
        st.form_submit_button(say("views.keep"), on_click=_keep)


def _keep() -> None:
    name, condition, value, days, mail = (
        st.session_state[f"view-{field}"] for field in ("name", "condition", "value", "days", "mail")
    )
    page = st.session_state.get("_page", "overview")
    params = {key: st.query_params.get_all(key)[: url.MOST] for key in st.query_params}
    try:
        who = visitor.permit("views")
        if condition != "none":
            asked = {"least": int(value)} if condition == "least" else {"times": float(value)}
            alerts.add(default_store(), name=name, scope=chosen(), days=int(days), mail=mail.strip(), who=who, **asked)
        state.save_view(default_store(), name=name, page=page, params=params, who=who)
    except AnalysisError as error:
        st.toast(say("views.failed", sentence=labels.plain(str(error))), icon=":material/error:", duration="long")
        return
    st.toast(say("views.kept"), icon=":material/check:")


def _forget(remove: Callable[..., None], number: int) -> None:
    try:
        remove(default_store(), number, who=visitor.permit("views"))
    except AnalysisError as error:
        st.toast(say("views.failed", sentence=labels.plain(str(error))), icon=":material/error:")


def _button(label: str, key: str, act: Callable[[], None]) -> None:
    st.button(say(label), key=key, on_click=act, type="tertiary")
