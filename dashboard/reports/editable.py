"""Which columns of an answer its editable chart shows, by the chart of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from dashboard.strings.names import named

PAIRED = "b"
"""Column that names the bars where each row is a pair."""
COLUMNS = {
    "compare.forest": ("term", "log_ratio"),
    "documents.bars": ("name", "n"),
    "entities.bars": ("name", "n"),
    "entities.company": ("name", "sentences"),
    "entities.outlets": ("source", "share"),
    "entities.pairs": (PAIRED, "sentences"),
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
    """Pairs as an editable chart names them: the company that one thing keeps, or both names where it is about none.

    >>> pairs = pd.DataFrame({"a": ["Bộ A", "Viện B"], "b": ["Viện C", "Bộ A"]})
    >>> facing(pairs, "Bộ A", "vi")["b"].tolist(), facing(pairs, "", "vi")["b"].tolist()
    (['Viện C', 'Viện B'], ['Bộ A – Viện C', 'Viện B – Bộ A'])
    """
    if about:
        return frame.assign(**{PAIRED: frame["b"].where(frame["b"] != about, frame["a"])})
    both = [f"{named(a, language)} – {named(b, language)}" for a, b in zip(frame["a"], frame["b"], strict=True)]
    return frame.assign(**{PAIRED: both})
