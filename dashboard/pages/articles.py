"""Articles: search, read, cite."""

import streamlit as st

from analysis import questions
from dashboard.parts.reading import listing, reading
from dashboard.state import url
from dashboard.view import ask, empty, say

if url.one("key"):
    reading(url.one("key"))
else:
    st.title(say("articles.title"))
    if ask(questions.scope_totals)["articles"].sum():
        listing()
    else:
        empty()
