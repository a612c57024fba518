"""What was measured of the text rooms, and the versions of everything at work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import version
from typing import Any

import pandas as pd
import streamlit as st

from analysis import quality as measured
from analysis.schema import ENTITY_TYPES, TOPICS, ZONE
from dashboard import labels
from dashboard.charts import coverage
from dashboard.parts.card import place
from dashboard.parts.measured import in_words
from dashboard.state import placed
from dashboard.state.asking import store
from dashboard.state.reader import language, say

COUNTS = ("articles", "stories", "rejects")
LIBRARIES = ("underthesea", "duckdb", "deltalake", "streamlit", "plotly")


def quality() -> None:
    """Figures of ``data/quality.json``: entities by type, topics, keyphrases; where nothing was recorded, says so."""
    st.header(say("methods.quality"), anchor="quality")
    figures = measured.quality()
    kept_aside = figures.get("evaluation", {})
    if kept_aside.get("entities"):
        st.caption(say("methods.measured", texts=labels.number(kept_aside.get("texts", 0), language())))
        _told("methods.quality", names_found(kept_aside["entities"]))
        st.markdown("\n".join(f"- {line}" for line in in_words(kept_aside).values()))
    else:
        st.info(say("methods.no_quality"))
    checked = figures.get("topics_cv", {})
    if checked.get("assigned"):
        st.header(say("methods.rates"), anchor="rates")
        st.caption(
            say(
                "methods.rates_note",
                **{name: labels.number(checked.get(name, 0), language()) for name in ("texts", "general")},
            )
        )
        _told("methods.rates", topics_told(checked["assigned"]))
    place(coverage.held, intervals(measured.quality().get("topic_intervals", {})), key="methods.intervals")


def names_found(entities: Mapping[str, Any]) -> pd.DataFrame:
    """One row a type of name, and of the groups of types that were measured together."""
    rows = []
    for name, scores in entities.items():
        exact, overlap = scores["exact"], scores["overlap"]
        cells = [labels.number(exact[k], language(), 3) for k in ("p", "r", "f1")]
        cells.append(labels.number(overlap["f1"], language(), 3))
        rows.append([_group(name), labels.number(exact["gold"], language()), *cells])
    return _titled(rows, "type", "gold", "precision", "recall", "f1", "overlap")


def _group(name: str) -> str:
    parts = [say(f"charts.type.{kind}") if kind in ENTITY_TYPES else say("methods.all") for kind in name.split("+")]
    return " + ".join(parts)


def topics_told(rates: Mapping[str, Any]) -> pd.DataFrame:
    """One row a topic: how often it is found where it belongs, and given where it does not."""
    rows = []
    for code in (code for code in TOPICS if code in rates):
        rate = rates[code]
        told = [labels.percent(rate[name], language()) for name in ("tpr", "fpr", "stray")]
        rows.append([say(f"charts.topic.{code}"), labels.number(rate["tpr_n"], language()), *told])
    return _titled(rows, "topic", "gold", "tpr", "fpr", "stray")


def intervals(simulated: Mapping[str, Any]) -> pd.DataFrame:
    """One row a topic: how often the interval of its share held the truth, in how many simulated corpora."""
    held = simulated.get("held", {})
    rows = [(code, held[code], simulated["rounds"]) for code in TOPICS if code in held]
    return pd.DataFrame(rows, columns=["topic", "held", "rounds"])


def versions() -> None:
    """Versions of the data, of the rules and models, and of the libraries, and when the data was published."""
    st.header(say("methods.versions"), anchor="versions")
    told = [[say(f"methods.meta.{name}"), value] for name, value in at_work(store().meta)]
    _told("methods.versions", _titled(told, "what", "value"))


def at_work(meta: Mapping[str, str]) -> list[tuple[str, str]]:
    """(key of its name, value) of everything that a figure depends on."""
    published = meta.get("published_at", "")
    when = datetime.fromisoformat(published).astimezone(ZONE) if published else None
    counts = [(name, labels.number(int(meta.get(name, 0)), language())) for name in COUNTS]
    return [
        ("snapshot", meta.get("snapshot", "")),
        ("published_at", f"{labels.day(when, language())} {when:%H:%M}" if when else ""),
        ("lake_version", meta.get("lake_version", "")),
        ("annotation_version", meta.get("annotation_version", "")),
        *counts,
        ("product", version("nhiptin")),
        ("libraries", " · ".join(f"{name} {version(name)}" for name in LIBRARIES)),
    ]


def _told(key: str, table: pd.DataFrame) -> None:
    st.table(table)
    placed.listed(key, table.reset_index, title=say(key))


def _titled(rows: list[list[str]], *names: str) -> pd.DataFrame:
    titles = [say(f"methods.{name}") for name in names]
    return pd.DataFrame(rows, columns=titles).set_index(titles[0])
