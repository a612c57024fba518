"""What a comparison opens with while no period is chosen: the last whole month and the one before it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from analysis.questions.compare import FILTERS
from analysis.scope import Scope
from dashboard import labels
from dashboard.state import url
from dashboard.state.asking import chosen, store
from dashboard.state.reader import language, say

DAY = timedelta(1)


def last_months(first: date, last: date) -> tuple[date, date, date] | None:
    """First days of the last but one whole month, of the last one, and of the month after it; None without two of them.

    >>> [str(day) for day in last_months(date(2025, 8, 1), date(2025, 11, 9))]
    ['2025-09-01', '2025-10-01', '2025-11-01']
    >>> last_months(date(2025, 8, 2), date(2025, 9, 30)) is None
    True
    """
    after = (last + DAY).replace(day=1)
    month = (after - DAY).replace(day=1)
    before = (month - DAY).replace(day=1)
    return (before, month, after) if before >= first else None


def both(way: str, against: str) -> tuple[Scope, str]:
    """Both sides as the questions take them, said in words where the page chose them.

    Args:
        way: how side B is chosen.
        against: side B as the URL says it.

    Returns:
        Side A: the scope, within the last whole month where no period is chosen and side B is an earlier one; side B.
    """
    scope, found = chosen(), months(way)
    if not found:
        return scope, against
    before, month, after = found
    names = {name: labels.period(day, "month", language()) for name, day in (("before", before), ("month", month))}
    _starts(say(f"compare.opening.{way}", **names))
    if way == "before":
        other = scope.with_(since=before, until=month - DAY).params()
        against = urlencode({name: values for name, values in other.items() if name in FILTERS}, doseq=True)
    return scope.with_(since=month, until=after - DAY), against


def months(way: str) -> tuple[date, date, date] | None:
    """``last_months`` where the page chooses the period; None where the reader did, or the corpus is too short."""
    chooses = way in ("before", "weeks") and not chosen().since and not chosen().until
    return last_months(*_covered()) if chooses else None


def instead() -> None:
    """Comparisons to begin with, where the corpus is too short for that."""
    _starts(say("compare.whole"))


def _covered() -> tuple[date, date]:
    first, last = (labels.parsed(store().meta.get(name, "")) for name in ("since", "until"))
    return first, last


def _starts(said: str) -> None:
    st.info(said)
    last = _covered()[1]
    month = last.replace(day=1)
    starts: dict[str, dict[str, Any]] = {
        "week": {"since": str(last - timedelta(6)), "until": str(last), "against": None},
        "month": {
            "since": str(month),
            "until": str(last),
            "against": "own",
            f"{url.OTHER}since": str((month - DAY).replace(day=1)),
            f"{url.OTHER}until": str(month - DAY),
        },
        "ai": {"topic": "ai", "against": "rest"},
    }
    with st.container(horizontal=True):
        for name, values in starts.items():
            st.button(say(f"compare.starts.{name}"), key=f"start-{name}", on_click=partial(url.put, **values))
