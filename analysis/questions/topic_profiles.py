"""One topic closely: the names, outlets and other topics it keeps company with."""

from __future__ import annotations

import pandas as pd

from analysis.measures.intervals import with_shares
from analysis.measures.keyness import distinctive
from analysis.questions.answers import answer
from analysis.questions.settings import count, many_of, one_of
from analysis.schema import ENTITY_TYPES, TOPICS
from analysis.scope import Scope
from analysis.store import counts_topics
from analysis.store.select import refuse_outlets, selection
from analysis.store.snapshot import Snapshot


def topic_entities(
    store: Snapshot, scope: Scope, *, topic: str, type: tuple[str, ...] = (), top: int = 15
) -> pd.DataFrame:
    """Which people, institutions, places, documents … set a topic's articles apart from the rest of the scope.

    Args:
        topic: code of the topic.
        type: only these types (PER ORG LOC DOC EVENT PROD).
        top: entities listed.

    Returns:
        One row an entity, strongest evidence first (``measures.keyness.distinctive``): name, type, n and total
        (articles of the topic), n_rest and total_rest (other articles), log_ratio, g2, q, unit. Empty where there is
        no rest.

    Raises:
        ScopeError: the unit is outlets.
        InputError: an unknown topic or type, or ``top`` out of range.
    """
    refuse_outlets(scope, "names of a topic")
    types = many_of("type", type, ENTITY_TYPES)
    counts = counts_topics.names(selection(store, scope), one_of("topic", topic, TOPICS), types=types)
    tests = int(counts["tests"].iloc[0]) if len(counts) else 0
    found = distinctive(counts.rename(columns={"name": "term"}), tests=tests).rename(columns={"term": "name"})
    return answer("topic_entities", found.head(count("top", top)), scope)


def topic_outlets(store: Snapshot, scope: Scope, *, topic: str, top: int = 30) -> pd.DataFrame:
    """Which part of each outlet's articles is given a topic.

    Args:
        topic: code of the topic.
        top: outlets listed.

    Returns:
        One row an outlet, most articles of the topic first: topic, source, n, total (its articles in the scope), share
        (as counted, not corrected), low, high, unit, rows (outlets in all). Outlets without the topic are listed too.

    Raises:
        ScopeError: the unit is outlets.
        InputError: an unknown topic, or ``top`` out of range.
    """
    refuse_outlets(scope, "the outlets of a topic")
    code = one_of("topic", topic, TOPICS)
    frame = with_shares(counts_topics.outlets(selection(store, scope), code))
    ordered = frame.sort_values(["n", "share", "source"], ascending=[False, False, True], kind="stable")
    return answer("topic_outlets", ordered.head(count("top", top)), scope, topic=code, rows=len(frame))


def topic_overlaps(store: Snapshot, scope: Scope, *, topic: str) -> pd.DataFrame:
    """Which other topics a topic's articles are about as well.

    Args:
        topic: code of the topic.

    Returns:
        One row another topic that was met, most articles first: topic, n (articles given both), total (articles given
        the asked one), share, low, high, unit.

    Raises:
        ScopeError: the unit is outlets.
        InputError: an unknown topic.
    """
    refuse_outlets(scope, "topics of a topic")
    counts = counts_topics.overlaps(selection(store, scope), one_of("topic", topic, TOPICS))
    ordered = with_shares(counts).sort_values(["n", "topic"], ascending=[False, True], kind="stable")
    return answer("topic_overlaps", ordered, scope)
