"""Shares of topics over time, and the terms that make a topic."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis.measures.keyness import distinctive
from analysis.measures.topics import adjusted
from analysis.quality import topic_rates
from analysis.questions.answers import answer
from analysis.questions.settings import count, one_of
from analysis.questions.timelines import timeline
from analysis.schema import TOPICS
from analysis.scope import Scope
from analysis.store import counts_topics
from analysis.store.select import lens_acts, refuse_outlets, selection
from analysis.store.snapshot import Snapshot


def topic_shares(store: Snapshot, scope: Scope, *, by: str = "auto", main: bool = False) -> pd.DataFrame:
    """Which share each topic has, corrected for what the classifier is known to get wrong.

    Args:
        by: auto, day, week, month, or all (one period).
        main: count only the main topic of each article.

    Returns:
        One row a topic and period of the scope: topic, period, n (units assigned the topic), total, raw (n/total),
        share (adjusted count, ``measures.topics.adjusted``; under the technology lens of what is technology in truth),
        low, high, corrected (False where the share is the raw one, because the classifier's rates are missing or the
        scope itself asks for topics), partial, gap, unit. The topic ``other`` is listed only where it was met.

    Raises:
        ScopeError: the unit is outlets.
        InputError: another ``by``.
    """
    refuse_outlets(scope, "topics")
    line = timeline(store, scope, by, whole=True)
    if line is None:
        return answer("topic_shares")
    counts = counts_topics.timeline(line.selection, main=main)
    topics = [topic for topic in TOPICS if topic != "other" or (counts["topic"] == topic).any()]
    frame = line.fill(pd.DataFrame({"topic": topics}, dtype="str"), counts)
    every = selection(store, replace(scope, lens="all")).every(line.selection.by)
    whole = line.dated(counts_topics.technology(every))
    frame = frame.drop(columns="squares").merge(whole, on="period", how="left", validate="many_to_one")
    frame[whole.columns[1:]] = frame[whole.columns[1:]].fillna(0)
    rates = {} if scope.topic else topic_rates(layer="main" if main else "assigned")
    return answer("topic_shares", adjusted(frame, rates, lens=lens_acts(store, scope)), scope)


def topic_terms(store: Snapshot, scope: Scope, *, topic: str, top: int = 15) -> pd.DataFrame:
    """Which terms set a topic's articles apart from the rest of the scope.

    Args:
        topic: code of the topic.
        top: terms listed.

    Returns:
        One row a term, strongest evidence first (``measures.keyness.distinctive``): term, n and total (articles of the
        topic), n_rest and total_rest (other articles), log_ratio, g2, q, unit. Empty where there is no rest.

    Raises:
        ScopeError: the unit is outlets.
        InputError: an unknown topic, or ``top`` out of range.
    """
    refuse_outlets(scope, "terms of a topic")
    counts = counts_topics.contrast(selection(store, scope), one_of("topic", topic, TOPICS))
    tests = int(counts["tests"].iloc[0]) if len(counts) else 0
    return answer("topic_terms", distinctive(counts, tests=tests).head(count("top", top)), scope)
