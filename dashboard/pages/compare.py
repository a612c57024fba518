"""Compare: what sets one scope apart from another; the terms of both sides, and their sentences side by side."""

from functools import partial

import streamlit as st

from analysis import questions
from dashboard.charts import compare as charts
from dashboard.parts import opening, sides
from dashboard.view import ask, pick, place, say

KINDS = ("phrases", "all", "stop")
SIZES = ("10", "15", "20", "30", "50")

st.title(say("compare.title"), anchor=False)
st.markdown(say("compare.intro"))
with st.container(horizontal=True, vertical_alignment="bottom", key="controls-compare"):
    way = sides.way()
    kind = pick("words", "compare.words", KINDS, show=lambda value: say(f"keywords.kinds.{value}"), width=150)
    top = int(pick("top", "compare.top", SIZES, default="15", width=130))

scope, against = opening.both(way, sides.against(way))
if sides.told(ask(questions.comparison_totals, scope=scope, against=against), way):
    asked = partial(ask, questions.keyword_comparison, scope=scope, against=against, top=top)
    found = asked(phrases=kind == "phrases", stop=kind == "stop")
    opener = partial(sides.sentences, scope=scope, against=against)
    place(charts.forest, found, key="compare.terms", evidence="contrast", opener=opener)
