"""Keywords: which terms this scope uses most, how they rise, fall and burst; and one term closely."""

import streamlit as st

from analysis import questions
from dashboard.charts import cloud
from dashboard.charts import keywords as charts
from dashboard.parts import profile
from dashboard.view import ask, chosen, pick, place, say, words

SORTS = ("n", "occurrences", "per_million", "dispersion")
PERIODS = ("auto", "day", "week", "month")
KINDS = ("phrases", "all", "stop")
SIZES = ("10", "20", "30", "50", "100")
CLOUD = 60

st.title(say("keywords.title"), anchor=False)
st.markdown(say("keywords.intro"))
with st.container(horizontal=True, vertical_alignment="bottom", key="controls-keywords"):
    term = words("term", "keywords.term", hint="keywords.term_hint", width=250)
    by = pick("by", "keywords.by", PERIODS, show=lambda value: say(f"charts.by.{value}"), width=130)
    sort = pick("sort", "keywords.sort", SORTS, show=lambda value: say(f"keywords.sorts.{value}"), width=190)
    find = words("find", "keywords.find", width=165)
    top = int(pick("top", "keywords.top", SIZES, default="20", width=90))
    kind = pick("words", "keywords.words", KINDS, show=lambda value: say(f"keywords.kinds.{value}"), width=150)

phrases = kind == "phrases"
days = chosen().unit != "outlets"
if term:
    series = ask(questions.keyword_timeline, term=(term,), by=by)
    place(charts.timeline, series, key="keywords.profile", evidence="term")
    if days:
        found = ask(questions.keyword_bursts, term=(term,))
        place(charts.burst_days, found, key="keywords.term_bursts", evidence="term")
    profile.sentences("term", term, card="concordance")
    st.divider()

ranked = ask(
    questions.keyword_frequencies, top=max(top, CLOUD), sort=sort, stop=kind == "stop", phrases=phrases, find=find
)
left, right = st.columns(2)
with left:
    place(charts.bars, ranked.head(top), key="keywords.bars", evidence="term", sort=sort)
with right:
    place(cloud.cloud, ranked.head(CLOUD), key="keywords.cloud", evidence="term")
series = ask(questions.keyword_timeline, top=5, by=by, phrases=phrases)
place(charts.timeline, series, key="keywords.timeline", evidence="term")
left, right = st.columns(2)
with left:
    place(
        charts.changes, ask(questions.keyword_changes, by=by, phrases=phrases), key="keywords.changes", evidence="term"
    )
with right:
    if days:
        place(charts.burst_days, ask(questions.keyword_bursts, phrases=phrases), key="keywords.bursts", evidence="term")
    else:
        st.info(say("keywords.bursts.outlets"))
