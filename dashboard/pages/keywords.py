"""Keywords: which terms this scope uses most, how they rise, fall and burst, and one term closely."""

import streamlit as st

from analysis import questions
from dashboard.charts import cloud
from dashboard.charts import keywords as charts
from dashboard.view import ask, choose, chosen, count, heading, place, say, switch, typed

heading("keywords")
with st.container(horizontal=True, vertical_alignment="bottom"):
    top = count("keywords.top", "top", least=5, most=100, default=20)
    sort = choose("keywords.sort", "sort", ("n", "occurrences", "per_million", "dispersion"), names="keywords.sorts")
    find = typed("keywords.find", "find")
    by = choose("keywords.by", "by", ("auto", "day", "week", "month"), names="charts.by")
    stop = switch("keywords.stop", "stop")

