"""Documents: which laws, resolutions and decrees are cited, by whom, when first, together with which; and one closely."""

import streamlit as st

from analysis import questions
from dashboard.charts import documents as charts
from dashboard.charts import entities
from dashboard.charts.network import network
from dashboard.parts import citations, profile
from dashboard.view import ask, granularity, names, pick, place, say

SIZES = ("10", "20", "30", "50", "100")
SORTS = ("n", "outlets", "first")

st.title(say("documents.title"), anchor=False)
st.markdown(say("documents.intro"))
with st.container(horizontal=True, vertical_alignment="bottom", key="controls-documents"):
    name = names("name", "documents.name", hint="documents.name_hint", width=270)
    sort = pick("sort", "documents.sort", SORTS, show=lambda value: say(f"documents.sorts.{value}"), width=200)
    find = names("find", "documents.find", width=200)
    top = int(pick("top", "documents.top", SIZES, default="20", width=100))

by = granularity()
if name:
    line = ask(questions.entity_timeline, name=(name,), by=by)
    changes = ask(questions.entity_changes, name=(name,))
    profile.about(name, line["type"].max() if len(line) else "", changes, other="entities")
    citations.facts(ask(questions.document_citations, name=(name,)))
    place(entities.timeline, line, key="documents.profile", evidence="entity")
    if not line["n"].sum():
        place(charts.bars, ask(questions.document_citations, find=name), key="documents.similar", evidence="entity")
    else:
        left, right = st.columns(2)
        with left:
            citing = ask(questions.entity_outlets, name=name, top=15)
            place(entities.outlets, citing, key="documents.outlets", evidence="outlet")
            place(entities.surfaces, ask(questions.entity_surfaces, name=name), key="documents.surfaces")
        with right:
            beside = ask(questions.entity_company, name=name, type=("PER", "ORG"), top=15)
            place(entities.company, beside, key="documents.citing", evidence="pair")
            together = ask(questions.entity_company, name=name, type=("DOC",), top=10)
            place(entities.company, together, key="documents.together", evidence="pair")
        profile.sentences("entity", name, card="citations")
    st.divider()

cited = ask(questions.document_citations, top=top, sort=sort, find=find)
left, right = st.columns(2)
with left:
    place(charts.bars, cited, key="documents.bars", evidence="entity")
with right:
    citations.first(cited)
pairs = ask(questions.entity_comentions, type=("DOC",), top=top, within="article")
place(network, pairs, key="documents.network", evidence="together", also="entity")
series = ask(questions.entity_timeline, type=("DOC",), by=by)
place(entities.timeline, series, key="documents.timeline", evidence="entity")
