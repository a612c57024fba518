"""How the feeds fare that ``nhiptin fetch`` follows: last success, articles a day, what waits, the error of the last visit."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.export import to_csv
from dashboard.state import importing
from dashboard.state.importing import Health
from dashboard.state.reader import language, say
from dashboard.strings.reasons import told

COLUMNS = ("outlet", "section", "state", "succeeded", "a_day", "waiting", "refused", "error", "address")


def health() -> None:
    """One row a feed; a sentence with the command where nothing was fetched yet."""
    with st.container(border=True, key="card-feeds"):
        st.header(say("feeds.title"), anchor="feeds")
        st.caption(say("feeds.subtitle"))
        rows = importing.health()
        if not rows:
            st.info(say("feeds.none"))
            return
        frame = pd.DataFrame([_row(one) for one in rows], columns=list(COLUMNS))
        failing = sum(bool(one.error) for one in rows)
        if failing:
            st.warning(say("feeds.failing", n=failing, of=len(rows)))
        worded = frame.assign(error=[told(error, language()) for error in frame["error"]])
        named = worded.rename(columns={name: say(f"feeds.columns.{name}") for name in COLUMNS})
        st.dataframe(named, hide_index=True, key="feeds-table", height=min(38 + 35 * len(named), 420))
        st.download_button(
            say("frame.csv", n=len(frame)),
            data=b"\xef\xbb\xbf" + to_csv(frame).encode(),
            file_name="nhiptin-feeds.csv",
            mime="text/csv",
            on_click="ignore",
            key="csv-feeds",
            type="tertiary",
        )


def _row(one: Health) -> dict[str, object]:
    state = "failing" if one.error else "good"
    return {
        "outlet": one.outlet,
        "section": one.section,
        "state": say(f"feeds.state.{state if one.first_good else 'unverified'}"),
        "succeeded": _local(one.succeeded),
        "a_day": round(one.a_day, 1),
        "waiting": one.waiting,
        "refused": one.refused,
        "error": one.error,
        "address": one.address,
    }


def _local(time: str) -> str:
    """A time in UTC as the reader's clock shows it."""
    if not time:
        return ""
    local = pd.Timestamp(time).tz_convert("Asia/Ho_Chi_Minh")
    return f"{local:%d/%m/%Y %H:%M}" if language() == "vi" else f"{local.day} {local:%b %Y %H:%M}"
