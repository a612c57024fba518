"""Correcting a name: choose what is wrong, see what would change, apply; and the corrections in force, each with its undo."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import questions
from analysis.errors import CorrectionRefused, InputError
from analysis.scope import Scope
from dashboard import labels
from dashboard.access import visitor
from dashboard.parts import kept
from dashboard.state import correcting, url
from dashboard.state.asking import ask
from dashboard.state.correcting import ACTIONS, TYPES, Correction
from dashboard.state.reader import language, say

SIMILAR = 8
"""Names offered where the one typed is not known."""


def editor(name: str) -> None:
    """What can be done about one name; who does not sit at this machine reads that it is closed."""
    with st.expander(say("corrections.title"), key="corrections-editor"):
        if not visitor.may("corrections"):
            st.info(say("corrections.closed"))
            return
        st.caption(say("corrections.intro"))
        action = st.selectbox(
            say("corrections.action"),
            ACTIONS,
            format_func=lambda one: say(f"corrections.actions.{one}"),
            key=f"fix-action-{language()}",
            width=340,
        )
        wanted = _wanted(name, str(action))
        if wanted is None:
            return
        try:
            change = correcting.adding(wanted)
        except CorrectionRefused as refused:
            st.warning(_refusal(refused))
            if refused.reason == "unknown" and wanted.becomes:
                _similar(wanted.becomes)
            return
        except InputError as error:
            st.warning(say("corrections.failed", sentence=labels.plain(str(error))))
            return
        _effect(change.effect)
        st.button(say("corrections.apply"), type="primary", key="fix-apply", on_click=_apply, args=(change.made[0],))


def _wanted(name: str, action: str) -> Correction | None:
    """The correction as filled in; None while something is missing."""
    surface, becomes = "", ""
    if action == "retype":
        becomes = str(
            st.selectbox(
                say("corrections.type"),
                TYPES,
                format_func=lambda kind: say(f"charts.type.{kind}"),
                key=f"fix-type-{language()}",
                width=340,
            )
        )
    elif action == "split":
        surface = str(
            st.selectbox(say("corrections.surface"), correcting.forms(name), key=f"fix-surface-{name}", width=340) or ""
        )
        becomes = st.text_input(
            say("corrections.to"), value=surface, key=f"fix-to-{name}-{surface}", max_chars=200, width=340
        )
    elif action != "hide":
        becomes = st.text_input(say(f"corrections.{action}"), key=f"fix-{action}-{name}", max_chars=200, width=340)
    if (action != "hide" and not becomes.strip()) or (action == "split" and not surface):
        return None
    return Correction(0, "", "", action, name, surface, becomes.strip())


def _similar(typed: str) -> None:
    found = ask(questions.entity_frequencies, scope=Scope(lens="all"), find=typed, top=SIMILAR)["name"].tolist()
    if found:
        st.caption(say("corrections.similar", names=" · ".join(labels.plain(name) for name in found)))


def _refusal(refused: CorrectionRefused) -> str:
    values = {name: labels.plain(str(value)) for name, value in refused.values.items()}
    return say(f"corrections.refused.{refused.reason}", **values)


def _effect(effect: pd.DataFrame) -> None:
    """Before and after, over the whole store."""
    if effect.empty:
        st.caption(say("corrections.nothing"))
        return
    st.markdown(say("corrections.effect"))
    kinds = {kind: say(f"charts.type.{kind}") for kind in TYPES}
    shown = effect.replace({"type_before": kinds, "type_after": kinds})
    shown = shown.rename(columns={name: say(f"columns.{name}") for name in effect.columns})
    st.dataframe(shown, hide_index=True, width="stretch")


def _apply(one: Correction) -> None:
    problem = correcting.run(one)
    if problem:
        st.toast(say("corrections.failed", sentence=labels.plain(problem)), icon=":material/error:", duration="long")
        return
    st.toast(say("corrections.done"), icon=":material/check:")
    url.put(
        name={"merge": one.becomes, "rename": one.becomes, "hide": ""}.get(one.action, one.name), show=None, at=None
    )


def _undo(number: int) -> None:
    problem = correcting.run(number)
    st.toast(
        say("corrections.failed", sentence=labels.plain(problem))
        if problem
        else say("corrections.undone", number=number)
    )


def in_force() -> None:
    """The corrections in force, the newest first."""
    made = correcting.in_force()
    with st.expander(say("corrections.in_force", n=len(made)), key="corrections-kept"):
        if not made:
            st.caption(say("corrections.none"))
            return
        may = visitor.may("corrections")
        for one in reversed(made):
            when = labels.day(labels.parsed(one.at), language())
            with kept.row(f"correction-{one.id}", _told(one), f"№ {one.id}", one.who, when):
                if may:
                    st.button(say("corrections.undo"), key=f"undo-{one.id}", on_click=_undo, args=(one.id,))
        kept.as_file(
            say("corrections.lines"), correcting.lines, name="nhiptin-corrections.tsv", key="corrections-lines"
        )


def _told(one: Correction) -> str:
    becomes = say(f"charts.type.{one.becomes}") if one.action == "retype" else one.becomes
    return say(f"corrections.told.{one.action}", name=one.name, becomes=becomes, surface=one.surface)
