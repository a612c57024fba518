"""Who reads: language, light or dark, narrow or wide screen."""

from __future__ import annotations

import streamlit as st

from dashboard.state import url
from dashboard.state.first_run import claim_navigation
from dashboard.strings import LANGUAGES, names, text
from dashboard.theme import Look

NARROW = 640
"""CSS pixels below which a screen counts as a phone's."""

_WIDTH_JS = (
    """
export default function(component) {
  const { setStateValue } = component;
  const media = window.matchMedia("(max-width: NARROWpx)");
  const tell = () => setStateValue("narrow", media.matches);
  if (media.matches) tell();
  media.addEventListener("change", tell);
  return () => media.removeEventListener("change", tell);
}
"""
).replace("NARROW", str(NARROW - 1))


def language() -> str:
    """``vi`` unless the URL says ``lang=en``. Every page asks this first, so here the navigation is claimed."""
    claim_navigation()
    wanted = url.one("lang", "vi")
    return wanted if wanted in LANGUAGES else "vi"


def say(key: str, /, **values: object) -> str:
    """A string in the reader's language."""
    return text(language(), key, **values)


def called(name: str) -> str:
    """The name of a place, an institution or a document in the reader's language."""
    return names.named(name, language())


def look() -> Look:
    """How figures are drawn for this reader."""
    return Look(language(), dark=st.context.theme.type == "dark", narrow=bool(st.session_state.get("_narrow")))


def watch_width() -> None:
    """Learn the width of the reader's screen; a phone causes one more run of the page."""
    watcher = st.components.v2.component("nhiptin_width", js=_WIDTH_JS)
    told = watcher(key="_width", on_narrow_change=lambda: None)
    narrow = bool(getattr(told, "narrow", False))
    if narrow != bool(st.session_state.get("_narrow")):
        st.session_state["_narrow"] = narrow
        st.rerun()
