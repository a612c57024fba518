"""A figure as a picture with all that its card says, made in the reader's browser from what is on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from dashboard.state.reader import look, say
from dashboard.theme import inks

JS = Path(__file__).resolve().parent.parent / "static" / "picture.js"
_HTML = """<div class="row"><button type="button" data-kind="png"></button><button type="button" data-kind="svg"></button>
<span role="status"></span></div>"""
_CSS = """
.row { display: flex; gap: .5rem; align-items: center; }
button { font: inherit; font-size: .93rem; color: var(--st-text-color); background: transparent; cursor: pointer;
  border: 1px solid var(--st-border-color, #8886); border-radius: .5rem; padding: .3rem .8rem; min-height: 2.4rem; }
button:hover, button:focus-visible { border-color: var(--st-primary-color); color: var(--st-primary-color); }
span { font-size: .85rem; }
"""


def offer(slug: str, *, title: str, about: Sequence[str], footer: Sequence[str]) -> None:
    """Buttons for PNG and SVG.

    Args:
        slug: of the card whose figure it is.
        title, about, footer: what stands over and under the figure, as plain text.
    """
    ink = inks(look())
    given = {
        "slug": slug,
        "title": title,
        "about": [line for line in about if line],
        "footer": [line for line in footer if line],
        "colours": {"page": ink.page, "text": ink.text, "muted": ink.muted},
        "words": {"png": say("picture.png"), "svg": say("picture.svg"), "failed": say("picture.failed")},
    }
    made = st.components.v2.component("nhiptin_picture", html=_HTML, css=_CSS, js=JS.read_text("utf-8"))
    made(key=f"picture-{slug}", data=given)
