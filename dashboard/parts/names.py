"""Choosing names out of all that the store knows: what is typed is found, marks and case set aside."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import questions
from dashboard.parts.controls import worded
from dashboard.state import url
from dashboard.state.asking import ask
from dashboard.state.reader import called, say
from dashboard.strings import names

MOST = 8
"""Lines that one picture can hold."""


def lines(offered: pd.DataFrame, *, family: bool) -> tuple[str, ...]:
    """The names whose lines are drawn: those of the URL; none: the most frequent.

    Args:
        offered: frame with a column ``name``: what stands in the list before anything is typed.
        family: whether predecessors and successors count as one.
    """
    wanted = list(dict.fromkeys(url.many("line")))[:MOST]
    widget = url.seed(worded("w_line"), wanted)

    def chosen() -> None:
        given = [_known(typed, family=family) for typed in st.session_state[widget]]
        url.put(line=list(dict.fromkeys(given)))

    st.multiselect(
        say("entities.line"),
        list(dict.fromkeys([*wanted, *offered["name"]])),
        wanted,
        key=widget,
        format_func=called,
        accept_new_options=True,
        max_selections=MOST,
        placeholder=say("entities.line_hint"),
        help=say("entities.line_help", most=MOST),
        on_change=chosen,
    )
    return tuple(wanted)


def _known(typed: str, *, family: bool) -> str:
    """The name itself where it is one; else the most frequent name that holds what was typed; else as typed."""
    typed = names.meant(typed)
    found = ask(questions.entity_frequencies, find=typed, top=50, family=family)["name"].tolist()
    return typed if typed in found or not found else str(found[0])


def meant(typed: str, *, family: bool) -> str:
    """The name that differs from what was typed in case only (NVIDIA: Nvidia), or that English has another word for; else
    what was typed."""
    if not typed:
        return ""
    typed = names.meant(typed)
    found = ask(questions.entity_frequencies, find=typed, top=50, family=family)["name"].tolist()
    same = [name for name in found if name.casefold() == typed.casefold()]
    return typed if typed in found or not same else str(same[0])
