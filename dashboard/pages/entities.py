"""Entities: who and what is mentioned, when and with whom; and one entity's profile."""

import streamlit as st

from analysis import questions
from dashboard.charts import entities as charts
from dashboard.parts import profile
from dashboard.view import ask, pick, place, say, words

TYPES = ("all", "PER", "ORG", "LOC", "DOC", "EVENT", "PROD")
PERIODS = ("auto", "day", "week", "month")
SIZES = ("10", "20", "30", "50", "100")

st.title(say("entities.title"), anchor=False)
st.markdown(say("entities.intro"))
with st.container(horizontal=True, vertical_alignment="bottom", key="controls-entities"):
    name = words("name", "entities.name", hint="entities.name_hint", width=300)
    by = pick("by", "entities.by", PERIODS, show=lambda value: say(f"charts.by.{value}"), width=130)
    kind = pick("type", "entities.type", TYPES, show=lambda value: say(f"entities.types.{value}"), width=160)
    find = words("find", "entities.find", width=220)
    top = int(pick("top", "entities.top", SIZES, default="20", width=110))

if name:
    line = ask(questions.entity_timeline, name=(name,), by=by)
    place(charts.timeline, line, key="entities.profile", evidence="entity")
    if not line["n"].sum():
        similar = ask(questions.entity_frequencies, find=name, top=10)
        place(charts.bars, similar, key="entities.similar", evidence="entity")
    left, right = st.columns(2)
    with left:
        place(charts.surfaces, ask(questions.entity_surfaces, name=name), key="entities.surfaces")
    with right:
        company = ask(questions.entity_comentions, name=name, top=15)
        place(charts.pairs, company, key="entities.company", evidence="pair", name=name)
    profile.sentences("entity", name, card="mentions")
    st.divider()

types = () if kind == "all" else (kind,)
left, right = st.columns(2)
with left:
    ranked = ask(questions.entity_frequencies, top=top, type=types, find=find)
    place(charts.bars, ranked, key="entities.bars", evidence="entity")
with right:
    place(charts.pairs, ask(questions.entity_comentions, top=top, type=types), key="entities.pairs", evidence="pair")
place(charts.timeline, ask(questions.entity_timeline, type=types, by=by), key="entities.timeline", evidence="entity")
