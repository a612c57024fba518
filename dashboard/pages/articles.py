"""Articles: search, read, cite."""

import streamlit as st

from analysis import questions
from dashboard.parts.reading import listing, reading
from dashboard.state import url
from dashboard.view import ask, empty, say

if url.one("key"):
    reading(url.one("key"))
    st.stop()

st.title(say("articles.title"))
if not ask(questions.scope_totals)["articles"].sum():
    empty()
    st.stop()
listing()
