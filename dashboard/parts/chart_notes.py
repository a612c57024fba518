"""Notes on a chart: written in the card's menu, read under the card, drawn on the day that they are about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from html import escape
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.errors import AnalysisError
from analysis.paths import default_store
from analysis.store import notes
from analysis.store.notes import LONGEST, Note
from dashboard import labels
from dashboard.access.visitor import may, permit
from dashboard.charts import events as charts
from dashboard.charts.told import over_time
from dashboard.parts import files
from dashboard.state.asking import edits
from dashboard.state.reader import language, look, say

SIGN = "✎"
SHOWN = 5
"""Notes under a card; the menu has them all."""


@lru_cache(maxsize=8)
def _kept(folder: Path, age: int) -> dict[str, list[Note]]:
    out: dict[str, list[Note]] = {}
    for note in notes.notes(folder):
        out.setdefault(note.card, []).append(note)
    return out


def kept(card: str) -> list[Note]:
    """The notes of a card, oldest first."""
    return _kept(default_store(), edits()).get(card, [])


def mark(figure: go.Figure, frame: pd.DataFrame, card: str) -> go.Figure:
    """Draw the notes that are about a day on a figure over time."""
    dated = [note for note in kept(card) if note.day]
    if not dated or not over_time(frame) or not figure.to_dict()["data"]:
        return figure
    days = pd.to_datetime([str(note.day) for note in dated])
    drawn = pd.DataFrame({"first": days, "last": days, "name": [_said(note) for note in dated]})
    return charts.marked(figure, drawn, frame, look(), sign=SIGN)


def told(card: str) -> None:
    """The newest notes under their card."""
    found = kept(card)
    if not found:
        return
    lines = "".join(f"<li>{_line(note)}</li>" for note in found[-SHOWN:])
    more = f"<li>{escape(say('notes.more', n=len(found) - SHOWN))}</li>" if len(found) > SHOWN else ""
    st.html(f"<ul class='nt-notes' aria-label='{escape(say('notes.title'), quote=True)}'>{lines}{more}</ul>")


def _said(note: Note) -> str:
    return f"{note.text} ({note.who}, {labels.day(labels.parsed(note.at), language())})"


def _line(note: Note) -> str:
    about = f"{note.who} · {labels.day(labels.parsed(note.at), language())}"
    when = f"<b>{escape(labels.day(note.day, language()))}</b> · " if note.day else ""
    return f"{SIGN} {when}{escape(note.text)} <span class='nt-about'>{escape(about)}</span>"


def editor(card: str) -> None:
    """Write, change and take out notes; who may not reads them."""
    found = kept(card)
    allowed = may("notes")
    with st.expander(say("notes.titled", n=len(found)) if found else say("notes.title"), key=f"notes-{card}"):
        for note in found:
            _one(note, allowed=allowed)
        undone = st.session_state.get(f"note-gone-{card}")
        if undone and allowed:
            _button("notes.undo", f"note-undo-{card}", partial(_back, undone, card))
        if found:
            files.button(say("notes.csv"), partial(_csv, found), name=f"notes-{card}")
        if not allowed:
            st.caption(say("notes.closed"))
            return
        with st.form(f"note-form-{card}", border=False, clear_on_submit=True):
            text = st.text_area(say("notes.text"), max_chars=LONGEST, key=f"note-text-{card}", height=90)
            day = st.date_input(
                say("notes.day"), value=None, key=f"note-day-{card}", format="DD/MM/YYYY", min_value=date(1990, 1, 1)
            )
            if st.form_submit_button(say("notes.add")):
                _do(lambda who: notes.add(default_store(), card=card, text=text, day=day, who=who))


def _one(note: Note, *, allowed: bool) -> None:
    st.html(f"<div>{_line(note)}</div>")
    if not allowed:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        changed = st.text_input(
            say("notes.edit"), note.text, max_chars=LONGEST, key=f"note-{note.id}", label_visibility="collapsed"
        )
        _button(
            "notes.save",
            f"note-save-{note.id}",
            lambda: _do(lambda who: notes.edit(default_store(), note.id, text=changed, who=who)),
        )
        _button("notes.remove", f"note-remove-{note.id}", partial(_out, note))


def _out(note: Note) -> None:
    st.session_state[f"note-gone-{note.card}"] = note.id
    _do(lambda who: notes.remove(default_store(), note.id, who=who))


def _back(number: int, card: str) -> None:
    st.session_state.pop(f"note-gone-{card}", None)
    _do(lambda who: notes.restore(default_store(), number, who=who))


def _button(label: str, key: str, act: Callable[[], None]) -> None:
    if st.button(say(label), key=key, type="tertiary"):
        act()


def _do(deed: Callable[[str], object]) -> None:
    try:
        deed(permit("notes"))
    except AnalysisError as error:
        st.error(say("notes.failed", sentence=labels.plain(str(error))))
        return
    # The whole page: the card shows its notes outside of the menu too.
    st.rerun()


def _csv(found: list[Note]) -> bytes:
    rows = [{"card": n.card, "day": n.day, "text": n.text, "who": n.who, "at": n.at} for n in found]
    return files.csv(pd.DataFrame(rows))
