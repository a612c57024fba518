"""The code behind a number: the line for a shell and the program that give the same rows again."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.questions.asked import Asked
from dashboard.state.asking import store
from dashboard.state.reader import say


def code(frame: pd.DataFrame, *, top: int | None = None) -> None:
    """How to have the rows of an answer again; nothing where a frame is no answer of a question.

    Args:
        top: rows that are wanted instead of those of one page of a list.
    """
    asked = Asked.of(frame)
    if asked is None:
        return
    if top is not None:
        asked = Asked(asked.question, asked.scope, {**asked.settings, "top": top, "offset": 0})
    st.caption(say("code.about", snapshot=store().version))
    st.code(asked.command(), language="bash", wrap_lines=True)
    st.code(asked.python(), language="python", wrap_lines=True)
