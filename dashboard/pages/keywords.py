"""Keywords: which terms this scope uses most, how they rise, fall and burst; and one term closely."""

from functools import partial

import streamlit as st

from analysis import questions as q
from dashboard.charts import cloud, terms, volume
from dashboard.charts import keywords as charts
from dashboard.parts.kwic import concordance
from dashboard.view import ask, granularity, pick, place, say, switch, words

SORTS = ("n", "occurrences", "per_million", "adjusted", "dispersion", "rise")
CLOUD = 60

st.title(say("keywords.title"), anchor=False)
st.markdown(say("keywords.intro"))
with st.container(horizontal=True, vertical_alignment="bottom", key="controls-keywords"):
    term = words("term", "keywords.term", hint="keywords.term_hint", width=230)
    sort = pick("sort", "keywords.sort", SORTS, show=lambda v: say(f"keywords.sorts.{v}"), width=235)
    find = words("find", "keywords.find", width=165)
    top = int(pick("top", "keywords.top", ("10", "20", "30", "50", "100"), default="20", width=90))
    kind = pick(
        "words", "keywords.words", ("phrases", "all", "stop"), show=lambda v: say(f"keywords.kinds.{v}"), width=130
    )
    view = pick("view", "keywords.view", ("lines", "multiples"), show=lambda v: say(f"keywords.views.{v}"), width=160)
    nested = switch("nested", "keywords.nested", hint="keywords.nested_help")
    concepts = switch("concepts", "keywords.concepts", hint="keywords.concepts_help")

by = granularity()
counted = partial(ask, nested=nested, concepts=concepts)
phrases = kind == "phrases"
if term:
    one = partial(counted, term=term)
    place(charts.timeline, counted(q.keyword_timeline, term=(term,), by=by), key="keywords.profile", evidence="term")
    place(charts.burst_days, counted(q.keyword_bursts, term=(term,)), key="keywords.term_bursts", evidence="term")
    left, right = st.columns(2)
    with left:
        found = one(q.keyword_neighbours, phrases=phrases, top=15)
        place(terms.beside, found, key="keywords.neighbours", evidence="beside")
        place(volume.outlets, one(q.keyword_sources, top=15), key="keywords.outlets", evidence="used")
    with right:
        place(terms.beside, one(q.keyword_entities, top=15), key="keywords.names", evidence="named", column="name")
        place(terms.groups, one(q.keyword_groups, top=15), key="keywords.groups", evidence="group")
    concordance(term=term, nested=nested, concepts=concepts)
    st.divider()

chosen = {"sort": sort, "stop": kind == "stop", "phrases": phrases, "find": find}
ranked = counted(q.keyword_frequencies, top=max(top, CLOUD), **chosen)
left, right = st.columns(2)
with left:
    place(charts.bars, ranked.head(top), key="keywords.bars", evidence="term", sort=sort)
with right:
    place(cloud.cloud, ranked.head(CLOUD), key="keywords.cloud", evidence="term", sort=sort)
series = counted(q.keyword_timeline, top=9 if view == "multiples" else 5, by=by, phrases=phrases)
place(charts.timeline, series, key="keywords.timeline", evidence="term", view=view)
changes = counted(q.keyword_changes, by=by, phrases=phrases)
place(charts.changes, changes, key="keywords.changes", evidence="term")
place(charts.burst_days, counted(q.keyword_bursts, phrases=phrases), key="keywords.bursts", evidence="term")
