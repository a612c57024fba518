"""The controls of the pages: each shows what the URL says and writes what the reader chooses back to it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.state import url
from dashboard.state.reader import say


def choose(label: str, name: str, options: Sequence[str], *, names: str, default: str = "") -> str:
    """One of a few; a value in the URL that is none of them counts as the default.

    Args:
        label: key of the string beside the control.
        name: key in the URL.
        options: the values, as the URL writes them.
        names: prefix of the strings that name them.
        default: what the URL leaves out; else the first option.
    """
    default = default or options[0]
    wanted = url.one(name, default)
    widget = url.seed(f"_{name}", wanted if wanted in options else default)
    return str(
        st.selectbox(
            say(label),
            options,
            key=widget,
            format_func=lambda option: say(f"{names}.{option}"),
            on_change=url.keep,
            args=(widget, name, default),
            width=190,
        )
    )


def count(label: str, name: str, *, least: int, most: int, default: int) -> int:
    """A whole number; one that cannot be read or is out of range counts as the default."""
    wanted = url.one(name)
    value = int(wanted) if wanted.isdecimal() and len(wanted) < 9 else default
    widget = url.seed(f"_{name}", value if least <= value <= most else default)
    given = st.number_input(
        say(label),
        least,
        most,
        step=5,
        key=widget,
        on_change=url.keep,
        args=(widget, name, str(default), str),
        width=120,
    )
    return int(given)


def typed(label: str, name: str, *, hint: str = "", width: int = 220) -> str:
    """A short text; empty counts as none."""
    widget = url.seed(f"_{name}", url.one(name)[:120])
    given = st.text_input(
        say(label),
        key=widget,
        placeholder=say(hint) if hint else None,
        max_chars=120,
        on_change=url.keep,
        args=(widget, name),
        width=width,
    )
    return str(given or "").strip()


def switch(label: str, name: str) -> bool:
    """On or off; the URL says ``1`` where it is on."""
    widget = url.seed(f"_{name}", url.one(name) == "1")
    return bool(
        st.toggle(say(label), key=widget, on_change=url.keep, args=(widget, name, "", lambda on: "1" if on else ""))
    )
