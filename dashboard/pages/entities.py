"""Entities: who and what is mentioned, when and with whom; and one entity's profile."""

import streamlit as st

from analysis import questions
from dashboard.charts import entities as charts
from dashboard.parts import profile
from dashboard.view import ask, number, pick, place, say, words

TYPES = ("all", "PER", "ORG", "LOC", "DOC", "EVENT", "PROD")
PERIODS = ("auto", "day", "week", "month")

st.title(say("entities.title"), anchor=False)
st.markdown(say("entities.intro"))
with st.container(horizontal=True, vertical_alignment="bottom", key="controls-entities"):
    name = words("name", "entities.name", hint="entities.name_hint")
    by = pick("by", "entities.by", PERIODS, show=lambda value: say(f"charts.by.{value}"))

if name:
    line = ask(questions.entity_timeline, name=(name,), by=by)
    place(charts.timeline, line, key="entities.profile", evidence="entity")
    left, right = st.columns(2)
    with left:
        place(charts.surfaces, ask(questions.entity_surfaces, name=name), key="entities.surfaces")
    with right:
        company = ask(questions.entity_comentions, name=name, top=15)
        place(charts.pairs, company, key="entities.company", evidence="pair", name=name)
    profile.sentences("entity", name, card="mentions")
    st.divider()

with st.container(horizontal=True, vertical_alignment="bottom", key="controls-ranking"):
    kind = pick("type", "entities.type", TYPES, show=lambda value: say(f"entities.types.{value}"))
    find = words("find", "entities.find")
    top = number("top", "entities.top", least=5, most=100, default=20)

types = () if kind == "all" else (kind,)
left, right = st.columns(2)
with left:
    ranked = ask(questions.entity_frequencies, top=top, type=types, find=find)
    place(charts.bars, ranked, key="entities.bars", evidence="entity")
with right:
    place(charts.pairs, ask(questions.entity_comentions, top=top, type=types), key="entities.pairs", evidence="pair")
place(charts.timeline, ask(questions.entity_timeline, type=types, by=by), key="entities.timeline", evidence="entity")
