"""The first run of a server.

Streamlit takes a folder ``pages/`` beside the app for its older kind of multi-page app until ``st.navigation`` was
called once in the process. So the first visitors of ``/keywords`` would get the bare page without its frame.
"""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager


def begin() -> None:
    """Tell Streamlit before anybody comes that ``frame.py`` does the navigation.

    Those who come together, as when another process has died, begin before the first of them could claim it.
    """
    PagesManager.uses_pages_directory = False


def claim_navigation() -> None:
    """The same where no server of ours began (a script that is run alone): the run starts again where Streamlit believed otherwise."""
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
