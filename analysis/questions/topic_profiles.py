"""One topic closely: the names, outlets and other topics it keeps company with."""

from __future__ import annotations

from itertools import chain

import pandas as pd

from analysis.measures.factors import stable_factors
from analysis.measures.intervals import with_shares
from analysis.measures.keyness import distinctive
from analysis.questions.answers import answer
from analysis.questions.settings import count, many_of, one_of
from analysis.questions.units import sampled, tested
from analysis.schema import ENTITY_TYPES
from analysis.scope import Scope
from analysis.store import counts_topics
from analysis.store.naming import looked_up
from analysis.store.select import selection
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
        (units of the topic), n_rest and total_rest (those of other articles), log_ratio, g2, q, unit. Empty where
        there is no rest. In outlets untested, by the difference of the shares.

    Raises:
        InputError: an unknown topic or type, or ``top`` out of range.
    """
    types = many_of("type", type, ENTITY_TYPES)
    counts = counts_topics.names(selection(store, scope), one_of("topic", topic, tuple(store.topics)), types=types)
    tests = int(counts["tests"].iloc[0]) if len(counts) else 0
    found = distinctive(counts.rename(columns={"name": "term"}), tests=tests, tested=tested(scope))
    return answer("topic_entities", found.rename(columns={"term": "name"}).head(count("top", top)), scope)


def topic_outlets(store: Snapshot, scope: Scope, *, topic: str, top: int = 30) -> pd.DataFrame:
    """Which part of each outlet's articles is given a topic.

    Args:
        topic: code of the topic.
        top: outlets listed.

    Returns:
        One row an outlet, most articles of the topic first: topic, source, n, total (its units in the scope), share
        (as counted, not corrected), low, high, unit, rows (outlets in all). Outlets without the topic are listed too.

    Raises:
        InputError: an unknown topic, or ``top`` out of range.
    """
    code = one_of("topic", topic, tuple(store.topics))
    frame = sampled(with_shares(counts_topics.outlets(selection(store, scope), code)), scope, "low", "high")
    ordered = frame.sort_values(["n", "share", "source"], ascending=[False, False, True], kind="stable")
    return answer("topic_outlets", ordered.head(count("top", top)), scope, topic=code, rows=len(frame))


def topic_overlaps(store: Snapshot, scope: Scope, *, topic: str) -> pd.DataFrame:
    """Which other topics a topic's articles are about as well.

    Args:
        topic: code of the topic.

    Returns:
        One row another topic that was met, most units first: topic, n (units given both), total (units given
        the asked one), share, low, high, unit.

    Raises:
        InputError: an unknown topic.
    """
    counts = counts_topics.overlaps(selection(store, scope), one_of("topic", topic, tuple(store.topics)))
    ordered = with_shares(counts).sort_values(["n", "topic"], ascending=[False, True], kind="stable")
    return answer("topic_overlaps", ordered, scope)


def topic_discovery(store: Snapshot, scope: Scope, *, factors: int = 20, top: int = 10) -> pd.DataFrame:
    """Which subjects stand out among the articles about none of the topics: proposals for new ones.

    At most 2,000 articles and their 1,000 most frequent phrases are looked at, the same each time.

    Args:
        factors: groups looked for, of which only those that every starting point finds are told.
        top: proposals listed.

    Returns:
        One row a proposal, largest first (``measures.factors.stable_factors``): terms (phrases that describe it, ready
        as seeds, joined by ``; ``), n (units with an article nearest to it), total (units looked at), stability (0 to 1),
        examples (three titles), unit. Empty where too little is left over.

    Raises:
        InputError: ``factors`` or ``top`` out of range.
    """
    looked, listed = count("factors", factors, least=2, most=60), count("top", top)
    held = counts_topics.others(selection(store, scope.with_(lens="all")), most=2000, terms=1000)
    found = stable_factors(held, factors=looked).head(listed)
    if found.empty:
        return answer("topic_discovery")
    words = looked_up(store, chain.from_iterable(found["terms"]), "term", table="terms")["term"].to_dict()
    first = [articles[:3] for articles in found["articles"]]
    titles = looked_up(store, chain.from_iterable(first), "title", table="articles")["title"].to_dict()
    n, total = found["n"].tolist(), held["article"].nunique()
    if scope.unit == "outlets":
        outlets = looked_up(store, held["article"], "source", table="articles")["source"]
        n, total = [outlets.loc[articles].nunique() for articles in found["articles"]], outlets.nunique()
    told = found.assign(
        terms=["; ".join(words[term] for term in terms) for terms in found["terms"]],
        examples=[" · ".join(titles[article] for article in articles) for articles in first],
        n=n,
        total=total,
    )
    return answer("topic_discovery", told, scope)
