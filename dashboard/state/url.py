"""The URL is the truth: every control reads its value from there and writes it back.

A control is made in two steps: ``seed`` puts the URL's value into the widget's state before it is drawn, and
``keep`` is its ``on_change``. So a link, the Back button and a click on a chart all move the same value.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

SCOPE = ("since", "until", "source", "section", "topic", "entity", "search", "unit", "lens", "panel")
OTHER = "b."
"""Prefix of the filters of a comparison's side B: ``b.since``, ``b.source`` …"""
STAYING = (*SCOPE, "lang", "by", "events", "before")
"""Kept when the page changes; all other keys belong to one page."""
MOST = 50
"""Values of one key that are read from a URL."""


_drawing = threading.local()


@contextmanager
def read_once() -> Iterator[None]:
    """While a page is drawn nothing but ``put`` changes the URL, and it is asked for a thousand times."""
    _drawing.known = {}
    try:
        yield
    finally:
        _drawing.known = None


def one(name: str, default: str = "") -> str:
    """The last value of a key, or the default."""
    values = _values(name)
    return values[-1] if values else default


def many(name: str) -> list[str]:
    """All values of a key."""
    return _values(name)[:MOST]


def _values(name: str) -> list[str]:
    known: dict[str, list[str]] | None = getattr(_drawing, "known", None)
    if known is None:
        return st.query_params.get_all(name)
    if name not in known:
        known[name] = st.query_params.get_all(name)
    return known[name]


def put(**values: str | Iterable[str] | None) -> None:
    """Write keys; an empty value takes the key out of the URL. All of it is one step of the Back button."""
    before = {name: st.query_params.get_all(name) for name in st.query_params}
    after = dict(before)
    for name, value in values.items():
        wanted = [value] if isinstance(value, str) else [str(v) for v in value or ()]
        after[name] = [v for v in wanted if v]
    after = {name: wanted for name, wanted in after.items() if wanted}
    if after != before:
        st.query_params.from_dict(after)
        if getattr(_drawing, "known", None):
            _drawing.known.clear()


def seed(widget: str, value: Any) -> str:
    """Give a widget its value before it is drawn; returns the widget's key."""
    if st.session_state.get(widget) != value:
        st.session_state[widget] = value
    return widget


def keep(widget: str, name: str, default: str = "", write: Callable[[Any], str | list[str]] | None = None) -> None:
    """``on_change`` of a widget: its value goes to the URL; a page of results starts over."""
    value = st.session_state.get(widget)
    made = write(value) if write else ("" if value is None else value)
    put(**{name: "" if made == default else made, "page": None})


def remember(page: str) -> bool:
    """Carry the scope over a change of page: Streamlit's navigation opens pages without a query.

    Returns:
        Whether something was carried over: what was drawn until then knew neither scope nor language.
    """
    before = st.session_state.get("_page")
    carried = {}
    if before is not None and before != page and not any(name in st.query_params for name in STAYING):
        carried = st.session_state.get("_staying", {})
        put(**carried)
    st.session_state["_page"] = page
    st.session_state["_staying"] = {name: many(name) for name in STAYING if name in st.query_params}
    return bool(carried)
