"""The first start without a store: the sample is built by the pipeline in a process of its own, with its progress.

A run of a page may be overtaken by the next one at any moment, and several visitors may come at once. So the work
belongs to the server, not to a run: whoever comes watches the one that is under way.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path

import streamlit as st

from analysis.errors import StoreError
from analysis.paths import SAMPLE
from dashboard.state.reader import say
from dashboard.state.work import Work

LOOK = 0.25
"""Seconds between two looks at the work."""


def whole(stage: str, done: float) -> float:
    """How much of the whole build is done: reading takes seven tenths of it.

    >>> whole("read", 0.5), whole("publish", 1.0)
    (0.35, 1.0)
    """
    return 0.7 * done if stage == "read" else 0.7 + 0.3 * done


_works: dict[Path, Work] = {}
_starting = threading.Lock()


def working(store: Path) -> Work:
    """The build that is under way; a new one where there is none."""
    with _starting:
        work = _works.get(store)
        if work is None or not work.is_alive():
            work = _works[store] = Work("build", str(SAMPLE), "--store", str(store), whole=whole)
            work.start()
        return work


def build_sample(store: Path) -> None:
    """Show how far the build of the shipped sample into ``store`` is, and start the page again at its end.

    Raises:
        StoreError: the build failed; the sentence holds its last words.
    """
    work = working(store)
    st.title(say("app.title"), anchor=False)
    bar = st.progress(work.share, text=say("app.building"))
    while work.is_alive():
        bar.progress(work.share, text=say("app.building"))
        time.sleep(LOOK)
    if work.error:
        raise StoreError(f"the sample could not be built: {work.error}; try: nhiptin build data/sample --store {store}")
    st.rerun()
