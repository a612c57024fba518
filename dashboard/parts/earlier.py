"""The period before: as long as the one that is shown and right before it, all other filters the same.

The key figures always say it; the timelines draw it, and their tables and files hold it, where the reader asks for it.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.questions.asked import Asked
from analysis.questions.compare import other_side
from analysis.scope import Scope
from dashboard import labels
from dashboard.charts import earlier as charts
from dashboard.charts.told import days, over_time
from dashboard.parts import controls
from dashboard.state import url
from dashboard.state.asking import ask, chosen, store
from dashboard.state.reader import language, look, say
from dashboard.theme import Look

KEY = "before"
NAMED = {"keyword_timeline": "term", "entity_timeline": "name", "quotation_timeline": "name"}
"""Questions over time about some things → the column that names them, and the setting that asks for the same ones."""
WHOLE = ("article_volume", "topic_shares")
"""Questions over time whose things are the same in every period."""


def scope(now: Scope | None = None) -> Scope | None:
    """The scope moved to the period before; None where it has no first day, or the corpus begins after that period.

    Args:
        now: the scope that is shown; else that of the URL.
    """
    now = now or chosen()
    if now.since is None:
        return None
    found = other_side(store(), now, "before")
    begins = store().meta.get("since", "")
    return found if found.since and begins and found.since >= labels.parsed(begins) else None


def control() -> None:
    """The switch, where there is a period before."""
    if scope() is not None:
        controls.switch(KEY, "scope.before", hint="scope.before_help")


def _wanted() -> bool:
    return url.one(KEY) == "1"


def of(frame: pd.DataFrame) -> pd.DataFrame:
    """The same question for the period before, for the same things and periods of the same length.

    Returns:
        An answer of the same form; without a row where nobody asks for it, or there is nothing of the kind.
    """
    none = frame.head(0)
    asked = Asked.of(frame)
    if not _wanted() or asked is None or not over_time(frame):
        return none
    name = asked.question.__name__
    before = scope(asked.scope) if name in NAMED or name in WHOLE else None
    if before is None:
        return none
    settings = {**asked.settings, "by": labels.grain(days(frame.drop_duplicates("period")))}
    if column := NAMED.get(name):
        settings[column] = tuple(dict.fromkeys(frame[column]))
    return ask(asked.question, scope=before, **settings)


def mark(figure: go.Figure, frame: pd.DataFrame, seen: Look | None = None) -> go.Figure:
    """Draw it on a figure, where its frame is one over time.

    Args:
        seen: how the figure was drawn; else for this reader.
    """
    if not (_wanted() and figure.to_dict()["data"]):
        return figure
    found = of(frame)
    before, now = Asked.of(found), Asked.of(frame)
    if found.empty or before is None or now is None:
        return figure
    first, start = before.scope.since, now.scope.since
    assert first is not None and start is not None  # noqa: S101  ``scope`` gives none else
    return charts.marked(figure, found, seen or look(), since=first, shift=start - first)


def told(frame: pd.DataFrame) -> str:
    """What the thin lines are, with the days; empty where there are none."""
    if not _wanted():
        return ""
    found = of(frame)
    before = None if found.empty else Asked.of(found)
    if before is None:
        return ""
    ends = {name: labels.day(getattr(before.scope, name), language()) for name in ("since", "until")}
    return say("frame.before", **ends)


def joined(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of both periods, where the reader asks for them."""
    return charts.joined(frame, of(frame))
