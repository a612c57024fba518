"""The frame round every figure: what it says, of how much, how it was made, its table, its sentences."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import labels
from dashboard.charts import told
from dashboard.parts import card_menu, chart_notes, controls, earlier, events, outages
from dashboard.parts import evidence as sentences
from dashboard.state import drawings, placed, url
from dashboard.state.asking import ask, chosen, counted, scope_sentence
from dashboard.state.reader import called, language, look, say
from dashboard.theme import CONFIG

Chart = Callable[..., go.Figure]
SUBJECTS = {
    "term": "term",
    "contrast": "term",
    "entity": "name",
    "speaker": "name",
    "topic": "topic",
    "source": "source",
}
"""Kind of evidence → the frame's column that names its subject."""
DOUBLE = {
    "pair": ("a", "b"),
    "together": ("a", "b"),
    "beside": ("of", "term"),
    "named": ("of", "name"),
    "group": ("of", "phrase"),
    "used": ("of", "source"),
    "outlet": ("name", "source"),
}
"""Kind of evidence about two things → the columns that name them."""
MOST_CHOICES = 200


def place(
    chart: Chart,
    frame: pd.DataFrame,
    *,
    key: str,
    evidence: str | None = None,
    also: str | None = None,
    opener: Callable[[sentences.Shown, str], None] = sentences.panel,
    **settings: Any,
) -> None:
    """A figure in its card.

    Args:
        chart: ``chart(frame, look, **settings)``.
        frame: the answer of a question.
        key: prefix of the card's strings: ``key.title``, ``key.subtitle``, ``key.method``, ``key.empty`` (the last
            three may be missing).
        evidence: what a click on a point opens: term, entity, pair, topic, source or period; None: nothing.
        also: another kind that some points open; those name it as the fourth of their data.
        opener: draws what a click opened, under the figure.
    """
    placed.card(key, frame, chart, settings)
    slug = key.replace(".", "-")
    with st.container(border=True, key=f"card-{slug}"):
        # The menu is drawn last, when it is known what the card shows, and stands beside the title.
        with st.container(horizontal=True, vertical_alignment="top", horizontal_alignment="distribute", gap="small"):
            st.header(say(f"{key}.title"), anchor=slug, width="stretch")
            corner = st.container(width="content", key=f"corner-{slug}")
        if frame.empty:
            empty(key)
            return
        shown = next((found for kind in (evidence, also) if kind and (found := sentences.opened(slug, kind))), None)
        if shown and "chosen" in inspect.signature(chart).parameters:
            settings["chosen"] = shown.subject
        made = drawings.kept(
            frame, key, chart, evidence, settings=settings, make=lambda: _made(chart, frame, key, evidence, settings)
        )
        st.caption(made.subtitle)
        drawn = bool(made.figure.to_dict()["data"])
        if card_menu.as_table(slug):
            card_menu.table(frame, slug)
        elif drawn:
            _draw(made, slug, evidence)
            if made.outages:
                st.caption(made.outages)
        else:
            st.info(_optional(f"{key}.empty") or say("frame.nothing"))
        chart_notes.told(slug)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if evidence in (*SUBJECTS, *DOUBLE) and (drawn or shown):
                _chooser(made.subjects, slug, evidence)
            events.popover(made.events, slug)
        with corner:
            card_menu.menu(frame, key, slug, made.subtitle, drawn=drawn and not card_menu.as_table(slug))
        if shown:
            opener(shown, slug)


@dataclass(frozen=True)
class Made:
    """All of a card that is made of its answer."""

    subtitle: str
    figure: go.Figure
    said: str
    """The figure for those who do not see it."""
    outages: str
    events: tuple[int, str]
    subjects: list[str]
    """What can be chosen by name."""


def _made(chart: Chart, frame: pd.DataFrame, key: str, kind: str | None, settings: dict[str, Any]) -> Made:
    gaps = outages.found(frame)
    figure = outages.mark(earlier.mark(chart(frame, look(), **settings), frame), gaps)
    figure = chart_notes.mark(events.mark(figure, frame), frame, key.replace(".", "-"))
    subjects = _subjects(frame, kind) if kind in (*SUBJECTS, *DOUBLE) else []
    return Made(_subtitle(frame, key), figure, _said(frame, key), outages.told(gaps), events.listed(frame), subjects)


_optional = card_menu.optional


