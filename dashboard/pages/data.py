"""Data: what is in the store, where days are missing, what was refused, and the word lists."""

import streamlit as st

from analysis import questions
from dashboard.charts import data as charts
from dashboard.parts import audit, calendar, feeds, filing, importing, lexicon_editor, stored
from dashboard.parts.quality import versions
from dashboard.view import ask, empty, granularity, pick, place, say

SIZES = ("15", "25", "50", "100")

st.title(say("data.title"), anchor=False)
st.markdown(say("data.intro"))
stored.facts()
if ask(questions.scope_totals)["n"].sum():
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls-data"):
        top = int(pick("top", "data.top", SIZES, default="25", width=110))
    coverage = ask(questions.source_coverage, by=granularity(), top=top)
    place(charts.coverage, coverage, key="data.coverage", evidence="source")
    place(charts.gaps, ask(questions.coverage_gaps), key="data.gaps")
else:
    empty()
importing.card()
stored.refused()
feeds.health()
filing.editor()
lexicon_editor.editor()
lexicon_editor.proposals()
calendar.editor()
audit.card()
versions()
