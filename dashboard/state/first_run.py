"""The first run of a server.

Streamlit takes a folder ``pages/`` beside the app for its older kind of multi-page app until ``st.navigation`` was
called once in the process. So the very first visitor of ``/keywords`` would get the bare page without its frame.
"""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager


def claim_navigation() -> None:
    """Tell Streamlit that ``frame.py`` does the navigation, and start the run again where it believed otherwise."""
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
