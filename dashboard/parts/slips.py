"""What of a search was not clear: the place, the reading in force, and the mend one click away."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import labels
from dashboard.state import url
from dashboard.state.asking import never_met, understood
from dashboard.state.reader import say

SHOWN = 3
"""Slips told one by one; the mend covers all of them."""


def told(search: str, *, key: str = "search") -> None:
    """Say what is not clear in a search and what it names that the store never met; nothing where all is well.

    Args:
        search: as typed.
        key: of the URL, where the mend is written.
    """
    query = understood(search)
    mended = query.mended(search)
    for slip in query.slips[:SHOWN]:
        got = search[slip.start : slip.end].strip()[:40]
        problem = say(f"search.problem.{slip.code}", got=got)
        read = mended or say("search.everything")
        st.warning(labels.plain(say("search.read_as", place=slip.start + 1, problem=problem, mended=read)))
    if query.slips:
        st.button(
            labels.plain(say("search.mend", mended=mended or say("search.everything"))),
            key=f"mend-{key}",
            on_click=partial(url.put, **{key: mended, "page": None}),
        )
    for name in never_met(search):
        st.warning(labels.plain(say("search.unknown", name=name[:80])))
