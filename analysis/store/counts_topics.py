"""Topics: how many articles are assigned each, and which terms set them apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.store import counts_rollups, counts_volume, postings
from analysis.store.arrays import counted
from analysis.store.corpus import corpus
from analysis.store.ints import Flags, Ints
from analysis.store.kept import Kept
from analysis.store.naming import numbers_of
from analysis.store.select import Selection
from analysis.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Assigned:
    """Who was given which topic, one row an article and topic; and by article what the classifier itself found."""

    codes: npt.NDArray[Any]
    article: Ints
    topic: Ints
    """Place in ``codes``."""
    main: Flags
    sure: Flags
    """Whether a label says so."""
    found: Ints
    """By article_id: 2 where the classifier's main topic is technology, 1 where it is none, 0 where it looked at nothing."""


_assigned: Kept[Assigned] = Kept(1)
_measured: Kept[pd.DataFrame] = Kept(1)


def assigned(store: Snapshot) -> Assigned:
    """The topics of all articles, kept as long as the snapshot."""
    return _assigned.get(store, "topics", lambda: _assigned_now(store))


def _assigned_now(store: Snapshot) -> Assigned:
    rows = store.query("SELECT article_id, topic, rank = 1 AS main, rule = 'label' AS sure FROM article_topics")
    topic, codes = pd.factorize(rows["topic"], sort=True)
    own = store.query("SELECT article_id, topic <> 'other' AS technology FROM found_topics WHERE rank = 1")
    found = np.zeros(len(corpus(store).story), np.int8)
    found[own["article_id"].to_numpy()] = np.where(own["technology"], 2, 1)
    return Assigned(
        np.asarray(codes, object),
        rows["article_id"].to_numpy(np.int32),
        topic.astype(np.int32),
        rows["main"].to_numpy(np.bool_),
        rows["sure"].to_numpy(np.bool_),
        found,
    )