def _subtitle(frame: pd.DataFrame, key: str) -> str:
    unit = str(frame["unit"].iloc[0]) if "unit" in frame else chosen().unit
    total = ""
    if "total_b" in frame:
        both = {side: counted(int(frame[name].max()), unit) for side, name in (("a", "total"), ("b", "total_b"))}
        total = say("frame.of_both", **both)
    elif (whole := told.whole(frame, unit)) is not None:
        total = say("frame.of", total=counted(whole, unit))
    note = say("frame.outlets") if unit == "outlets" else ""
    parts = [_optional(f"{key}.subtitle"), total, note, _cut(frame), card_menu.told(frame), earlier.told(frame)]
    return " · ".join(part for part in parts if part)


def _cut(frame: pd.DataFrame) -> str:
    rows = int(frame["rows"].iloc[0]) if "rows" in frame else len(frame)
    if rows <= len(frame):
        return ""
    return say("frame.cut", shown=labels.number(len(frame), language()), rows=labels.number(rows, language()))


def _draw(made: Made, slug: str, kind: str | None) -> None:
    chart_key = f"chart-{slug}"

    def clicked() -> None:
        points = st.session_state[chart_key]["selection"]["points"]
        data = points[0].get("customdata") if points else None
        if not data:
            sentences.close()
            return
        # Streamlit hands a list on as a dict of its places.
        subject, since, until, *named = list(data.values()) if isinstance(data, dict) else list(data)
        own = str(named[0] if named else kind)
        sentences.open_(sentences.Shown(own, str(subject), str(since), str(until)), slug)

    with st.container(key=f"plot-{slug}"):
        st.plotly_chart(
            made.figure,
            key=chart_key,
            theme=None,
            config=CONFIG | locale(),
            on_select=clicked if kind else "ignore",
            selection_mode="points",
            alt=made.said,
        )


def _said(frame: pd.DataFrame, key: str) -> str:
    """A figure for those who do not see it: what it is of, and where its numbers are."""
    parts = [say(f"{key}.title"), scope_sentence(), earlier.told(frame), say("frame.alt", rows=len(frame))]
    return ". ".join(part for part in parts if part)


def locale() -> dict[str, Any]:
    """Names of months as the reader writes them."""
    if language() != "vi":
        return {}
    months = [f"Th{number}" for number in range(1, 13)]
    return {
        "locale": "vi",
        "locales": {"vi": {"dictionary": {}, "format": {"shortMonths": months, "months": months, "date": "%d/%m/%Y"}}},
    }


def _subjects(frame: pd.DataFrame, kind: str) -> list[str]:
    """What can be opened from a frame, in its order."""
    if kind in DOUBLE:
        named = [f"{a}|{b}" for a, b in zip(*(frame[column] for column in DOUBLE[kind]), strict=True)]
    else:
        named = frame[SUBJECTS[kind]].astype(str).tolist()
    return list(dict.fromkeys(named))[:MOST_CHOICES]


def _chooser(names: list[str], slug: str, kind: str) -> None:
    """The way to the sentences without a pointer: choose a name."""
    shown = sentences.opened(slug, kind)
    value = shown.subject if shown else None
    widget = url.seed(controls.worded(f"choose-{slug}"), value)

    def show(name: str) -> str:
        first, _, second = name.partition("|")
        match kind:
            case "topic":
                return say(f"charts.topic.{name}")
            case "outlet" | "beside" | "group" | "used":
                return second
            case "named":
                return called(second)
            case "pair" | "together":
                return f"{called(first)} – {called(second)}"
            case "entity" | "speaker":
                return called(name)
        return name

    def changed() -> None:
        name = st.session_state[widget]
        if name:
            sentences.open_(sentences.Shown(kind, name), slug)
        else:
            sentences.close()

    offered = [*names, *([value] if value and value not in names else [])]
    st.selectbox(
        say(f"frame.choose.{kind}"),
        offered,
        key=widget,
        index=offered.index(value) if value else None,
        format_func=show,
        placeholder=say(f"frame.choose.{kind}"),
        label_visibility="collapsed",
        on_change=changed,
        width=260,
    )


def empty(key: str = "") -> None:
    """Why there is nothing; where that is because of the scope, the way out."""
    own = _optional(f"{key}.empty") if key else ""
    st.info(own or say("frame.empty"))
    if chosen().params() and not own:
        st.button(say("scope.clear"), key=f"clear-{key or 'page'}", on_click=clear)


def clear() -> None:
    """Take every filter out of the URL."""
    url.put(**dict.fromkeys((*url.SCOPE, "show", "at", "page")))


__all__ = ["ask", "clear", "empty", "place"]
