"""What is made ready while the first browser still loads: the modules of the pages, and the overview's answers.

Reading pandas, Plotly and the store takes longer than drawing the first card, and so do the first questions, whose
rows still lie on the disk. The server's start is the moment for both.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from typing import Any

MODULES = (
    "dashboard.frame",
    "dashboard.parts.kpis",
    "dashboard.parts.latest",
    "dashboard.parts.quotes",
    *(f"dashboard.charts.{name}" for name in ("entities", "keywords", "topics", "volume")),
)
"""Those of the overview."""
COLLECTED = (20_000, 10, 10)
"""Objects more made than freed at which the collector looks at the young ones, and how many times it does so before it looks
at older ones. With its usual 700 it took a tenth of a page's script; with 50,000, 20 and 50 what closed pages leave stayed for
ten minutes, 60 MB of a busy server."""
TURN = 0.0005
"""Seconds that a thread may hold the interpreter while another one waits for it."""
LATER = 8.0
"""Seconds after which what later scopes need is read: the browser of the first visitor draws with both cores until then."""
READING = threading.Lock()
"""Held while modules are read. Two threads that read numpy at once get halves of it, so whoever needs them waits here."""


@asynccontextmanager
async def warming(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Begin with the server; nobody waits for it."""
    READING.acquire()
    threading.Thread(target=warm, name="warm", daemon=True).start()
    yield {}


def warm() -> None:
    """Read the modules that draw the overview, and ask what it will ask."""
    usual = sys.getswitchinterval()
    # One thing after the other, and a short turn each: the first page's files are served meanwhile.
    sys.setswitchinterval(TURN)
    try:
        _make_ready()
    finally:
        sys.setswitchinterval(usual)
    spare_the_collector()
    time.sleep(LATER)
    _hold()


def spare_the_collector() -> None:
    """What is there by now stays there: the collector need not look at it again and again. Nor need it look at what a run
    makes while it makes it: some hundred thousand objects, and hardly any that only the collector can free."""
    gc.freeze()
    gc.set_threshold(*COLLECTED)


def _hold() -> None:
    from analysis.errors import AnalysisError
    from dashboard.state import asking, holding

    with suppress(AnalysisError):
        holding.begin(asking.store())


def _make_ready() -> None:
    try:
        for name in MODULES:
            import_module(name)
    finally:
        READING.release()
    from analysis.errors import AnalysisError
    from analysis.scope import Scope
    from dashboard.state import ahead, asking
    from dashboard.state.first_questions import FRAME, OVERVIEW, WHOLE

    for question, settings in OVERVIEW:
        ahead.asked(("overview",), question, settings)
    asked = [(WHOLE, *each) for each in FRAME[:2]] + [(Scope(), *each) for each in OVERVIEW] + [(WHOLE, *FRAME[2])]
    # A store that is missing or old: the page says so, in the visitor's language.
    with suppress(AnalysisError):
        snapshot = asking.store()
        for scope, question, settings in asked:
            asking.answered(snapshot, scope, question, settings)
