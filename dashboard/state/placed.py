"""What a page shows, gathered while it is drawn, for an export of exactly that. In every other run nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

MOST = 10_000
"""Rows of a list that are exported."""
_GATHERED = "_placed"


@dataclass(frozen=True)
class Placed:
    """One card as it stands on the page."""

    key: str
    """Prefix of its strings."""
    frame: pd.DataFrame
    chart: Callable[..., go.Figure] | None = None
    """None: a list or a table."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Of the chart."""
    title: str = ""
    """Empty: that of the strings."""
    columns: tuple[str, ...] = ()
    """Printed of a list; empty: all."""


def begin() -> None:
    """Gather from here on."""
    st.session_state[_GATHERED] = []


def taken() -> list[Placed]:
    """What was gathered; nothing more is."""
    return list(st.session_state.pop(_GATHERED, ()))


def card(key: str, frame: pd.DataFrame, chart: Callable[..., go.Figure], settings: Mapping[str, Any]) -> None:
    """A figure was placed."""
    if _GATHERED in st.session_state:
        st.session_state[_GATHERED].append(Placed(key, frame, chart, settings))


def listed(key: str, whole: Callable[[], pd.DataFrame], *, title: str = "", columns: tuple[str, ...] = ()) -> None:
    """A list was drawn.

    Args:
        key: prefix of its strings.
        whole: asks for all of it, at most ``MOST`` rows; only called for an export.
        title: empty: that of the strings.
        columns: that are printed; empty: all.
    """
    if _GATHERED in st.session_state:
        st.session_state[_GATHERED].append(Placed(key, whole(), title=title, columns=columns))
