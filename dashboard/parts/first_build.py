"""The first start without a store: the sample is built by the pipeline in a process of its own, with its progress.

A run of a page may be overtaken by the next one at any moment, and several visitors may come at once. So the work
belongs to the server, not to a run: whoever comes watches the one that is under way.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import streamlit as st

from analysis.errors import StoreError
from analysis.paths import ROOT, SAMPLE
from dashboard.state.reader import say

LOOK = 0.25
"""Seconds between two looks at the work."""


class Work(threading.Thread):
    """One build of the sample.

    Attributes:
        share: how much is done, 0 to 1.
        error: the last words of a build that failed; empty else.
    """

    def __init__(self, store: Path) -> None:
        super().__init__(name="first build", daemon=True)
        self.store, self.share, self.error = store, 0.0, ""

    def run(self) -> None:
        command = [sys.executable, "-m", "analysis", "build", str(SAMPLE), "--store", str(self.store)]
        last = ""
        with subprocess.Popen(  # noqa: S603  our own command, no text of a visitor in it
            [*command, "--progress", "json"],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        ) as process:
            for line in process.stderr or ():
                last = line.strip() or last
                self.share = max(self.share, done(line))
        if process.returncode:
            self.error = last[:300] or f"exit code {process.returncode}"
        else:
            self.share = 1.0


def done(line: str) -> float:
    """How much of the whole build a line of its progress says is done; 0 where it says nothing of it.

    >>> done('{"stage": "read", "fraction": 0.5}'), done('{"stage": "publish", "fraction": 1}'), done("nhiptin: …")
    (0.35, 1.0, 0.0)
    """
    try:
        step = json.loads(line)
        fraction = float(step["fraction"])
        return 0.7 * fraction if step["stage"] == "read" else 0.7 + 0.3 * fraction
    except (ValueError, KeyError, TypeError):
        return 0.0


_works: dict[Path, Work] = {}
_starting = threading.Lock()


def working(store: Path) -> Work:
    """The build that is under way; a new one where there is none."""
    with _starting:
        work = _works.get(store)
        if work is None or not work.is_alive():
            work = _works[store] = Work(store)
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
        bar.progress(min(1.0, work.share), text=say("app.building"))
        time.sleep(LOOK)
    if work.error:
        raise StoreError(f"the sample could not be built: {work.error}; try: nhiptin build data/sample --store {store}")
    st.rerun()
