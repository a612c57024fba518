"""Which columns of an answer its editable chart shows, by the chart of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from dashboard.strings.names import named

PAIRED = "b"
"""Column of the second thing where each row is a pair; ``facing`` says which of them names the bar."""
COLUMNS = {
    "compare.forest": ("term", "log_ratio"),
    "documents.bars": ("name", "n"),
    "entities.bars": ("name", "n"),
    "entities.company": ("name", "sentences"),
    "entities.outlets": ("source", "share"),
    "entities.pairs": (PAIRED, "log_dice"),
    "entities.surfaces": ("surface", "mentions"),
    "entities.timeline": ("name", "share"),
    "keywords.bars": ("term", "n"),
    "keywords.changes": ("term", "last_share"),
    "keywords.burst_days": ("term", "n"),
    "keywords.timeline": ("term", "share"),
    "cloud.cloud": ("term", "n"),
    "quotes.kinds": ("cue_kind", "n"),
    "quotes.speakers": ("name", "n"),
    "quotes.timeline": ("name", "share"),
    "terms.beside": ("term", "log_dice"),
    "terms.groups": ("phrase", "n"),
    "topic_profile.changes": ("topic", "change"),
    "topic_profile.names": ("name", "log_ratio"),
    "topic_profile.outlets": ("source", "share"),
    "topic_profile.overlaps": ("topic", "n"),
    "topics.bars": ("topic", "share"),
    "topics.multiples": ("topic", "share"),
    "topics.terms": ("term", "log_ratio"),
    "volume.columns": ("period", "n"),
    "volume.outlets": ("source", "share"),
}
"""Chart → column of the names, column of the lengths. A chart that is not here becomes a table."""


def columns(chart: Callable[..., Any]) -> tuple[str, str]:
    """Names and lengths of a chart; ("", "n") where it has none.

    >>> from dashboard.charts import volume
    >>> columns(volume.columns)
    ('period', 'n')
    """
    return COLUMNS.get(f"{chart.__module__.rpartition('.')[2]}.{chart.__name__}", ("", "n"))


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
