"""Which columns of an answer its editable chart shows, by the chart of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from dashboard.strings.names import named

PAIRED = "b"
"""Column of the second thing where each row is a pair; ``facing`` says which of them names the bar."""
COLUMNS = {
    "compare.forest": ("term", "log_ratio"),
    "documents.bars": ("name", "share"),
    "entities.bars": ("name", "share"),
    "entities.company": ("name", "share"),
    "entities.outlets": ("source", "share"),
    "entities.pairs": (PAIRED, "log_dice"),
    "entities.surfaces": ("surface", "mentions"),
    "entities.timeline": ("name", "share"),
    "keywords.bars": ("term", "share"),
    "keywords.changes": ("term", "last_share"),
    "keywords.burst_days": ("term", "n"),
    "keywords.timeline": ("term", "share"),
    "quotes.kinds": ("cue_kind", "quotations"),
    "quotes.speakers": ("name", "share"),
    "quotes.timeline": ("name", "share"),
    "terms.beside": ("term", "log_dice"),
    "terms.groups": ("phrase", "share"),
    "topic_profile.changes": ("topic", "change"),
    "topic_profile.names": ("name", "log_ratio"),
    "topic_profile.outlets": ("source", "share"),
    "topic_profile.overlaps": ("topic", "share"),
    "topics.bars": ("topic", "share"),
    "topics.multiples": ("topic", "share"),
    "topics.terms": ("term", "log_ratio"),
    "volume.columns": ("period", "n"),
    "volume.outlets": ("source", "share"),
}
"""Chart → column of the names, column of the lengths, as the page draws it. A chart that is not here becomes a table."""
SORTED = {"n": "share", "dispersion": "dp_days"}
"""How ranked terms are sorted → what their bars are as long as, where that is no column of the same name."""


def columns(chart: Callable[..., Any] | None, settings: Mapping[str, Any]) -> tuple[str, str]:
    """Names and lengths of a chart; ("", "n") where it has none.

    Args:
        chart: None: a table that stands for itself.
        settings: with which it is drawn.

    >>> from dashboard.charts import keywords, volume
    >>> columns(volume.columns, {}), columns(keywords.bars, {"sort": "occurrences"}), columns(None, {})
    (('period', 'n'), ('term', 'occurrences'), ('', 'n'))
    """
    if chart is None:
        return "", "n"
    names, value = COLUMNS.get(f"{chart.__module__.rpartition('.')[2]}.{chart.__name__}", ("", "n"))
    return names, SORTED.get(settings["sort"], str(settings["sort"])) if "sort" in settings else value


def facing(frame: pd.DataFrame, about: str, language: str) -> pd.DataFrame:
    """Pairs with what an editable chart calls them: the other one of each and its type, or both where they are about none.

    >>> pairs = pd.DataFrame({"a": ["Bộ A", "Viện B"], "a_type": "ORG", "b": ["Viện C", "Bộ A"], "b_type": "ORG"})
    >>> facing(pairs, "Bộ A", "vi")["name"].tolist(), facing(pairs, "", "vi")["name"].tolist()
    (['Viện C', 'Viện B'], ['Bộ A – Viện C', 'Viện B – Bộ A'])
    """
    if about:
        first = frame["a"] == about
        return frame.assign(
            name=frame["b"].where(first, frame["a"]), type=frame["b_type"].where(first, frame["a_type"])
        )
    both = [f"{named(a, language)} – {named(b, language)}" for a, b in zip(frame["a"], frame["b"], strict=True)]
    return frame.assign(name=both)
