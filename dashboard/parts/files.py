"""Rows as a file to take along: all of them, in the version of the data that the page shows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from analysis.export import to_csv
from analysis.paths import default_store
from analysis.questions.asked import Asked
from analysis.store.snapshot import open_snapshot
from dashboard.access.deployment import settings
from dashboard.state.asking import answered, store
from dashboard.state.reader import say

MOST = 100_000
"""Rows of one file; more than that is said in the name of its button."""


def button(label: str, data: bytes | Callable[[], bytes], *, name: str, quiet: bool = True) -> None:
    """A CSV file to take along; what is given as a function is made when somebody asks for it.

    Args:
        label: what stands on the button.
        data: the file, or what makes it without a page: it must not ask for the scope, the language or the reader.
        name: of the file, and key of the button.
        quiet: without a border.
    """
    st.download_button(
        label,
        data=data,
        file_name=f"nhiptin-{name}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"csv-{name}",
        type="tertiary" if quiet else "secondary",
    )


def csv(frame: pd.DataFrame) -> bytes:
    """A frame as a file. With a byte-order mark: spreadsheets then read the marks of Vietnamese."""
    return b"\xef\xbb\xbf" + to_csv(frame).encode()


def every(page: pd.DataFrame, *, most: int = MOST) -> Callable[[], bytes]:
    """All rows of the answer of which a list shows a page.

    A click on the button comes without the page and its address, so question, scope and version are bound here. Where
    newer data was published since, the file says so instead of holding other rows than the page counted.

    Args:
        page: some rows of an answer, from ``ask``.
        most: rows of the file.
    """
    asked = Asked.of(page)
    assert asked is not None  # noqa: S101  every list is an answer
    rows = min(int(page["rows"].iloc[0]), most, settings().limits.rows)
    wanted = {**asked.settings, "top": rows} | ({"offset": 0} if "offset" in asked.settings else {})
    return partial(_made, Asked(asked.question, asked.scope, wanted), store().version, say("app.replaced_file"))


def _made(asked: Asked, version: str, replaced: str) -> bytes:
    snapshot = open_snapshot(default_store())
    if snapshot.version != version:
        return csv(pd.DataFrame({"": [replaced]}))
    return csv(answered(snapshot, asked.scope, asked.question, dict(asked.settings)))
