"""Entities: who and what is mentioned, when and with whom; and one entity's profile."""

import streamlit as st

from analysis import questions
from dashboard.charts import entities as charts
from dashboard.charts.network import network
from dashboard.parts import corrections, profile, quotes
from dashboard.parts.names import lines, meant
from dashboard.view import ask, chosen, granularity, names, pick, place, say, switch, words

TYPES = ("all", "PER", "ORG", "LOC", "DOC", "EVENT", "PROD")
SIZES = ("10", "20", "30", "50", "100")
st.title(say("entities.title"), anchor=False)
st.markdown(say("entities.intro"))
with st.container(horizontal=True, vertical_alignment="bottom", key="controls-entities"):
    name = words("name", "entities.name", hint="entities.name_hint", width=270)
    kind = pick("type", "entities.type", TYPES, show=lambda value: say(f"entities.types.{value}"), width=130)
    find = names("find", "entities.find", width=190)
    top = int(pick("top", "entities.top", SIZES, default="20", width=100))
    family = switch("family", "entities.family", hint="entities.family_help")

by = granularity()
if name := meant(name, family=family):
    line = ask(questions.entity_timeline, name=(name,), by=by, family=family)
    changes = ask(questions.entity_changes, name=(name,), family=family)
    profile.about(name, line["type"].max() if len(line) else "", changes, other="documents", family=family)
    place(charts.timeline, line, key="entities.profile", evidence="entity", changes=changes)
    if not line["n"].sum():
        similar = ask(questions.entity_frequencies, find=name, top=10)
        place(charts.bars, similar, key="entities.similar", evidence="entity")
    else:
        left, right = st.columns(2)
        with left:
            place(charts.surfaces, ask(questions.entity_surfaces, name=name, family=family), key="entities.surfaces")
            company = ask(questions.entity_comentions, name=name, top=15, family=family)
            place(charts.pairs, company, key="entities.company", evidence="pair", name=name)
        with right:
            told = ask(questions.entity_outlets, name=name, top=15, family=family)
            place(charts.outlets, told, key="entities.outlets", evidence="outlet")
            beside = ask(questions.entity_company, name=name, type=("DOC",), top=10, family=family)
            place(charts.company, beside, key="entities.documents", evidence="pair")
        profile.topics(name, family=family)
        quotes.latest(name)
        profile.sentences("entity", name, card="mentions")
        corrections.editor(name)
    st.divider()
types = () if kind == "all" else (kind,)
ranked = ask(questions.entity_frequencies, top=top, type=types, find=find, family=family)
pairs = ask(questions.entity_comentions, top=top, type=types, family=family)
left, right = st.columns(2)
with left:
    place(charts.bars, ranked, key="entities.bars", evidence="entity")
with right:
    place(network, pairs, key="entities.network", evidence="pair", also="entity")
drawn = lines(ranked, family=family)
series = ask(questions.entity_timeline, name=drawn, type=types, by=by, family=family, scope=chosen())
changes = ask(questions.entity_changes, name=drawn, family=family, scope=chosen())
place(charts.timeline, series, key="entities.timeline", evidence="entity", changes=changes)
corrections.in_force()
