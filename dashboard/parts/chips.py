"""The filters in force as chips: one click, or Enter, takes one of them out."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.scope import Scope
from dashboard import labels
from dashboard.parts import earlier
from dashboard.parts.evidence import inner_link
from dashboard.state import url
from dashboard.state.asking import chosen, scope_sentence
from dashboard.state.reader import called, language, say

LONGEST = 40
"""Characters of a chip."""


def draw(*, clear: str, general: bool) -> None:
    """The chips, the way to no filter at all, and the switch for the period before; nothing where no filter is in force.

    Args:
        clear: key of the string on the button that takes all filters out.
        general: whether the corpus is general news, so that the lens acts unless it is put away.
    """
    scope = chosen()
    if not scope.params():
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="scope-chips"):
        for number, (words, change) in enumerate(_active(scope, general=general)):
            st.button(
                f"{labels.plain(_short(words))} ✕",
                key=f"chip-{number}",
                help=say("scope.drop", name=labels.plain(words)),
                on_click=partial(url.put, **change, page=None),
            )
        st.button(
            say(clear),
            key="clear-scope",
            type="tertiary",
            on_click=lambda: url.put(**dict.fromkeys((*url.SCOPE, "show", "at", "page"))),
        )
        earlier.control()


def sentence() -> None:
    """The scope in words, and the way to what sets it apart from the period before."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="scope-words"):
        st.caption(f"{say('scope.now')}: {labels.plain(scope_sentence())}", width="content")
        if st.session_state.get("_page") != "compare":
            st.html(f"<span class='nt-about'>{inner_link('compare', 'against', 'before', say('scope.compare'))}</span>")


def _active(scope: Scope, *, general: bool) -> list[tuple[str, dict[str, list[str] | None]]]:
    """What each chip says, and what of the URL its click changes."""
    out: list[tuple[str, dict[str, list[str] | None]]] = []
    if scope.since or scope.until:
        out.append((_period(scope), {"since": None, "until": None}))
    for name in ("source", "section", "topic", "entity"):
        values = getattr(scope, name)
        for value in values:
            words = say(f"charts.topic.{value}") if name == "topic" else called(value) if name == "entity" else value
            left = [one for one in values if one != value]
            out.append((f"{say(f'scope.{name}')}: {words}", {name: left or None}))
    if scope.search:
        out.append((f"«{scope.search}»", {"search": None}))
    if scope.unit != "articles":
        out.append((say(f"charts.unit.{scope.unit}"), {"unit": None}))
    if scope.panel:
        out.append((say("scope.panel"), {"panel": None}))
    if scope.lens != "auto" and (scope.lens == "tech") != general:
        out.append((say(f"scope.lens_{scope.lens}"), {"lens": None}))
    return out


def _period(scope: Scope) -> str:
    first, last = (labels.day(day, language()) if day else "…" for day in (scope.since, scope.until))
    return first if first == last else f"{first} – {last}"


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
