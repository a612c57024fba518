"""Topics: how much of the news each takes, how that changes, and what makes one up."""

import streamlit as st

from analysis import questions
from dashboard.charts import topic_profile as closer
from dashboard.charts import topics as charts
from dashboard.parts import drawn, profile, quotes
from dashboard.view import ask, granularity, pick, place, say, store, switch

NAMES = ("PER", "ORG", "LOC", "EVENT", "PROD")

st.title(say("topics.title"), anchor=False)
st.markdown(say("topics.intro"))
with st.container(horizontal=True, vertical_alignment="bottom", key="controls-topics"):
    one = pick(
        "key",
        "topics.topic",
        ("none", *store().topics),
        show=lambda code: say(f"topics.choice.{code}" if code == "none" else f"charts.topic.{code}"),
    )
    main = switch("main", "topics.main")
    common = switch("common", "topics.common")
    discover = switch("discover", "topics.discover")

if one != "none":
    with st.container(key="closely"):
        st.header(say("topics.one_topic", topic=say(f"charts.topic.{one}")), anchor=False)
    left, right = st.columns(2)
    with left:
        place(charts.terms, ask(questions.topic_terms, topic=one), key="topics.terms", evidence="term", topic=one)
        beside = ask(questions.topic_overlaps, topic=one)
        place(closer.overlaps, beside, key="topics.overlaps", evidence="topic")
    with right:
        met = ask(questions.topic_entities, topic=one, type=NAMES)
        place(closer.names, met, key="topics.names", evidence="entity", topic=one)
        cited = ask(questions.topic_entities, topic=one, type=("DOC",), top=8)
        place(closer.names, cited, key="topics.documents", evidence="entity", topic=one)
        place(closer.outlets, ask(questions.topic_outlets, topic=one), key="topics.outlets")
    quotes.latest(topic=one)
    profile.sentences("topic", one, card="topic-articles")
    drawn.card(one)
    st.divider()

left, right = st.columns(2)
with left:
    place(charts.bars, ask(questions.topic_shares, by="all", main=main), key="topics.totals", evidence="topic")
with right:
    place(closer.changes, ask(questions.topic_changes, main=main), key="topics.changes", evidence="topic")
shares = ask(questions.topic_shares, by=granularity(), main=main)
place(charts.multiples, shares, key="topics.multiples", evidence="topic", common=common)
if discover:
    place(closer.discovery, ask(questions.topic_discovery), key="topics.discovery")
