"""The controls of the pages: each shows what the URL says and writes what the reader chooses back to it.

All take the key in the URL, then the key of the string beside them. A value of the URL that is not allowed counts as
the default. The value is given twice, to the session and to the widget: where a run is overtaken by the next one, the
browser may see only the second drawing, which carries no value of the session.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal

import streamlit as st

from dashboard.state import url
from dashboard.state.reader import language, say
from dashboard.strings.names import meant

Show = Callable[[str], str]
PERIODS = ("auto", "day", "week", "month")


def worded(widget: str) -> str:
    """The key of a widget that offers words: each language has its own.

    The browser sends the word that was chosen. After a change of language the old word is none of those offered, and
    would come back as if the reader had chosen it.
    """
    return f"{widget}_{language()}"


def pick(
    name: str, label: str, options: Sequence[str], *, show: Show = str, default: str = "", width: int = 200
) -> str:
    """One of a few; the default (else the first) is left out of the URL."""
    default = default or options[0]
    wanted = url.one(name, default)
    value = wanted if wanted in options else default
    widget = url.seed(worded(f"w_{name}"), value)
    given = st.selectbox(
        say(label),
        options,
        options.index(value),
        key=widget,
        format_func=show,
        on_change=url.keep,
        args=(widget, name, default),
        width=width,
    )
    return str(given)


def granularity(*, draw: bool = False) -> str:
    """How long the periods of every timeline are: auto, day, week or month, as the scope bar says it.

    Args:
        draw: draw the control; pages only read it.
    """
    if draw:
        return pick("by", "scope.by", PERIODS, show=lambda value: say(f"charts.by.{value}"), width=120)
    wanted = url.one("by", PERIODS[0])
    return wanted if wanted in PERIODS else PERIODS[0]


def several(name: str, label: str, options: Iterable[str], *, show: Show = str) -> list[str]:
    """Any number of them; values of the URL that are not offered stay in the list, so that they can be taken out."""
    wanted = list(dict.fromkeys(url.many(name)))
    offered = list(dict.fromkeys([*options, *wanted]))
    widget = url.seed(worded(f"w_{name}"), wanted)
    given: list[str] = st.multiselect(
        say(label),
        offered,
        wanted,
        key=widget,
        format_func=show,
        placeholder=say("scope.any"),
        on_change=url.keep,
        args=(widget, name, "", list),
        select_all=False,
    )
    return given


def words(
    name: str, label: str, *, hint: str = "", about: str = "", width: int | Literal["stretch"] = "stretch"
) -> str:
    """A short text; empty counts as none."""
    value = url.one(name)[:300]
    widget = url.seed(f"w_{name}", value)
    given = st.text_input(
        say(label),
        value,
        key=widget,
        placeholder=say(hint) if hint else None,
        help=say(about) if about else None,
        max_chars=300,
        on_change=url.keep,
        args=(widget, name),
        width=width,
    )
    return str(given or "").strip()


def names(name: str, label: str, *, hint: str = "", width: int) -> str:
    """A name or a part of one, typed in either language: as it is counted; empty counts as none."""
    return meant(words(name, label, hint=hint, width=width))


def number(name: str, label: str, *, least: int, most: int, default: int, step: int = 5) -> int:
    """A whole number."""
    wanted = url.one(name)
    value = int(wanted) if wanted.isdecimal() and len(wanted) < 9 else default
    value = value if least <= value <= most else default
    widget = url.seed(f"w_{name}", value)
    return int(
        st.number_input(
            say(label),
            least,
            most,
            value,
            step=step,
            key=widget,
            on_change=url.keep,
            args=(widget, name, str(default), str),
            width=140,
        )
    )


def day(name: str, label: str, default: date, *, least: date, most: date) -> None:
    """One day, also by keyboard; the default is left out of the URL, and so is what is no day."""
    try:
        wanted = date.fromisoformat(url.one(name) or str(default))
    except ValueError:
        wanted = default
    value = min(most, max(least, wanted))
    widget = url.seed(f"w_{name}", value)

    def changed() -> None:
        picked = st.session_state[widget]
        url.put(**{name: "" if picked in (None, default) else picked.isoformat(), "page": None})

    shape = "DD/MM/YYYY" if language() == "vi" else "YYYY-MM-DD"
    st.date_input(
        say(label), value, min_value=least, max_value=most, key=widget, format=shape, on_change=changed, width=150
    )


def switch(name: str, label: str, *, default: bool = False, hint: str = "") -> bool:
    """On or off; the URL says ``1`` or ``0`` where it is not the default."""
    value = url.one(name, str(int(default))) == "1"
    widget = url.seed(f"w_{name}", value)
    write = (widget, name, str(int(default)), lambda on: str(int(on)))
    told = say(hint) if hint else None
    return bool(st.toggle(say(label), value, key=widget, on_change=url.keep, args=write, help=told))


def pages(rows: int, size: int, *, name: str = "page") -> int:
    """Which page of a list, counted from 0; the URL counts from 1."""
    last = max(1, -(-rows // size))
    wanted = url.one(name)
    value = min(max(int(wanted) if wanted.isdecimal() and len(wanted) < 9 else 1, 1), last)
    if last == 1:
        return 0
    # A key for each page: this control takes its first value as a default, not from the session.
    widget = f"w_{name}_{value}"

    def turned() -> None:
        chosen = st.session_state[widget]
        url.put(**{name: "" if chosen == 1 else str(chosen)})

    st.pagination(last, default=value, key=widget, on_change=turned)
    return value - 1
