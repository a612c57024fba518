"""The newest articles of the scope, as a card."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import labels
from dashboard.parts.evidence import entries
from dashboard.state import placed
from dashboard.state.reader import language, say


def latest(found: pd.DataFrame) -> None:
    """A card of articles (``article_search``) with the way to all of them."""
    with st.container(border=True, key="card-latest"):
        st.header(say("overview.latest.title"), anchor="latest")
        st.html(f"<ol class='nt-list'>{entries(found)}</ol>")
        placed.listed("overview.latest", lambda: found, columns=("day", "source", "title", "url"))
        if len(found):
            n = labels.number(int(found["rows"].iloc[0]), language())
            st.page_link("pages/articles.py", label=say("overview.latest.all", n=n))