def timeline(selection: Selection, *, main: bool = False) -> pd.DataFrame:
    """One row a topic and period where it was met: topic, period, n, weight, sure (those of n that a label says so of).

    Args:
        main: count only the main topic of each article.
    """
    known, told = counted(selection), assigned(selection.store)
    rows = np.flatnonzero(known.flags[told.article] & (told.main if main else True))
    article, count = told.article[rows], len(known.periods)
    key, keys = told.topic[rows] * np.int64(count) + known.period[article], len(told.codes) * count
    n, weighed = known.units(article, key, keys)
    met = np.flatnonzero(n)
    sure = np.bincount(key[told.sure[rows]], minlength=keys)
    topics = pd.array(told.codes[met // max(count, 1)], "str")
    return pd.DataFrame(
        {
            "topic": topics,
            "period": known.periods[met % max(count, 1)],
            "n": n[met],
            "weight": weighed[met],
            "sure": sure[met],
        }
    )


def technology(selection: Selection) -> pd.DataFrame:
    """One row a period: whole (units), technology (those that the classifier finds so), with their weights.

    What people say of single articles is left out: the classifier's rates are of what it finds itself.

    Args:
        selection: a scope without the technology lens.

    Returns:
        period, whole, squares, technology, technology_weight (see ``measures.intervals.effective``).
    """
    known, found = counted(selection), assigned(selection.store).found
    count = len(known.periods)
    ids = known.ids[found[known.ids] > 0]
    whole, squares = known.units(ids, known.period[ids], count)
    own = ids[found[ids] == 2]
    technology_, weight_ = known.units(own, known.period[own], count)
    met = np.flatnonzero(whole)
    columns = {"whole": whole, "squares": squares, "technology": technology_, "technology_weight": weight_}
    return pd.DataFrame({"period": known.periods[met]} | {name: values[met] for name, values in columns.items()})


def contrast(selection: Selection, topic: str, *, fewest: int = 3) -> pd.DataFrame:
    """Terms of a topic's articles beside those of the rest.

    Args:
        fewest: units of the topic that a term must be in.

    Returns:
        term, n (units with an article of the topic that holds it), n_rest (units with another one that does), total,
        total_rest, tests (terms met in the topic's articles).
    """
    shown = "term_id NOT IN (SELECT term_id FROM terms WHERE stop)"
    return _contrast(selection, topic, "doc_terms", "term_id", shown, fewest=fewest, columns="term")


def names(selection: Selection, topic: str, *, types: tuple[str, ...] = (), fewest: int = 3) -> pd.DataFrame:
    """Entities of a topic's articles beside those of the rest.

    Args:
        types: only these types; none: all.
        fewest: units of the topic that an entity must be in.

    Returns:
        name, type, n, n_rest, total, total_rest, tests (entities met in the topic's articles), as ``contrast``.
    """
    found = _contrast(selection, topic, "article_mentions", "entity_id", "true", fewest=fewest, columns="name, type")
    return found[found["type"].isin(types)] if types else found


def _contrast(
    selection: Selection, topic: str, held: str, key: str, shown: str, *, fewest: int, columns: str
) -> pd.DataFrame:
    """Things of a topic's articles that are relatively more frequent there than in the others.

    Args:
        held: the table that says which article holds which thing.
        key: its column of things.
        shown: predicate of the things looked at.
        columns: of that table.
    """
    things = {"term_id": "terms", "entity_id": "entities"}[key]
    if selection.scope.unit == "outlets":
        return _of_outlets(selection, topic, held, key, shown, fewest=fewest, things=things, columns=columns)
    store, known, own = selection.store, counted(selection), _given(selection, topic)
    listed = numbers_of(store, things, shown, {})
    mine, whole = _sizes(selection, own, held, key, things)
    met = listed[mine[listed] > 0]
    ids = met[mine[met] >= fewest]
    n, n_rest, total, total_rest = mine[ids], whole[ids] - mine[ids], len(own), len(known.ids) - len(own)
    more = (n * total_rest > n_rest * total) & (total_rest > 0)
    told = store.query(
        f"SELECT {columns} FROM {things} WHERE {key} IN (SELECT id FROM wanted) ORDER BY {key}", wanted=ids[more]
    )
    return told.assign(n=n[more], n_rest=n_rest[more], total=total, total_rest=total_rest, tests=len(met))


def _sizes(selection: Selection, own: Ints, held: str, key: str, things: str) -> tuple[Ints, Ints]:
    """By thing, how many of some counted articles hold it, and how many of all counted ones."""
    store, known = selection.store, counted(selection)
    flags = np.zeros(len(known.size), np.bool_)
    flags[own] = True
    if (memory := postings.terms(store) if key == "term_id" else postings.names(store)) is not None:
        return memory.sizes(flags), memory.sizes(known.flags)
    count = int(store.query(f"SELECT count(*) AS n FROM {things}")["n"].iloc[0])
    if key == "term_id" and (sizes := counts_rollups.tally(selection, "n")) is not None:
        # What is known of all articles needs no reading of those without the topic.
        rows = f"SELECT {key}, count(*) AS n FROM {held} WHERE article_id IN (SELECT id FROM own) GROUP BY 1"
        found, mine = store.query(rows, own=own), np.zeros(count, np.int64)
        mine[found[key].to_numpy()] = found["n"]
        return mine, sizes
    mine, whole = np.zeros((2, count), np.int64)
    rows = f"SELECT {key}, article_id FROM {held} WHERE article_id BETWEEN $since AND $until"
    for thing, article in store.stream(rows, dict(zip(("since", "until"), known.between, strict=True))):
        mine += np.bincount(thing.compress(flags.take(article)), minlength=count)
        whole += np.bincount(thing.compress(known.flags.take(article)), minlength=count)
    return mine, whole


def _of_outlets(
    selection: Selection, topic: str, held: str, key: str, shown: str, *, fewest: int, things: str, columns: str
) -> pd.DataFrame:
    """``_contrast`` where outlets are counted: one that writes of both is on both sides."""
    units = selection.units
    return selection.ask(
        f"""
        , own AS MATERIALIZED (SELECT article_id, source FROM counted JOIN article_topics USING (article_id)
                               WHERE topic = $topic),
        mine AS MATERIALIZED (
            SELECT {key}, {units} AS n FROM {held} JOIN own USING (article_id)
            WHERE {shown} GROUP BY {key}),
        rest AS MATERIALIZED (SELECT article_id, source FROM counted ANTI JOIN own USING (article_id)),
        others AS (SELECT {key}, {units} AS n FROM {held} JOIN rest USING (article_id)
                   WHERE {key} IN (SELECT {key} FROM mine WHERE n >= $fewest) GROUP BY {key}),
        whole AS (SELECT (SELECT {units} FROM own) AS total, (SELECT {units} FROM rest) AS total_rest)
        SELECT {columns}, mine.n, coalesce(others.n, 0) AS n_rest, total, total_rest, (SELECT count(*) FROM mine) AS tests
        FROM mine LEFT JOIN others USING ({key}) JOIN {things} USING ({key}), whole
        WHERE mine.n >= $fewest AND total_rest > 0 AND mine.n * total_rest > coalesce(others.n, 0) * total
        """,
        topic=topic,
        fewest=fewest,
    )


def outlets(selection: Selection, topic: str) -> pd.DataFrame:
    """One row an outlet: source, n (units given the topic), total, weight, squares."""
    known, own = counted(selection), _given(selection, topic)
    source = known.corpus.source
    n, weight = known.units(own, source[own], len(known.corpus.sources))
    whole = counts_volume.outlets(selection)
    met = np.flatnonzero(np.bincount(source[known.ids], minlength=len(known.corpus.sources)))
    return whole.assign(n=n[met], weight=weight[met])


def overlaps(selection: Selection, topic: str) -> pd.DataFrame:
    """One row another topic of the topic's articles: topic, n, total, weight, squares."""
    known, told, own = counted(selection), assigned(selection.store), _given(selection, topic)
    both = np.zeros(len(known.size), np.bool_)
    both[own] = True
    rows = np.flatnonzero(both[told.article] & (told.codes[told.topic] != topic))
    n, weight = known.units(told.article[rows], told.topic[rows], len(told.codes))
    (total,), (squares,) = known.units(own, np.zeros_like(own), 1)
    met = np.flatnonzero(n)
    columns = {"topic": pd.array(told.codes[met], "str"), "n": n[met], "weight": weight[met]}
    return pd.DataFrame(columns).assign(total=total, squares=squares)


def listed(selection: Selection) -> pd.DataFrame:
    """One row a topic in force, in its order: the columns of the table ``topics``, n, total, weight, squares."""
    known, told = counted(selection), assigned(selection.store)
    rows = np.flatnonzero(known.flags[told.article])
    n, weight = known.units(told.article[rows], told.topic[rows], len(told.codes))
    (total,), (squares,) = known.units(known.ids, np.zeros_like(known.ids), 1)
    topics = selection.store.query(
        "SELECT code AS topic, * EXCLUDE (code, seeds, position), array_to_string(seeds, '; ') AS seeds FROM topics "
        "ORDER BY position"
    )
    met = pd.DataFrame({"n": n, "weight": weight}, index=told.codes).reindex(topics["topic"], fill_value=0)
    return topics.assign(n=met["n"].to_numpy(), weight=met["weight"].to_numpy(), total=total, squares=squares)


def _given(selection: Selection, topic: str) -> Ints:
    """Counted articles that are given a topic, rising."""
    known, told = counted(selection), assigned(selection.store)
    given = told.article[told.codes[told.topic] == topic]
    return np.sort(given[known.flags[given]])


def measured(store: Snapshot) -> pd.DataFrame:
    """One row a topic in force: topic, measured, checked, rightly (see the table ``topics``)."""
    listed = "SELECT code AS topic, measured, checked, rightly FROM topics ORDER BY position"
    return _measured.get(store, "topics", lambda: store.query(listed)).copy(deep=False)


def others(selection: Selection, *, most: int, terms: int, fewest: int = 5) -> pd.DataFrame:
    """Phrases of articles whose main topic is ``other``.

    Args:
        selection: a scope without the technology lens.
        most: articles looked at; where there are more, the same arbitrary ones each time.
        terms: phrases looked at, the most frequent ones.
        fewest: of these articles that a phrase must be in.

    Returns:
        One row an article and phrase: article, term (article_id and term_id).
    """
    return selection.ask(
        """
        , looked AS MATERIALIZED (SELECT article_id FROM counted WHERE main_topic = 'other'
                                  ORDER BY (article_id::BIGINT * 2654435761) % 4294967296 LIMIT $most),
        held AS MATERIALIZED (SELECT article_id, term_id FROM doc_terms JOIN looked USING (article_id)
                              JOIN terms USING (term_id) WHERE phrase AND NOT stop),
        often AS (SELECT term_id, count(*) AS size FROM held GROUP BY term_id HAVING size >= $fewest
                  ORDER BY size DESC, term_id LIMIT $terms)
        SELECT article_id AS article, term_id AS term FROM held JOIN often USING (term_id) ORDER BY ALL
        """,
        most=most,
        terms=terms,
        fewest=fewest,
    )
