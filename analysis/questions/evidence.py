"""The sentences behind every number: each question here answers with an evidence frame.

Columns: key, day, published, has_time, source, title, url, date_origin, sentence (index in the article), kind (title, lead, body or
caption), text (the sentence in the original characters), marks (list of [start, end) in text), rule (why counted),
rows (sentences in all), hits (occurrences in all), articles (articles in all). Newest article first. ``since`` and
``until`` (YYYY-MM-DD, inclusive) narrow the scope to one period of a chart; which article stands for a story is still
decided over the whole scope, so that the sentences are those behind the number.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.questions.answers import answer
from analysis.questions.settings import WITHIN, count, day, one_of
from analysis.scope import Scope
from analysis.store import counts_keywords, evidence
from analysis.store.counting import counting
from analysis.store.families import naming
from analysis.store.select import selection
from analysis.store.snapshot import Snapshot


def keyword_occurrences(
    store: Snapshot,
    scope: Scope,
    *,
    term: str,
    since: str = "",
    until: str = "",
    top: int = 20,
    offset: int = 0,
    nested: bool = False,
    concepts: bool = False,
) -> pd.DataFrame:
    """Every sentence that holds a term.

    Args:
        term: in any case and tone style.
        since, until: first and last day wanted.
        top, offset: which part of the list.
        nested: whether a term also counts where it stands inside a longer one; the longer one is marked.
        concepts: whether all forms of the term's concept count.

    Returns:
        An evidence frame (see this file); empty where the term was never met. The rule names the term that was met.

    Raises:
        InputError: a day that cannot be read, or ``top`` or ``offset`` out of range.
    """
    chosen = selection(store, scope, since=day("since", since), until=day("until", until))
    way = counting(store, nested=nested, concepts=concepts)
    item = int(counts_keywords.known(store, [term], way)["term_id"].iloc[0])
    page = {"top": count("top", top), "offset": count("offset", offset)}
    items = way.occurring(store, item)
    return answer("keyword_occurrences", evidence.sentences(chosen, evidence.TERMS, items=items, **page))


def entity_mentions(
    store: Snapshot,
    scope: Scope,
    *,
    name: str,
    since: str = "",
    until: str = "",
    top: int = 20,
    offset: int = 0,
    family: bool = False,
) -> pd.DataFrame:
    """Every sentence that mentions an entity.

    Args:
        name: canonical name.
        since, until: first and last day wanted.
        top, offset: which part of the list.
        family: whether predecessors and successor count as one.

    Returns:
        An evidence frame (see this file); empty where the name was never met.

    Raises:
        InputError: a day that cannot be read, or ``top`` or ``offset`` out of range.
    """
    chosen = selection(store, scope, since=day("since", since), until=day("until", until))
    items = naming(store, family=family).ids(store, name)
    page = {"top": count("top", top), "offset": count("offset", offset)}
    return answer("entity_mentions", evidence.sentences(chosen, evidence.MENTION, items=items, **page))


def comention_sentences(
    store: Snapshot,
    scope: Scope,
    *,
    a: str,
    b: str,
    top: int = 20,
    offset: int = 0,
    family: bool = False,
    within: str = "sentence",
) -> pd.DataFrame:
    """Every sentence that mentions two entities.

    Args:
        a, b: canonical names.
        top, offset: which part of the list.
        family: whether predecessors and successor count as one.
        within: sentence; or article: the sentences that mention either, in articles that mention both.

    Returns:
        An evidence frame (see this file); empty where the two never stand in one sentence, or are one.

    Raises:
        InputError: another ``within``, or ``top`` or ``offset`` out of range.
    """
    hits = {"sentence": evidence.BOTH, "article": evidence.TOGETHER}[one_of("within", within, WITHIN)]
    way = naming(store, family=family)
    items = way.ids(store, a)
    both: dict[str, Any] = {"items": items, "others": [one for one in way.ids(store, b) if one not in items] or [-1]}
    page = {"top": count("top", top), "offset": count("offset", offset)}
    frame = evidence.sentences(selection(store, scope), hits, **both, **page)
    return answer("comention_sentences", frame)


def topic_articles(
    store: Snapshot,
    scope: Scope,
    *,
    topic: str,
    since: str = "",
    until: str = "",
    sort: str = "newest",
    top: int = 20,
    offset: int = 0,
) -> pd.DataFrame:
    """Every article assigned a topic.

    Args:
        topic: code of the topic.
        since, until: first and last day wanted.
        sort: ``newest`` first, or ``drawn``: in an order that has nothing to do with what they say and never changes, without
            those that people labelled. To label the first of them is to label a random draw.
        top, offset: which part of the list.

    Returns:
        An evidence frame (see this file) whose sentence is the article's title, without marks; the rule says the
        classifier's score.

    Raises:
        InputError: an unknown topic or ``sort``, a day that cannot be read, or ``top`` or ``offset`` out of range.
    """
    chosen = selection(store, scope, since=day("since", since), until=day("until", until))
    drawn = one_of("sort", sort, ("newest", "drawn")) == "drawn"
    page = {"top": count("top", top), "offset": count("offset", offset)}
    code = one_of("topic", topic, tuple(store.topics))
    return answer("topic_articles", evidence.titles(chosen, code, drawn=drawn, **page))
