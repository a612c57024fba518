"""What was measured of the text rooms, and the versions of everything at work."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import quality as measured
from dashboard import labels
from dashboard.state.asking import store
from dashboard.state.reader import language, say


def quality() -> None:
    """Figures of ``data/quality.json``: entities by type, topics, keyphrases; where nothing was recorded, says so."""
    st.subheader(say("methods.quality"), anchor="quality")
    figures = measured.quality()
    entities = figures.get("entities", {})
    if not entities:
        st.info(say("methods.no_quality"))
        return
    st.caption(say("methods.measured", texts=labels.number(figures.get("texts", 0), language())))
    rows = []
    for name, scores in entities.items():
        exact, overlap = scores["exact"], scores["overlap"]
        label = say(f"charts.type.{name}") if len(name) <= 5 and name != "ALL" else name
        cells = [labels.number(exact[k], language(), 3) for k in ("p", "r", "f1")]
        rows.append(
            [label, labels.number(exact["gold"], language()), *cells, labels.number(overlap["f1"], language(), 3)]
        )
    names = [say(f"methods.{name}") for name in ("type", "gold", "precision", "recall", "f1", "overlap")]
    st.table(pd.DataFrame(rows, columns=names).set_index(names[0]))
    topics = figures.get("topics", {})
    told = [
        say(
            "methods.names_right",
            share=labels.percent(figures.get("name_accuracy_on_exact", 0), language()),
        ),
        say(
            "methods.topics_right",
            main=labels.percent(topics.get("main_accuracy", 0), language()),
            f1=labels.number(topics.get("f1", 0), language(), 3),
        ),
        say("methods.keyphrases", recall=labels.percent(figures.get("keyphrase_recall_at_10", 0), language())),
    ]
    st.markdown("\n".join(f"- {line}" for line in told))


def versions() -> None:
    """Versions of the data, the rules and models, and when they were made."""
    st.subheader(say("methods.versions"), anchor="versions")
    meta = store().meta
    rows = [
        [say(f"methods.meta.{name}"), meta.get(name, "")]
        for name in ("snapshot", "published_at", "lake_version", "annotation_version", "articles", "stories", "rejects")
    ]
    st.table(pd.DataFrame(rows, columns=[say("methods.what"), say("methods.value")]).set_index(say("methods.what")))
