"""Methods: what each number is, how well the text rooms do, which versions are at work."""

import streamlit as st

from dashboard.parts.quality import quality, versions
from dashboard.strings import document
from dashboard.view import language, say

st.title(say("nav.methods"))
with st.container(key="measures"):
    st.markdown(document(language(), "methods"))
quality()
versions()
