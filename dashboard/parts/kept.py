"""What people have said and can take back: one row each, and all of it as a file; the same for every editor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape

import streamlit as st


@contextmanager
def row(key: str, told: str, *about: str) -> Iterator[None]:
    """One row of a list: what was said, in small print by whom and when; what stands in the block stands beside it.

    Args:
        key: of the row on the page.
        told: a sentence, not yet escaped.
        about: parts of the small print, not yet escaped; none: no small print.
    """
    small = f"<div class='nt-about'>{escape(' · '.join(about))}</div>" if about else ""
    with st.container(horizontal=True, vertical_alignment="center", key=key):
        st.html(f"<div>{escape(told)}{small}</div>")
        yield


def as_file(words: str, lines: Callable[[], bytes], *, name: str, key: str) -> None:
    """What is in force as a file that another store can read.

    Args:
        words: on the button.
        lines: makes the file when it is asked for.
        name: of the file.
        key: of the button.
    """
    st.download_button(
        words,
        data=lines,
        file_name=name,
        mime="text/tab-separated-values",
        on_click="ignore",
        key=key,
        type="tertiary",
    )
