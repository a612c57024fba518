"""What else happened: days on which news is likely to change of itself, and days that people noted."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.questions.answers import COLUMNS, answer
from analysis.scope import Scope
from analysis.store import calendar
from analysis.store.select import span
from analysis.store.snapshot import Snapshot


def calendar_events(store: Snapshot, scope: Scope) -> pd.DataFrame:
    """Which events of the calendar touch the scope's period; other filters do not matter.

    Returns:
        One row an event, in order of its days: first, last, kind (party, assembly, holiday, law or other), vi and en
        (its name in each language), source (an address, a day's press or ``unverified``; of people's own: who added
        it), id (0 for the shipped ones). Empty where none touches it, or no article is in it.
    """
    covered = span(store, scope)
    if covered is None:
        return answer("calendar_events")
    inside = [
        event
        for event in calendar.events(store.path.parent.parent)
        if event.first <= covered[1] and event.last >= covered[0]
    ]
    if not inside:
        return answer("calendar_events")
    told = {name: [getattr(event, name) for event in inside] for name in COLUMNS["calendar_events"]}
    days = {name: np.array(told[name], "datetime64[s]") for name in ("first", "last")}
    return answer("calendar_events", pd.DataFrame({**told, **days}))
