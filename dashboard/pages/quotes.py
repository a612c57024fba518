"""Quotations: who said what, about which topic, with which words; one speaker closely, or two side by side."""

import streamlit as st

from analysis import questions
from analysis.schema import CUE_KINDS
from dashboard.charts import quotes as charts
from dashboard.parts import quotes
from dashboard.view import ask, granularity, names, pick, place, say

TYPES = ("all", "PER", "ORG", "LOC", "ROLE")
MANNERS = ("all", "direct", "indirect")

st.title(say("quotes.title"), anchor=False)
st.markdown(say("quotes.intro"))
with st.container(horizontal=True, vertical_alignment="bottom", key="controls-quotes"):
    name = names("name", "quotes.name", hint="quotes.name_hint", width=225)
    other = names("other", "quotes.other", hint="quotes.other_hint", width=225)
    cue = pick("cue", "quotes.cue", ("all", *CUE_KINDS), show=lambda kind: say(f"quotes.cues.{kind}"), width=155)
    manner = pick("manner", "quotes.how", MANNERS, show=lambda value: say(f"quotes.manner.{value}"), width=125)
    kind = pick(
        "type", "quotes.type", TYPES, show=lambda v: say("scope.any" if v == "all" else f"charts.type.{v}"), width=140
    )

which = {"manner": manner, "cue": () if cue == "all" else (cue,)}
named = tuple(dict.fromkeys(filter(None, (name, other))))
types = () if kind == "all" or named else (kind,)

if named:
    line = ask(questions.quotation_timeline, name=named, by=granularity(), **which)
    place(charts.timeline, line, key="quotes.profile", evidence="speaker")
    if not line["n"].sum():
        similar = ask(questions.quotation_speakers, find=named[0], top=10, **which)
        place(charts.speakers, similar, key="quotes.similar", evidence="speaker")
    for one, column in zip(named, st.columns(len(named)), strict=True):
        with column:
            quotes.said(one, key=f"said-{named.index(one) + 1}", name=(one,), **which)
    if len(named) == 1:
        place(charts.kinds, ask(questions.quotation_kinds, name=named, manner=manner), key="quotes.kinds")
    st.divider()

left, right = st.columns(2)
with left:
    ranked = ask(questions.quotation_speakers, top=20, type=types, **which)
    place(charts.speakers, ranked, key="quotes.speakers", evidence="speaker")
with right:
    if len(named) != 1:
        place(charts.kinds, ask(questions.quotation_kinds, type=types, manner=manner), key="quotes.kinds")
    series = ask(questions.quotation_timeline, type=types, by=granularity(), **which)
    place(charts.timeline, series, key="quotes.timeline", evidence="speaker")
if not named:
    quotes.said(say("quotes.everything"), key="said", type=types, **which)
