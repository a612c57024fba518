"""What would become of a file: how many rows, when, from whom, the first articles, and the rows refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from analysis.export import to_csv
from dashboard import labels
from dashboard.parts import refusals
from dashboard.state.reader import language, say

AMBIGUOUS = "cannot be told apart"
"""Words of the reason why a date such as 03/04/2025 is refused."""
COLUMNS = ("published", "source", "title", "summary", "text", "url")


def draw(found: dict[str, Any]) -> None:
    """A look (``analysis.look.Look``) as sentences and tables."""
    number = {
        name: labels.number(found[name], language()) for name in ("rows", "articles", "known", "rejected", "timed")
    }
    st.markdown(say("import.found", **number))
    if found["since"]:
        since, until = (labels.day(date.fromisoformat(found[name]), language()) for name in ("since", "until"))
        st.caption(say("import.period", since=since, until=until, timed=number["timed"], n=number["articles"]))
    for one in found["sources"]:
        if one["hours"]:
            st.warning(say("import.clock", source=labels.plain(one["source"]), hours=one["hours"]))
    if found["shown"]:
        shown = pd.DataFrame(found["shown"])[list(COLUMNS)]
        # A column that nobody fills takes the room of the others.
        shown = shown.loc[:, [bool(shown[name].any()) for name in COLUMNS]]
        named = shown.rename(columns={name: say(f"import.fields.{name}") for name in shown.columns})
        st.dataframe(named, hide_index=True, key="import-shown")
    if found["rejected"]:
        _refused(found)


def _refused(found: dict[str, Any]) -> None:
    if any(AMBIGUOUS in one["reason"] for one in found["reasons"]):
        st.warning(say("import.ambiguous"))
    frame = pd.DataFrame(found["refused"])
    st.markdown(say("import.refused", n=labels.number(found["rejected"], language())))
    st.dataframe(refusals.named(frame), hide_index=True, key="import-refused")
    st.download_button(
        say("frame.csv", n=labels.number(len(frame), language())),
        data=b"\xef\xbb\xbf" + to_csv(frame).encode(),
        file_name="nhiptin-refused.csv",
        mime="text/csv",
        on_click="ignore",
        key="csv-import-refused",
        type="tertiary",
    )
