"""Where a snapshot is limited to some days: said beside the name of every page."""

from __future__ import annotations

from html import escape

from dashboard import labels
from dashboard.state.asking import store
from dashboard.state.reader import language, say


def badge() -> str:
    """HTML that names the days; empty where all articles are served."""
    given = {name: store().meta.get(f"window_{name}", "") for name in ("since", "until")}
    days = {name: labels.day(labels.parsed(day), language()) for name, day in given.items() if day}
    if not days:
        return ""
    told = say(f"app.window.{'_'.join(days)}", **days)
    return f'<span class="nt-badge" title="{escape(say("app.window.help"))}">{escape(told)}</span>'
