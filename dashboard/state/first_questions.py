"""What the overview asks of the whole corpus: begun with the server, since most visits begin there."""

from __future__ import annotations

from typing import Any

from analysis import questions as q
from analysis.scope import Scope
from dashboard.state.ahead import Asked

WHOLE = Scope(lens="all")
OUTLETS: dict[str, Any] = {"top": 200}

OVERVIEW: tuple[Asked, ...] = (
    (q.scope_totals, {}),
    (q.article_volume, {"by": "auto"}),
    (q.keyword_frequencies, {"top": 15, "phrases": True}),
    (q.keyword_changes, {"phrases": True}),
    (q.entity_frequencies, {"top": 15}),
    (q.keyword_bursts, {"phrases": True}),
    (q.topic_shares, {"by": "all"}),
    (q.article_search, {"top": 5}),
    (q.quotation_search, {"name": (), "top": 4}),
)
"""In the order of its cards."""
FRAME: tuple[Asked, ...] = ((q.source_volume, OUTLETS), (q.section_volume, OUTLETS), (q.coverage_gaps, OUTLETS))
"""What the scope bar and the timelines ask of the corpus, whatever is filtered."""
