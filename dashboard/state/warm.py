"""What is made ready while the first browser still loads: the modules of the pages, and the overview's answers.

Reading pandas, Plotly and the store takes longer than drawing the first card, and so do the first questions, whose
rows still lie on the disk. The server's start is the moment for both.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
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


@asynccontextmanager
async def warming(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Begin with the server; nobody waits for it."""
    threading.Thread(target=warm, name="warm", daemon=True).start()
    yield {}


def warm() -> None:
    """Ask what the overview will ask, and read the modules that draw it."""
    from analysis.errors import AnalysisError
    from analysis.scope import Scope
    from dashboard.state import ahead, asking
    from dashboard.state.first_questions import FRAME, OVERVIEW, WHOLE

    for question, settings in OVERVIEW:
        ahead.asked(("overview",), question, settings)
    try:
        snapshot = asking.store()
    except AnalysisError:
        return  # The page says what is wrong, in the visitor's language.
    asked = [(WHOLE, *each) for each in FRAME[:2]] + [(Scope(), *each) for each in OVERVIEW] + [(WHOLE, *FRAME[2])]
    begun = ahead.begin(partial(asking.answered, snapshot, *one) for one in asked)
    for name in MODULES:
        import_module(name)
    for future in begun:
        future.exception()
    # What is there by now stays there: the collector need not look at it again and again.
    gc.freeze()
