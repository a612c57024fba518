"""The first start without a store: the sample is built by the pipeline in a process of its own, with its progress."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import streamlit as st

from analysis.errors import StoreError
from analysis.paths import SAMPLE
from dashboard.state.reader import say


def build_sample(store: Path) -> None:
    """Build the shipped sample into ``store`` and show how far it is.

    Raises:
        StoreError: the build failed; the sentence holds its last words.
    """
    st.title("Nhịp Tin")
    bar = st.progress(0.0, text=say("app.building"))
    command = [sys.executable, "-m", "analysis", "build", str(SAMPLE), "--store", str(store), "--progress", "json"]
    last = ""
    with subprocess.Popen(  # noqa: S603  our own command, no text of a visitor in it
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, encoding="utf-8"
    ) as work:
        for line in work.stderr or ():
            last = line.strip() or last
            try:
                step = json.loads(line)
                share = 0.7 * step["fraction"] if step["stage"] == "read" else 0.7 + 0.3 * step["fraction"]
            except (ValueError, KeyError, TypeError):
                continue
            bar.progress(min(1.0, share), text=say("app.building"))
    if work.returncode:
        raise StoreError(f"the sample could not be built: {last[:300]}; try: nhiptin build data/sample --store {store}")
    st.rerun()
